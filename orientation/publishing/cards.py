"""Words to be practised: the cards of a module, made of the words that its lessons introduce.

A word becomes two cards: `<word>-hear` (its sound; what does it mean?) and `<word>-say` (its meaning; how is it said?).
A word without sound has only the second, a letter has none.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from orientation.publishing.documents import FORMAT
from orientation.publishing.names import SLUG_LENGTH
from orientation.publishing.shown import Document, Shown
from orientation.publishing.source import Source
from orientation.publishing.texts import Text, Texts

CARDS = "cards"
"""Stands for a lesson in the address of a module's words, and in reviews."""
HEAR, SAY = "hear", "say"
_HASH = 8


class Introduced(NamedTuple):
    """A word, and the lesson of a module that shows it first."""

    module: str
    lesson: str
    word: str


def list_introduced(source: Source) -> dict[str, list[Introduced]]:
    """Return by module, in the order of the lessons, the words that it introduces.

    A word belongs to its unit if a lesson there shows it in a block of words, else to the first module that does. What
    no lesson shows is not introduced.
    """
    shown = list(_list_shown(source))
    own = [one for one in shown if source.words[one.word]["unit"] == one.module]
    first: dict[str, Introduced] = {}
    for one in (*own, *shown):
        first.setdefault(one.word, one)
    found: defaultdict[str, list[Introduced]] = defaultdict(list)
    for one in dict.fromkeys(shown):
        if first[one.word] == one:
            found[one.module].append(one)
    return dict(found)


def card_id(word: str, side: str) -> str:
    """Return the id of a word's card: a slug. Of a very long word it is the beginning and a hash."""
    made = f"{word}-{side}"
    if len(made) <= SLUG_LENGTH:
        return made
    digest = hashlib.sha256(word.encode()).hexdigest()[:_HASH]
    return f"{word[: SLUG_LENGTH - _HASH - len(side) - 2].rstrip('-')}-{digest}-{side}"


class CardsDocument:
    """Makes the document of a module's cards in one locale, and remembers which media it needs."""

    def __init__(self, source: Source, locale: str, title: Text, introduced: list[Introduced]) -> None:
        texts = Texts(source, locale)
        shown = Shown(source, texts)
        words = [_word(shown, one) for one in introduced]
        self.media = shown.media
        self.document: Document = {
            "format": FORMAT,
            "kind": CARDS,
            "pack": source.slug,
            "module": introduced[0].module,
            "locale": locale,
            "title": title,
            "states": texts.states,
            "words": words,
            "cards": [_card(word, side) for word in words for side in word["cards"]],
        }


def _word(shown: Shown, introduced: Introduced) -> Document:
    word = shown.word(introduced.word)
    sides = (HEAR, SAY) if word["sounds"] else (SAY,)
    cards = {side: card_id(introduced.word, side) for side in sides}
    return {**word, "lesson": introduced.lesson, "cards": cards}


def _card(word: Document, side: str) -> dict[str, Any]:
    return {"id": word["cards"][side], "word": word["id"], "side": side, "lesson": word["lesson"]}


def _list_shown(source: Source) -> Iterator[Introduced]:
    for module in source.pack["modules"]:
        for lesson in source.modules[module]["lessons"]:
            for block in source.lessons[f"{module}/{lesson}"]["blocks"]:
                for word in block["words"] if block["kind"] == "words" else ():
                    if source.words[word]["kind"] != "letter":
                        yield Introduced(module, lesson, word)
