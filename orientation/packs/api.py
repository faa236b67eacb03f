"""/api/v1: Manifests and files for offline use."""

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("packs", "Manifests and files for offline use.")
