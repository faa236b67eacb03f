"""Joining with a card on the learners' pages, and the page of one's own."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from orientation.accounts.queries import get_me, list_sessions
from orientation.accounts.rules.codes import shown_code
from orientation.accounts.service import IssuedCard, erase_learner, issue_cards, set_pin
from orientation.assignments.service import assign, create_group, move_learner
from tests.cast import Cast
from tests.shelf import publish
from tests.web.desk_pack import desk_pack
from tests.web.reading import Page
from tests.web.sample_document import LESSON, MODULE, PACK

FORM = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def card(cast: Cast) -> IssuedCard:
    return issue_cards(cast.officer.actor, [cast.learner.id])[0]


def test_a_code_in_the_readers_digits_opens_her_own_page_in_her_language(client: FlaskClient, card: IssuedCard) -> None:
    typed = card.code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = client.post("/fa-AF/join", data={"code": typed}, headers=FORM)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/ar/me?joined=1"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert client.get("/ar/me?joined=1").status_code == 200


def test_a_typing_mistake_keeps_what_was_typed(client: FlaskClient, card: IssuedCard) -> None:
    answer = client.post("/en/join", data={"code": "1234 5678"}, headers=FORM)
    assert answer.status_code == 422
    assert "typing mistake" in answer.text
    assert 'value="1234 5678"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_wrong_and_withdrawn_codes_are_told_alike(client: FlaskClient, cast: Cast, card: IssuedCard) -> None:
    issue_cards(cast.officer.actor, [cast.learner.id])
    withdrawn = client.post("/en/join", data={"code": card.code}, headers=FORM)
    unknown = client.post("/en/join", data={"code": "000000000000"}, headers=FORM)
    assert withdrawn.status_code == unknown.status_code == 422
    assert withdrawn.text.replace(card.code, "") == unknown.text.replace("000000000000", "")


def test_a_scanned_card_joins_nobody_until_the_button_is_pressed(
    client: FlaskClient, cast: Cast, card: IssuedCard
) -> None:
    before = len(list_sessions(cast.learner.actor))
    page = client.get(f"/j/{card.secret}", headers={"Accept-Language": "ti"})
    assert 'lang="ti"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers
    assert len(list_sessions(cast.learner.actor)) == before

    answer = client.post(f"/j/{card.secret}", headers=FORM)
    assert answer.headers["Location"] == "/ar/me?joined=1"


def test_an_unknown_card_is_told_kindly(client: FlaskClient, context: None) -> None:
    answer = client.post("/j/no-such-secret", headers=FORM)
    assert answer.status_code == 422
    assert "ask your officer for a new card" in answer.text


def test_a_pin_is_asked_when_there_is_one(client: FlaskClient, cast: Cast, card: IssuedCard) -> None:
    set_pin(cast.learner.actor, "2468", None)
    asked = client.post("/en/join", data={"code": shown_code(card.code)}, headers=FORM)
    assert asked.status_code == 200
    assert 'name="pin"' in asked.text

    wrong = client.post("/en/join", data={"code": card.code, "pin": "1357"}, headers=FORM)
    assert wrong.status_code == 422
    assert "This PIN is wrong" in wrong.text

    right = client.post("/en/join", data={"code": card.code, "pin": "2468"}, headers=FORM)
    assert right.status_code == 303


def test_guessing_is_stopped_with_a_time_to_wait(client: FlaskClient, cast: Cast, card: IssuedCard) -> None:
    set_pin(cast.learner.actor, "2468", None)
    answers = [client.post("/en/join", data={"code": card.code, "pin": "1357"}, headers=FORM) for _ in range(30)]
    assert answers[-1].status_code == 429
    assert "That was tried too often. Wait" in answers[-1].text


def test_a_guests_own_page_explains_how_to_join(client: FlaskClient, context: None) -> None:
    page = client.get("/en/me").text
    assert "Ask your officer for a join card." in page
    assert 'href="/en/join"' in page


def test_her_page_shows_what_the_officer_asked_for(client: FlaskClient, cast: Cast) -> None:
    publish(desk_pack())
    assign(cast.officer.actor, learner_id=cast.learner.id, pack=PACK, module=MODULE, days_before=7)
    client.post(f"/en/learn/{PACK}/{MODULE}/{LESSON}/done", headers=cast.learner.cookie)
    page = client.get("/en/me", headers=cast.learner.cookie).text
    assert "1 of 2 lessons finished" in page
    assert f'href="/en/learn/{PACK}/{MODULE}/equal-treatment"' in page


def test_a_due_day_is_written_in_the_readers_words(client: FlaskClient, cast: Cast) -> None:
    publish(desk_pack())
    group = create_group(cast.officer.actor, "Spring", date(2027, 3, 20))

    move_learner(cast.officer.actor, cast.learner.id, group.id)
    assign(cast.officer.actor, group_id=group.id, pack=PACK, module=MODULE, days_before=7)
    assert "13 March 2027" in client.get("/en/me", headers=cast.learner.cookie).text


def test_what_she_began_herself_is_listed(client: FlaskClient, cast: Cast) -> None:
    publish(desk_pack())
    client.post(f"/en/learn/{PACK}/{MODULE}/{LESSON}/done", headers=cast.learner.cookie)
    page = client.get("/en/me", headers=cast.learner.cookie).text
    assert "What you have begun" in page


def test_she_sets_changes_and_removes_her_pin(client: FlaskClient, cast: Cast) -> None:
    for data in ({"pin": "2468"}, {"pin": "8642", "old_pin": "2468"}):
        assert client.post("/en/me/pin", data=data, headers=cast.learner.cookie).status_code == 303
    assert get_me(cast.learner.actor).has_pin
    assert client.post("/en/me/pin", data={"old_pin": "8642"}, headers=cast.learner.cookie).status_code == 303
    assert not get_me(cast.learner.actor).has_pin


def test_a_pin_that_cant_be_used_changes_nothing(client: FlaskClient, cast: Cast) -> None:
    answer = client.post("/en/me/pin", data={"pin": "12"}, headers=cast.learner.cookie)
    assert answer.status_code == 422
    assert "Choose a PIN of 4 to 8 digits." in answer.text
    assert not get_me(cast.learner.actor).has_pin


def test_the_present_pin_is_needed(client: FlaskClient, cast: Cast) -> None:
    set_pin(cast.learner.actor, "2468", None)
    answer = client.post("/en/me/pin", data={"pin": "9999", "old_pin": "1111"}, headers=cast.learner.cookie)
    assert answer.status_code == 422
    assert "The present PIN is wrong. Nothing has changed." in answer.text


def test_she_keeps_another_language(client: FlaskClient, cast: Cast) -> None:
    assert client.post("/ti/me/language", headers=cast.learner.cookie).status_code == 303
    assert get_me(cast.learner.actor).locale == "ti"


def test_signing_out_ends_the_session(client: FlaskClient, cast: Cast) -> None:
    answer = client.post("/en/me/sign-out", headers=cast.learner.cookie)
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"cache"')
    assert "You have not joined on this phone." in client.get("/en/me", headers=cast.learner.cookie).text


@pytest.mark.parametrize("path", ["/en/me/pin", "/en/me/language"])
def test_a_guest_has_nothing_to_change(client: FlaskClient, context: None, path: str) -> None:
    assert client.post(path, headers=FORM).status_code == 401


def test_a_cards_page_can_be_read_in_another_language_without_losing_the_card(client: FlaskClient) -> None:
    page = Page(client.get("/j/somesecret?lang=ti").text)
    assert page.attrs["lang"] == "ti"
    assert "/j/somesecret?lang=ar" in page.links


def test_who_was_erased_is_told_so_once_and_the_browser_forgets_the_session(client: FlaskClient, cast: Cast) -> None:
    erase_learner(cast.officer.actor, cast.learner.id)
    answer = client.get("/en/me", headers=cast.learner.cookie)
    assert answer.status_code == 410
    assert "This account was removed" in answer.text
    assert "Nothing of it is left on this phone." in answer.text
    assert answer.headers["Set-Cookie"].startswith("learner=; Expires=Thu, 01 Jan 1970")
    assert "Ask your officer for a join card." in client.get("/en/me").text


def test_her_page_says_what_she_has_gained_and_forgives(client: FlaskClient, cast: Cast) -> None:
    publish(desk_pack())
    assert "Days on which you have learned" not in client.get("/en/me", headers=cast.learner.cookie).text
    client.post(f"/en/learn/{PACK}/{MODULE}/{LESSON}/done", headers=cast.learner.cookie)
    page = client.get("/en/me", headers=cast.learner.cookie).text
    assert "Days on which you have learned: 1" in page
    assert "Weeks in a row: 1" in page
    assert "A week without learning is no matter." in page
    assert "What you can say now" not in page
    assert "Words that you know well" not in page
    client.post(f"/en/learn/{PACK}/{MODULE}/equal-treatment/done", headers=cast.learner.cookie)
    page = client.get("/en/me", headers=cast.learner.cookie).text
    assert len(re.findall("<li>.+</li>", page.partition("What you can say now</h2>")[2].partition("</ul>")[0])) == 1
