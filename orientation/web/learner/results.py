"""Marked answers as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from orientation.learning.rules.marking import Verdict, mark
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


def results_of(items: Sequence[dict[str, Any]], fields: Fields) -> list[Result]:
    """Mark what is answered; the page asks again for the rest."""
    return [_result(item, fields) for item in items]


def _result(item: dict[str, Any], fields: Fields) -> Result:
    reading = read_answer(item, fields)
    own = {name: fields[name] for name in field_names(item) if name in fields}
    if reading.problem:
        return Result(item, reading, None, {}, own)
    marked = mark(item, reading.answer)
    return Result(item, reading, marked.verdict, marked.parts, own)
