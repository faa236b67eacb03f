"""What of a lesson's page is spoken, unit by unit: read from the page itself, so that it is what a learner sees.

A unit's sound is called by what it says and in which language, so a changed sentence never sounds as before, and two
lessons that say the same share one sound.
"""

import hashlib
from dataclasses import dataclass
from html.parser import HTMLParser

from orientation.publishing.sentences import SENTENCE
from orientation.publishing.speech import Piece

TOP = "top"
"""The part of a lesson's title; others are called as their blocks."""

_VOID = frozenset({"br", "img", "input", "source", "hr", "meta", "link"})
_UNSPOKEN = frozenset({"svg", "script", "template", "select"})


@dataclass(frozen=True)
class Unit:
    """What is spoken as one: `pieces` are its words by language. `part` is the block's id, or TOP."""

    part: str
    locale: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words as a reader reads them."""
        return " ".join("".join(words for _, words in self.pieces).split())

    @property
    def sound(self) -> str:
        """The name of its sound."""
        return hashlib.sha256(f"{self.locale}\n{self.text}".encode()).hexdigest()[:16]


def list_units(html: str, locale: str) -> list[Unit]:
    """Return the units of a lesson's page in its order. `locale` is that of what says nothing else."""
    reader = _Reader(locale)
    reader.feed(html)
    reader.close()
    return reader.units


@dataclass
class _Element:
    tag: str
    lang: str
    is_silent: bool


class _Reader(HTMLParser):
    def __init__(self, locale: str) -> None:
        super().__init__()
        self.open = [_Element("", locale, False)]
        self.units: list[Unit] = []
        self.part = ""
        self.depth = 0
        """Of the unit that is being read, in `open`; 0 outside of one."""
        self.pieces: list[Piece] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._say(" ")
            return
        given = dict(attrs)
        around = self.open[-1]
        if tag == "header":
            self.part = TOP
        elif tag == "section":
            self.part = (given.get("id") or "").removeprefix("b-")
        is_silent = around.is_silent or tag in _UNSPOKEN or given.get("class") == "mark"
        self.open.append(_Element(tag, given.get("lang") or around.lang, is_silent))
        if SENTENCE in given and not self.depth:
            self.depth, self.pieces = len(self.open), []

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1:
            closed = self.open.pop()
            if self.depth > len(self.open):
                langs = {lang for lang, _ in self.pieces}
                locale = langs.pop() if len(langs) == 1 else closed.lang
                unit = Unit(self.part, locale, tuple(self.pieces))
                self.depth = 0
                if unit.text:
                    self.units.append(unit)
            if closed.tag == tag:
                return

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty element, as drawings have them."""

    def handle_data(self, data: str) -> None:
        if not self.open[-1].is_silent:
            self._say(data)

    def _say(self, words: str) -> None:
        if not self.depth:
            return
        lang = self.open[-1].lang
        if self.pieces and (self.pieces[-1][0] == lang or not any(sign.isalnum() for sign in words)):
            self.pieces[-1] = (self.pieces[-1][0], self.pieces[-1][1] + words)
        elif words.strip():
            self.pieces.append((lang, words))
