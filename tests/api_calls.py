"""One call of every operation of the API that does what it is for, and the things in the house that it needs."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pyotp
from werkzeug.datastructures import FileStorage

from orientation import clock
from orientation.accounts import service as accounts
from orientation.accounts.queries import find_actor
from orientation.actor import SYSTEM, Role
from orientation.assignments import service as assignments
from orientation.catalog import service as catalog
from orientation.learning import service as learning
from tests.cast import Cast, Person
from tests.exercises import LESSON, MODULE, PACK, answered, batch, publish_exercises, reviewed
from tests.packs.workbench import tiny_files, zip_of
from tests.shelf import compiled_pack

PASSWORD = "seven green umbrellas"


@dataclass(frozen=True)
class House:
    """A published pack with a newer version that is ready, and an officer's group with a learner in it.

    `places` are ids and slugs of things that are there, by the name of the path's parameter; `lena` is an editor who
    has a password and no one-time codes yet.
    """

    cast: Cast
    lena: Person
    empty_group: UUID
    places: dict[str, Any]

    @classmethod
    def build(cls, cast: Cast) -> "House":
        publish_exercises()
        catalog.add_version(SYSTEM, compiled_pack(PACK, "Next steps"))
        officer = cast.officer.actor
        group = assignments.create_group(officer, "March", None)
        assignments.move_learner(officer, cast.learner.id, group.id)
        asked = assignments.assign(officer, group_id=group.id, pack=PACK, module=MODULE, days_before=7)
        places = {
            "pack": PACK,
            "locale": "ar",
            "module": MODULE,
            "lesson": LESSON,
            "number": 1,
            "version": 1,
            "group_id": str(group.id),
            "learner_id": str(cast.learner.id),
            "assignment_id": str(asked.id),
            "staff_id": str(cast.reviewer.id),
            "post_id": str(cast.post.id),
            "session_id": str(cast.learner.actor.session_id),
        }
        return cls(cast, _lena(cast), assignments.create_group(officer, "April", None).id, places)

    def card(self) -> accounts.IssuedCard:
        """Issue a join card for the learner."""
        return accounts.issue_cards(self.cast.officer.actor, [self.cast.learner.id])[0]

    def one_time_code(self) -> str:
        """Begin Lena's one-time codes and return the first."""
        return pyotp.TOTP(accounts.begin_second_factor(self.lena.actor).secret).at(clock.now())

    def setup_token(self) -> str:
        """Return what a new editor is handed."""
        return accounts.create_staff(self.cast.administrator.actor, "omar", [Role.EDITOR], None, "en")[1]


def _lena(cast: Cast) -> Person:
    staff, token = accounts.create_staff(cast.administrator.actor, "lena", [Role.EDITOR], None, "en")
    accounts.set_up_staff(token, PASSWORD)
    opened = accounts.sign_in_staff("lena", PASSWORD, None, client="Test", address="192.0.2.1")
    actor = find_actor(opened.token)
    assert actor is not None
    return Person(staff.id, actor, opened.token)


@dataclass(frozen=True)
class Call:
    """Who calls, with what (`sent`: arguments of the test client), and where if not at the house's places."""

    who: Person | None
    sent: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)


def _json(who: Person | None, **body: Any) -> Call:
    return Call(who, {"json": body})


def _pack() -> dict[str, Any]:
    return {"data": {"pack": FileStorage(io.BytesIO(zip_of(tiny_files())), "tiny.zip")}}


ANY_REVISION = {"headers": {"If-Match": "*"}}
CALLS: dict[str, Callable[[House], Call]] = {
    "POST /auth/staff": lambda _: _json(None, name="lena", password=PASSWORD),
    "POST /auth/join": lambda house: _json(None, secret=house.card().secret),
    "POST /auth/setup": lambda house: _json(None, token=house.setup_token(), password=PASSWORD),
    "DELETE /auth/session": lambda house: Call(house.cast.learner),
    "GET /me": lambda house: Call(house.cast.learner),
    "PATCH /me": lambda house: _json(house.cast.learner, locale="ti"),
    "POST /me/token": lambda house: Call(house.cast.learner),
    "PUT /me/pin": lambda house: _json(house.cast.learner, pin="2580"),
    "DELETE /me/pin": lambda house: Call(house.cast.learner),
    "PUT /me/password": lambda house: _json(house.lena, old=PASSWORD, new="eleven blue umbrellas"),
    "POST /me/second-factor": lambda house: Call(house.lena),
    "POST /me/second-factor/confirm": lambda house: _json(house.lena, code=house.one_time_code()),
    "GET /sessions": lambda house: Call(house.cast.learner),
    "DELETE /sessions/{session_id}": lambda house: Call(house.cast.learner),
    "GET /posts": lambda house: Call(house.cast.administrator),
    "POST /posts": lambda house: _json(house.cast.administrator, name="Tunis", destination="NL"),
    "GET /staff": lambda house: Call(house.cast.administrator),
    "POST /staff": lambda house: _json(house.cast.administrator, name="omar", roles=["editor"]),
    "POST /staff/{staff_id}/renew-setup": lambda house: Call(house.cast.administrator),
    "POST /staff/{staff_id}/disable": lambda house: Call(house.cast.administrator),
    "POST /staff/{staff_id}/enable": lambda house: Call(house.cast.administrator),
    "GET /audit": lambda house: Call(house.cast.officer),
    "GET /learners": lambda house: Call(house.cast.officer),
    "POST /learners": lambda house: _json(house.cast.officer, learners=[{"locale": "so", "label": "Red gate"}]),
    "GET /learners/{learner_id}": lambda house: Call(house.cast.officer),
    "PATCH /learners/{learner_id}": lambda house: _json(house.cast.officer, locale="so"),
    "DELETE /learners/{learner_id}": lambda house: Call(house.cast.officer),
    "POST /learners/{learner_id}/card": lambda house: Call(house.cast.officer),
    "DELETE /learners/{learner_id}/card": lambda house: Call(house.cast.officer),
    "DELETE /learners/{learner_id}/pin": lambda house: Call(house.cast.officer),
    "PUT /learners/{learner_id}/group": lambda house: _json(house.cast.officer, group_id=str(house.empty_group)),
    "GET /groups": lambda house: Call(house.cast.officer),
    "POST /groups": lambda house: _json(house.cast.officer, name="May", departs_on="2026-05-20"),
    "GET /groups/{group_id}": lambda house: Call(house.cast.officer),
    "PATCH /groups/{group_id}": lambda house: Call(house.cast.officer, {"json": {"name": "May"}, **ANY_REVISION}),
    "DELETE /groups/{group_id}": lambda house: Call(house.cast.officer, ANY_REVISION, {"group_id": house.empty_group}),
    "GET /groups/{group_id}/table": lambda house: Call(house.cast.officer),
    "POST /groups/{group_id}/learners": lambda house: _json(house.cast.officer, learners=[{"locale": "ar"}]),
    "POST /groups/{group_id}/learners.csv": lambda house: Call(
        house.cast.officer, {"data": "label,locale\nRed gate,so\n", "content_type": "text/csv"}
    ),
    "POST /groups/{group_id}/cards": lambda house: _json(house.cast.officer),
    "GET /groups/{group_id}/hand-over.csv": lambda house: Call(house.cast.officer),
    "POST /assignments": lambda house: _json(
        house.cast.officer, learner_id=str(house.cast.learner.id), pack=PACK, module="daily-life", days_before=3
    ),
    "DELETE /assignments/{assignment_id}": lambda house: Call(house.cast.officer),
    "GET /me/assignments": lambda house: Call(house.cast.learner),
    "GET /locales": lambda _: Call(None),
    "GET /packs": lambda _: Call(None),
    "GET /packs/{pack}": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/outline": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/lessons/{module}/{lesson}": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/lessons/{module}/{lesson}/fragment": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/cards/{module}": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/placement": lambda _: Call(None),
    "GET /packs/{pack}/versions": lambda house: Call(house.cast.reviewer),
    "POST /packs/{pack}/versions/{number}/publish": lambda house: Call(house.cast.editor, places={"number": 2}),
    "POST /packs/{pack}/versions/{number}/roll-back": lambda house: Call(_published_twice(house).editor),
    "DELETE /packs/{pack}/versions/{number}": lambda house: Call(house.cast.editor, places={"number": 2}),
    "POST /uploads": lambda house: Call(house.cast.editor, _pack()),
    "GET /packs/signing-key": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/manifest": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/manifest.sig": lambda _: Call(None),
    "GET /packs/{pack}/{locale}/changes": lambda _: Call(None, {"query_string": {"since": 1}}),
    "GET /packs/{pack}/{locale}/archive.zip": lambda _: Call(None),
    "POST /packs/{pack}/{module}/{lesson}/mark": lambda _: _json(None, answers={"fire": "call", "unknown": 1}),
    "GET /me/progress": lambda house: Call(_with_progress(house)),
    "GET /me/progress/{pack}/{module}/{lesson}": lambda house: Call(_with_progress(house)),
    "GET /me/cards": lambda house: Call(_with_progress(house)),
    "GET /me/placements": lambda house: Call(_with_progress(house)),
    "GET /me/quarantine": lambda house: Call(_with_progress(house)),
    "POST /sync": lambda house: _json(house.cast.learner, **_batch()),
}
"""By method and path below /api/v1. A new operation needs its line: tests/http/test_api_contract.py counts them."""


def _published_twice(house: House) -> Cast:
    catalog.publish_version(SYSTEM, PACK, 2)
    return house.cast


def _batch() -> dict[str, Any]:
    events = [answered("fire", "call"), reviewed("hallo-hear", 3), {"verb": "danced"}]
    return {"device": "phone-one", "phone_time": clock.now().isoformat(), "events": events}


def _with_progress(house: House) -> Person:
    events = [answered("fire", "call"), reviewed("hallo-hear", 3), {"verb": "danced"}]
    learning.record(house.cast.learner.id, batch(*events), clock.now())
    return house.cast.learner
