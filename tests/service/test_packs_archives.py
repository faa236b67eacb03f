"""Archives are files on disk: made once, whole or not at all, swept when nobody needs them."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from orientation import clock
from orientation.packs import service
from orientation.packs.queries import get_manifest
from tests.shelf import compiled_pack, publish


@pytest.fixture
def folder(app: Flask, context: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Where archives are kept, empty."""
    monkeypatch.setitem(app.config, "DATA_DIR", tmp_path)
    return tmp_path / "archives"


def _age(path: Path, by: timedelta) -> None:
    then = (clock.now() - by).timestamp()
    os.utime(path, (then, then))


def _zips(folder: Path) -> set[str]:
    return {path.name.rpartition("-")[0].rpartition("-")[0] for path in folder.glob("*.zip")}


def test_the_same_manifest_gives_the_same_file_made_again(folder: Path) -> None:
    publish(compiled_pack())
    manifest = get_manifest("first-steps", "ar")
    first = service.open_archive(manifest)
    content = first.path.read_bytes()
    first.path.unlink()
    second = service.open_archive(manifest)
    assert second == first
    assert second.path.read_bytes() == content


def test_a_failure_leaves_no_archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    publish(compiled_pack())
    with monkeypatch.context() as broken, pytest.raises(OSError, match="disk full"):
        broken.setattr(service, "write_archive", fail)
        service.open_archive(get_manifest("first-steps", "ar"))
    assert _zips(folder) == set()
    assert service.open_archive(get_manifest("first-steps", "ar")).path.stat().st_size > 0


def test_an_old_versions_archive_stays_a_week_and_a_current_one_for_ever(folder: Path) -> None:
    publish(compiled_pack())
    old = service.open_archive(get_manifest("first-steps", "ar"))
    publish(compiled_pack(title="Second"))
    new = service.open_archive(get_manifest("first-steps", "ar"))
    for path in (old.path, new.path):
        _age(path, timedelta(days=6))
    service.sweep_archives(clock.now())
    assert _zips(folder) == {"first-steps-1-ar", "first-steps-2-ar"}
    for path in (old.path, new.path):
        _age(path, timedelta(days=8))
    service.sweep_archives(clock.now())
    assert _zips(folder) == {"first-steps-2-ar"}


def test_what_a_broken_attempt_left_is_swept_and_what_is_being_made_is_not(folder: Path) -> None:
    folder.mkdir()
    left, fresh = folder / ".left", folder / ".fresh"
    for path in (left, fresh):
        path.touch()
    _age(left, timedelta(days=8))
    service.sweep_archives(clock.now())
    assert not left.exists()
    assert fresh.exists()


def test_making_one_sweeps_the_others(folder: Path) -> None:
    publish(compiled_pack())
    _age(service.open_archive(get_manifest("first-steps", "ar")).path, timedelta(days=8))
    publish(compiled_pack(title="Second"))
    service.open_archive(get_manifest("first-steps", "en"))
    assert _zips(folder) == {"first-steps-2-en"}
