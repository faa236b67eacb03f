"""A lesson's document: what phones show, mark and read aloud. Its shape is in docs/pack-format.md."""

import hashlib
from collections.abc import Sequence
from typing import Any

from orientation.publishing.checks import walk
from orientation.publishing.markdown import render_plain
from orientation.publishing.media import MediaFile
from orientation.publishing.source import Source
from orientation.publishing.strings import FACT
from orientation.publishing.texts import Text, Texts

Document = dict[str, Any]
FORMAT = 1


class LessonDocument:
    """Makes the document of one lesson in one locale, and remembers which media it needs."""

    def __init__(self, source: Source, locale: str, module: str, lesson: str) -> None:
        self.source, self.locale, self.module, self.lesson = source, locale, module, lesson
        self.place = f"{module}/{lesson}"
        self.node = source.lessons[self.place]
        self.texts = Texts(source, locale)
        self.media: dict[str, MediaFile] = {}
        self.document = self._document()

    def _document(self) -> Document:
        title = self.texts.line(f"{self.place}/title", self.node["title"])
        picture = self._picture(self.node, self.texts.silent())
        blocks = [self._block(block) for block in self.node["blocks"]]
        return {
            "format": FORMAT,
            "pack": self.source.slug,
            "module": self.module,
            "lesson": self.lesson,
            "locale": self.locale,
            "title": title,
            "minutes": self.node["minutes"],
            "picture": picture,
            "states": self.texts.states,
            "sources": [show_source(each) for each in list_sources(self.source, self.node)],
            "blocks": blocks,
        }

    def _block(self, block: Document) -> Document:
        kind, place = block["kind"], f"{self.place}/{block['id']}"
        made: Document = {"id": block["id"], "kind": kind}
        if kind in ("text", "note", "words", "dialogue"):
            made["heading"] = self.texts.field(place, block, "heading")
        if kind in ("text", "note"):
            made["body"] = self.texts.body(f"{place}/text", block["text"])
        if kind in ("text", "picture"):
            made["picture"] = self._pictured(place, block)
        if kind == "picture":
            made["caption"] = self.texts.field(place, block, "caption")
        if kind == "remember":
            made["points"] = self.texts.lines(place, block, "points")
        if kind == "words":
            made["words"] = [self._word(name) for name in block["words"]]
        if kind == "dialogue":
            made["lines"] = [self._line(f"{place}/{line['id']}", line) for line in block["lines"]]
        if kind in ("exercise", "drill"):
            made["kind"] = "exercise"
            made["title"] = self.texts.line(f"{place}/title", block["title"])
            made["instructions"] = self.texts.field(place, block, "instructions")
            made["items"] = [self._item(item) for item in block.get("items", [])]
        return made

    def _word(self, name: str) -> Document:
        word = self.source.words[name]
        return {
            "id": name,
            "html": render_plain(word["text"]),
            "lang": self.source.target_language,
            "article": word.get("article"),
            "plural": word.get("plural"),
            "meaning": self._meaning(name, word),
            "picture": self._pictured(f"words/{name}", word),
            **self._sound(name),
        }

    def _meaning(self, name: str, word: Document) -> Text:
        """Return what the word means; a letter that means nothing is shown large and small."""
        if "meaning" in word:
            return self.texts.line(f"words/{name}/meaning", word["meaning"])
        return self.texts.taught(f"{word.get('upper', '')} {word['text']}")

    def _line(self, place: str, line: Document) -> Document:
        return {
            "id": line["id"],
            "speaker": line["speaker"],
            "html": render_plain(line["text"]),
            "lang": self.source.target_language,
            "meaning": self.texts.line(f"{place}/meaning", line["meaning"]),
            "picture": self._picture(line, self.texts.silent()),
            **self._sound(f"{self.lesson}-{line['id']}"),
        }

    def _item(self, item: Document) -> Document:
        place = f"{self.place}/{item['id']}"
        made = {
            "id": item["id"],
            "kind": item["kind"],
            "prompt": self.texts.line(f"{place}/prompt", item["prompt"]),
            "picture": self._pictured(place, item),
            "listen": self._word(item["listen"]) if "listen" in item else None,
            "heard": item.get("heard", False),
            "explanation": self.texts.field(place, item, "explanation"),
        }
        parts = {"order": self._order, "match": self._match, "gap": self._gap, "true-false": _true_false}
        return {**made, **parts.get(item["kind"], self._choose)(place, item)}

    def _choose(self, place: str, item: Document) -> Document:
        right = [choice["id"] for choice in item["choices"] if choice.get("right")]
        choices = [
            {
                **self._side(f"{place}/{choice['id']}", choice),
                "explanation": self.texts.field(f"{place}/{choice['id']}", choice, "explanation"),
            }
            for choice in item["choices"]
        ]
        return {"choices": choices, "key": right[0] if item["kind"] == "choose-one" else right}

    def _order(self, place: str, item: Document) -> Document:
        key = [element["id"] for element in item["elements"]]
        elements = {
            element["id"]: {"id": element["id"], "text": self.texts.field(f"{place}/{element['id']}", element, "text")}
            for element in item["elements"]
        }
        return {"elements": [elements[name] for name in shuffle(f"{self.source.slug}/{place}", key)], "key": key}

    def _match(self, place: str, item: Document) -> Document:
        sides: dict[str, dict[str, Document]] = {"left": {}, "right": {}}
        for pair in item["pairs"]:
            here = f"{place}/{pair['id']}"
            for name, found in sides.items():
                if isinstance(pair[name], str):
                    shown: Document = {"text": self.texts.line(f"{here}/{name}", pair[name]), "picture": None}
                else:
                    shown = {"text": None, "picture": self._pictured(f"{here}/{name}", pair[name])}
                found[pair["id"]] = {"id": pair["id"], **shown}
        names = list(sides["left"])
        return {
            "lefts": list(sides["left"].values()),
            "rights": [sides["right"][name] for name in shuffle(f"{self.source.slug}/{place}", names)],
            "key": {name: name for name in names},
        }

    def _gap(self, place: str, item: Document) -> Document:
        translated = item.get("translate", False)
        return {
            "sentence": self.texts.field(place, item, "sentence")
            if translated
            else self.texts.taught(item["sentence"]),
            "gaps": [{"id": gap["id"], "choices": gap.get("choices")} for gap in item["gaps"]],
            "key": {gap["id"]: gap["accept"] for gap in item["gaps"]},
        }

    def _side(self, place: str, node: Document) -> Document:
        return {
            "id": node["id"],
            "text": self.texts.field(place, node, "text"),
            "picture": self._pictured(place, node),
        }

    def _pictured(self, place: str, node: Document) -> Document | None:
        return self._picture(node, self.texts.field(place, node, "alt") or self.texts.silent())

    def _picture(self, node: Document, alt: Text) -> Document | None:
        if "picture" not in node:
            return None
        found = self.source.media.pictures[node["picture"]]
        self.media[found.path] = found
        return {"src": found.address, "alt": alt, "width": found.width, "height": found.height}

    def _sound(self, name: str) -> Document:
        spoken = self.source.media.sounds.get((self.source.target_language or "", name))
        if spoken is None:
            return {"sounds": [], "slow": [], "spoken_by": None}
        self.media.update({file.path: file for file in (*spoken.files, *spoken.slow)})
        return {
            "sounds": [file.source for file in spoken.files],
            "slow": [file.source for file in spoken.slow],
            "spoken_by": spoken.spoken_by,
        }


def list_sources(source: Source, lesson: Document) -> list[Document]:
    """Return where the lesson's facts come from: its own sources, then those of the facts that it names."""
    own: list[Document] = lesson.get("sources", [])
    named = [name for _, text in walk(lesson) for name in FACT.findall(text)]
    facts = [source.pack["facts"][name]["source"] for name in dict.fromkeys(named)]
    links = {each["link"] for each in own}
    return own + [fact for n, fact in enumerate(facts) if fact["link"] not in links and fact not in facts[:n]]


def show_source(source: Document) -> Document:
    """Return a source as it stands in documents."""
    checked = source["checked"]
    return {"title": source["title"], "link": source["link"], "checked": checked.isoformat() if checked else None}


def shuffle(seed: str, names: Sequence[str]) -> list[str]:
    """Return the names in an order that the seed decides for ever, and that is never the one given."""
    mixed = sorted(names, key=lambda name: hashlib.sha256(f"{seed}/{name}".encode()).digest())
    return mixed if mixed != list(names) else [*mixed[1:], mixed[0]]


def _true_false(_place: str, item: Document) -> Document:
    return {"key": item["answer"]}
