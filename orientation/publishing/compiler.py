"""From a checked source to immutable files. The same source always gives the same bytes."""

import json
from typing import Any, Protocol

from orientation.catalog.compiled import Compiled, CompiledFile
from orientation.catalog.models import ANY_LOCALE
from orientation.publishing.bundles import make_bundles
from orientation.publishing.cards import CardsDocument, list_introduced
from orientation.publishing.coverage import count_words, find_gaps
from orientation.publishing.documents import FORMAT, LessonDocument, list_sources
from orientation.publishing.fragment import Page
from orientation.publishing.media import MediaFile
from orientation.publishing.parts import say_parts
from orientation.publishing.placement import PlacementDocument, make_bank
from orientation.publishing.source import Source
from orientation.publishing.texts import Texts, count_states
from orientation.publishing.translations import State


class Render(Protocol):
    """Makes a page's HTML; see `orientation.publishing.fragment.render_fragment`."""

    def __call__(self, page: Page, doc: dict[str, Any], module: dict[str, Any] | None = None) -> str: ...


class _Compiler:
    def __init__(self, source: Source, render: Render) -> None:
        self.source, self.render = source, render
        self.files: list[CompiledFile] = []
        self.media: dict[str, MediaFile] = {}
        self.users: dict[str, set[str]] = {}
        self.summary: dict[str, dict[str, int]] = {}
        self.gaps = find_gaps(source) if source.course is not None else None
        self.introduced = list_introduced(source)
        self.bank, self.units = make_bank(source.course, self.introduced) if source.course is not None else ([], [])

    def compile(self) -> list[CompiledFile]:
        for locale in self.source.pack["locales"]:
            self._locale(locale)
        for path, file in sorted(self.media.items()):
            users = self.users[path]
            kind = "picture" if file.width else "sound"
            module = next(iter(users)) if len(users) == 1 else None
            self.files.append(CompiledFile(ANY_LOCALE, path, kind, module, file.media_type, file.content))
        pack = self.source.pack
        return self.files + make_bundles(self.source.slug, pack["locales"], pack["modules"], self.files)

    def _locale(self, locale: str) -> None:
        pack = self.source.pack
        texts = Texts(self.source, locale)
        outline = {
            "format": FORMAT,
            "pack": self.source.slug,
            "locale": locale,
            "title": texts.line("pack/title", pack["title"]),
            "summary": texts.line("pack/summary", pack["summary"]),
            "kind": pack["kind"],
            "destination": pack["destination"],
            "target_language": self.source.target_language,
            "sources_checked": self._are_sources_checked(),
            "coverage": count_words(self.gaps, locale) if self.gaps is not None else None,
        }
        outline["modules"] = [self._module(locale, slug) for slug in pack["modules"]]
        outline["placement"] = bool(self.bank)
        everything = Texts(self.source, locale)
        for string in self.source.strings:
            everything.look(string.path, string.text)
        self.summary[locale] = outline["states"] = everything.states
        self._add(locale, "outline.json", "outline", None, _json(outline), "application/json")
        self._add_page(locale, "index.html", None, self.render("pack", outline))
        if self.introduced:
            self._add_page(locale, "practice.html", None, self.render("practice", outline))
        if self.bank:
            self._placement(locale, outline)
        for module in outline["modules"]:
            slug = module["slug"]
            self._add_page(locale, f"{slug}/index.html", slug, self.render("module", outline, module))

    def _module(self, locale: str, slug: str) -> dict[str, Any]:
        node = self.source.modules[slug]
        texts = Texts(self.source, locale)
        made = {
            "slug": slug,
            "title": texts.line(f"{slug}/title", node["title"]),
            "summary": texts.line(f"{slug}/summary", node["summary"]),
            "objectives": texts.lines(slug, node, "objectives"),
            "can_do": texts.lines(slug, node, "can_do"),
            "topic": node["topic"],
            "minutes": node["minutes"],
            "sensitive": node.get("sensitive", False),
            "picture": self._picture(texts, slug, node),
        }
        inside = dict(texts.seen)
        documents = [self._document(locale, slug, lesson, inside) for lesson in node["lessons"]]
        made["lessons"] = [_entry(document) for document in documents]
        made["words"] = len(self.introduced.get(slug, ()))
        made["states"] = count_states(inside)
        for document in documents:
            path = f"{slug}/{document['lesson']}"
            html = self._lesson_page(locale, path, document, made)
            self._add(locale, path + ".json", "lesson", slug, _json(document), "application/json")
            self._add_page(locale, path + ".html", slug, html)
        if made["words"]:
            self._cards(locale, slug, made)
        return made

    def _cards(self, locale: str, module: str, made: dict[str, Any]) -> None:
        cards = CardsDocument(self.source, locale, made["title"], self.introduced[module])
        self._use(module, cards.media)
        self._add(locale, f"{module}/cards.json", "cards", module, _json(cards.document), "application/json")
        self._add_page(locale, f"{module}/cards.html", module, self.render("words", cards.document, made))

    def _placement(self, locale: str, outline: dict[str, Any]) -> None:
        made = PlacementDocument(self.source, locale, self.bank, self.units)
        for letters in {made.document["letters"]} - {None}:
            self._use(letters, made.media)
        self._add(locale, "placement.json", "placement", None, _json(made.document), "application/json")
        # the script element ends at the first "</", whatever it holds
        bank = _json(made.document).decode().replace("<", "\\u003c")
        self._add_page(
            locale,
            "placement.html",
            None,
            self.render("placement", {**outline, "bank": made.document, "inlined": bank}),
        )

    def _lesson_page(self, locale: str, path: str, document: dict[str, Any], module: dict[str, Any]) -> str:
        """Return the page; the document and the page are told of the sounds of what the page says."""
        html = self.render("lesson", document, module)
        said, files = say_parts(html, locale, path, self.source.media) if self.source.media.texts else ({}, [])
        if not said:
            return html
        for file in files:
            self._add(locale, file.path, "sound", module["slug"], file.content, file.media_type)
        document["said"] = said
        return self.render("lesson", document, module)

    def _document(self, locale: str, module: str, lesson: str, seen: dict[str, State]) -> dict[str, Any]:
        made = LessonDocument(self.source, locale, module, lesson)
        seen.update(made.texts.seen)
        self._use(module, made.media)
        return made.document

    def _picture(self, texts: Texts, module: str, node: dict[str, Any]) -> dict[str, Any] | None:
        if "picture" not in node:
            return None
        found = self.source.media.pictures[node["picture"]]
        self._use(module, {found.path: found})
        return {"src": found.address, "alt": texts.silent(), "width": found.width, "height": found.height}

    def _use(self, module: str, media: dict[str, MediaFile]) -> None:
        self.media.update(media)
        for path in media:
            self.users.setdefault(path, set()).add(module)

    def _are_sources_checked(self) -> bool:
        lessons = [list_sources(self.source, lesson) for lesson in self.source.lessons.values()]
        return all(each["checked"] is not None for sources in lessons for each in sources)

    def _add_page(self, locale: str, path: str, module: str | None, html: str) -> None:
        self._add(locale, path, "fragment", module, html.encode(), "text/html")

    def _add(self, locale: str, path: str, kind: str, module: str | None, content: bytes, media_type: str) -> None:
        self.files.append(CompiledFile(locale, path, kind, module, media_type, content))


def compile_pack(source: Source, render: Render) -> Compiled:
    """Return the compiled pack. `render` makes its pages' HTML."""
    pack = source.pack
    compiler = _Compiler(source, render)
    files = compiler.compile()
    return Compiled(
        slug=source.slug,
        kind=pack["kind"],
        destination=pack["destination"],
        audience=pack["audience"],
        edition=pack["edition"],
        source_locale=source.source_locale,
        target_language=source.target_language,
        locales=list(pack["locales"]),
        title=pack["title"],
        notes=pack["notes"],
        summary=compiler.summary,
        modules=[{"slug": slug, "lessons": source.modules[slug]["lessons"]} for slug in pack["modules"]],
        files=files,
        source=source.tree.as_zip,
    )


def _entry(document: dict[str, Any]) -> dict[str, Any]:
    """Return what the outline says of a lesson."""
    return {
        "slug": document["lesson"],
        "title": document["title"],
        "minutes": document["minutes"],
        "picture": document["picture"],
        "items": sum(len(block.get("items", [])) for block in document["blocks"]),
        "states": document["states"],
    }


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
