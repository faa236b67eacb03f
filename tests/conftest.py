"""What every test can use: an application on a migrated database, rolled back after each test, and a cast."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy.orm import close_all_sessions

from app import create_app
from orientation.accounts.service import hashing
from orientation.db import db
from tests.cast import Cast
from tests.postgres import Cluster, find_binaries

ROOT = Path(__file__).parent.parent


class Client(FlaskClient):
    """A client whose requests share no `g`: within a test's context Flask would hand each the last one's actor."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        for name in tuple(g) if has_app_context() else ():
            g.pop(name)
        return super().open(*args, **kwargs)

    def _add_cookies_to_wsgi(self, environ: Any) -> None:
        """Send the Cookie header that is given (`person.cookie`) besides the cookies that were set."""
        given = environ.get("HTTP_COOKIE")
        super()._add_cookies_to_wsgi(environ)
        kept = environ.get("HTTP_COOKIE")
        if given:
            environ["HTTP_COOKIE"] = f"{given}; {kept}" if kept else given


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Start one throw-away PostgreSQL for all workers, in the process that controls them."""
    if config.getoption("--database") == "postgresql" and "PYTEST_XDIST_WORKER" not in os.environ:
        cluster = Cluster(find_binaries())
        cluster.start()
        os.environ["TEST_CLUSTER"] = cluster.url
        config.add_cleanup(cluster.stop)


@pytest.fixture(scope="session")
def database_url(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database of this worker's own."""
    if pytestconfig.getoption("--database") == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite'}"
    return Cluster.create_database(os.environ["TEST_CLUSTER"], os.environ.get("PYTEST_XDIST_WORKER", "main"))


@pytest.fixture(scope="session")
def app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, migrated once for this worker."""
    app = create_app(
        {
            "DATA_DIR": tmp_path_factory.mktemp("var"),
            "DATABASE_URL": database_url.replace("postgresql://", "postgresql+psycopg://"),
            "SECRET_KEY": "only-for-tests-" * 4,
            "SECURE_COOKIES": False,
            "CATALOG_SECONDS": 0,
            "LOG_LEVEL": "error",
            "DEMO": True,
        }
    )
    app.testing = True
    app.test_client_class = Client
    with app.app_context():
        upgrade()
    yield app
    close_all_sessions()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """An application context on one connection whose transaction is rolled back at the end.

    Commands commit into savepoints of it, so a test sees what a user would and leaves nothing behind.
    """
    with app.app_context():
        engines = db._app_engines[app]
        engine = engines[None]
        with engine.connect() as connection:
            outer = connection.begin()
            engines[None] = connection  # type: ignore[assignment]
            try:
                yield
            finally:
                db.session.remove()
                engines[None] = engine
                outer.rollback()


@pytest.fixture
def cast(context: None) -> Cast:
    """The people that everybody knows: a learner, her officer, another post's officer, an editor, …"""
    return Cast.create()


@pytest.fixture
def client(app: Flask, context: None) -> FlaskClient:
    """A browser or program that nobody is signed in with."""
    return app.test_client()


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords and PINs cost next to nothing; a test of many attempts is about the attempts."""
    monkeypatch.setattr(hashing, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def run(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder and return what it printed."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
