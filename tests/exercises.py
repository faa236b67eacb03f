"""A pack with one exercise of every kind and a few words, and what a phone would send about it."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from orientation import clock
from orientation.catalog.compiled import CompiledFile
from orientation.catalog.models import PackVersion
from orientation.db import new_id
from orientation.learning.rules.intake import Batch
from tests.conftest import ROOT
from tests.shelf import compiled_pack, publish

PACK, MODULE, LESSON, OTHER_LESSON = "first-steps", "rights", "dignity", "belief"
PLACE = {"pack": PACK, "version": 1, "module": MODULE, "lesson": LESSON}
ITEMS = json.loads((ROOT / "tests" / "vectors" / "marking.json").read_text(encoding="utf-8"))["items"]
UNITS = [MODULE, "daily-life"]
LEVELS = {"listening": {"level": 0.52, "unit": "daily-life"}, "speaking": {"level": 6, "unit": None}}
WORDS = ("hallo", "dag", "deur")
CARDS = [f"{word}-{side}" for word in WORDS for side in ("hear", "say")]
KNOWN = {name: item for name, item in ITEMS.items() if item["kind"] != "draw"}


def publish_exercises(title: str = "First steps", without: str = "") -> PackVersion:
    """Publish a version whose lessons have the items of the marking table, perhaps without one."""
    items = [item for name, item in KNOWN.items() if name != without]
    pack = compiled_pack(PACK, title)
    files = []
    for file in pack.files:
        if file.kind == "outline":
            file = replace(file, content=json.dumps({**json.loads(file.content), "pack": PACK}).encode())
        if file.kind == "lesson":
            document = json.loads(file.content)
            document["blocks"] = [{"id": "quiz", "kind": "exercise", "items": items}]
            file = replace(file, content=json.dumps(document, sort_keys=True).encode())
        files.append(file)
    cards = json.dumps({"format": 1, "kind": "cards", "cards": [{"id": card} for card in CARDS]}).encode()
    files += [
        CompiledFile(locale, f"{MODULE}/cards.json", "cards", MODULE, "application/json", cards)
        for locale in pack.locales
    ]
    bank = json.dumps({"format": 1, "kind": "placement", "units": UNITS, "tasks": []}).encode()
    files += [
        CompiledFile(locale, "placement.json", "placement", None, "application/json", bank) for locale in pack.locales
    ]
    return publish(replace(pack, files=files))


def opened(at: datetime | None = None, **changed: Any) -> dict[str, Any]:
    """Return the event of opening a lesson."""
    return _event({"verb": "opened"}, at, changed)


def completed(at: datetime | None = None, **changed: Any) -> dict[str, Any]:
    """Return the event of finishing a lesson."""
    return _event({"verb": "completed"}, at, changed)


def answered(item: str, answer: Any, at: datetime | None = None, **changed: Any) -> dict[str, Any]:
    """Return the event of answering an item."""
    return _event({"verb": "answered", "item": item, "answer": answer}, at, changed)


def reviewed(card: str, rating: Any, at: datetime | None = None, **changed: Any) -> dict[str, Any]:
    """Return the event of rating a card."""
    return _event({"verb": "reviewed", "lesson": "cards", "item": card, "answer": rating}, at, changed)


def placed(levels: Any, at: datetime | None = None, **changed: Any) -> dict[str, Any]:
    """Return the event of a placement."""
    return _event({"verb": "placed", "lesson": "placement", "item": "placed", "answer": levels}, at, changed)


def shared(answer: Any, at: datetime | None = None, **changed: Any) -> dict[str, Any]:
    """Return the event of showing it to the officer, or not any more."""
    return _event({"verb": "shared", "lesson": "placement", "item": "shared", "answer": answer}, at, changed)


def batch(*events: Any, device: str = "phone-one", phone_time: datetime | None = None) -> Batch:
    """Return what a phone sends, its clock being right unless told otherwise."""
    return Batch(device, phone_time or clock.now(), list(events))


def _event(what: dict[str, Any], at: datetime | None, changed: dict[str, Any]) -> dict[str, Any]:
    when = (at or clock.now()).isoformat()
    return {"id": str(new_id()), "seq": 1, **PLACE, "at": when, "seconds": 5, **what, **changed}
