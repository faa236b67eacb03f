"""A publishing process that is killed leaves the old version whole, and nothing that sweeping doesn't find.

Real processes, a database and a blob store of their own, and SIGKILL at a place that each test names.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from orientation.actor import SYSTEM
from orientation.blobs import store
from orientation.catalog import queries as catalog
from orientation.catalog.models import PackFile, PackVersion
from orientation.db import db
from orientation.publishing import service
from tests.conftest import ROOT
from tests.packs.workbench import TINY, with_change, write_folder

PUBLISH = """
import os, signal, sys
from pathlib import Path
from app import create_app
from orientation import blobs
from orientation.actor import SYSTEM
from orientation.catalog import service as catalog
from orientation.publishing import service

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at(owner, name, call):
    real, calls = getattr(owner, name), []
    def counted(*args, **kwargs):
        calls.append(1)
        return die() if len(calls) == call else real(*args, **kwargs)
    setattr(owner, name, counted)

{kill}
with create_app({{"DATA_DIR": Path(sys.argv[1]), "LOG_LEVEL": "error"}}).app_context():
    print(service.publish_folder(SYSTEM, Path(sys.argv[2])).number)
"""
PLACES = {
    "while it compiles": 'die_at(service, "render_fragment", 3)',
    "before the first file": 'die_at(blobs.BlobStore, "put", 1)',
    "in the middle of the files": 'die_at(blobs.BlobStore, "put", 7)',
    "with half a file written": 'die_at(Path, "replace", 5)',
    "before the rows": 'die_at(catalog, "_claim_pack", 1)',
    "among the rows": 'die_at(catalog, "_line", 6)',
    "before the rows are kept": 'die_at(catalog, "_audit", 1)',
    "between adding and publishing": 'die_at(catalog, "publish_version", 1)',
}


def publish(data: Path, source: Path, kill: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PUBLISH.format(kill=kill), str(data), str(source)]
    clean = {key: value for key, value in os.environ.items() if key not in ("DATA_DIR", "DATABASE_URL", "BLOB_STORE")}
    return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application of our own with the tiny pack published."""
    house = create_app({"DATA_DIR": tmp_path_factory.mktemp("house"), "DATABASE_URL": "", "LOG_LEVEL": "error"})
    with house.app_context():
        upgrade()
        service.publish_folder(SYSTEM, TINY)
        yield house
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The tiny pack with a change that nobody has published."""
    text = f"Version of {tmp_path.name}."
    return write_folder(with_change("modules/first/practice.yaml", "Take your time.", text), tmp_path)


def used() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(PackFile.sha256).union(select(PackVersion.source_sha256))))


@pytest.mark.parametrize("kill", PLACES.values(), ids=PLACES.keys())
def test_a_kill_leaves_the_old_version_whole_and_sweeping_finds_the_rest(
    house: Flask, changed: Path, kill: str
) -> None:
    before = catalog.get_current("tiny")
    killed = publish(house.config["DATA_DIR"], changed, kill)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    db.session.rollback()
    after = catalog.get_current("tiny")
    assert (after.id, after.number) == (before.id, before.number)
    for version in catalog.list_versions("tiny"):
        for locale in version.locales:
            assert all(store().has(file.sha256) for file in catalog.list_files(version, locale))

    service.sweep(SYSTEM)
    assert set(store().list_digests()) == used()
    names = {path.name for path in store().root.glob("??/*")}
    assert {name.partition(".")[0] for name in names} == used()


def test_publishing_after_a_kill_just_works(house: Flask, changed: Path) -> None:
    publish(house.config["DATA_DIR"], changed, PLACES["in the middle of the files"])
    done = publish(house.config["DATA_DIR"], changed)
    assert done.returncode == 0, done.stderr
    db.session.rollback()
    assert catalog.get_current("tiny").number == int(done.stdout)
    assert set(store().list_digests()) == used(), "publishing sweeps first"


def test_what_another_process_has_just_published_is_not_swept(house: Flask, changed: Path) -> None:
    """Our session began to read before the other process wrote: an old view of the rows must not decide."""
    db.session.rollback()
    assert catalog.list_versions("tiny")
    done = publish(house.config["DATA_DIR"], changed)
    assert done.returncode == 0, done.stderr
    assert service.sweep(SYSTEM).blobs == 0


def test_two_that_publish_at_once_both_end_whole(
    house: Flask, changed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = write_folder(
        with_change("modules/first/practice.yaml", "Take your time.", "The other."), tmp_path_factory.mktemp("other")
    )
    command = [sys.executable, "-c", PUBLISH.format(kill=""), str(house.config["DATA_DIR"])]
    running = [subprocess.Popen([*command, str(path)], cwd=ROOT, stdout=subprocess.PIPE) for path in (changed, other)]
    numbers = {int(process.communicate(timeout=120)[0]) for process in running}
    assert len(numbers) == 2
    db.session.rollback()
    assert set(store().list_digests()) == used()
