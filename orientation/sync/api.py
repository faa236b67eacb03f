"""/api/v1: A phone that was offline catches up."""

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("sync", "A phone that was offline catches up.")
