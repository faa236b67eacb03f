"""/api/v1: Groups, assignments, the officer's view."""

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("assignments", "Groups, assignments, the officer's view.")
