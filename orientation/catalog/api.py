"""/api/v1: Packs, versions, modules and lessons that can be learned."""

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("catalog", "Packs, versions, modules and lessons that can be learned.")
