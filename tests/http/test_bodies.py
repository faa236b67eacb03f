"""Any route takes its body compressed."""

import gzip
import io
import json

import pytest
from backports import zstd
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation import clock
from tests.cast import Cast
from tests.exercises import completed, publish_exercises

FOLD = {"gzip": gzip.compress, "zstd": zstd.compress, "identity": bytes, "GZIP": gzip.compress, "x-gzip": gzip.compress}


def _send(client: FlaskClient, cast: Cast | None, body: bytes, encoding: str) -> TestResponse:
    headers = {
        "Content-Type": "application/json",
        "Content-Encoding": encoding,
        **(cast.learner.bearer if cast else {}),
    }
    return client.post("/api/v1/sync", data=body, headers=headers)


def _batch(count: int = 1) -> bytes:
    events = [completed() for _ in range(count)]
    return json.dumps({"device": "phone", "phone_time": clock.now().isoformat(), "events": events}).encode()


@pytest.mark.parametrize("encoding", FOLD)
def test_a_batch_comes_compressed(client: FlaskClient, cast: Cast, encoding: str) -> None:
    publish_exercises()
    answer = _send(client, cast, FOLD[encoding](_batch(50)), encoding)
    assert [ack["status"] for ack in answer.get_json()["acks"]] == ["stored"] * 50


def test_every_route_takes_it(client: FlaskClient, cast: Cast) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "zstd", **cast.learner.bearer}
    answer = client.patch("/api/v1/me", data=zstd.compress(b'{"locale": "ti"}'), headers=headers)
    assert answer.get_json()["locale"] == "ti"


def test_a_stream_of_unknown_length_is_taken_too(client: FlaskClient, cast: Cast) -> None:
    publish_exercises()
    answer = client.post(
        "/api/v1/sync",
        input_stream=io.BytesIO(gzip.compress(_batch())),
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip", **cast.learner.bearer},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_bomb_is_refused(client: FlaskClient, cast: Cast, encoding: str) -> None:
    answer = _send(client, cast, FOLD[encoding](bytes(50 * 1024 * 1024)), encoding)
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")
    assert "in parts" in answer.get_json()["detail"]


def test_what_is_cut_off_is_refused_with_what_to_do(client: FlaskClient, cast: Cast) -> None:
    answer = _send(client, cast, gzip.compress(_batch())[:-9], "gzip")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert "send it again" in answer.get_json()["detail"]


def test_another_encoding_is_refused_with_those_that_are_taken(client: FlaskClient, cast: Cast) -> None:
    answer = _send(client, cast, _batch(), "br")
    assert (answer.status_code, answer.content_type) == (415, "application/problem+json")
    assert answer.headers["Accept-Encoding"] == "gzip, zstd"


def test_a_strangers_body_is_not_unfolded(client: FlaskClient) -> None:
    assert _send(client, None, b"not gzip at all", "gzip").status_code == 401
