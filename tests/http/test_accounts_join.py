"""POST /api/v1/auth/join."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation.accounts import service
from orientation.accounts.service import IssuedCard
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def card(cast: Cast) -> IssuedCard:
    """The first learner's card."""
    return service.issue_cards(cast.officer.actor, [cast.learner.id])[0]


def join(client: FlaskClient, **given: Any) -> TestResponse:
    return client.post("/api/v1/auth/join", json=given, headers={"X-Request-Id": "thesameforboth"})


def code_of(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    return answer.status_code, answer.json["code"]


def test_a_card_opens_a_learners_session(client: FlaskClient, card: IssuedCard) -> None:
    for given in ({"secret": card.secret}, {"code": card.code}):
        answer = join(client, **given)
        assert answer.status_code == 201 and answer.json is not None
        me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {answer.json['token']}"}).json
        assert me is not None and (me["kind"], me["name"], me["roles"]) == ("learner", "AAA-222", ["learner"])


def test_unknown_and_revoked_cards_answer_alike(client: FlaskClient, cast: Cast, card: IssuedCard) -> None:
    unknown = join(client, secret="a" * 32)
    service.revoke_cards(cast.officer.actor, cast.learner.id, end_sessions=False)
    answers = [unknown, join(client, secret=card.secret), join(client, code=card.code)]
    assert code_of(unknown) == (401, "wrong-card")
    assert len({(answer.status_code, answer.data) for answer in answers}) == 1


def test_a_typing_mistake_is_told_as_one(client: FlaskClient, card: IssuedCard) -> None:
    mistyped = card.code[:-1] + str((int(card.code[-1]) + 1) % 10)
    assert code_of(join(client, code=mistyped)) == (422, "mistyped-code")


def test_a_pin_is_asked_for(client: FlaskClient, cast: Cast, card: IssuedCard) -> None:
    service.set_pin(cast.learner.actor, "4321", None)
    assert code_of(join(client, secret=card.secret)) == (401, "pin-needed")
    assert code_of(join(client, secret=card.secret, pin="0000")) == (403, "wrong-pin")
    assert join(client, secret=card.secret, pin="4321").status_code == 201


def test_one_of_secret_and_code_is_sent(client: FlaskClient, card: IssuedCard) -> None:
    for given in ({}, {"secret": card.secret, "code": card.code}, {"secret": card.secret, "name": "x"}):
        assert join(client, **given).status_code == 422
