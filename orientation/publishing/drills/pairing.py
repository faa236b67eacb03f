"""Asks in which several words are paired with something of theirs."""

from collections.abc import Iterable
from typing import Literal

from orientation.publishing.drills.chance import mix
from orientation.publishing.drills.choosing import check_meaning
from orientation.publishing.drills.course import CourseWord
from orientation.publishing.drills.kinship import Excludes, add_apart, is_same, sounds_same
from orientation.publishing.drills.made import Asked, CannotMake, Made, Pairs

MOST = 4
FEWEST = 3


def match(asked: Asked) -> Made:
    """Pair words with their pictures, or with their meanings when too few have one: the drill's, then the unit's."""
    word = asked.word
    check_meaning(word)
    everything = [*asked.pool, *asked.course.of_unit(word.unit)]
    alike = [other for other in everything if other.kind == word.kind and other.senses]
    if word.picture is not None:
        group = _group(word, [other for other in alike if other.picture is not None], is_same)
        if len(group) >= FEWEST:
            return _made(asked.seed, group, "picture")
    return _made(asked.seed, _group(word, alike, is_same), "meaning")


def case(asked: Asked) -> Made:
    """Pair large letters with small ones."""
    word = asked.word
    if word.upper is None:
        raise CannotMake("have no large letter")
    letters = [*asked.pool, *asked.course.of_unit(word.unit)]
    group = _group(word, [other for other in letters if other.upper is not None], _look_same)
    return _made(asked.seed, group, "case")


def _look_same(one: CourseWord, other: CourseWord) -> bool:
    return sounds_same(one, other) or one.upper == other.upper


def _group(word: CourseWord, pool: Iterable[CourseWord], excludes: Excludes) -> list[CourseWord]:
    group = [word]
    add_apart(group, pool, MOST, excludes)
    return group


def _made(seed: str, group: list[CourseWord], shows: Literal["picture", "meaning", "case"]) -> Made:
    if len(group) < FEWEST:
        raise CannotMake("have too few others to be paired beside them")
    lefts = mix(seed, [word.id for word in group])
    rights = mix(seed + "/right", lefts)
    if rights == lefts:
        rights = [*lefts[1:], lefts[0]]
    return Made(Pairs(tuple(lefts), tuple(rights), shows), None, frozenset(lefts))
