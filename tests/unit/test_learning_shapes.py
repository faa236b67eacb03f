"""The quick look at an event never takes what the schema refuses, nor reads it otherwise."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from orientation.learning.schemas import EventSchema, load_events, load_quickly
from tests.unit.test_marking_laws import JSON

SCHEMA = EventSchema()
GOOD: dict[str, Any] = {
    "id": "0195a3f0-0000-7000-8000-000000000001",
    "seq": 1,
    "verb": "answered",
    "pack": "nl-orientation",
    "version": 3,
    "module": "your-rights",
    "lesson": "what-rights-are",
    "item": "free-doctor",
    "answer": True,
    "verdict": "right",
    "at": "2026-03-01T10:00:00.123Z",
    "seconds": 7,
}
NUMBERS = st.sampled_from([0, 1, -1, 2**31 - 1, 2**31, 1.0, 1.5, True, None, "1"])
TEXTS = st.sampled_from(["", "a", "a-b", "a--b", "-a", "a\n", "A", "é", "x" * 60, "x" * 61, "right", "٣"])
TIMES = st.sampled_from(
    ["2026-03-01T10:00:00+03:00", "2026-03-01T10:00:00", "2026-03-01", "20260301T100000Z", "2026-W09-7T10Z", "now", ""]
)
IDS = st.uuids().map(str) | st.uuids().map(lambda id: f"{{{id}}}") | st.uuids().map(lambda id: id.hex) | TEXTS
VALUES = NUMBERS | TEXTS | TIMES | IDS | JSON


@settings(max_examples=1000)
@given(
    st.dictionaries(st.sampled_from([*GOOD, "mood"]), VALUES, max_size=3), st.sets(st.sampled_from([*GOOD]), max_size=2)
)
def test_what_it_takes_the_schema_takes_alike(changed: dict[str, Any], dropped: set[str]) -> None:
    raw = {name: value for name, value in {**GOOD, **changed}.items() if name not in dropped}
    quick = load_quickly(raw)
    if quick is not None:
        assert quick == SCHEMA.load(raw)


@given(st.fixed_dictionaries({"at": TIMES, "id": IDS, "seq": NUMBERS, "item": TEXTS}))
def test_it_takes_nothing_that_the_schema_refuses(changed: dict[str, Any]) -> None:
    raw = {**GOOD, **changed}
    try:
        SCHEMA.load(raw)
    except ValidationError:
        assert load_quickly(raw) is None


def test_it_takes_what_phones_send() -> None:
    assert load_quickly(GOOD) == SCHEMA.load(GOOD)
    bare = {name: value for name, value in GOOD.items() if name not in ("item", "answer", "verdict", "seconds")}
    assert load_quickly(bare) == SCHEMA.load(bare)


@given(st.lists(JSON | st.just(GOOD), max_size=6))
def test_each_event_is_loaded_or_has_a_sentence(raws: list[Any]) -> None:
    loaded = load_events(raws)
    assert [isinstance(event, dict) for event in loaded] == [raw == GOOD for raw in raws]
    assert all(event for event in loaded)
