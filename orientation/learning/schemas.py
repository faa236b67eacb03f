"""Shapes of what phones send about learning, and of what they are told."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from marshmallow import ValidationError, fields, validate

from orientation.http.api import StrictSchema
from orientation.learning.rules.ids import event_id
from orientation.learning.rules.intake import VERBS
from orientation.learning.rules.marking import VERDICTS

MOST = 2**31 - 1
LONGEST_SLUG = 60
_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*(?![\s\S])")
"""`(?![\\s\\S])` is the very end for Python and for JSON Schema alike; `$` lets a new line pass, `\\Z` is Python's."""


def slug(**options: Any) -> fields.String:
    """Return a field for the id of a pack, module, lesson or item."""
    is_slug = validate.Regexp(_SLUG, error="Use a slug, as in the pack.")
    return fields.String(validate=[validate.Length(1, LONGEST_SLUG), is_slug], **options)


class AsTheyCome(fields.List[Any]):
    """A list whose items are documented by their schema and neither loaded nor dumped by it.

    What is in it is checked one by one, so that a bad one never costs its neighbours; or is ready JSON already.
    """

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:  # noqa: ARG002
        if not isinstance(value, list):
            raise self.make_error("invalid")
        return value

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return value


class AsItComes(fields.Nested):
    """A member that is documented by its schema and is ready JSON already: hundreds of rows would take long to dump."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # type: ignore[override]  # noqa: ARG002 marshmallow gives the first argument two names
        return value


class EventSchema(StrictSchema):
    """A learning event: something a learner did."""

    id = fields.UUID(required=True, metadata={"description": "UUIDv7 (or v4) that the phone made: sent again, equal."})
    seq = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(0, MOST),
        metadata={"description": "Counts up on the device."},
    )
    verb = fields.String(required=True, validate=validate.Length(1, 12), metadata={"description": ", ".join(VERBS)})
    pack = slug(required=True)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST))
    module = slug(required=True)
    lesson = slug(required=True)
    item = slug(allow_none=True, metadata={"description": "With `answered` the item, with `reviewed` the card."})
    answer = fields.Raw(
        allow_none=True, metadata={"description": "As docs/pack-format.md says; of a review 1 (again) to 4 (easy)."}
    )
    verdict = fields.String(
        allow_none=True,
        validate=validate.OneOf(VERDICTS),
        metadata={"description": "What the phone thought; the server marks again."},
    )
    at = fields.AwareDateTime(
        required=True, format="iso", metadata={"description": "When, by the phone's clock, with its offset."}
    )
    seconds = fields.Integer(strict=True, metadata={"description": "How long it took; taken as 0 to 3600."})


_EVENTS = EventSchema(many=True)
_VERDICTS = (None, *VERDICTS)
_NAMES = frozenset(_EVENTS.fields)
_REQUIRED = frozenset(name for name, field in _EVENTS.fields.items() if field.required)


def load_events(raws: Sequence[Any]) -> list[dict[str, Any] | str]:
    """Return each event as the schema loads it, or a sentence that says why it can't be."""
    quick = [load_quickly(raw) for raw in raws]
    if None not in quick:
        return cast(list[dict[str, Any] | str], quick)
    return [_load(raw) if loaded is None else loaded for raw, loaded in zip(raws, quick, strict=True)]


def load_quickly(raw: Any) -> dict[str, Any] | None:
    """Return what EventSchema makes of a well-shaped event, eight times faster; None lets the schema decide."""
    if type(raw) is not dict or not _has_names(tuple(raw)):
        return None
    item, verb, seq, version, seconds = raw.get("item"), raw["verb"], raw["seq"], raw["version"], raw.get("seconds", 0)
    pack, module, lesson = raw["pack"], raw["module"], raw["lesson"]
    if not (
        type(pack) is type(module) is type(lesson) is str
        and (item is None or (type(item) is str and _is_slug(item)))
        and _is_slug(pack)
        and _is_slug(module)
        and _is_slug(lesson)
        and type(verb) is str
        and 1 <= len(verb) <= 12
        and type(seq) is type(version) is type(seconds) is int
        and 0 <= seq <= MOST
        and 1 <= version <= MOST
        and raw.get("verdict") in _VERDICTS
        and type(raw["id"]) is type(raw["at"]) is str
    ):
        return None
    try:
        loaded = {**raw, "id": event_id(raw["id"]), "at": datetime.fromisoformat(raw["at"])}
    except ValueError:
        return None
    return None if loaded["at"].tzinfo is None else loaded


@lru_cache(maxsize=256)  # a phone writes all its events with the same names in the same order
def _has_names(names: tuple[str, ...]) -> bool:
    return _REQUIRED.issubset(names) and _NAMES.issuperset(names)


@lru_cache(maxsize=4096)
def _is_slug(text: str) -> bool:
    return len(text) <= LONGEST_SLUG and _SLUG.match(text) is not None


def _load(raw: Any) -> dict[str, Any] | str:
    try:
        loaded: list[dict[str, Any]] = _EVENTS.load([raw])
    except ValidationError as error:
        return _sentence(cast(dict[int, dict[str, list[str]]], error.messages)[0])
    return loaded[0]


def _sentence(faults: dict[str, list[str]]) -> str:
    """Name the fields that can't be used. Keys that nobody knows are counted, not quoted."""
    known = [f"{name}: {' '.join(faults[name])}" for name in _EVENTS.fields if name in faults]
    if "_schema" in faults:
        known.append("An event is an object.")
    unknown = len(faults) - len(known)
    return " ".join([*known, f"There are {unknown} keys that an event doesn't have."] if unknown else known)


class AckSchema(StrictSchema):
    """What became of one event. Acks stand in the order of the events."""

    id = fields.String(required=True, allow_none=True, metadata={"description": "As sent; null when there was none."})
    index = fields.Integer(metadata={"description": "The event's place in the batch, from 0; only when id is null."})
    status = fields.String(required=True, validate=validate.OneOf(["stored", "duplicate", "quarantined", "refused"]))
    verdict = fields.String(validate=validate.OneOf(VERDICTS), metadata={"description": "The server's."})
    reason = fields.String(metadata={"description": "Why it is in quarantine or refused: a code, a colon, a sentence."})


class AnswersSchema(StrictSchema):
    """Answers to mark, by the id of their item."""

    version = fields.Integer(
        strict=True, validate=validate.Range(1, MOST), metadata={"description": "The pack's current one if left out."}
    )
    answers = fields.Dict(
        keys=slug(),
        values=fields.Raw(allow_none=True),
        required=True,
        metadata={"description": "At most 100; each as docs/pack-format.md says for its kind."},
    )


class MarkedItemSchema(StrictSchema):
    """What an answer is worth."""

    item = fields.String(required=True)
    verdict = fields.String(required=True, allow_none=True, validate=validate.OneOf(VERDICTS))
    parts = fields.Dict(
        keys=fields.String(),
        values=fields.String(validate=validate.OneOf(VERDICTS)),
        required=True,
        allow_none=True,
        metadata={"description": "By choice, element, left side or gap."},
    )
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Why it can't be marked."})


class LessonStateSchema(StrictSchema):
    """How far a learner is with a lesson."""

    pack = fields.String(required=True)
    module = fields.String(required=True)
    lesson = fields.String(required=True)
    first_at = fields.AwareDateTime(required=True, allow_none=True)
    last_at = fields.AwareDateTime(required=True, allow_none=True)
    completed_at = fields.AwareDateTime(required=True, allow_none=True)
    seconds = fields.Integer(required=True)
    items_answered = fields.Integer(required=True)
    items_right = fields.Integer(required=True, metadata={"description": "Items that were right at least once."})


class ItemStateSchema(StrictSchema):
    """How a learner did on an item."""

    item = fields.String(required=True)
    attempts = fields.Integer(required=True)
    right = fields.Integer(required=True, metadata={"description": "How many attempts were right."})
    first_right_at = fields.AwareDateTime(required=True, allow_none=True)
    last_at = fields.AwareDateTime(required=True)
    last_verdict = fields.String(required=True, validate=validate.OneOf(VERDICTS))


class CardSchema(StrictSchema):
    """A word in spaced repetition: what the learner's reviews of it add up to, by FSRS 6."""

    pack = fields.String(required=True)
    card = fields.String(required=True, metadata={"description": "`<word>-hear` or `<word>-say`."})
    state = fields.Integer(
        required=True,
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "1 learning, 2 review, 3 relearning."},
    )
    step = fields.Integer(required=True, allow_none=True, metadata={"description": "Of learning; null in state 2."})
    stability = fields.Float(required=True, metadata={"description": "Days."})
    difficulty = fields.Float(required=True, metadata={"description": "From 1 to 10."})
    due = fields.AwareDateTime(required=True)
    first_review = fields.AwareDateTime(required=True)
    last_review = fields.AwareDateTime(required=True)
    reviews = fields.Integer(required=True)
    lapses = fields.Integer(required=True, metadata={"description": "How often it was forgotten once it was learned."})


class PlacementSchema(StrictSchema):
    """Where a learner was placed in a pack, the first and the last time, and whether she shows it to her officer.

    Levels are by skill: `level` in logits (of speaking 0 to 6), `unit`, the first that isn't known; null: all are.
    """

    pack = fields.String(required=True)
    first_at = fields.AwareDateTime(required=True, allow_none=True)
    first_levels = fields.Raw(required=True, allow_none=True)
    last_at = fields.AwareDateTime(required=True, allow_none=True)
    last_levels = fields.Raw(required=True, allow_none=True)
    shared_at = fields.AwareDateTime(required=True, allow_none=True)
    is_shared = fields.Boolean(required=True)


class LessonDetailSchema(StrictSchema):
    """How far a learner is with a lesson, item by item."""

    lesson = fields.Nested(LessonStateSchema, required=True)
    items = fields.List(fields.Nested(ItemStateSchema), required=True)


class QuarantinedSchema(StrictSchema):
    """An event that could not be understood."""

    id = fields.UUID(required=True)
    received_at = fields.AwareDateTime(required=True)
    reason = fields.String(required=True, metadata={"description": "A code, a colon, a sentence."})
    raw = fields.Raw(required=True, allow_none=True, metadata={"description": "As it came."})


class QuarantineQuerySchema(StrictSchema):
    """Which page."""

    before = fields.UUID(metadata={"description": "The id of the last one seen."})


class QuarantinePageSchema(StrictSchema):
    """At most a hundred, newest first."""

    items = fields.List(fields.Nested(QuarantinedSchema), required=True)
    next = fields.UUID(required=True, allow_none=True, metadata={"description": "Give it as `before` for more."})
