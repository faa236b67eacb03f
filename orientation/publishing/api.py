"""/api/v1: Upload a pack, get a report, publish."""

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("publishing", "Upload a pack, get a report, publish.")
