"""Batches pass one at a time, and who waited too long is told when to come back."""

import json
import threading
import time
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from orientation.http import turnstile
from orientation.http.turnstile import COME_BACK, READABLE_AT, Turnstile
from tests.cast import Cast
from tests.exercises import completed, publish_exercises

PATH = "/api/v1/sync"


class Waiter:
    """A client of a turnstile, and of what stands behind it."""

    def __init__(self, application: Any) -> None:
        self.turnstile = Turnstile(application, PATH)
        self.status = ""
        self.headers: dict[str, str] = {}

    def ask(self, path: str = PATH, method: str = "POST", body: bytes = b"", **environ: Any) -> bytes:
        def start(status: str, headers: list[tuple[str, str]]) -> None:
            self.status, self.headers = status, dict(headers)

        asked = {"PATH_INFO": path, "REQUEST_METHOD": method, "wsgi.input": BytesIO(body), **environ}
        return b"".join(self.turnstile({"CONTENT_LENGTH": str(len(body)), **asked}, start))


def _answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def test_a_batch_passes_with_its_body() -> None:
    waiter = Waiter(_answer)
    assert waiter.ask(body=b"what was done") == b"what was done"
    assert waiter.status == "200 OK"


def test_a_body_in_chunks_is_read_before_its_turn() -> None:
    class Body(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert not waiter.turnstile.turn.locked()
            return super().read(size)

    waiter = Waiter(_answer)
    chunked = {"CONTENT_LENGTH": "", "wsgi.input_terminated": True, "wsgi.input": Body(b"what was done")}
    assert waiter.ask(**chunked) == b"what was done"


def test_what_a_slow_phone_takes_to_send_is_no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock:
        now = 100.0

        def monotonic(self) -> float:
            return self.now

    class SlowBody(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            clock.now += 30
            return super().read(size)

    class Turn:
        waited: float

        def acquire(self, timeout: float) -> bool:
            self.waited = timeout
            return True

        def release(self) -> None:
            pass

    clock, turn, waiter = Clock(), Turn(), Waiter(_answer)
    monkeypatch.setattr(turnstile, "time", clock)
    waiter.turnstile.turn = turn  # type: ignore[assignment]
    assert waiter.ask(body=b"x", **{"wsgi.input": SlowBody(b"x")}) == b"x"
    assert turn.waited == turnstile.LONGEST_WAIT


def test_a_batch_that_waited_too_long_is_refused_before_it_is_read() -> None:
    waiter = Waiter(_answer)
    problem = json.loads(waiter.ask(body=b"x", **{READABLE_AT: time.monotonic() - 5, "wsgi.input": None}))
    assert waiter.status.startswith("503 ")
    assert (problem["status"], problem["code"]) == (503, "too-busy")
    assert COME_BACK[0] <= int(waiter.headers["Retry-After"]) <= COME_BACK[1]


def test_one_at_a_time_and_the_turn_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "LONGEST_WAIT", 0.01)
    inside, leave = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        inside.set()
        leave.wait(10)
        return _answer(environ, start_response)

    waiter = Waiter(slow)
    first = threading.Thread(target=waiter.turnstile, args=({**_environ(), "CONTENT_LENGTH": "0"}, lambda *_: None))
    first.start()
    inside.wait(10)
    assert b"too-busy" in waiter.ask()
    leave.set()
    first.join(10)
    assert waiter.ask() == b""


def test_a_failure_gives_the_turn_back() -> None:
    def fails(_environ: Any, _start: Any) -> list[bytes]:
        raise ZeroDivisionError

    waiter = Waiter(fails)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            waiter.ask()


@pytest.mark.parametrize(("path", "method"), [("/ar/", "GET"), (PATH, "GET"), ("/staff/sign-in", "POST")])
def test_everything_else_never_waits(path: str, method: str) -> None:
    waiter = Waiter(_answer)
    with waiter.turnstile.turn:
        assert waiter.ask(path, method, b"page", **{READABLE_AT: 0.0}) == b"page"


def test_a_phone_that_was_told_to_come_back_can_tell_from_the_answer(client: FlaskClient, cast: Cast) -> None:
    publish_exercises()
    late = {READABLE_AT: time.monotonic() - 5}
    batch = {"device": "phone", "phone_time": "2026-03-01T10:00:00Z", "events": [completed()]}
    refused = client.post(PATH, json=batch, headers=cast.learner.bearer, environ_overrides=late)
    assert (refused.status_code, refused.content_type) == (503, "application/problem+json")
    assert refused.headers["Content-Security-Policy"]
    assert refused.get_json()["request_id"] == refused.headers["X-Request-Id"]
    taken = client.post(PATH, json=batch, headers=cast.learner.bearer)
    assert taken.get_json()["acks"][0]["status"] == "stored"


def _environ() -> dict[str, Any]:
    return {"PATH_INFO": PATH, "REQUEST_METHOD": "POST", "wsgi.input": BytesIO()}
