"""The bank of a placement: tasks made of a pack's words, by unit and skill, by the makers of drills.

A word is asked only if a lesson shows it, so its picture, sound and meaning stand in its module's words: the page takes
them from there, and the bank itself is small and the same in every locale. Letters bring their sounds along.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from orientation.locales import REGISTRY
from orientation.publishing.cards import Introduced
from orientation.publishing.difficulty import DEMANDS, MOST, SKILLS, Skill, difficulty_of
from orientation.publishing.drills.chance import mix, shorten
from orientation.publishing.drills.course import Course, CourseWord
from orientation.publishing.drills.made import Asked, CannotMake, Made, Pick, Tiles, Typed
from orientation.publishing.drills.planning import make
from orientation.publishing.media import MediaFile
from orientation.publishing.names import SLUG_LENGTH
from orientation.publishing.shown import Document, Shown
from orientation.publishing.source import Source
from orientation.publishing.texts import Texts

FORMAT = 1
PLACEMENT = "placement"
"""Stands for a lesson in what is kept of a placement, and for a page in its address."""
FEWEST_UNITS = 2
FEWEST_TASKS = 4
"""Of listening: with fewer nothing can be told."""
STATEMENTS = 3
"""What learners judge themselves of speaking: the first can-do of so many units, evenly apart."""


class Task(NamedTuple):
    """A task of the bank, what it is made of and what it is about."""

    id: str
    skill: Skill
    ask: str
    a: float
    b: float
    made: Made
    about: CourseWord
    home: tuple[str, ...]
    """The modules among whose words the page finds its words; letters bring all they need."""


class PlacementDocument:
    """Makes the document of a pack's placement, and remembers which media of letters it needs."""

    def __init__(self, source: Source, locale: str, bank: list[Task], units: list[str]) -> None:
        self.shown = Shown(source, Texts(source, locale))
        self.source = source
        letters = {task.about.unit for task in bank if task.skill == "script"}
        self.document: Document = {
            "format": FORMAT,
            "kind": PLACEMENT,
            "pack": source.slug,
            "locale": locale,
            "lang": source.target_language,
            "dir": REGISTRY[source.target_language].direction if source.target_language in REGISTRY else "ltr",
            "units": units,
            "letters": next((unit for unit in source.pack["modules"] if unit in letters), None),
            "speaking": spoken_units(units, source.modules),
            "tasks": [self._task(task) for task in bank],
        }

    @property
    def media(self) -> dict[str, MediaFile]:
        """The sounds of letters, by their path."""
        return self.shown.media

    def _task(self, task: Task) -> Document:
        made = {"id": task.id, "skill": task.skill, "ask": task.ask, "a": task.a, "b": task.b, "word": task.about.id}
        return {**made, "from": list(task.home), **self._body(task)}

    def _body(self, task: Task) -> Document:
        match task.made.body:
            case Pick() as pick if task.skill == "script":
                texts = {name: self.source.words[name]["text"] for name in pick.ids}
                return {"choices": list(pick.ids), "texts": texts, "key": [pick.right], **self._heard(task.about.id)}
            case Pick() as pick:
                return {"choices": list(pick.ids), "shows": pick.shows, "key": [pick.right]}
            case Tiles() as tiles:
                texts = dict(tiles.tiles)
                right = tiles.join.join(texts[name] for name in tiles.key)
                return {"tiles": list(texts.values()), "join": tiles.join, "key": [right]}
            case Typed() as typed:
                return {"key": list(typed.accepted)}
            case _:
                raise AssertionError(f"{task.ask} is asked in no placement")

    def _heard(self, name: str) -> Document:
        return {"sounds": self.shown.sound(name)["sounds"]}


def make_bank(course: Course, introduced: Mapping[str, list[Introduced]]) -> tuple[list[Task], list[str]]:
    """Return the tasks, and the units that are told apart, in order; neither where there are too few.

    The same course and lessons always give the same bank. Other units' words don't change what a unit's tasks ask.
    """
    home = {one.word: module for module, words in introduced.items() for one in words}
    units = [unit for unit in course.units if unit in introduced and not _is_of_letters(course, unit)]
    bank = [task for unit in units for task in _of_unit(course, unit, units, home)] + list(_letters(course, units))
    heard = sum(task.skill == "listening" for task in bank)
    return (bank, units) if len(units) >= FEWEST_UNITS and heard >= FEWEST_TASKS else ([], [])


def spoken_units(units: list[str], modules: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the units whose first can-do a learner judges: the first, the last and those between, evenly apart."""
    able = [unit for unit in units if modules[unit].get("can_do")]
    if len(able) <= STATEMENTS:
        return able
    return [able[round(n * (len(able) - 1) / (STATEMENTS - 1))] for n in range(STATEMENTS)]


def _is_of_letters(course: Course, unit: str) -> bool:
    """Tell whether a module teaches the script rather than the language: what is understood places nobody there."""
    words = course.of_unit(unit)
    return 2 * sum(word.kind == "letter" for word in words) > len(words)


def _of_unit(course: Course, unit: str, units: list[str], home: Mapping[str, str]) -> Iterator[Task]:
    words = [word for word in course.words.values() if home.get(word.id) == unit]
    ranks = _ranks(words)
    for skill in SKILLS:
        if skill != "script":
            yield from _of_skill(course, skill, words, ranks, units.index(unit), units, home)


def _letters(course: Course, units: list[str]) -> Iterator[Task]:
    """Yield tasks of letters: those of a unit before or among the others are as hard as that unit."""
    by_unit: dict[str, list[CourseWord]] = {}
    for word in course.words.values():
        if word.kind == "letter":
            by_unit.setdefault(word.unit, []).append(word)
    for unit, letters in by_unit.items():
        place = units.index(unit) if unit in units else 0
        known = {letter.id: unit for letter in letters}
        yield from _of_skill(course, "script", letters, _ranks(letters), place, units, known)


def _of_skill(
    course: Course,
    skill: Skill,
    words: list[CourseWord],
    ranks: Mapping[str, float],
    unit: int,
    units: list[str],
    known: Mapping[str, str],
) -> list[Task]:
    """Return the tasks of a skill: its asks in turn, each about words that weren't asked for yet, then once more.

    `known` has the words that can be shown, with the modules that introduce them.

    Listening is asked with pictures as long as there are some: who reads little is not to be asked to read there.
    """
    asked = DEMANDS[skill]
    most = MOST[skill]
    share = most if skill == "listening" else -(-most // len(asked))
    found: list[Task] = []
    used: set[str] = set()
    for wanted in (share, most):
        for ask, demand in asked.items():
            made = sum(task.ask == ask for task in found)
            for word in _in_order(course, f"{skill}/{ask}", words, used):
                if made >= wanted or len(found) >= most:
                    break
                name = shorten(f"{ask}-{word.id}", SLUG_LENGTH)
                task = None if any(one.id == name for one in found) else _task(course, name, skill, ask, word, known)
                if task is not None:
                    b = difficulty_of(demand, unit, len(units), ranks[word.id])
                    found.append(task._replace(a=demand.a, b=b))
                    used.add(word.id)
                    made += 1
    return found


def _task(course: Course, name: str, skill: Skill, ask: str, word: CourseWord, known: Mapping[str, str]) -> Task | None:
    try:
        made = make(ask, Asked(course, word, f"{course.pack}/{PLACEMENT}/{name}"))
    except CannotMake:
        return None
    if isinstance(made.body, Pick) and not known.keys() >= set(made.body.ids):
        return None
    if skill == "reading" and isinstance(made.body, Pick):  # what is heard needs no reading
        made = replace(made, listen=None, body=replace(made.body, speaks=False))
    shown = made.body.ids if isinstance(made.body, Pick) else (word.id,)
    home = tuple(dict.fromkeys(known[one] for one in (word.id, *shown))) if skill != "script" else ()
    return Task(name, skill, ask, 0, 0, made, word, home)


def _in_order(course: Course, seed: str, words: Iterable[CourseWord], used: set[str]) -> list[CourseWord]:
    by_id = {word.id: word for word in words}
    mixed = mix(f"{course.pack}/{PLACEMENT}/{seed}", by_id)
    return [by_id[name] for name in sorted(mixed, key=lambda name: name in used)]


def _ranks(words: list[CourseWord]) -> dict[str, float]:
    """Return how hard each word is among them, from 0 to 1: short ones that come first are the easiest."""
    places = {word.id: place for place, word in enumerate(words)}
    by_length = {word.id: place for place, word in enumerate(sorted(words, key=lambda one: len(one.text)))}
    ordered = sorted(places, key=lambda name: places[name] + by_length[name])
    return {name: place / max(1, len(ordered) - 1) for place, name in enumerate(ordered)}
