"""What a process remembers of the catalogue is bounded."""

import pytest

from orientation.catalog.cache import Bounded, CatalogCache


def test_a_value_is_made_once() -> None:
    kept: Bounded[str, list[int]] = Bounded(2)
    first = kept.get_or_make("a", lambda: [1])
    assert kept.get_or_make("a", lambda: [2]) is first


def test_what_was_not_used_for_longest_goes_first() -> None:
    kept: Bounded[str, int] = Bounded(2)
    for key in ("a", "b"):
        kept.get_or_make(key, lambda: 1)
    kept.get_or_make("a", lambda: 2)
    kept.get_or_make("c", lambda: 1)
    assert kept.get_or_make("a", lambda: 2) == 1
    assert kept.get_or_make("b", lambda: 2) == 2


def test_weight_is_what_counts() -> None:
    kept: Bounded[str, int] = Bounded(10)
    kept.get_or_make("small", lambda: 1, 1)
    kept.get_or_make("large", lambda: 1, 10)
    assert kept.get_or_make("small", lambda: 2, 1) == 2


def test_what_is_heavier_than_the_whole_is_not_kept() -> None:
    kept: Bounded[str, int] = Bounded(10)
    assert kept.get_or_make("huge", lambda: 1, 11) == 1
    assert kept.get_or_make("huge", lambda: 2, 11) == 2


def test_a_failure_is_not_remembered() -> None:
    kept: Bounded[str, int] = Bounded(1)
    with pytest.raises(ZeroDivisionError):
        kept.get_or_make("a", lambda: 1 // 0)
    assert kept.get_or_make("a", lambda: 1) == 1


def test_current_versions_are_asked_for_again_when_their_time_is_up() -> None:
    cache, loads = CatalogCache(), []

    def load() -> list[object]:
        loads.append(1)
        return []

    for now in (0.0, 0.5, 0.9, 1.0, 1.5, 2.1):
        cache.current(now, 1, load)  # type: ignore[arg-type]
    assert len(loads) == 3
    cache.forget_current()
    cache.current(2.2, 1, load)  # type: ignore[arg-type]
    assert len(loads) == 4
