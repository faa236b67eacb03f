"""/api/v1: Staff, learners, join cards, sessions."""

from orientation.accounts.api import administration, learners, me, signing_in
from orientation.accounts.api.blueprint import blueprint

__all__ = ["administration", "blueprint", "learners", "me", "signing_in"]
