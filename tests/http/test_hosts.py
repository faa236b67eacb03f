"""A request for a name that isn't ours: refused in a word, and its path, which can hold a card's secret, not logged."""

import logging
import runpy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from gunicorn.config import Config

from orientation.http import problems
from tests.conftest import ROOT


@pytest.fixture
def alive(app: Flask, context: None, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application as it runs: what goes wrong is answered, not raised to the test."""
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["learn.example.org"])
    return app


@pytest.mark.parametrize("host", ["elsewhere.example", "no host<at>all", ""])
@pytest.mark.parametrize("path", ["/j/a-secret", "/en/me", "/staff/", "/api/v1/me"])
def test_another_host_is_refused_like_anything_else(alive: Flask, client: FlaskClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"a-secret" not in answer.data


def test_an_error_page_that_fails_is_answered_all_the_same_and_its_path_not_logged(
    alive: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    noted: list[Any] = []

    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(alive.extensions, "error_page", fail)
    monkeypatch.setattr(problems.log, "error", lambda event, **values: noted.append((event, values)), raising=False)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/j/a-secret/nowhere", headers={"Host": "learn.example.org"})
    assert (answer.status_code, answer.text) == (404, "Not Found\n")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert [event for event, _ in noted] == ["crash"]
    assert "a-secret" not in caplog.text + str([{**values, "exc_info": None} for _, values in noted])


def test_gunicorn_says_nothing_of_who_sent_nonsense_and_what(caplog: pytest.LogCaptureFixture) -> None:
    logger = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["logger_class"](Config())
    logger.error_log.propagate = True
    with caplog.at_level(logging.WARNING, logger="gunicorn.error"):
        logger.warning("Invalid request from ip=192.0.2.1: Invalid HTTP request line: 'GET /j/a-secret'")
        logger.exception("Error handling request %s %s", "GET", "/j/a-secret")
        logger.warning("A worker was %s", "sent SIGTERM")
    assert "192.0.2.1" not in caplog.text and "a-secret" not in caplog.text
    assert "Invalid request" in caplog.text and "A worker was sent SIGTERM" in caplog.text
