"""An administrator reads what staff did."""

import ast
import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from orientation.accounts.service import audit
from orientation.web.admin.deeds import DEEDS, detail_words
from tests.cast import Cast
from tests.counting import count_queries
from tests.web.desk import browse

RECORD = "/staff/admin/record"
ORIENTATION = Path(__file__).parents[2] / "orientation"


def _fill(cast: Cast) -> None:
    for _ in range(30):
        audit(cast.officer.actor, "learner.read", "learner", cast.learner.id)
        audit(cast.editor.actor, "pack.published", "pack", "nl-orientation/3")


def test_it_is_told_in_words_page_by_page(client: FlaskClient, cast: Cast) -> None:
    _fill(cast)
    page = browse(client, cast.administrator).get(RECORD).text
    assert page.count("<tr>") == 51
    assert "Looked at a learner" in page and "nl-orientation, version 3" in page and "mona" in page
    older = re.search(r'href="([^"]+before=[^"]+)"', page)
    assert older
    second = client.get(older[1].replace("&amp;", "&")).text
    assert second.count("<tr>") == 11 and "Older entries" not in second


def test_it_can_be_narrowed_to_a_deed_and_to_a_colleague(client: FlaskClient, cast: Cast) -> None:
    _fill(cast)
    browse(client, cast.administrator)
    published = client.get(RECORD, query_string={"action": "pack.published"}).text
    assert published.count("<tr>") == 31 and "…" not in published
    monas = client.get(RECORD, query_string={"staff": str(cast.officer.id)}).text
    assert monas.count("<tr>") == 31 and "nl-orientation, version 3" not in monas


def test_what_cannot_be_meant_is_passed_over(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.administrator)
    assert client.get(RECORD, query_string={"staff": "x", "before": "y"}).status_code == 200
    assert "Nothing here" in client.get(RECORD, query_string={"action": "nothing.such"}).text
    assert "Nothing here" in client.get(RECORD, query_string={"action": "nothing.\0such"}).text


def test_a_page_costs_the_same_however_full(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.administrator)
    with count_queries() as empty:
        client.get(RECORD)
    _fill(cast)
    with count_queries() as full:
        client.get(RECORD)
    assert empty.number == full.number


def test_others_read_no_record(client: FlaskClient, cast: Cast) -> None:
    for person in (cast.officer, cast.editor, cast.reviewer):
        assert browse(client, person).get(RECORD).status_code == 403


def test_every_deed_has_words() -> None:
    calls = (node for file in ORIENTATION.rglob("*.py") for node in ast.walk(ast.parse(file.read_text())))
    actions = {action for node in calls if isinstance(node, ast.Call) for action in _actions(node)}
    assert actions - set(DEEDS) == set()
    assert len(actions) > 20


def _actions(call: ast.Call) -> list[str]:
    """The actions that a call of `audit` or of a function that is named after it notes."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = [str(a.value) for a in call.args if isinstance(a, ast.Constant)]
    return [text for text in given if "." in text] if name.endswith("audit") else []


def test_details_are_told_in_words(app: Flask, context: None) -> None:
    with app.test_request_context("/en/"):
        told = detail_words({"roles": ["editor"], "sessions_ended": True})
    assert told == "roles: Editor; phones signed out: yes"
