"""The words of a pack as drills see them: what they look, sound and mean like, in all locales at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from orientation.publishing.strings import MARK
from orientation.spelling import bare, spelled

_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_BETWEEN_SENSES = re.compile(r"[;,/،؛፣፤]")
_AROUND = "\"'“”„«»()[]¿¡.!?…,;:؟،؛۔።፧፣፤"
_INSIDE = re.compile(rf"[^\s{re.escape(_AROUND)}](?:\S*[^\s{re.escape(_AROUND)}])?")


@dataclass(frozen=True)
class CourseWord:
    """A word, phrase or letter. `picture` says what its picture looks like; `senses` are (locale, meaning) pairs."""

    id: str
    text: str
    kind: str
    unit: str
    word_class: str | None = None
    picture: str | None = None
    has_sound: bool = False
    accept: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    confusable: frozenset[str] = frozenset()
    opposite: frozenset[str] = frozenset()
    synonyms: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    senses: frozenset[tuple[str, str]] = frozenset()
    upper: str | None = None
    has_strokes: bool = False

    @property
    def accepted(self) -> list[str]:
        """The text and its other spellings, each once."""
        return list(dict.fromkeys((self.text, *self.accept)))

    @property
    def digits(self) -> list[str]:
        """How it is written in digits; nothing unless it is a number."""
        return [text for text in self.accepted if spelled(text).isdecimal()]

    @cached_property
    def spellings(self) -> frozenset[str]:
        """What it is written like, accents left aside."""
        return frozenset(bare(text) for text in self.accepted)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The pairs of neighbouring letters, ends included: words that share many sound alike."""
        padded = f"^{bare(self.text)}$"
        return frozenset(padded[n : n + 2] for n in range(len(padded) - 1))


@dataclass(frozen=True)
class Course:
    """All words of a pack. `units` are its modules in order, `language` the one that is taught."""

    pack: str
    language: str
    units: tuple[str, ...]
    words: Mapping[str, CourseWord]
    lines: tuple[str, ...] = ()
    """What people say in dialogues, in the language that is taught."""
    _pools: dict[str, list[CourseWord]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def texts(self) -> list[str]:
        """Every text, form and line of the course: no mistyped answer may pass for a word of these."""
        return [text for word in self.words.values() for text in (*word.accepted, *word.forms)] + list(self.lines)

    @cached_property
    def by_spelling(self) -> Mapping[str, Sequence[CourseWord]]:
        """The words by how they are written, accents left aside."""
        found: defaultdict[str, list[CourseWord]] = defaultdict(list)
        for word in self.words.values():
            for spelling in word.spellings:
                found[spelling].append(word)
        return found

    def find(self, text: str, unit: str | None = None) -> CourseWord | None:
        """Return the first word that is written so, accents left aside, and known by the end of the unit; or None."""
        known = None if unit is None else {unit, *self.before(unit)}
        words = self.by_spelling.get(bare(text), ())
        return next((word for word in words if known is None or word.unit in known), None)

    def of_unit(self, unit: str) -> list[CourseWord]:
        """Return the words that a unit introduces, in order."""
        if unit not in self._pools:
            self._pools[unit] = [word for word in self.words.values() if word.unit == unit]
        return self._pools[unit]

    def before(self, unit: str) -> list[str]:
        """Return the units before this one, the nearest first."""
        place = self.units.index(unit) if unit in self.units else 0
        return list(reversed(self.units[:place]))


def words_in(text: str) -> list[str]:
    """Return the words of a text without the punctuation around them."""
    return [word for word in _INSIDE.findall(text) if any(sign.isalnum() for sign in word)]


def senses_of(meaning: str, locale: str) -> frozenset[tuple[str, str]]:
    """Return what a meaning says in a locale, each sense for itself, asides in brackets left out."""
    plain = _ASIDE.sub("", MARK.sub(lambda found: found.group(2), meaning)).replace("*", "")
    return frozenset((locale, sense) for part in _BETWEEN_SENSES.split(plain) if (sense := spelled(part, locale)))


def read_course(
    pack: Mapping[str, Any],
    words: Iterable[Mapping[str, Any]],
    *,
    meanings: Mapping[str, Mapping[str, str]],
    looks: Mapping[str, str],
    sounds: frozenset[str],
    lines: Sequence[str] = (),
) -> Course:
    """Return the course of a language pack as its schemas load it.

    `meanings` is by locale and word, `looks` gives what tells a picture apart by its name, `sounds` are the ids that
    can be heard.
    """
    return Course(
        pack=pack["id"],
        language=pack["target_language"],
        units=tuple(pack["modules"]),
        words={word["id"]: _read_word(word, meanings, looks, sounds) for word in words},
        lines=tuple(lines),
    )


def _read_word(
    word: Mapping[str, Any], meanings: Mapping[str, Mapping[str, str]], looks: Mapping[str, str], sounds: frozenset[str]
) -> CourseWord:
    name = word["id"]
    translated = [senses_of(texts[name], locale) for locale, texts in meanings.items() if name in texts]
    return CourseWord(
        id=name,
        text=word["text"],
        kind=word["kind"],
        unit=word["unit"],
        word_class=word.get("word_class"),
        picture=looks[word["picture"]] if "picture" in word else None,
        has_sound=name in sounds,
        accept=tuple(word.get("accept", ())),
        forms=(*([word["plural"]] if "plural" in word else ()), *word.get("forms", {}).values()),
        confusable=frozenset(word.get("confusable", ())),
        opposite=frozenset(word.get("opposite", ())),
        synonyms=frozenset(word.get("synonyms", ())),
        tags=frozenset(word.get("tags", ())),
        senses=frozenset().union(*translated),
        upper=word.get("upper"),
        has_strokes="strokes" in word,
    )
