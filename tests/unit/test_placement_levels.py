"""What a placement found is taken strictly, and adds up to the same in whatever order it arrives."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.learning.rules.levels import LevelsMarker, PlacementFold, SharingMarker, fold_placements, merge
from orientation.learning.rules.marking import AnswerNotUnderstood

UNITS = ("greetings", "family")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Happened(NamedTuple):
    """An event as the fold needs it."""

    id: UUID
    verb: str
    answer: Any
    occurred_at: datetime
    pack: str = "dutch"


def level(level: float = 0.5, unit: str | None = "family") -> dict[str, Any]:
    return {"level": level, "unit": unit}


TIMES = st.integers(0, 3).map(lambda minutes: NOW + timedelta(minutes=minutes))
DUTCH = st.just("dutch")
EVENTS = st.lists(
    st.builds(
        Happened, st.uuids(), st.just("placed"), st.integers(-3, 3).map(lambda n: {"reading": level(n)}), TIMES, DUTCH
    )
    | st.builds(Happened, st.uuids(), st.just("shared"), st.booleans(), TIMES, DUTCH)
    | st.builds(Happened, st.uuids(), st.just("opened"), st.none(), TIMES, DUTCH),
    unique_by=lambda event: event.id,
)


@pytest.mark.parametrize(
    "answer", [{"listening": level()}, {"speaking": level(6, None), "script": level(-4), "reading": level(4.0)}]
)
def test_levels_are_taken(answer: Any) -> None:
    assert LevelsMarker(UNITS).verdict(answer) is None


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        [level()],
        {"singing": level()},
        {"listening": 0.5},
        {"listening": {"level": 0.5}},
        {"listening": {**level(), "more": 1}},
        {"listening": level(4.1)},
        {"listening": level(float("nan"))},
        {"listening": level(True)},
        {"listening": level(unit="elsewhere")},
        {"listening": level(unit=[])},  # type: ignore[arg-type]
        {"speaking": level(1.5)},
        {"speaking": level(7)},
    ],
)
def test_anything_else_is_refused(answer: Any) -> None:
    with pytest.raises(AnswerNotUnderstood):
        LevelsMarker(UNITS).verdict(answer)


@pytest.mark.parametrize("answer", [None, 1, "true", []])
def test_sharing_is_yes_or_no(answer: Any) -> None:
    with pytest.raises(AnswerNotUnderstood):
        SharingMarker().verdict(answer)


@given(EVENTS, st.data())
def test_the_order_and_the_splitting_of_events_do_not_matter(events: list[Happened], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(events))
    cut = data.draw(st.integers(0, len(mixed)))
    parts = [fold_placements(part) for part in (mixed[:cut], mixed[cut:])]
    merged = merge(*(part.get("dutch", PlacementFold()) for part in parts))
    assert merged == fold_placements(events).get("dutch", PlacementFold())


@given(EVENTS)
def test_the_first_and_the_last_are_kept_and_the_last_word_on_sharing_counts(events: list[Happened]) -> None:
    fold = fold_placements(events).get("dutch", PlacementFold())
    placed = sorted((e.occurred_at, e.id, e.answer["reading"]["level"]) for e in events if e.verb == "placed")
    said = sorted((e.occurred_at, e.id, e.answer) for e in events if e.verb == "shared")
    assert (fold.first_at, fold.last_at) == ((placed[0][0], placed[-1][0]) if placed else (None, None))
    assert fold.is_shared == (said[-1][2] if said else False)
