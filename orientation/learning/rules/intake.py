"""Taking in what a phone sends: which events are understood, and when what they tell of happened.

Phones' clocks lie. Each batch says what time the phone thinks it is; the difference to the server's time corrects its
events, and what is then still impossible is bounded. So an event keeps its distance to the moment of sending, which
is what a phone does know.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from orientation.errors import Invalid, TooLarge
from orientation.learning.rules.levels import PLACED, PLACEMENT, SHARED
from orientation.learning.rules.marking import AnswerNotUnderstood, Verdict
from orientation.learning.rules.reviews import CARDS, REVIEWED

VERBS = {"opened": False, "completed": False, "answered": True, REVIEWED: True, PLACED: True, SHARED: True}
"""What a learner can have done, and whether it was done to an item. The only list: add new verbs here."""
_LESSONS = {REVIEWED: CARDS, PLACED: PLACEMENT, SHARED: PLACEMENT}
"""The lesson that a verb is of, where it is no real one; other verbs are of all other lessons."""
MOST_EVENTS = 500
"""Events in one batch."""
MOST_KEPT = 2000
"""Events of one learner that are kept without being understood."""
ID_VERSIONS = frozenset({4, 7, 8})
"""Random, random ordered by time, and derived by the server from a form (RFC 9562)."""
OLDEST = timedelta(days=400)
"""How long ago something can have happened: longer than a phone stays joined without being seen."""
LONGEST_SECONDS = 3600
_NO_TIME = timedelta(0)

_DEEPEST = 24
_LONGEST_RAW = 10_000


class BatchTooLarge(TooLarge):
    """More events at once than are taken."""


class EventNotUnderstood(Invalid):
    """An event that goes into quarantine. `reason` is a code, a colon and a sentence; it never quotes the event."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = f"{code}: {sentence}"[:300]


@dataclass(frozen=True)
class Batch:
    """What a phone sends at once. `phone_time` is what its clock showed then; `events` are JSON as they came."""

    device: str
    phone_time: datetime
    events: Sequence[Any]


class Event(NamedTuple):
    """An event that was understood, marked by the server; its fields are columns of the events' table."""

    id: UUID
    device: str
    seq: int
    verb: str
    pack: str
    version: int
    module: str
    lesson: str
    item: str | None
    answer: Any
    verdict: Verdict | None
    seconds: int
    occurred_at: datetime


class Marks(Protocol):
    """Something that answers are given to: an item, or a card."""

    def verdict(self, answer: object) -> Verdict | None:
        """Return what the answer is worth, None where nothing is right or wrong. Raises AnswerNotUnderstood."""


class Shelf(Protocol):
    """What the rule needs to know of what can be learned."""

    def has_version(self, pack: str, version: int) -> bool:
        """Tell whether learners see, or have seen, this version."""

    def find_lesson(self, pack: str, version: int, module: str, lesson: str) -> Mapping[str, Marks] | None:
        """Return the items of a lesson by their ids; None when there is no such version, or no such lesson in it.

        The lesson `cards` of a module has the cards of its words; `placement` of the first unit has `placed`, `shared`.
        """


def check_size(batch: Batch) -> None:
    """Raise BatchTooLarge for more events than are taken at once."""
    if len(batch.events) > MOST_EVENTS:
        raise BatchTooLarge(
            f"Send at most {MOST_EVENTS} events at once. Nothing of this batch was taken; send it in parts."
        )


def occurred_at(at: datetime, phone_time: datetime, now: datetime) -> datetime:
    """Return when it happened by the server's clock: at most 400 days ago, never in the future."""
    age = phone_time - at
    return now - age if _NO_TIME <= age <= OLDEST else now - min(max(age, _NO_TIME), OLDEST)


def understand(given: Mapping[str, Any], batch: Batch, now: datetime, shelf: Shelf) -> Event:
    """Return the event of one well-shaped item (see `EventSchema`). Raises EventNotUnderstood."""
    verb, pack, version = given["verb"], given["pack"], given["version"]
    module, lesson, item, answer = given["module"], given["lesson"], given.get("item"), given.get("answer")
    if given["id"].version not in ID_VERSIONS:
        raise EventNotUnderstood("id-not-random", "An event's id must be a UUID of version 7 or 4.")
    if verb not in VERBS:
        raise EventNotUnderstood("verb-unknown", f"This server knows the verbs {', '.join(VERBS)}.")
    is_of_it = lesson == _LESSONS[verb] if verb in _LESSONS else lesson not in _LESSONS.values()
    items = shelf.find_lesson(pack, version, module, lesson) if is_of_it else None
    if items is None:
        raise _not_on(shelf, pack, version)
    verdict = None
    if VERBS[verb]:
        if item is None or "answer" not in given:
            raise EventNotUnderstood("item-missing", "This verb needs the item and the answer.")
        if verb in (PLACED, SHARED) and item != verb:
            raise EventNotUnderstood("item-unknown", "The item of this verb is the verb itself.")
        verdict = _mark(items.get(item), answer)
    elif item is not None or answer is not None:
        raise EventNotUnderstood("item-not-expected", "Only what is done to an item names one, or an answer.")
    seconds = min(max(given.get("seconds", 0), 0), LONGEST_SECONDS)
    at = occurred_at(given["at"], batch.phone_time, now)
    seq = given["seq"]
    return Event(
        given["id"], batch.device, seq, verb, pack, version, module, lesson, item, answer, verdict, seconds, at
    )


def _not_on(shelf: Shelf, pack: str, version: int) -> EventNotUnderstood:
    if not shelf.has_version(pack, version):
        return EventNotUnderstood("version-unknown", "This server never published this version of this pack.")
    return EventNotUnderstood("lesson-unknown", "This version of the pack has no such lesson for this verb.")


def _mark(item: Marks | None, answer: object) -> Verdict | None:
    """Mark an answer again, whatever the phone said."""
    if item is None:
        raise EventNotUnderstood("item-unknown", "This version of the lesson has no such item.")
    try:
        return item.verdict(answer)
    except AnswerNotUnderstood as error:
        raise EventNotUnderstood("answer-not-understood", error.message) from None


def echoed_id(raw: object) -> str | None:
    """Return the id that the phone gave, to answer by; None when there is none to speak of."""
    given = raw.get("id") if isinstance(raw, dict) else None
    return given if isinstance(given, str) and len(given) <= 64 else None


def keepable(raw: object) -> Any:
    """Return the JSON of an event in a form that every database keeps.

    Numbers that JSON doesn't have become text, nesting ends at 24 levels; what is longer than 10,000 characters as
    JSON is kept as its beginning and its SHA-256.
    """
    plain = _plain(raw, _DEEPEST)
    text = json.dumps(plain)
    if len(text) <= _LONGEST_RAW:
        return plain
    return {"cut": text[:_LONGEST_RAW], "sha256": sha256(text.encode()).hexdigest()}


def is_whole(kept: object) -> bool:
    """Tell whether a kept event is all of what came."""
    return not (isinstance(kept, dict) and kept.keys() == {"cut", "sha256"})


def fingerprint(kept: object) -> str:
    """Return the SHA-256 of a kept event: equal JSON has equal fingerprints, whatever the order of its keys."""
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def _plain(value: object, levels: int) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(inner, levels - 1) for key, inner in value.items()} if levels else "…"
    if isinstance(value, list):
        return [_plain(inner, levels - 1) for inner in value] if levels else "…"
    return value
