"""An editor uploads a pack: it is ready, or everything that is wrong with it is told."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation.catalog import queries
from orientation.publishing.faults import Fault
from orientation.publishing.uploads import SLACK
from orientation.web.editor.upload import report_of
from tests.cast import Cast
from tests.packs.workbench import tiny_files, zip_of
from tests.web.desk import browse, landed


def _upload(client: FlaskClient, content: bytes) -> TestResponse:
    return client.post("/staff/packs/upload", data={"pack": (BytesIO(content), "pack.zip")})


def test_a_good_pack_is_ready_and_not_published(client: FlaskClient, cast: Cast) -> None:
    told = landed(browse(client, cast.editor), _upload(client, zip_of(tiny_files())))
    assert "Version 1 of" in told and "is ready. Look at the preview, then publish it." in told
    assert queries.list_current() == []


def test_a_refused_pack_says_everything_at_once_and_changes_nothing(client: FlaskClient, cast: Cast) -> None:
    files = tiny_files()
    files["pack.yaml"] += b"colour: red\n"
    files["notes.txt"] = b"hello"
    refused = _upload(browse(client, cast.editor), zip_of(files))
    assert refused.status_code == 422
    assert "The pack was not taken: 2 things to mend." in refused.text
    assert "colour" in refused.text and "notes.txt" in refused.text
    assert queries.list_newest() == []


def test_the_same_pack_again_is_nothing_new(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.editor)
    slug = _upload(client, zip_of(tiny_files())).location.rpartition("/")[2]
    client.post(f"/staff/packs/{slug}/1/publish")
    assert "Nothing new" in landed(client, _upload(client, zip_of(tiny_files())))


def test_what_is_no_zip_is_refused(client: FlaskClient, cast: Cast) -> None:
    refused = _upload(browse(client, cast.editor), b"not a zip at all")
    assert refused.status_code == 422
    assert "to mend" in refused.text


def test_no_file_asks_for_one(client: FlaskClient, cast: Cast) -> None:
    refused = browse(client, cast.editor).post("/staff/packs/upload", data={})
    assert refused.status_code == 422
    assert "Choose the pack&#39;s zip file first." in refused.text


def test_a_file_above_the_limit_is_refused_before_it_is_read(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "MAX_UPLOAD_MB", 0)
    refused = _upload(browse(client, cast.editor), b"x" * (SLACK + 1))
    assert refused.status_code == 413
    assert "The file is larger than" in refused.text


def test_a_reviewer_and_an_officer_upload_nothing(client: FlaskClient, cast: Cast) -> None:
    for person in (cast.reviewer, cast.officer):
        assert _upload(browse(client, person), zip_of(tiny_files())).status_code == 403


def test_the_report_is_by_file_and_line() -> None:
    faults = [
        Fault("b.yaml", 9, "x", "Wrong.", "Mend."),
        Fault("a.yaml", None, "", "Missing.", ""),
        Fault("b.yaml", 2, "", "Odd.", ""),
    ]
    report = report_of(faults)
    assert [(name, [fault.line for fault in found]) for name, found in report.files] == [
        ("a.yaml", [None]),
        ("b.yaml", [2, 9]),
    ]
    assert (report.count, report.text.splitlines()[-1]) == (3, "b.yaml:9: x: Wrong. Mend.")
