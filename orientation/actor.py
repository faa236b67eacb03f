"""Who acts. Every command takes an `Actor` first and decides permission before anything changes."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orientation.errors import Gone, NotAllowed, NotSignedIn


class Role(StrEnum):
    """What an actor may be. Staff can have several; a learner is only that."""

    LEARNER = "learner"
    OFFICER = "officer"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


STAFF_ROLES = (Role.OFFICER, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


class SecondFactorNeeded(NotAllowed):
    """Staff have signed in and must still set up one-time codes."""


class LearnerErased(Gone):
    """The learner whose phone this was is no more: the phone forgets what it kept for them."""

    def __init__(self) -> None:
        super().__init__("This account was removed. Ask your officer for a new card.")


@dataclass(frozen=True)
class Actor:
    """A guest (no roles), a learner, a member of staff, or the system itself (command line, scheduled jobs).

    `session_id` is the session that the request came in with, `last_seen_at` when its use was last noted; `locale`
    the actor's preferred one. `is_erased`: a guest whose session was that of a learner who has been erased since.
    """

    roles: frozenset[Role] = frozenset()
    learner_id: UUID | None = None
    staff_id: UUID | None = None
    post_id: UUID | None = None
    session_id: UUID | None = None
    locale: str | None = None
    is_system: bool = False
    is_erased: bool = False
    last_seen_at: datetime | None = field(default=None, compare=False)

    @property
    def must_enrol(self) -> bool:
        """Tell whether this is staff who must set up one-time codes before anything else."""
        return self.staff_id is not None and not self.roles

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor has at least one of the roles; the system has all."""
        return self.is_system or not self.roles.isdisjoint(roles)

    def require(self, *roles: Role) -> None:
        """Raise NotSignedIn for a guest, NotAllowed for an actor with none of the roles (yet).

        Raises LearnerErased instead for one who was erased, where learners may act.
        """
        if self.has(*roles):
            return
        if self.is_erased and Role.LEARNER in roles:
            raise LearnerErased
        if self.must_enrol:
            raise SecondFactorNeeded("Set up one-time codes first: your account can do nothing else until then.")
        if not self.roles:
            raise NotSignedIn("Sign in to continue.")
        raise NotAllowed("Your account can't do this. Ask an administrator for the role that it needs.")


GUEST = Actor()
SYSTEM = Actor(is_system=True)
