"""The bank of a placement is made of what lessons show, the same every time."""

from dataclasses import replace

from orientation.publishing.cards import Introduced
from orientation.publishing.difficulty import MOST, SKILLS
from orientation.publishing.drills.course import Course
from orientation.publishing.drills.made import Pick
from orientation.publishing.placement import Task, make_bank, spoken_units
from tests.packs.drilled import ANIMALS, course_of, letter, word

MORE = ("boom", "bloem", "huis", "deur", "raam", "tafel")


def a_course(*letters: str) -> Course:
    """Return a course of two units, perhaps with a module of letters before them."""
    words = [word(name) for name in ANIMALS] + [word(name, unit="second") for name in MORE]
    signs = [replace(letter(name), unit="letters") for name in letters]
    return course_of(*words, *signs, units=("letters", "first", "second"))


def shown(*names: str, unit: str = "first") -> list[Introduced]:
    return [Introduced(unit, "lesson", name) for name in names]


INTRODUCED = {"first": shown(*ANIMALS), "second": shown(*MORE, unit="second")}


def bank_of(course: Course) -> list[Task]:
    return make_bank(course, INTRODUCED)[0]


def test_every_unit_has_tasks_of_every_skill_and_not_too_many() -> None:
    bank, units = make_bank(a_course(), INTRODUCED)
    assert units == ["first", "second"]
    for unit in units:
        for skill in ("listening", "reading", "writing"):
            made = [task for task in bank if task.skill == skill and task.about.unit == unit]
            assert 0 < len(made) <= MOST[skill]
    assert len({task.id for task in bank}) == len(bank)


def test_the_same_course_gives_the_same_bank() -> None:
    assert bank_of(a_course()) == bank_of(a_course())


def test_later_units_are_harder() -> None:
    bank = bank_of(a_course())
    easiest = {unit: min(task.b for task in bank if task.about.unit == unit) for unit in ("first", "second")}
    assert easiest["first"] < easiest["second"]


def test_listening_asks_for_pictures_as_long_as_there_are_some() -> None:
    assert {task.ask for task in bank_of(a_course()) if task.skill == "listening"} == {"hear-picture", "hear-word"}
    first = [task for task in bank_of(a_course()) if task.skill == "listening" and task.about.unit == "first"]
    assert [task.ask for task in first[: len(ANIMALS)]] == ["hear-picture"] * len(ANIMALS)


def test_nothing_is_heard_where_reading_is_asked() -> None:
    for task in bank_of(a_course()):
        if task.skill == "reading" and isinstance(task.made.body, Pick):
            assert task.made.listen is None
            assert not task.made.body.speaks


def test_only_words_that_a_lesson_shows_are_asked() -> None:
    known = {**INTRODUCED, "second": shown(*MORE[:-1], unit="second")}
    bank, _ = make_bank(a_course(), known)
    named = {name for task in bank for name in (task.made.body.ids if isinstance(task.made.body, Pick) else ())}
    assert MORE[-1] not in named | {task.about.id for task in bank}
    assert all(set(task.home) <= {"first", "second"} for task in bank)


def test_letters_are_a_skill_of_their_own_and_no_unit() -> None:
    bank, units = make_bank(a_course("a", "b", "d", "o"), {**INTRODUCED, "letters": shown("kat", unit="letters")})
    assert units == ["first", "second"]
    assert {task.ask for task in bank if task.skill == "script"} == {"hear-letter"}
    assert {task.skill for task in bank} == set(SKILLS)


def test_a_course_of_one_unit_places_nobody() -> None:
    assert make_bank(a_course(), {"first": shown(*ANIMALS)}) == ([], [])


def test_speaking_is_judged_by_units_evenly_apart() -> None:
    modules = {name: {"can_do": ["I can."]} for name in "abcdef"} | {"g": {}}
    assert spoken_units(list("abcdefg"), modules) == ["a", "c", "f"]
    assert spoken_units(list("ag"), modules) == ["a"]
