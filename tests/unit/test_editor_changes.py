"""How far translations are, and what publishing changes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from orientation.catalog.version import Version
from orientation.db import new_id
from orientation.web.editor.changes import compare
from orientation.web.editor.preview_pages import Preview, stay_inside
from orientation.web.editor.states import bar_of


def _version(number: int, lessons: list[str], locales: tuple[str, ...] = ("en", "ar")) -> Version:
    fixed: dict[str, Any] = {"kind": "orientation", "destination": "NL", "audience": "newcomers", "edition": "standard"}
    return Version(
        id=new_id(),
        pack="first-steps",
        number=number,
        locales=list(locales),
        source_locale="en",
        target_language=None,
        title="First steps",
        notes="",
        modules=[{"slug": "rights", "lessons": lessons}],
        summary={},
        reissue_of=None,
        made_at=datetime(2026, 3, 1, tzinfo=UTC),
        published_at=None,
        **fixed,
    )


def _hashes(version: Version, locale: str) -> dict[str, str]:
    """Version 2 has another Arabic text of the lesson “belief”."""
    lessons = version.modules[0]["lessons"]
    changed = {"belief"} if (version.number, locale) == (2, "ar") else set()
    return {f"rights/{name}.json": f"{name}-{version.number if name in changed else 0}" for name in lessons}


def test_the_first_version_brings_everything() -> None:
    changes = compare(None, _version(1, ["dignity"]), _hashes)
    assert changes.is_first and not changes.is_nothing
    assert (changes.added, changes.new_locales) == ([("rights", "dignity")], ["en", "ar"])


def test_lessons_come_go_and_read_differently_in_some_languages() -> None:
    changes = compare(_version(1, ["dignity", "belief"]), _version(2, ["belief", "family"]), _hashes)
    assert changes.added == [("rights", "family")]
    assert changes.removed == [("rights", "dignity")]
    assert changes.changed == [("rights", "belief")]
    assert changes.by_locale == {"ar": 1}


def test_languages_come_and_go() -> None:
    changes = compare(_version(1, ["dignity"], ("en", "ar")), _version(3, ["dignity"], ("en", "ti")), _hashes)
    assert (changes.new_locales, changes.lost_locales) == (["ti"], ["ar"])


def test_the_same_files_change_nothing() -> None:
    assert compare(_version(1, ["dignity"]), _version(3, ["dignity"]), _hashes).is_nothing


@pytest.mark.parametrize(
    ("counts", "done", "states"),
    [
        ({"reviewed": 3, "draft": 1}, 75, ["reviewed", "draft"]),
        ({"reviewed": 199, "missing": 1}, 99, ["reviewed", "missing"]),
        ({"source": 9}, 100, []),
        ({}, 100, []),
    ],
)
def test_a_bar_shows_what_there_is_and_never_rounds_up(counts: dict[str, int], done: int, states: list[str]) -> None:
    bar = bar_of(counts)
    assert bar.done == done
    assert [segment.state for segment in bar.segments] == states
    assert sum(segment.width for segment in bar.segments) == pytest.approx(100 if states else 0, abs=0.05)


def test_a_preview_changes_only_addresses_of_its_own_pack() -> None:
    html = '<a href="/ar/learn/first-steps/rights/"><a href="/ar/learn/other/x/"><img src="/b/00.svg"><a href="/ar/">'
    inside = stay_inside(html, "ar", Preview(_version(1, []), "/p", "/f"))
    assert inside == '<a href="/p/ar/rights/"><a href="/ar/learn/other/x/"><img src="/f/00.svg"><a href="/p/ar/">'
