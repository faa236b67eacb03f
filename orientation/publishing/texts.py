"""Texts as they stand in compiled documents: HTML, the state of the translation, the language that is shown."""

from collections import Counter
from typing import Any

from orientation.locales import chain
from orientation.publishing.markdown import render, render_plain
from orientation.publishing.source import Source
from orientation.publishing.strings import is_translatable, normalise
from orientation.publishing.translations import STATES, State

Text = dict[str, Any]


class Texts:
    """Makes the texts of one document in one locale and counts their states, each path once."""

    def __init__(self, source: Source, locale: str) -> None:
        self.source, self.locale = source, locale
        self.facts = source.facts
        self.is_source = locale == source.source_locale
        self.seen: dict[str, State] = {}

    def line(self, path: str, text: str) -> Text:
        """Return the text with this path, for one line."""
        return self._text(path, text, inline=True)

    def body(self, path: str, text: str) -> Text:
        """Return the text with this path, with paragraphs and lists."""
        return self._text(path, text, inline=False)

    def field(self, place: str, node: dict[str, Any], name: str) -> Text | None:
        """Return the line that the node has under this name, or None."""
        return self.line(f"{place}/{name}", node[name]) if name in node else None

    def lines(self, place: str, node: dict[str, Any], name: str) -> list[Text]:
        """Return the lines that the node lists under this name."""
        return [self.line(f"{place}/{name}/{n}", text) for n, text in enumerate(node.get(name, []))]

    def taught(self, text: str) -> Text:
        """Return a text of the target language: the same in every locale."""
        return {"html": render_plain(text), "state": "source", "locale": self.source.target_language or self.locale}

    def silent(self) -> Text:
        """Return the alternative text of a picture that says nothing of its own."""
        return {"html": "", "state": "source", "locale": self.locale}

    @property
    def states(self) -> dict[str, int]:
        """How many of the texts made so far are in each state."""
        return count_states(self.seen)

    def _text(self, path: str, text: str, *, inline: bool) -> Text:
        shown, state, locale = self.look(path, normalise(text))
        return {"html": render(shown, self.facts, inline=inline), "state": state, "locale": locale}

    def look(self, path: str, text: str) -> tuple[str, State, str]:
        """Return what is shown, its state, its language. A text without words of its own needs no translation."""
        if not is_translatable(text):
            return text, "source", self.locale
        found: tuple[str, State, str] = (text, "source" if self.is_source else "missing", self.source.source_locale)
        if not self.is_source:
            for tag in chain(self.locale):
                translation = self.source.translations.get(tag, {}).get(path)
                if translation is not None:
                    found = translation.text, translation.state if tag == self.locale else "missing", tag
                    break
        self.seen[path] = found[1]
        return found


def count_states(seen: dict[str, State]) -> dict[str, int]:
    """Return how many paths are in each state; every state is named."""
    counted = Counter(seen.values())
    return {state: counted[state] for state in STATES}
