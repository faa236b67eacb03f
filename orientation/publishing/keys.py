"""What a page needs to mark its own exercises: each item as the marking rules read it, without what the page shows.

A page holds the keys of its own version, so one that is open while the pack is updated marks what it shows. A learner
could read them there; the server marks every answer again.
"""

import json
from collections.abc import Callable
from typing import Any

Item = dict[str, Any]
Inline = Callable[[dict[str, Any]], str]
"""Renders a text as it stands in a line: with its language, and marked when it isn't translated."""


def keys_of(document: dict[str, Any], inline: Inline) -> str:
    """Return the keys of a lesson's items by id, as JSON that can stand in a `<script>`; "" without exercises."""
    items = [item for block in document["blocks"] for item in block.get("items", ())]
    keys = {item["id"]: _pruned(item, inline) for item in items}
    if not keys:
        return ""
    return json.dumps(keys, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def _pruned(item: Item, inline: Inline) -> Item:
    made = {"kind": item["kind"], "key": item["key"], **_why(item, inline)}
    if "choices" in item:
        made["choices"] = [{"id": choice["id"], **_why(choice, inline)} for choice in item["choices"]]
    if "lefts" in item:
        made["lefts"] = [{"id": left["id"]} for left in item["lefts"]]
    for name in ("join", "lang", "exact", "others"):
        if name in item:
            made[name] = item[name]
    if "tiles" in item:
        made["tiles"] = [{"id": tile["id"], "text": {"html": tile["text"]["html"]}} for tile in item["tiles"]]
    for name in ("elements", "rights"):
        if name in item:
            made[name] = [_seen(part, inline) for part in item[name]]
    if "gaps" in item:
        made["gaps"] = [{name: value for name, value in gap.items() if value is not None} for gap in item["gaps"]]
    return made


def _why(part: Item, inline: Inline) -> Item:
    explanation = part.get("explanation")
    return {"why": inline(explanation)} if explanation else {}


def _seen(part: Item, inline: Inline) -> Item:
    """Keep what marking compares; `shown` is how the text is to be shown, where that differs."""
    made: Item = {"id": part["id"]}
    text, picture = part.get("text"), part.get("picture")
    if text:
        made["text"] = {"html": text["html"]}
        if (shown := inline(text)) != text["html"]:
            made["shown"] = shown
    if picture:
        made["picture"] = {"src": picture["src"]}
    return made
