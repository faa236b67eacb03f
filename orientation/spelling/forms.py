"""The forms in which spellings are compared: tidy, spelled (the same word), bare (but for accents).

Only what JavaScript can do alike is used: NFC and NFD, simple lower case, and the tables below.
"""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""What keyboards put in unseen: soft hyphens, joiners, marks of direction, the stretch of Arabic letters."""
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
FINAL_PUNCTUATION = " .!?…,;:؟،؛۔።፧፣፤"
_CASELESS = str.maketrans({"İ": "i", "ı": "i"})
"""A Turkish keyboard writes `ik` with a dot of its own at the start of a sentence."""
_SAME = str.maketrans({"ĳ": "ij", "ß": "ss", "ς": "σ", **dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("‐‑–", "-")})
_BARE = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters whose stroke or joining is not a combining mark to Unicode."""

_ARABIC = ("ar", "fa", "ps", "ckb", "ku", "ur")
"""Languages in Arabic letters, which are mostly typed without vowels and with any form of alef."""
_HARAKAT = re.compile("[\u064b-\u0652\u0656-\u065f\u0670]")
_ALEFS = re.compile("[أإآٱا][\u0653-\u0655]*")
_KINDRED = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"})
"""Letters that writers of Arabic script take for each other; they make a spelling nearly right, not right."""


def _series(*pairs: str) -> dict[int, str]:
    """Return the seven orders of Ethiopic letters that are written as another's: `from to`, by the first orders."""
    return {ord(a) + order: chr(ord(b) + order) for a, b in (pair.split() for pair in pairs) for order in range(7)}


_HOMOPHONES = {
    "am": _series("ሐ ሀ", "ኀ ሀ", "ኸ ሀ", "ሠ ሰ", "ፀ ጸ", "ዐ አ")
    | {ord(a): b for a, b in ("ሃሀ", "ሓሀ", "ኃሀ", "ኻሀ", "ኣአ", "ዓአ")},
    "ti": _series("ሠ ሰ", "ፀ ጸ", "ኀ ሀ"),
}
"""Ethiopic letters that sound alike, by language: in Tigrinya ሐ and ዐ are sounds of their own. Amharic also says the
first order of these two as the fourth."""


def tidy(text: str) -> str:
    """Return the text in NFC, without what can't be seen and without spaces at the ends or doubled."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip(" ")


@lru_cache(maxsize=8192)
def spelled(text: str, lang: str | None = None) -> str:
    """Return the form in which equal spellings are equal.

    Case, final punctuation, the shape of apostrophes and hyphens, ĳ for ij and the script of digits don't count. With
    the language's tag, nor does what its own writers leave to the reader: Arabic vowels and forms of alef, Ethiopic
    letters of one sound.
    """
    plain = unicodedata.normalize("NFC", tidy(text).translate(_CASELESS).lower()).translate(_SAME)
    if not plain.isascii():
        plain = _folded("".join(map(_digit, plain)), _base(lang))
    return plain.rstrip(FINAL_PUNCTUATION) or plain


@lru_cache(maxsize=8192)
def bare(text: str, lang: str | None = None) -> str:
    """Return the spelling without accents: é and e are the same here, and letters of Arabic that are often mistaken."""
    decomposed = unicodedata.normalize("NFD", spelled(text, lang)).translate(_BARE)
    plain = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return plain.translate(_KINDRED) if _base(lang) in _ARABIC else plain


def _folded(plain: str, base: str) -> str:
    if base in _ARABIC:
        return _ALEFS.sub("ا", tidy(_HARAKAT.sub("", plain)))
    return plain.translate(_HOMOPHONES.get(base, {}))


def _base(lang: str | None) -> str:
    return (lang or "").partition("-")[0]


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
