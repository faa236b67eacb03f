"""The page that the worker answers as “My page”: the same for everybody, with every module and every word in it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from orientation.locales import INTERFACE
from orientation.web.learner.dates import written_days
from tests.cast import Cast


def test_it_is_public_and_may_be_kept(client: FlaskClient) -> None:
    answer = client.get("/en/mine")
    assert answer.status_code == 200
    assert "public" in answer.headers["Cache-Control"]


def test_it_is_the_same_for_a_learner(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/en/mine", headers=cast.learner.cookie).data == client.get("/en/mine").data


@pytest.mark.parametrize("locale", INTERFACE)
def test_every_month_can_be_written(app: Flask, locale: str) -> None:
    with app.test_request_context(f"/{locale}/mine"):
        days = written_days().split("|")
    assert len(set(days)) == 12
    assert all(day.count("{day}") == day.count("{year}") == 1 and not re.search(r"\d", day) for day in days)


@pytest.mark.parametrize("page", ["mine", "downloads"])
def test_the_months_stand_in_the_page(client: FlaskClient, page: str) -> None:
    found = re.search(r'data-days="([^"]*)"', client.get(f"/en/{page}").text)
    assert found
    assert found[1].split("|")[2] == "{day} March {year}"


def test_the_servers_page_says_that_a_cookie_opened_it(client: FlaskClient, cast: Cast) -> None:
    assert " data-joined" in client.get("/en/me", headers=cast.learner.cookie).text
    assert " data-joined" not in client.get("/en/me", headers=cast.learner.bearer).text


def test_settings_show_nothing_else(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/en/me?settings", headers=cast.learner.bearer).text
    assert "<h1>Settings</h1>" in page
    assert "What your officer asked for" not in page
