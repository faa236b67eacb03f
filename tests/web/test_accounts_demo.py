"""`flask demo`: people to try things with, once, and only where it is wanted."""

import re

import pytest
from flask import Flask

from orientation.accounts import queries, service
from orientation.actor import SYSTEM, Role

pytestmark = pytest.mark.usefixtures("quick_hashes", "context")


def run(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["demo", "--port", "8123"])
    return result.exit_code, result.output


def test_every_card_and_password_that_is_shown_opens_a_session(app: Flask) -> None:
    code, shown = run(app)
    assert code == 0 and "http://127.0.0.1:8123/staff/" in shown
    passwords = re.findall(r"(demo-\w+) +(\S+-\S+)", shown)
    cards = re.findall(r"(\w{3}-\w{3})  (\S+) +(\d{4} \d{4} \d{4})  http://127.0.0.1:8123/j/(\S+)", shown)
    assert (len(passwords), len(cards)) == (3, 5)
    assert {locale for _, locale, _, _ in cards} == {"ar", "fa-AF", "ti", "so", "uk"}
    for name, password in passwords:
        assert service.sign_in_staff(name, password, None, client="", address="192.0.2.1").actor.staff_id
    for _, _, digits, secret in cards:
        by_code = service.join_by_code(digits, None, client="", address="192.0.2.1")
        by_secret = service.join_by_secret(secret, None, client="", address="192.0.2.1")
        assert by_code.actor.learner_id == by_secret.actor.learner_id


def test_a_second_run_keeps_the_data_and_shows_no_secret(app: Flask) -> None:
    first = run(app)[1]
    code, again = run(app)
    assert code == 0 and "there already" in again
    assert not set(re.findall(r"/j/\S+|\S+-\S+-\S+-\S+", first)) & set(re.findall(r"\S+", again))
    assert len(queries.list_staff(SYSTEM)) == 3
    assert {role for staff in queries.list_staff(SYSTEM) for role in staff.roles} == {
        Role.ADMINISTRATOR,
        Role.OFFICER,
        Role.EDITOR,
    }


def test_without_demo_mode_nothing_is_made(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "DEMO", False)
    code, said = run(app)
    assert code == 1 and "DEMO=1" in said
    assert queries.list_posts(SYSTEM) == []


def test_among_real_people_nobody_is_made(app: Flask) -> None:
    """DEMO=1 and the address of the real database are easily in one shell."""
    service.create_staff(SYSTEM, "ada", [Role.ADMINISTRATOR], None, "en")
    code, said = run(app)
    assert code == 1 and "DATABASE_URL" in said
    assert [staff.name for staff in queries.list_staff(SYSTEM)] == ["ada"]
