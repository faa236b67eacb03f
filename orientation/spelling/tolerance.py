"""How much of a typing mistake is forgiven: the more letters, the more; never into another word of the course."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from orientation.spelling.forms import bare, spelled

Likeness = Literal["right", "nearly", "wrong"]
_BETWEEN_WORDS = re.compile("[ -]+")
_AROUND_WORDS = '"“”„«»()[]¿¡.!?…,;:؟،؛۔።፧፣፤'
"""What stands around a word and isn't heard when it is spoken."""
_DIGITS = re.compile("[0-9]+")
_LOOSE_FROM = 6
"""Letters from which the first one may be mistaken: shorter words are too often other words then."""


def likeness(
    given: str, accepted: Iterable[str], lang: str | None = None, others: Iterable[str] | None = None
) -> Likeness:
    """Return how good a typed text is: right, nearly (an accent, a space or a typing mistake off), or wrong.

    Case, punctuation around words, and how digits are grouped don't count. `others` are words that must not pass (see
    words_at_risk); without them no typing mistake is forgiven, only accents.
    """
    loose = _loose(given, lang)
    if not loose:
        return "wrong"
    texts = [_loose(text, lang) for text in accepted]
    if loose in texts:
        return "right"
    if others is None:
        return "nearly" if bare(loose, lang) in [bare(text, lang) for text in texts] else "wrong"
    barred = {*others, *(bare(word, lang) for word in others)}
    return "nearly" if any(_alike(_split(loose), _split(text), barred, lang) for text in texts) else "wrong"


def near(given: str, accepted: str, lang: str | None = None) -> bool:
    """Tell whether one word is within the tolerance of the accepted one; also when it is the same.

    Counted are letters left out, put in, mistaken, or swapped with their neighbour (optimal string alignment): none up
    to 3 letters of the accepted word, 1 up to 7, 2 up to 12, 3 above. A number is never near another.
    """
    return _within(_plain(given, lang), _plain(accepted, lang))


def words_at_risk(
    accepted: Iterable[str], course: Iterable[str], lang: str | None = None, never: Iterable[str] = ()
) -> list[str]:
    """Return the words, spelled and sorted, that must not pass for a mistyped one of the accepted texts.

    Of the `course` (all its texts and forms, words or phrases) those within the tolerance; of `never` (what it is
    confused with, its opposites) every word. A word of an accepted text is never among them.
    """
    texts = [_words(text, lang) for text in accepted]
    own = {word for text in texts for word in text}
    joined = {"".join(text) for text in texts}
    known = {word for text in course for word in _words(text, lang)} - own
    found = {word for word in known if word in joined or any(near(word, mine, lang) for mine in own)}
    return sorted(found | {word for text in never for word in _words(text, lang)} - own)


def _plain(word: str, lang: str | None) -> str:
    return bare(word, lang).replace("'", "")


@lru_cache(maxsize=8192)
def _loose(text: str, lang: str | None) -> str:
    """Return the spelling without punctuation around its words; of digits alone, without what groups them."""
    words = (word.strip(_AROUND_WORDS) for word in spelled(text, lang).split(" "))
    loose = " ".join(word for word in words if word.strip("-"))
    joined = _BETWEEN_WORDS.sub("", loose)
    return joined if _DIGITS.fullmatch(joined) else loose


def _split(loose: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(loose) if word]


def _words(text: str, lang: str | None) -> list[str]:
    return _split(_loose(text, lang))


def _alike(given: list[str], accepted: list[str], barred: set[str], lang: str | None) -> bool:
    if len(given) == len(accepted):
        return all(_passes(mine, right, barred, lang) for mine, right in zip(given, accepted, strict=True))
    mine, right = "".join(given), "".join(accepted)
    return _plain(mine, lang) == _plain(right, lang) and mine not in barred


def _passes(given: str, right: str, barred: set[str], lang: str | None) -> bool:
    if given == right:
        return True
    plain, best = bare(given, lang), bare(right, lang)
    if given in barred or (plain in barred and plain != best):
        return False
    return near(plain, best, lang)


@lru_cache(maxsize=65536)
def _within(given: str, accepted: str) -> bool:
    if given == accepted:
        return True
    letters = len(accepted)
    most = (letters > 3) + (letters > 7) + (letters > 12)
    if abs(len(given) - letters) > most or not most or any("0" <= sign <= "9" for sign in given + accepted):
        return False
    if letters < _LOOSE_FROM and given[:1] != accepted[:1]:
        return False
    return _distance(given, accepted) <= most


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance (Levenshtein's, with swapped neighbours as one mistake)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        oldest, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, oldest[j - 2] + 1)
            row.append(cost)
    return row[-1]
