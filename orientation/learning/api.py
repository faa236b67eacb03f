"""/api/v1: Marking and progress."""

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("learning", "Marking and progress.")
