"""Commands on people, cards and sessions. Every one takes the actor first and is one transaction."""

from orientation.accounts.service.audit import audit

__all__ = ["audit"]
