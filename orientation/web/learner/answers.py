"""What a form says: one item's fields become an answer as the pack format defines it. Pure.

Field names: `<item>` for what is chosen, typed or ticked, `<item>.<element, tile, left or gap>` for the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

LONGEST = 100
"""Characters of a typed word that are kept."""
SEEN = "seen"
"""Names items that were marked before and are only shown again."""

Fields = Mapping[str, Sequence[str]]
Problem = Literal["nothing", "partly", "same-place"]


@dataclass(frozen=True)
class Reading:
    """An answer, or why there is none yet."""

    answer: Any = None
    problem: Problem | None = None


def field_names(item: dict[str, Any]) -> list[str]:
    """Return the names of the item's fields."""
    parts = {"order": "elements", "tiles": "tiles", "match": "lefts", "gap": "gaps"}.get(item["kind"])
    return [f"{item['id']}.{part['id']}" for part in item[parts]] if parts else [item["id"]]


def keep_known(items: Sequence[dict[str, Any]], fields: Fields) -> dict[str, list[str]]:
    """Return only the fields of these items, each value cut to what can be meant; the rest is dropped."""
    names = [name for item in items for name in field_names(item)] + [SEEN]
    kept = {name: [value[:LONGEST] for value in fields.get(name, [])][:12] for name in names}
    return {name: values for name, values in kept.items() if any(values)}


def read_answer(item: dict[str, Any], fields: Fields) -> Reading:
    """Return what the fields say about the item. Values that the item doesn't offer count as not given."""
    return _READERS[item["kind"]](item, fields)


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name, [])
    return values[0] if values else ""


def _ids(parts: Sequence[dict[str, Any]]) -> list[str]:
    return [part["id"] for part in parts]


def _choose_one(item: dict[str, Any], fields: Fields) -> Reading:
    given = _first(fields, item["id"])
    return Reading(given) if given in _ids(item["choices"]) else Reading(problem="nothing")


def _choose_several(item: dict[str, Any], fields: Fields) -> Reading:
    given = fields.get(item["id"], [])
    chosen = [name for name in _ids(item["choices"]) if name in given]
    return Reading(chosen) if chosen else Reading(problem="nothing")


def _true_false(item: dict[str, Any], fields: Fields) -> Reading:
    given = _first(fields, item["id"])
    return Reading(given == "true") if given in ("true", "false") else Reading(problem="nothing")


def _order(item: dict[str, Any], fields: Fields) -> Reading:
    return _placed(item["id"], _ids(item["elements"]), fields, needs_all=True)


def _tiles(item: dict[str, Any], fields: Fields) -> Reading:
    return _placed(item["id"], _ids(item["tiles"]), fields, needs_all=False)


def _placed(item: str, names: list[str], fields: Fields, *, needs_all: bool) -> Reading:
    places = {name: _first(fields, f"{item}.{name}") for name in names}
    allowed = [str(place) for place in range(1, len(names) + 1)]
    given = [name for name in names if places[name] in allowed]
    if not given:
        return Reading(problem="nothing")
    if len({places[name] for name in given}) < len(given):
        return Reading(problem="same-place")
    if needs_all and len(given) < len(names):
        return Reading(problem="partly")
    return Reading(sorted(given, key=lambda name: int(places[name])))


def _type(item: dict[str, Any], fields: Fields) -> Reading:
    text = _first(fields, item["id"]).strip()
    return Reading(text) if text else Reading(problem="nothing")


def _trace(item: dict[str, Any], fields: Fields) -> Reading:
    return Reading(answer=True) if _first(fields, item["id"]) == "true" else Reading(problem="nothing")


def _match(item: dict[str, Any], fields: Fields) -> Reading:
    rights = _ids(item["rights"])
    return _parts({name: _first(fields, f"{item['id']}.{name}") for name in _ids(item["lefts"])}, rights)


def _gap(item: dict[str, Any], fields: Fields) -> Reading:
    return _parts({gap["id"]: _first(fields, f"{item['id']}.{gap['id']}").strip() for gap in item["gaps"]})


def _parts(given: dict[str, str], allowed: Sequence[str] | None = None) -> Reading:
    kept = {name: value for name, value in given.items() if value and (allowed is None or value in allowed)}
    if len(kept) == len(given):
        return Reading(kept)
    return Reading(problem="partly" if kept else "nothing")


_READERS = {
    "choose-one": _choose_one,
    "choose-several": _choose_several,
    "true-false": _true_false,
    "order": _order,
    "match": _match,
    "gap": _gap,
    "type": _type,
    "tiles": _tiles,
    "trace": _trace,
}
