"""Makes tests/vectors/folding.json: events, and what Python's fold makes of them. The phone's must make the same.

Run `python -m tests.folding_vectors` after the fold has changed on purpose.
"""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

from orientation.learning.rules.folding import MOST, Item, ItemFold, Lesson, LessonFold, Progress, fold, merge

FILE = Path(__file__).parent / "vectors" / "folding.json"
OF_LESSONS = ("first_at", "last_at", "completed_at", "seconds")
OF_ITEMS = ("attempts", "right", "first_right_at", "last_at", "last_event", "last_verdict")
_CASES = 60
_NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """An event as a fold sees it."""

    id: UUID
    verb: str
    pack: str
    module: str
    lesson: str
    item: str | None
    verdict: str | None
    seconds: int
    occurred_at: datetime

    @classmethod
    def read(cls, raw: dict[str, Any]) -> "Told":
        """Return what the JSON of a phone's event tells."""
        names = ("verb", "pack", "module", "lesson")
        told = {name: raw[name] for name in names} | {name: raw.get(name) for name in ("item", "verdict")}
        return cls(
            UUID(raw["id"]), **told, seconds=raw.get("seconds", 0), occurred_at=datetime.fromisoformat(raw["at"])
        )


def written(progress: Progress) -> dict[str, Any]:
    """Return a fold as phones write it: rows by path, instants in UTC with microseconds."""
    return {
        "lessons": {"/".join(key): _row(row, OF_LESSONS) for key, row in sorted(progress.lessons.items())},
        "items": {"/".join(key): _row(row, OF_ITEMS) for key, row in sorted(progress.items.items())},
    }


def _row(row: LessonFold | ItemFold, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return str(value) if isinstance(value, UUID) else value


def _event(dice: random.Random) -> dict[str, Any]:
    offset = dice.choice([0, 0, 120, -210, 345])
    zone = timezone(timedelta(minutes=offset))
    at = _NOON + timedelta(microseconds=dice.choice([0, 1, 999, 1000, dice.randrange(10**10)]))
    if dice.random() < 0.5:
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    event: dict[str, Any] = {
        "id": str(UUID(int=dice.getrandbits(128), version=4)),
        "verb": dice.choice(["opened", "completed", "answered", "answered"]),
        "pack": "nl",
        "module": dice.choice(["rights", "school"]),
        "lesson": dice.choice(["one", "two"]),
        "at": at.astimezone(zone).isoformat(timespec=dice.choice(["auto", "microseconds"])),
    }
    if dice.random() < 0.6:
        event["seconds"] = dice.choice([0, 1, 59, 3600])
    if event["verb"] == "answered":
        event |= {"item": dice.choice(["a", "b"]), "verdict": dice.choice(["right", "nearly", "wrong"])}
    if not offset and dice.random() < 0.5:
        event["at"] = event["at"].replace("+00:00", "Z")
    return event


def _brink() -> Progress:
    """Return counters that are one before their end."""
    lesson = LessonFold(_NOON, _NOON, None, MOST - 1)
    item = ItemFold(MOST, MOST - 1, _NOON, _NOON, UUID(int=1), "wrong")
    return Progress({Lesson("nl", "rights", "one"): lesson}, {Item("nl", "rights", "one", "a"): item})


def cases() -> list[dict[str, Any]]:
    """Return the table: the events of a phone, what the server knew before, and the sum of both."""
    dice = random.Random(42)  # noqa: S311 a table, not a secret
    made = []
    for number in range(_CASES):
        events = [_event(dice) for _ in range(dice.randrange(30))]
        before = _brink() if number % 10 == 9 else fold(map(Told.read, [_event(dice) for _ in range(number % 7)]))
        total = merge(before, fold(map(Told.read, events)))
        made.append({"before": written(before), "events": events, "sum": written(total)})
    return made


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases())
    FILE.write_text(f"[\n{lines}\n]\n")
