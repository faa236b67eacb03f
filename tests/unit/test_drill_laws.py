"""What holds for every drill of every course: one right answer, the same items for ever, undisturbed by other units."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orientation.learning.rules.marking import mark
from orientation.publishing.documents import LessonDocument
from orientation.publishing.drills.asks import ASKS, DIALOGUE, KINDS
from orientation.publishing.drills.course import Course, CourseWord, senses_of
from orientation.publishing.drills.kinship import means_same, sounds_same
from orientation.publishing.drills.made import DrillItem, Element, Hole, Pairs, Pick, Tiles
from orientation.publishing.drills.planning import Planned, plan_drill
from orientation.publishing.faults import Faults
from orientation.publishing.source import Source, read_source
from orientation.spelling import spelled
from tests.conftest import ROOT
from tests.packs.drilled import PHRASES, course_of, letter, phrase

CONTENT = ROOT / "content" / "nl-language-a1"
LINES = [Element(f"line-{n}", f"Line {n}") for n in range(1, 9)]
_texts = st.text("abdeën", min_size=1, max_size=6)
_few = st.sampled_from(["one", "two", "three", "four", "five", "six"])


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Words that share texts, pictures, meanings and links as often as not."""
    ids = [f"w{n}" for n in range(draw(st.integers(1, 12)))]
    words = [
        CourseWord(
            id=name,
            text=draw(_texts),
            kind="word",
            unit=draw(st.sampled_from(["first", "second"])),
            picture=draw(st.none() | _few),
            has_sound=draw(st.booleans()),
            accept=tuple(draw(st.lists(_texts | st.sampled_from(["4", "40"]), max_size=2))),
            confusable=frozenset(draw(st.lists(st.sampled_from(ids), max_size=2))) - {name},
            synonyms=frozenset(draw(st.lists(st.sampled_from(ids), max_size=1))) - {name},
            senses=senses_of(draw(_few), "en") | senses_of(draw(_few), "ar"),
        )
        for name in ids
    ]
    phrases = draw(st.lists(st.sampled_from([*PHRASES]), max_size=3, unique=True))
    letters = draw(st.lists(st.sampled_from("fghij"), max_size=5, unique=True))
    return course_of(*words, *map(phrase, phrases), *map(letter, letters))


def plan_all(course: Course, unit: str) -> list[Planned]:
    """Return a drill of each ask, as large as can be."""
    blocks = [{"id": "drill", "make": {ask: 12}} for ask in ASKS]
    return [plan_drill(course, f"{unit}/lesson", block, LINES) for block in blocks]


def check_item(course: Course, item: DrillItem) -> None:
    """Fail when something besides the right answer could be right."""
    body = item.made.body
    words = course.words
    if isinstance(body, Pick):
        assert body.ids.count(body.right) == 1
        pairs = [(words[one], words[other]) for one in body.ids for other in body.ids if one < other]
        assert not any(sounds_same(*pair) for pair in pairs)
        if item.ask not in ("hear-word", "hear-letter"):
            assert not any(means_same(*pair) for pair in pairs)
    if isinstance(body, Pairs):
        assert len(set(body.lefts)) == len(body.lefts) >= 3
        if body.shows != "case":
            assert not any(means_same(words[a], words[b]) for a in body.lefts for b in body.lefts if a < b)
    if isinstance(body, Hole):
        accepted = {spelled(text) for text in words[str(item.made.about)].accepted}
        fitting = [text for text in body.choices if spelled(body.sentence.replace("{1}", text)) in accepted]
        assert fitting == [body.right]
    if isinstance(body, Tiles):
        texts = dict(body.tiles)
        assert len(body.tiles) > len(body.key) >= 2
        assert spelled(body.join.join(texts[name] for name in body.key)) in {
            spelled(text.translate(str.maketrans("", "", "?.,!"))) for text in words[str(item.made.about)].accepted
        }


@settings(max_examples=60, deadline=None)
@given(courses())
def test_nothing_else_is_ever_right(course: Course) -> None:
    for planned in plan_all(course, "second"):
        assert len({item.id for item in planned.items}) == len(planned.items)
        for item in planned.items:
            check_item(course, item)


@settings(max_examples=30, deadline=None)
@given(courses())
def test_the_same_course_always_makes_the_same_items(course: Course) -> None:
    again = replace(course, words=dict(course.words), _pools={})
    assert plan_all(course, "first") == plan_all(again, "first")


@settings(max_examples=40, deadline=None)
@given(courses(), _texts | st.sampled_from(["gras", "koe", "is", "zie"]), _few)
def test_a_word_added_to_a_later_unit_changes_only_what_must_not_pass(course: Course, text: str, sense: str) -> None:
    late = CourseWord("late", text, "word", "second", has_sound=True, senses=senses_of(sense, "en"))
    longer = replace(course, words={**course.words, "late": late}, _pools={})
    for before, after in zip(plan_all(course, "first"), plan_all(longer, "first"), strict=True):
        if before.items and KINDS[before.items[0].ask] == "type":
            assert [item.id for item in before.items] == [item.id for item in after.items]
        elif not any(item.made.about and _touches(course, item, late) for item in before.items):
            assert before.items == after.items


def _touches(course: Course, item: DrillItem, late: CourseWord) -> bool:
    """Tell whether the new word may change an item: as another right text in a gap."""
    return isinstance(item.made.body, Hole) and (
        means_same(course.words[str(item.made.about)], late) or sounds_same(course.words[str(item.made.about)], late)
    )


@settings(max_examples=40, deadline=None)
@given(courses())
def test_what_is_lacking_is_told_with_a_reason_for_every_word(course: Course) -> None:
    for planned in plan_all(course, "second"):
        for lack in planned.lacks:
            assert lack.made == len(planned.items) < lack.wanted
            if lack.ask != DIALOGUE:
                assert sum(lack.reasons.values()) == lack.words - lack.made


@cache
def real(path: Path = CONTENT) -> Source:
    faults = Faults()
    source = read_source(path, faults)
    assert source is not None, [str(fault) for fault in faults.sorted()]
    return source


def real_drills() -> Iterator[Planned]:
    course = real().course
    assert course is not None
    for unit in course.units:
        yield from plan_all(course, unit)


def test_a_process_that_mixes_sets_otherwise_makes_the_same_items() -> None:
    code = """
from orientation.publishing.drills.asks import ASKS
from tests.packs.drilled import ANIMALS, PHRASES, course_of, letter, phrase, plan, word
course = course_of(*map(word, ANIMALS), *map(phrase, PHRASES), *map(letter, "abcd"))
print([(item.id, item.made.body) for ask in ASKS for item in plan(course, make={ask: 3}).items])
"""

    def run(seed: str) -> bytes:
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=environ)

    assert run("1") == run("2") != b"[]\n"


def test_the_course_that_ships_never_has_two_right_choices() -> None:
    course = real().course
    assert course is not None
    made = [item for planned in real_drills() for item in planned.items]
    assert len(made) > 500
    for item in made:
        check_item(course, item)


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_every_item_is_marked_right_with_its_key_and_wrong_with_another_choice(locale: str) -> None:
    for item in shown_items(locale):
        for answer in right_answers(item):
            assert mark(item, answer).verdict == "right", (item["id"], answer)
        for answer in wrong_answers(item):
            assert mark(item, answer).verdict == "wrong", (item["id"], answer)


def shown_items(locale: str) -> Iterator[dict[str, Any]]:
    """Yield the documents of what can be made of the course that ships, a lesson a unit."""
    source = real()
    course = source.course
    assert course is not None
    for unit in course.units:
        lesson = next(iter(source.modules[unit]["lessons"]))
        place = f"{unit}/{lesson}"
        drills = plan_all(course, unit)
        blocks = [{"id": f"drill-{n}", "kind": "drill", "title": "…", "make": {}} for n, planned in enumerate(drills)]
        changed = replace(
            source,
            lessons={**source.lessons, place: {**source.lessons[place], "blocks": blocks}},
            drills={f"{place}/drill-{n}": planned.items for n, planned in enumerate(drills)},
        )
        for block in LessonDocument(changed, locale, unit, lesson).document["blocks"]:
            yield from block["items"]


def right_answers(item: dict[str, Any]) -> list[Any]:
    if item["kind"] == "type":
        return list(item["key"])
    if item["kind"] == "gap":
        return [{"1": item["key"]["1"][0]}]
    return [item["key"]]


def wrong_answers(item: dict[str, Any]) -> list[Any]:
    if item["kind"] == "choose-one":
        return [choice["id"] for choice in item["choices"] if choice["id"] != item["key"]]
    if item["kind"] == "gap":
        return [{"1": text} for text in item["gaps"][0]["choices"] if text not in item["key"]["1"]]
    if item["kind"] == "type":
        return list(item["others"])
    if item["kind"] == "tiles":
        extra = [tile["id"] for tile in item["tiles"] if tile["id"] not in item["key"]]
        return [[*item["key"], extra[0]], extra]
    if item["kind"] == "match":
        lefts = list(item["key"])
        return [dict(zip(lefts, [*lefts[1:], lefts[0]], strict=True))]
    return []
