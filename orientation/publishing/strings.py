"""The translatable strings of a pack, in order, each with its path (the `msgctxt` of docs/pack-format.md)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Node = Mapping[str, Any]
MARK = re.compile(r":([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\[([^\[\]\n]*)\]")
FACT = re.compile(r"\{fact:([a-z0-9-]*)\}")
GAP = re.compile(r"\{(\d{1,2})\}")
_LIST_LINE = re.compile(r"\s*(?:[-*+]|\d+[.)])(?:\s|\Z)")


@dataclass(frozen=True)
class SourceString:
    """One string to translate: its path, the text in the source locale, the file it stands in.

    `inline` is false where paragraphs and lists can stand.
    """

    path: str
    text: str
    file: str
    inline: bool = True


def normalise(text: str) -> str:
    """Return the text with its lines joined inside paragraphs and list entries: wrapping it anew changes nothing."""
    lines: list[str] = []
    for raw in text.strip().splitlines():
        line = raw.strip()
        joins = lines and lines[-1] and line and not _LIST_LINE.match(raw)
        if joins:
            lines[-1] += " " + line
        elif line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines)


def is_translatable(text: str) -> bool:
    """Tell whether anything is left to translate besides marked words, facts, gaps, digits and punctuation."""
    rest = GAP.sub("", FACT.sub("", MARK.sub("", text)))
    return any(unicodedata.category(character)[0] == "L" for character in rest)


def list_strings(
    pack: Node, modules: Mapping[str, Node], lessons: Mapping[str, Node], words: Node
) -> list[SourceString]:
    """Return the strings in reading order: the pack, its modules with their lessons, the words.

    `modules` is by slug and `lessons` by "module/lesson", as the schemas load them; `words` is words.yaml or {}.
    """
    return [s for s in _walk(pack, modules, lessons, words) if is_translatable(s.text)]


def _walk(pack: Node, modules: Mapping[str, Node], lessons: Mapping[str, Node], words: Node) -> Iterator[SourceString]:
    yield from _fields(pack, "pack", "pack.yaml", "title", "summary")
    for slug in pack["modules"]:
        module = modules[slug]
        file = f"modules/{slug}/module.yaml"
        yield from _fields(module, slug, file, "title", "summary")
        yield from _list(module, slug, file, "objectives")
        yield from _list(module, slug, file, "can_do")
        for lesson in module["lessons"]:
            yield from _lesson(lessons[f"{slug}/{lesson}"], f"{slug}/{lesson}")
    for word in words.get("words", []):
        yield from _fields(word, f"words/{word['id']}", "words.yaml", "meaning", "alt")


def _lesson(lesson: Node, place: str) -> Iterator[SourceString]:
    file = f"modules/{place}.yaml"
    yield from _fields(lesson, place, file, "title")
    for block in lesson["blocks"]:
        here = f"{place}/{block['id']}"
        yield from _fields(block, here, file, "heading", "title", "instructions")
        if "text" in block:
            yield SourceString(f"{here}/text", normalise(block["text"]), file, inline=False)
        yield from _fields(block, here, file, "alt", "caption")
        yield from _list(block, here, file, "points")
        for line in block.get("lines", []):
            yield from _fields(line, f"{here}/{line['id']}", file, "meaning")
        for item in block.get("items", []):
            yield from _item(item, f"{place}/{item['id']}", file)


def _item(item: Node, place: str, file: str) -> Iterator[SourceString]:
    yield from _fields(item, place, file, "prompt", "alt")
    if item.get("translate"):
        yield from _fields(item, place, file, "sentence")
    for choice in item.get("choices", []):
        yield from _fields(choice, f"{place}/{choice['id']}", file, "text", "alt", "explanation")
    for element in item.get("elements", []):
        yield from _fields(element, f"{place}/{element['id']}", file, "text")
    for pair in item.get("pairs", []):
        for side in ("left", "right"):
            here = f"{place}/{pair['id']}"
            if isinstance(pair[side], str):
                yield from _fields(pair, here, file, side)
            else:
                yield from _fields(pair[side], f"{here}/{side}", file, "alt")
    yield from _fields(item, place, file, "explanation")


def _fields(node: Node, place: str, file: str, *names: str) -> Iterator[SourceString]:
    for name in names:
        text = node.get(name)
        if isinstance(text, str) and text.strip():
            yield SourceString(f"{place}/{name}", normalise(text), file)


def _list(node: Node, place: str, file: str, name: str) -> Iterator[SourceString]:
    for number, text in enumerate(node.get(name) or []):
        yield SourceString(f"{place}/{name}/{number}", normalise(text), file)
