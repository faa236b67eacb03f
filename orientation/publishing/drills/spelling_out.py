"""Asks in which the learner writes: tiles, typing, numbers, tracing."""

import unicodedata
from collections import Counter
from typing import Literal

from orientation.publishing.drills.chance import mix
from orientation.publishing.drills.choosing import check_sound
from orientation.publishing.drills.course import Course, CourseWord, words_in
from orientation.publishing.drills.kinship import nearness
from orientation.publishing.drills.made import Asked, CannotMake, Made, Tiles, Trace, Typed
from orientation.publishing.drills.phrases import near_words
from orientation.spelling import bare, spelled, words_at_risk

LONGEST_TYPED = 40
MOST_LETTERS, MOST_WORDS = 12, 9
FEWEST_EXTRA = 2


def tiles(asked: Asked) -> Made:
    """Hear a word and put it together from letters, or a phrase from words; two or three tiles don't belong."""
    course, word, seed = asked.course, asked.word, asked.seed
    check_sound(word)
    parts = words_in(word.text)
    join: Literal["", " "] = " "
    if len(parts) == 1 and word.kind == "word":
        parts, join = _letters(parts[0]), ""
    if not 2 <= len(parts) <= (MOST_LETTERS if join == "" else MOST_WORDS):
        raise CannotMake("are too short or too long for tiles")
    candidates = _near_letters(course, word, seed) if join == "" else _near_texts(course, word, parts, seed)
    wanted = 3 if len(parts) < 8 else FEWEST_EXTRA
    extra: list[str] = []
    for text in candidates:
        if len(extra) < wanted and not _spells_another(word, join, [*parts, *extra, text]):
            extra.append(text)
    if len(extra) < FEWEST_EXTRA:
        raise CannotMake("have too few tiles that don't belong")
    named = {f"t{n}": text for n, text in enumerate([*parts, *extra], 1)}
    key = tuple(list(named)[: len(parts)])
    shown = tuple((name, named[name]) for name in mix(seed, named))
    return Made(Tiles(shown, join, key), word.id, frozenset({word.id}), word.id)


def type_heard(asked: Asked) -> Made:
    """Type what is heard."""
    course, word = asked.course, asked.word
    if word.kind == "letter":
        raise CannotMake("are letters")
    check_sound(word)
    if len(word.text) > LONGEST_TYPED:
        raise CannotMake(f"are longer than {LONGEST_TYPED} characters")
    never = [other.text for name in sorted(word.confusable | word.opposite) if (other := course.words.get(name))]
    body = Typed(tuple(word.accepted), tuple(at_risk(course, word.accepted, never)))
    return Made(body, word.id, frozenset({word.id}), word.id)


def number(asked: Asked) -> Made:
    """Type the digits of the number that is heard."""
    word = asked.word
    if not word.digits:
        raise CannotMake("have no digits in `accept`")
    check_sound(word)
    return Made(Typed(tuple(word.digits), exact=True), word.id, frozenset({word.id}), word.id)


def trace(asked: Asked) -> Made:
    """Trace a letter."""
    word = asked.word
    if not word.has_strokes:
        raise CannotMake("have no strokes")
    return Made(Trace(word.id), word.id, frozenset({word.id}), word.id if word.has_sound else None)


def at_risk(course: Course, accepted: list[str], never: list[str]) -> list[str]:
    """Return the words that mustn't pass for a mistyped one of the accepted texts, spelled and sorted."""
    return words_at_risk(accepted, course.texts, course.language, never)


def _letters(text: str) -> list[str]:
    """Return the letters of a word, each with the marks that belong to it."""
    letters: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if letters and unicodedata.category(sign).startswith("M"):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def _near_letters(course: Course, word: CourseWord, seed: str) -> list[str]:
    """Return letters of words like this one that it doesn't have itself, those of the nearest words first."""
    own = set(bare(word.text))
    others = [other for unit in (word.unit, *course.before(word.unit)) for other in course.of_unit(unit)]
    usable = [other for other in others if other.kind == "word"]
    usable.sort(key=lambda other: -nearness(word, other, by_sound=True))
    found: dict[str, None] = {}
    for other in usable:
        mixed = mix(f"{seed}/{other.id}", sorted(set(_letters(other.text.lower()))))
        found |= dict.fromkeys(letter for letter in mixed if letter.isalpha() and not own & set(bare(letter)))
    return list(found)


def _near_texts(course: Course, word: CourseWord, parts: list[str], seed: str) -> list[str]:
    target = mix(seed, parts)[0]
    return near_words(course, word, target, seed)


def _spells_another(word: CourseWord, join: str, texts: list[str]) -> bool:
    """Tell whether another spelling of the word could be put together from these tiles."""
    has = Counter(spelled(text) for text in texts)
    for text in word.accept:
        if spelled(text) == spelled(word.text):
            continue
        needed = Counter(spelled(part) for part in (words_in(text) if join else _letters(text)))
        if needed <= has:
            return True
    return False
