"""Marked answers as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from orientation.learning.rules.marking import Verdict, mark
from orientation.spelling import Differences, differences
from orientation.web.learner.answers import Fields, Reading, field_names, read_answer


@dataclass(frozen=True)
class Result:
    """One item with what was answered. `verdict` is right, nearly or wrong; None when there is no answer yet."""

    item: dict[str, Any]
    reading: Reading
    verdict: str | None
    parts: dict[str, Verdict]
    """What each choice, element, left side or gap is worth; see `Marked`."""
    fields: dict[str, Sequence[str]]
    """The item's own fields as they were sent, so that the form can be shown again with them."""
    differences: dict[str, Differences] = field(default_factory=dict)
    """By part, of what was typed and isn't right: where it differs. Not of what has nothing in common."""


def results_of(items: Sequence[dict[str, Any]], fields: Fields) -> list[Result]:
    """Mark what is answered; the page asks again for the rest."""
    return [_result(item, fields) for item in items]


def _result(item: dict[str, Any], fields: Fields) -> Result:
    reading = read_answer(item, fields)
    own = {name: fields[name] for name in field_names(item) if name in fields}
    if reading.problem:
        return Result(item, reading, None, {}, own)
    marked = mark(item, reading.answer)
    return Result(item, reading, marked.verdict, marked.parts, own, _differences(item, reading.answer, marked.parts))


def _differences(item: dict[str, Any], answer: Any, parts: dict[str, Verdict]) -> dict[str, Differences]:
    if item["kind"] == "type":
        typed = {"text": (answer, item["key"])}
    elif item["kind"] == "gap":
        typed = {gap["id"]: (answer[gap["id"]], item["key"][gap["id"]]) for gap in item["gaps"] if not gap["choices"]}
    else:
        return {}
    found = {name: differences(*texts) for name, texts in typed.items() if parts[name] != "right"}
    return {name: one for name, one in found.items() if any(not differs for differs, _ in one.given)}
