"""/api/v1: Staff, learners, join cards, sessions."""

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("accounts", "Staff, learners, join cards, sessions.")
