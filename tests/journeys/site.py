"""An installation for journeys: its own data folder, the packs that ship, gunicorn as in production on a free port."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from uuid import UUID

import pyotp
from flask import Flask

from app import create_app
from bench.servers import BIN, ROOT, Server
from orientation.accounts import service as accounts
from orientation.actor import SYSTEM, Actor, Role
from orientation.db import db

PACKS = ("content/nl-orientation", "content/nl-language-a1")
PASSWORD = "three cranes over the harbour"
CODE_SECONDS = 30


@dataclass(frozen=True)
class Colleague:
    """Somebody on the staff who has chosen a password and set up one-time codes."""

    name: str
    actor: Actor
    secret: str

    @property
    def code(self) -> str:
        """What the authenticator app shows now."""
        return pyotp.TOTP(self.secret).now()


class Site:
    """A running installation, and the way to prepare what a story doesn't tell."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.address = f"http://127.0.0.1:{server.port}"
        self.folder = folder
        self._app = _application(folder)
        self._numbers = count(1)
        with self.behind_the_scenes():
            self.post_id: UUID = accounts.create_post(SYSTEM, "Amman", "NL").id

    @contextmanager
    def behind_the_scenes(self) -> Iterator[None]:
        """Let commands act on the site's data from here; every connection is closed again."""
        with self._app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def hire(self, role: Role, locale: str = "en") -> Colleague:
        """Add a colleague who can sign in. Officers belong to the one post."""
        name = f"{role.value}.{next(self._numbers)}"
        with self.behind_the_scenes():
            post_id = self.post_id if role is Role.OFFICER else None
            staff, token = accounts.create_staff(SYSTEM, name, [role], post_id, locale)
            accounts.set_up_staff(token, PASSWORD)
            staff_id = staff.id
            secret = accounts.begin_second_factor(Actor(staff_id=staff_id)).secret
            # confirmed with the code before this one, because a code is good only once
            accounts.confirm_second_factor(
                Actor(staff_id=staff_id), pyotp.TOTP(secret).at(int(time.time()) - CODE_SECONDS)
            )
        return Colleague(name, Actor(frozenset({role}), staff_id=staff_id, post_id=post_id, locale=locale), secret)

    def outline(self, pack: str, locale: str) -> dict[str, Any]:
        """Return the pack's modules and lessons as programs get them."""
        with urlopen(f"{self.address}/api/v1/packs/{pack}/{locale}/outline", timeout=10) as answer:  # noqa: S310 loopback
            found: dict[str, Any] = json.load(answer)
        return found

    def lesson(self, pack: str, locale: str, module: str, lesson: str) -> dict[str, Any]:
        """Return the lesson as programs get it: what is asked, and what is right."""
        address = f"{self.address}/api/v1/packs/{pack}/{locale}/lessons/{module}/{lesson}"
        with urlopen(address, timeout=10) as answer:  # noqa: S310 our own server on loopback
            found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def open_site(folder: Path) -> Iterator[Site]:
    """Migrate, publish what ships, serve; end the server afterwards."""
    environ = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "SECURE_COOKIES": "0",
        "STAFF_SECOND_FACTOR": "required",
        "LOG_LEVEL": "info",
        "FLASK_APP": "wsgi.py",
    }
    for command in (["db", "upgrade"], ["packs", "publish", *PACKS]):
        done = subprocess.run(
            [BIN / "flask", *command],
            cwd=ROOT,
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    server = Server("wsgi:app", environ, workers=2)
    server.start()
    try:
        yield Site(server, folder)
    finally:
        server.stop()


def _application(folder: Path) -> Flask:
    return create_app({"DATA_DIR": folder, "DATABASE_URL": "", "SECURE_COOKIES": False, "LOG_LEVEL": "error"})
