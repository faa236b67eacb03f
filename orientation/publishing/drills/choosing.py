"""Asks with one right choice: among pictures, words, meanings, letters."""

from collections.abc import Callable
from typing import Literal

from orientation.publishing.drills.chance import mix
from orientation.publishing.drills.course import CourseWord
from orientation.publishing.drills.kinship import Excludes, beside, is_same, sounds_same
from orientation.publishing.drills.made import Asked, CannotMake, Made, Pick

CHOICES = 4
FEWEST = 3
"""With two choices, half of all guesses would be right."""
TOO_FEW = "have too few others to choose from"
Shows = Literal["picture", "text", "meaning"]


def hear_picture(asked: Asked) -> Made:
    """Hear a word and choose its picture."""
    check_sound(asked.word)
    check_picture(asked.word)
    pick = _pick(asked, "picture", fits=lambda other: other.picture is not None, by_sound=True)
    return _made(pick, asked.word, listen=asked.word.id)


def picture_word(asked: Asked) -> Made:
    """See a picture and choose the word."""
    check_picture(asked.word)
    return _made(_pick(asked, "text", speaks=True), asked.word, picture=asked.word.id)


def hear_word(asked: Asked) -> Made:
    """Hear a word and choose how it is written. What means the same is written otherwise: it can stand beside it."""
    check_sound(asked.word)
    return _made(_pick(asked, "text", excludes=sounds_same, by_sound=True), asked.word, listen=asked.word.id)


def meaning_word(asked: Asked) -> Made:
    """Read what a word means and choose the word."""
    check_meaning(asked.word)
    return _made(_pick(asked, "text", speaks=True), asked.word, prompt="meaning")


def word_meaning(asked: Asked) -> Made:
    """Read or hear a word and choose what it means."""
    check_meaning(asked.word)
    pick = _pick(asked, "meaning", fits=lambda other: bool(other.senses))
    return _made(pick, asked.word, listen=asked.word.id if asked.word.has_sound else None, prompt="text")


def hear_letter(asked: Asked) -> Made:
    """Hear a letter and choose it."""
    if asked.word.kind != "letter":
        raise CannotMake("aren't letters")
    check_sound(asked.word)
    return _made(_pick(asked, "text", excludes=sounds_same, by_sound=True), asked.word, listen=asked.word.id)


def check_sound(word: CourseWord) -> None:
    """Raise CannotMake unless the word can be heard."""
    if not word.has_sound:
        raise CannotMake("have no sound")


def check_picture(word: CourseWord) -> None:
    """Raise CannotMake unless the word has a picture."""
    if word.picture is None:
        raise CannotMake("have no picture")


def check_meaning(word: CourseWord) -> None:
    """Raise CannotMake unless the word means something: a letter needn't."""
    if not word.senses:
        raise CannotMake("have no meaning")


def _pick(
    asked: Asked,
    shows: Shows,
    *,
    fits: Callable[[CourseWord], bool] = lambda _: True,
    excludes: Excludes = is_same,
    by_sound: bool = False,
    speaks: bool = False,
) -> Pick:
    word, seed = asked.word, asked.seed
    others = beside(asked.course, word, seed, CHOICES - 1, by_sound=by_sound, fits=fits, excludes=excludes)
    if len(others) < FEWEST - 1:
        raise CannotMake(TOO_FEW)
    return Pick(tuple(mix(seed, [word.id, *(other.id for other in others)])), word.id, shows, speaks)


def _made(
    pick: Pick,
    word: CourseWord,
    *,
    listen: str | None = None,
    picture: str | None = None,
    prompt: Literal["meaning", "text"] | None = None,
) -> Made:
    return Made(pick, word.id, frozenset({word.id}), listen, picture, prompt)
