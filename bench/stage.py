"""A data folder to measure on: the real packs, an officer with 400 learners, and a learner's session."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from bench.servers import BIN, ROOT


@dataclass(frozen=True)
class Stage:
    """What the measurements need to know."""

    folder: Path
    environ: dict[str, str]
    officer_token: str
    learner_token: str
    learner_id: UUID
    group_id: UUID
    answer: dict[str, object]
    """An item of the first lesson and a right answer to it."""


def prepare(folder: Path, learners: int) -> Stage:
    """Migrate, publish content/, and make people through the same commands as everybody."""
    environ = {"DATA_DIR": str(folder), "SECURE_COOKIES": "0", "FLASK_APP": "wsgi.py", "LOG_LEVEL": "info"}
    os.environ.update(environ)
    packs = sorted(str(path.parent) for path in ROOT.glob("content/*/pack.yaml"))
    for command in (["db", "upgrade"], ["packs", "publish", *packs]):
        subprocess.run(
            [BIN / "flask", *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=sys.stderr if "-v" in sys.argv else subprocess.DEVNULL,
        )
    return _people(folder, environ, learners)


def _people(folder: Path, environ: dict[str, str], learners: int) -> Stage:
    from app import create_app
    from orientation import clock
    from orientation.accounts.models import Session
    from orientation.accounts.service import NewLearner, create_post, create_staff
    from orientation.actor import SYSTEM, Actor, Role
    from orientation.assignments.service import add_group_learners, assign, create_group
    from orientation.catalog.queries import get_current
    from orientation.crypto import new_token, token_hash
    from orientation.db import db, transaction
    from orientation.learning.rules.intake import Batch
    from orientation.learning.service import record

    app = create_app({"LOG_LEVEL": "error"})
    with app.app_context():
        now = clock.now()
        post = create_post(SYSTEM, "Bench", "NL")
        staff, _ = create_staff(SYSTEM, "bench-officer", [Role.OFFICER], post.id, "en")
        officer = Actor(roles=frozenset({Role.OFFICER}), staff_id=staff.id, post_id=post.id, locale="en")
        group = create_group(officer, "Spring", (now + timedelta(days=60)).date())
        made = add_group_learners(
            officer, group.id, [NewLearner(f"Person {n}", "ar", None, None) for n in range(learners)]
        )
        version = get_current("nl-orientation")
        for module in version.modules:
            assign(officer, group_id=group.id, pack=version.pack, module=module["slug"], days_before=14)
        for number, learner in enumerate(made):
            lessons = [(m["slug"], lesson) for m in version.modules for lesson in m["lessons"]]
            events = [_completed(version.pack, version.number, *pair, now) for pair in lessons[: number % len(lessons)]]
            if events:
                record(learner.id, Batch("bench", now, events), now)
        tokens = {}
        with transaction():
            staff.totp_confirmed_at = now
            for name, whose in (("officer", {"staff_id": staff.id}), ("learner", {"learner_id": made[0].id})):
                tokens[name] = new_token()
                db.session.add(
                    Session(
                        token_hash=token_hash(tokens[name]),
                        client="Bench",
                        created_at=now,
                        last_seen_at=now,
                        expires_at=now + timedelta(days=1),
                        **whose,
                    )
                )
        stage = Stage(folder, environ, tokens["officer"], tokens["learner"], made[0].id, group.id, _answer(version))
        db.session.remove()
        db.engine.dispose()
    return stage


def _completed(pack: str, version: int, module: str, lesson: str, now: datetime) -> dict[str, object]:
    return {
        "id": str(uuid7()),
        "seq": 0,
        "verb": "completed",
        "at": now.isoformat(),
        "pack": pack,
        "version": version,
        "module": module,
        "lesson": lesson,
        "seconds": 60,
    }


def _answer(version: Any) -> dict[str, object]:
    from orientation.catalog.queries import get_lesson

    document = get_lesson(version, "en", "your-rights", "what-rights-are")
    item = next(block["items"][0] for block in document["blocks"] if block["kind"] == "exercise")
    return {"item": item["id"], "answer": item["key"]}
