"""Which words can stand beside each other as choices: near in sound or meaning, and never right as well."""

from collections.abc import Callable, Iterable

from orientation.publishing.drills.chance import rank
from orientation.publishing.drills.course import Course, CourseWord

Excludes = Callable[[CourseWord, CourseWord], bool]
"""Tells whether two words can't stand beside each other."""


def sounds_same(one: CourseWord, other: CourseWord) -> bool:
    """Tell whether a spelling of one, accents left aside, is one of the other."""
    return not one.spellings.isdisjoint(other.spellings)


def means_same(one: CourseWord, other: CourseWord) -> bool:
    """Tell whether one would be right as well where the other is: by picture, by a meaning in any locale, as told."""
    return (
        (one.picture is not None and one.picture == other.picture)
        or not one.senses.isdisjoint(other.senses)
        or other.id in one.synonyms
        or one.id in other.synonyms
    )


def is_same(one: CourseWord, other: CourseWord) -> bool:
    """Tell whether the two can't be told apart by sound or by meaning."""
    return sounds_same(one, other) or means_same(one, other)


def nearness(one: CourseWord, other: CourseWord, *, by_sound: bool) -> int:
    """Return how easily the two are mistaken for each other: a larger number is nearer."""
    shared = len(one.pieces & other.pieces)
    sound = 20 * 2 * shared // (len(one.pieces) + len(other.pieces))
    meaning = 4 * min(3, len(one.tags & other.tags)) + 6 * (one.word_class == other.word_class)
    told = 40 * _are_linked("confusable", one, other) + 25 * _are_linked("opposite", one, other)
    return told + sound * (1 + by_sound) + meaning * (2 - by_sound)


def beside(
    course: Course,
    word: CourseWord,
    seed: str,
    wanted: int,
    *,
    by_sound: bool,
    fits: Callable[[CourseWord], bool],
    excludes: Excludes,
) -> list[CourseWord]:
    """Return up to so many words to choose from beside the right one, the nearest first.

    They come from the word's unit and from what it is linked with in units before; more of those units are looked at
    only when that isn't enough, so words added elsewhere rarely change anything. None excludes the word or another one.
    """
    units = course.before(word.unit)
    linked = [course.words[name] for name in sorted(word.confusable | word.opposite) if name in course.words]
    pool = [other for other in linked if other.unit in units] + course.of_unit(word.unit)
    found: list[CourseWord] = []
    while True:
        usable = [other for other in pool if other.kind == word.kind and fits(other)]
        usable.sort(key=lambda other: (-nearness(word, other, by_sound=by_sound), rank(seed, other.id)))
        add_apart(found, usable, wanted, lambda one, other: excludes(one, other), word)
        if len(found) >= wanted or not units:
            return found
        pool = course.of_unit(units.pop(0))


def add_apart(
    found: list[CourseWord], pool: Iterable[CourseWord], wanted: int, excludes: Excludes, *besides: CourseWord
) -> None:
    """Add words of the pool until there are so many; none that excludes one of the found or of those besides."""
    for other in pool:
        if len(found) >= wanted:
            return
        if not any(other.id == one.id or excludes(one, other) for one in (*besides, *found)):
            found.append(other)


def _are_linked(name: str, one: CourseWord, other: CourseWord) -> bool:
    return other.id in getattr(one, name) or one.id in getattr(other, name)
