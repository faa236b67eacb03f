"""When two typed words are the same word, and when only an accent is missing.

The browser marks with the same rules (tests/vectors/marking.json holds the table that both run), so only what
JavaScript can do alike is used: NFC and NFD, simple lower case, and the tables below. No typing mistakes are
forgiven here: in a language course `ja` and `je` are different words.
"""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""What keyboards put in unseen: soft hyphens, joiners, marks of direction, the stretch of Arabic letters."""
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_FINAL_PUNCTUATION = " .!?…,;:؟،؛۔።፧፣፤"
_CASELESS = str.maketrans({"İ": "i", "ı": "i"})
"""A Turkish keyboard writes `ik` with a dot of its own at the start of a sentence."""
_SAME = str.maketrans({"ĳ": "ij", "ß": "ss", "ς": "σ", **dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("‐‑–", "-")})
_BARE = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters whose stroke or joining is not a combining mark to Unicode."""


def tidy(text: str) -> str:
    """Return the text in NFC, without what can't be seen and without spaces at the ends or doubled."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip(" ")


@lru_cache(maxsize=4096)
def spelled(text: str) -> str:
    """Return the form in which equal spellings are equal.

    Case, final punctuation, the shape of apostrophes and hyphens, ĳ for ij and the script of digits don't count.
    """
    plain = unicodedata.normalize("NFC", tidy(text).translate(_CASELESS).lower()).translate(_SAME)
    if not plain.isascii():
        plain = "".join(map(_digit, plain))
    return plain.rstrip(_FINAL_PUNCTUATION) or plain


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Return the spelling without accents: é and e are the same here."""
    decomposed = unicodedata.normalize("NFD", spelled(text)).translate(_BARE)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
