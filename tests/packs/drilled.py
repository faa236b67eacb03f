"""A small course: words, phrases and letters to make drills of, as the generator sees them and as a pack."""

from dataclasses import replace
from typing import Any

import yaml

from orientation.publishing.drills.course import Course, CourseWord, senses_of
from orientation.publishing.drills.made import DrillItem
from orientation.publishing.drills.planning import Planned, plan_drill
from tests.packs.workbench import tiny_files

ANIMALS = ("kat", "hond", "paard", "koe", "vis", "vogel", "muis", "geit")
PHRASES = {
    "ik-zie-een-kat": ("Ik zie een kat.", "I see a cat."),
    "de-hond-is-groot": ("De hond is groot.", "The dog is big."),
    "waar-is-de-vogel": ("Waar is de vogel?", "Where is the bird?"),
    "de-koe-eet-gras": ("De koe eet gras.", "The cow eats grass."),
}
NUMBERS = {"twee": "2", "drie": "3", "vier": "4", "vijf": "5"}


def word(name: str, *, unit: str = "first", **changed: Any) -> CourseWord:
    """Return a word that has a picture, a sound and a meaning of its own."""
    made = CourseWord(
        id=name,
        text=name,
        kind="word",
        unit=unit,
        word_class="noun",
        picture=f"{name}.svg",
        has_sound=True,
        senses=senses_of(f"meaning of {name}", "en"),
    )
    return replace(made, **changed)


def phrase(name: str) -> CourseWord:
    """Return one of the phrases, with sound."""
    text, meaning = PHRASES[name]
    return word(name, text=text, kind="phrase", picture=None, word_class=None, senses=senses_of(meaning, "en"))


def letter(name: str, **changed: Any) -> CourseWord:
    """Return a letter with sound, a large form and strokes."""
    made = word(name, kind="letter", picture=None, word_class=None, senses=frozenset(), upper=name.upper())
    return replace(made, has_strokes=True, **changed)


def course_of(*words: CourseWord, units: tuple[str, ...] = ("first", "second")) -> Course:
    """Return a Dutch course of these words."""
    return Course(pack="animals", language="nl", units=units, words={each.id: each for each in words})


def plan(course: Course, place: str = "first/lesson", **block: Any) -> Planned:
    """Return a drill of the course; `block` is what its YAML says besides its id."""
    return plan_drill(course, place, {"id": "drill", **block}, [])


def items_of(course: Course, ask: str, number: int, **block: Any) -> list[DrillItem]:
    """Return the items of one ask; so many can be made."""
    planned = plan(course, make={ask: number}, **block)
    assert not planned.lacks, [str(lack) for lack in planned.lacks]
    return list(planned.items)


def drilled_files(make: dict[str, int] | None = None, **changes: dict[str, Any]) -> dict[str, bytes]:
    """Return the tiny pack with animals, numbers, phrases and letters that can be heard, and a drill in `practice`.

    `changes` are keys to be changed in words, by their id.
    """
    files = tiny_files()
    sound = files["media/speech/nl/hallo.ogg"]
    words = [_entry(name, "word", name, f"meaning of {name}", picture="sun.svg") for name in ("kat",)]
    words += [_entry(name, "word", name, f"meaning of {name}") for name in ANIMALS[1:]]
    words += [_entry(name, "word", name, f"number {digits}", accept=[digits]) for name, digits in NUMBERS.items()]
    words += [_entry(name, "phrase", *texts) for name, texts in PHRASES.items()]
    words += [
        {k: v for k, v in _entry(name, "letter", name[-1], "", upper=name[-1].upper()).items() if k != "meaning"}
        | {"strokes": ["M20 80 L50 20 L80 80", "M35 55 L65 55"]}
        for name in ("letter-a", "letter-b", "letter-c", "letter-d")
    ]
    for each in words:
        each.update(changes.get(each["id"].replace("-", "_"), {}))
        files[f"media/speech/nl/{each['id']}.ogg"] = sound
    files["words.yaml"] += _yaml(words)
    if make is not None:
        block = [{"id": "drill", "kind": "drill", "title": "Practise the animals", "make": make}]
        lesson = files["modules/first/practice.yaml"].decode()
        before, mark, after = lesson.partition("  - id: remember\n")
        files["modules/first/practice.yaml"] = (before + _yaml(block).decode() + mark + after).encode()
    return files


def _entry(name: str, kind: str, text: str, meaning: str, **more: Any) -> dict[str, Any]:
    made = {"id": name, "text": text, "kind": kind, "meaning": meaning, "level": "A1", "unit": "first", **more}
    return made | ({"alt": "Something"} if "picture" in made else {})


def _yaml(entries: list[dict[str, Any]]) -> bytes:
    lines = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False).splitlines()
    return "".join(f"  {line}\n" for line in lines).encode()
