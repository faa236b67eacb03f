"""The people in the tests. Everybody knows them; a test that needs somebody else makes them itself."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from orientation import clock
from orientation.accounts.models import Learner, Post, Session, Staff
from orientation.actor import Actor, Role
from orientation.crypto import new_token, token_hash
from orientation.db import db, transaction


@dataclass(frozen=True)
class Person:
    """Somebody with a session: act as them in commands with `actor`, over HTTP with `bearer`."""

    id: UUID
    actor: Actor
    token: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def cookie(self) -> dict[str, str]:
        """The header of a browser on our own pages."""
        name = "learner" if self.actor.learner_id else "staff"
        return {"Cookie": f"{name}={self.token}", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Cast:
    """Amman's officer and two of her learners, Beirut's officer and a learner, and the others."""

    post: Post
    other_post: Post
    officer: Person
    other_officer: Person
    editor: Person
    reviewer: Person
    administrator: Person
    learner: Person
    second_learner: Person
    other_learner: Person

    @classmethod
    def create(cls) -> "Cast":
        now = clock.now()
        amman = Post(name="Amman", destination="NL", created_at=now)
        beirut = Post(name="Beirut", destination="NL", created_at=now)
        with transaction():
            db.session.add_all([amman, beirut])
            db.session.flush()
            return cls(
                post=amman,
                other_post=beirut,
                officer=_staff("mona", Role.OFFICER, amman),
                other_officer=_staff("karim", Role.OFFICER, beirut),
                editor=_staff("eva", Role.EDITOR),
                reviewer=_staff("rafi", Role.REVIEWER),
                administrator=_staff("ada", Role.ADMINISTRATOR),
                learner=_learner("AAA-222", amman, "Blue door"),
                second_learner=_learner("BBB-333", amman, "Two sisters"),
                other_learner=_learner("CCC-444", beirut, "Green gate"),
            )


def _staff(name: str, role: Role, post: Post | None = None) -> Person:
    now = clock.now()
    staff = Staff(
        name=name,
        roles=[role.value],
        post_id=post.id if post else None,
        locale="en",
        created_at=now,
        totp_confirmed_at=now,
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    )
    db.session.add(staff)
    db.session.flush()
    session, token = _session(staff_id=staff.id)
    actor = Actor(
        roles=frozenset({role}),
        staff_id=staff.id,
        post_id=staff.post_id,
        session_id=session.id,
        locale="en",
    )
    return Person(staff.id, actor, token)


def _learner(pseudonym: str, post: Post, label: str) -> Person:
    learner = Learner(pseudonym=pseudonym, post_id=post.id, label=label, locale="ar", created_at=clock.now())
    db.session.add(learner)
    db.session.flush()
    session, token = _session(learner_id=learner.id)
    actor = Actor(
        roles=frozenset({Role.LEARNER}),
        learner_id=learner.id,
        post_id=post.id,
        session_id=session.id,
        locale="ar",
    )
    return Person(learner.id, actor, token)


def _session(**whose: UUID) -> tuple[Session, str]:
    now = clock.now()
    token = new_token()
    session = Session(
        token_hash=token_hash(token),
        client="Test",
        created_at=now,
        last_seen_at=now,
        expires_at=now + timedelta(days=1),
        **whose,
    )
    db.session.add(session)
    db.session.flush()
    return session, token
