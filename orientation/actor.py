"""Who acts. Every command takes an `Actor` first and decides permission before anything changes."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orientation.errors import NotAllowed, NotSignedIn


class Role(StrEnum):
    """What an actor may be. Staff can have several; a learner is only that."""

    LEARNER = "learner"
    OFFICER = "officer"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


STAFF_ROLES = (Role.OFFICER, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Actor:
    """A guest (no roles), a learner, a member of staff, or the system itself (command line, scheduled jobs).

    `session_id` is the session that the request came in with; `locale` the actor's preferred one.
    """

    roles: frozenset[Role] = frozenset()
    learner_id: UUID | None = None
    staff_id: UUID | None = None
    post_id: UUID | None = None
    session_id: UUID | None = None
    locale: str | None = None
    is_system: bool = False

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor has at least one of the roles; the system has all."""
        return self.is_system or not self.roles.isdisjoint(roles)

    def require(self, *roles: Role) -> None:
        """Raise NotSignedIn for a guest, NotAllowed for an actor with none of the roles."""
        if self.has(*roles):
            return
        if not self.roles:
            raise NotSignedIn("Sign in to continue.")
        raise NotAllowed("Your account can't do this. Ask an administrator for the role that it needs.")


GUEST = Actor()
SYSTEM = Actor(is_system=True)
