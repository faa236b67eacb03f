"""Words, pictures and sounds as documents show them, in one locale."""

from typing import Any

from orientation.publishing.markdown import render_plain
from orientation.publishing.media import MediaFile
from orientation.publishing.source import Source
from orientation.publishing.texts import Text, Texts

Document = dict[str, Any]


class Shown:
    """Makes the parts of documents that show media, with their texts, and remembers which media they need."""

    def __init__(self, source: Source, texts: Texts) -> None:
        self.source, self.texts = source, texts
        self.media: dict[str, MediaFile] = {}

    def word(self, name: str) -> Document:
        """Return a word with its meaning, picture and sound."""
        word = self.source.words[name]
        return {
            "id": name,
            "html": render_plain(word["text"]),
            "lang": self.source.target_language,
            "article": word.get("article"),
            "plural": word.get("plural"),
            "upper": word.get("upper"),
            "meaning": self.meaning(name),
            "picture": self.picture_of(name),
            **self.sound(name),
        }

    def meaning(self, name: str) -> Text:
        """Return what the word means; a letter that means nothing is shown large and small."""
        word = self.source.words[name]
        if "meaning" in word:
            return self.texts.line(f"words/{name}/meaning", word["meaning"])
        return self.texts.taught(f"{word.get('upper', '')} {word['text']}")

    def picture_of(self, name: str) -> Document | None:
        """Return the word's picture with its alternative text, or None."""
        return self.pictured(f"words/{name}", self.source.words[name])

    def pictured(self, place: str, node: Document) -> Document | None:
        """Return the node's picture with the alternative text that stands beside it, or None."""
        return self.picture(node, self.texts.field(place, node, "alt") or self.texts.silent())

    def picture(self, node: Document, alt: Text) -> Document | None:
        """Return the node's picture with this alternative text, or None."""
        if "picture" not in node:
            return None
        found = self.source.media.pictures[node["picture"]]
        self.media[found.path] = found
        return {"src": found.address, "alt": alt, "width": found.width, "height": found.height}

    def sound(self, name: str) -> Document:
        """Return where the sound of a word or line is, also spoken slowly; without any, empty lists."""
        spoken = self.source.media.sounds.get((self.source.target_language or "", name))
        if spoken is None:
            return {"sounds": [], "slow": [], "spoken_by": None}
        self.media.update({file.path: file for file in (*spoken.files, *spoken.slow)})
        return {
            "sounds": [file.source for file in spoken.files],
            "slow": [file.source for file in spoken.slow],
            "spoken_by": spoken.spoken_by,
        }

    def sound_or_none(self, name: str | None) -> Document | None:
        """Return the same, or None where there is nothing to hear."""
        sound = self.sound(name) if name is not None else None
        return sound if sound and sound["sounds"] else None
