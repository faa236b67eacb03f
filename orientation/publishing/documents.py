"""A lesson's document: what phones show, mark and read aloud. Its shape is in docs/pack-format.md."""

from orientation.publishing.checks import walk
from orientation.publishing.drill_documents import drill_item
from orientation.publishing.item_documents import ItemDocuments
from orientation.publishing.markdown import render_plain
from orientation.publishing.media import MediaFile
from orientation.publishing.shown import Document, Shown
from orientation.publishing.source import Source
from orientation.publishing.strings import FACT
from orientation.publishing.texts import Texts

FORMAT = 1


class LessonDocument:
    """Makes the document of one lesson in one locale, and remembers which media it needs."""

    def __init__(self, source: Source, locale: str, module: str, lesson: str) -> None:
        self.source, self.locale, self.module, self.lesson = source, locale, module, lesson
        self.place = f"{module}/{lesson}"
        self.node = source.lessons[self.place]
        self.texts = Texts(source, locale)
        self.shown = Shown(source, self.texts)
        self.items = ItemDocuments(self.shown, self.place)
        self.document = self._document()

    @property
    def media(self) -> dict[str, MediaFile]:
        """The pictures and sounds that the document names, by their path."""
        return self.shown.media

    def _document(self) -> Document:
        title = self.texts.line(f"{self.place}/title", self.node["title"])
        picture = self.shown.picture(self.node, self.texts.silent())
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
            made["picture"] = self.shown.pictured(place, block)
        if kind == "picture":
            made["caption"] = self.texts.field(place, block, "caption")
        if kind == "remember":
            made["points"] = self.texts.lines(place, block, "points")
        if kind == "words":
            made["words"] = [self.shown.word(name) for name in block["words"]]
        if kind == "dialogue":
            made["lines"] = [self._line(f"{place}/{line['id']}", line) for line in block["lines"]]
        if kind in ("exercise", "drill"):
            made["kind"] = "exercise"
            made["title"] = self.texts.line(f"{place}/title", block["title"])
            made["instructions"] = self.texts.field(place, block, "instructions")
            made["items"] = self._items(block)
        return made

    def _items(self, block: Document) -> list[Document]:
        if block["kind"] == "drill":
            return [drill_item(self.shown, item) for item in self.source.drills[f"{self.place}/{block['id']}"]]
        return [self.items.make(item) for item in block["items"]]

    def _line(self, place: str, line: Document) -> Document:
        return {
            "id": line["id"],
            "speaker": line["speaker"],
            "html": render_plain(line["text"]),
            "lang": self.source.target_language,
            "meaning": self.texts.line(f"{place}/meaning", line["meaning"]),
            "picture": self.shown.picture(line, self.texts.silent()),
            **self.shown.sound(f"{self.lesson}-{line['id']}"),
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
