"""Items made from words, without script: asked in the reader's language, marked with what differs, and tried again."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from orientation.learning.queries import items_of
from orientation.learning.rules.marking import mark
from tests.cast import Cast
from tests.shelf import publish
from tests.web.drill_document import ALL_RIGHT, drill_pack, items
from tests.web.reading import Page
from tests.web.sample_document import LESSON, MODULE, PACK

PATH = f"/en/learn/{PACK}/{MODULE}/{LESSON}"
CHECK = f"{PATH}/check"


@pytest.fixture
def shelf(context: None) -> None:
    publish(drill_pack())


def test_every_question_says_what_to_do_and_every_control_has_a_name(shelf: None, client: FlaskClient) -> None:
    html = client.get(PATH).text
    page = Page(html)
    for sentence in (
        "Listen. Which words do you hear?",
        "Listen. Write what you hear.",
        "Listen. Write the number in digits.",
        "Listen. Build what you hear.",
        "Write this letter.",
    ):
        assert sentence in page.text
    assert [control for control in page.controls if not (control.is_wrapped or control.attrs.get("aria-label"))] == []
    assert len(page.ids) == len(set(page.ids))
    assert 'inputmode="numeric"' in html
    assert html.count('<input class="type" name="write" lang="nl" dir="auto"') == 1


def test_a_sound_that_is_asked_for_doesnt_say_its_word(shelf: None, client: FlaskClient) -> None:
    question = _question(client.get(PATH).text, "write")
    asked, after = question.split("<template>")
    assert 'aria-label="Listen"' in asked
    assert "goedemorgen" not in asked
    assert 'aria-label="Listen slowly: goedemorgen"' in after


def test_the_strokes_of_a_letter_are_drawn_with_their_beginnings(shelf: None, client: FlaskClient) -> None:
    question = _question(client.get(PATH).text, "letter-a")
    assert question.count("<path d=") == 2
    assert '<circle cx="70" cy="30" r="5"/>' in question
    assert 'data-strokes="[&#34;M70 30 L30 50 L70 70&#34;, &#34;M70 30 L70 80&#34;]"' in question


def test_all_right_is_marked_and_kept(shelf: None, cast: Cast, client: FlaskClient) -> None:
    answer = client.post(CHECK, data=ALL_RIGHT, headers=cast.learner.cookie)
    assert {key: values[0] for key, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()} == ALL_RIGHT
    page = client.get(answer.headers["Location"], headers=cast.learner.cookie).text
    assert page.count('<h2 class="verdict right">') == len(items())
    assert "Try once more" not in page
    states = items_of(cast.learner.id, PACK, MODULE, LESSON)
    assert {state.last_verdict for state in states} == {"right"}
    assert len(states) == len(items())


def test_a_typing_mistake_is_nearly_right_and_shows_where(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"{CHECK}?write=Goedemorgne&fill.1=won").text
    assert page.count('<h2 class="verdict nearly">') == 2
    assert "<del>" in page
    assert "<ins>" in page
    assert "Ik [w<ins>o</ins>on] in Utrecht." in page
    assert "Crossed out: not right here." in page


def test_another_word_of_the_course_is_wrong(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"{CHECK}?write=goedenavond&fill.1=woont").text
    assert page.count('<h2 class="verdict wrong">') == 2


def test_what_has_nothing_in_common_isnt_crossed_out(shelf: None, client: FlaskClient) -> None:
    assert "<del>" not in client.get(f"{CHECK}?write=xyz").text


def test_a_typed_answer_is_shown_as_text(shelf: None, client: FlaskClient) -> None:
    page = client.get(CHECK, query_string={"write": "goede<i>morgen", "fill.1": "<b>woon"}).text
    assert "<i>" not in page
    assert "&lt;" in page


def test_what_the_item_is_about_can_be_heard_slowly_once_it_is_marked(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"{CHECK}?hear=hoi").text
    card = page.split('id="i-hear"')[1].split("</section>")[0]
    assert 'aria-label="Listen slowly: hallo"' in card
    assert "Slowly" in card
    assert "Slowly" not in client.get(f"{CHECK}?hear=hallo").text.split('id="i-hear"')[1].split("</section>")[0]


def test_what_was_missed_can_be_tried_once_more_without_the_rest_counting_again(
    shelf: None, cast: Cast, client: FlaskClient
) -> None:
    answers = {**ALL_RIGHT, "hear": "hoi", "build.t2": "2", "build.t1": "1"}
    first = client.post(CHECK, data=answers, headers=cast.learner.cookie)
    page = client.get(first.headers["Location"], headers=cast.learner.cookie).text
    assert re.findall(r'<fieldset id="i-again-([\w-]+)"', page) == ["hear", "build"]
    ids = Page(page).ids
    assert len(ids) == len(set(ids))
    sent = dict(re.findall(r'<input type="hidden" name="([\w.-]+)" value="([^"]*)">', page))
    seen = re.findall(r'name="seen" value="([\w-]+)"', page)
    sent.update({"seen": seen, "hear": "hallo", "build.t2": "1", "build.t1": "2"})
    second = client.post(CHECK, data=sent, headers=cast.learner.cookie)
    page = client.get(second.headers["Location"], headers=cast.learner.cookie).text
    assert page.count('<h2 class="verdict right">') == len(items())
    attempts = {state.item: state.attempts for state in items_of(cast.learner.id, PACK, MODULE, LESSON)}
    assert attempts == {item["id"]: 2 if item["id"] in ("hear", "build") else 1 for item in items()}


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("build.t1=1&build.t2=1", "Two have the same place."),
        ("build.t1=9", "You have not answered this yet."),
        ("write=+++", "You have not answered this yet."),
        ("letter-a=yes", "You have not answered this yet."),
        ("letters.a=1", "Not right yet"),
    ],
)
def test_what_the_form_says_is_told_kindly(shelf: None, client: FlaskClient, fields: str, problem: str) -> None:
    page = client.get(f"{CHECK}?{fields}").text
    name = fields.partition("=")[0].partition(".")[0]
    card = page.split(f'id="i-{name}"')[1].split("</section>")[0]
    assert problem in card


@pytest.mark.parametrize("locale", ["ar", "ti"])
def test_it_is_asked_and_marked_in_every_language(shelf: None, client: FlaskClient, locale: str) -> None:
    path = f"/{locale}/learn/{PACK}/{MODULE}/{LESSON}"
    assert client.get(path).status_code == 200
    answer = client.get(f"{path}/check", query_string=ALL_RIGHT)
    assert answer.text.count('<h2 class="verdict right">') == len(items(locale))


def test_the_fields_that_are_all_right_are_the_keys() -> None:
    for item in items():
        key = item["key"][0] if item["kind"] == "type" else item["key"]
        answer = {"1": "woon"} if item["kind"] == "gap" else key
        assert mark(item, answer).verdict == "right"


def _question(html: str, name: str) -> str:
    return html.split(f'<fieldset id="i-{name}"')[1].split("</fieldset>")[0]
