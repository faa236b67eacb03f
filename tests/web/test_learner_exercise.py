"""Answering an exercise without script: sent, marked, explained; kept for a learner, only shown to a guest."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from orientation.learning.queries import items_of, progress_of
from tests.cast import Cast
from tests.shelf import publish
from tests.web.desk_pack import desk_pack
from tests.web.sample_document import LESSON, MODULE, PACK

PATH = f"/en/learn/{PACK}/{MODULE}/{LESSON}"
CHECK = f"{PATH}/check"
ALL_RIGHT = {
    "rumour": "false",
    "one": "calm",
    "drawn": "sun",
    "several": ["calm", "guest"],
    "order.first": "1",
    "order.second": "2",
    "order.third": "3",
    "match.belief": "church",
    "match.privacy": "letters",
    "match-drawn.open": "door",
    "match-drawn.wave": "hand",
    "gap.1": "jou",
    "gap.2": "Gaat",
}


@pytest.fixture
def shelf(context: None) -> None:
    publish(desk_pack())


def test_answers_travel_in_the_address_of_the_page_that_marks_them(shelf: None, client: FlaskClient) -> None:
    answer = client.post(CHECK, data=ALL_RIGHT)
    address = urlsplit(answer.headers["Location"])
    assert answer.status_code == 303
    assert address.path == CHECK
    assert parse_qs(address.query)["several"] == ["calm", "guest"]

    page = client.get(answer.headers["Location"]).text
    assert page.count('class="verdict right"><svg') >= 8
    assert "Not right yet" not in page
    assert f'href="{PATH}#b-keep"' in page


def test_a_wrong_answer_is_shown_with_the_right_one_and_both_explanations(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"{CHECK}?one=guest&rumour=true").text
    assert page.count("Not right yet") == 2
    assert "Your answer" in page
    assert "Right is" in page
    assert page.count('class="why"') == 3


def test_what_isnt_answered_is_asked_again_and_the_rest_is_kept(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"{CHECK}?one=calm&order.first=1&order.second=1&gap.1=jou").text
    assert "What you answered is kept." in page
    assert '<input type="hidden" name="one" value="calm">' in page
    assert '<input type="hidden" name="seen" value="one">' in page
    assert "Two have the same place. Give each its own place." in page
    assert "A part of this is not answered yet." in page
    assert "<option selected>jou</option>" in page


def test_a_form_sent_empty_is_told_kindly(shelf: None, client: FlaskClient) -> None:
    answer = client.post(CHECK, data={}, follow_redirects=True)
    assert answer.status_code == 200
    assert answer.text.count("You have not answered this yet.") == 8


def test_fields_that_the_exercise_doesnt_have_are_dropped(shelf: None, client: FlaskClient) -> None:
    answer = client.post(CHECK, data={"one": "calm", "locale": "xx", "name": "Amina", "gap.2": "x" * 5000})
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"one": ["calm"], "gap.2": ["x" * 100]}


def test_a_typed_word_is_shown_as_text(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"{CHECK}?gap.1=jou&gap.2=<script>alert(1)</script>").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_choice_that_isnt_offered_counts_as_open(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"{CHECK}?one=nonsense&rumour=perhaps&match.belief=nothing&order.first=99").text
    assert page.count("You have not answered this yet.") == 8


def test_a_guests_answers_are_not_kept_and_the_page_says_so(shelf: None, client: FlaskClient) -> None:
    assert "These answers are not kept" in client.get(f"{CHECK}?one=calm").text


def test_a_learners_answers_are_kept(shelf: None, cast: Cast, client: FlaskClient) -> None:
    client.post(CHECK, data={**ALL_RIGHT, "one": "guest"}, headers=cast.learner.cookie)
    states = {state.item: state.last_verdict for state in items_of(cast.learner.id, PACK, MODULE, LESSON)}
    assert len(states) == 8
    assert states["one"] == "wrong"
    assert states["order"] == "right"


def test_a_form_sent_twice_counts_once(shelf: None, cast: Cast, client: FlaskClient) -> None:
    client.post(CHECK, data=ALL_RIGHT, headers=cast.learner.cookie)
    client.post(CHECK, data=ALL_RIGHT, headers=cast.learner.cookie)
    assert {state.attempts for state in items_of(cast.learner.id, PACK, MODULE, LESSON)} == {1}


def test_answers_that_were_marked_before_dont_count_again(shelf: None, cast: Cast, client: FlaskClient) -> None:
    client.post(CHECK, data={"one": "calm", "rumour": "false", "seen": ["one"]}, headers=cast.learner.cookie)
    assert [state.item for state in items_of(cast.learner.id, PACK, MODULE, LESSON)] == ["rumour"]


def test_another_site_cant_answer_for_a_learner(shelf: None, cast: Cast, client: FlaskClient) -> None:
    headers = {**cast.learner.cookie, "Sec-Fetch-Site": "cross-site"}
    assert client.post(CHECK, data=ALL_RIGHT, headers=headers).status_code == 403
    assert items_of(cast.learner.id, PACK, MODULE, LESSON) == []


def test_an_unknown_exercise_takes_no_answers(shelf: None, client: FlaskClient) -> None:
    assert client.post(f"{PATH}/no-such-exercise", data=ALL_RIGHT).status_code == 404
    assert client.post(f"{PATH}/dignity", data=ALL_RIGHT).status_code == 404


def test_finishing_a_lesson_is_kept_and_shows_the_next(shelf: None, cast: Cast, client: FlaskClient) -> None:
    answer = client.post(f"{PATH}/done", headers=cast.learner.cookie)
    page = client.get(answer.headers["Location"], headers=cast.learner.cookie).text
    assert answer.status_code == 303
    assert f'href="/en/learn/{PACK}/{MODULE}/equal-treatment"' in page
    assert [(state.lesson, state.completed_at is not None) for state in progress_of(cast.learner.id)] == [
        (LESSON, True)
    ]


def test_a_guest_finishes_a_lesson_all_the_same(shelf: None, client: FlaskClient) -> None:
    answer = client.post(f"{PATH}/done", follow_redirects=True)
    assert answer.status_code == 200
    assert "This is not kept" in answer.text


def test_the_last_lesson_leads_back_to_the_module(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"/en/learn/{PACK}/{MODULE}/equal-treatment/done").text
    assert "That was the last lesson of this module." in page
    assert f'href="/en/learn/{PACK}/{MODULE}/"' in page


def test_an_unknown_lesson_cant_be_finished(shelf: None, client: FlaskClient) -> None:
    assert client.post(f"/en/learn/{PACK}/{MODULE}/no-such-lesson/done").status_code == 404
