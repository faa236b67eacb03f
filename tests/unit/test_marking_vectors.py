"""The table of marking that every implementation runs."""

import json
from typing import Any

import pytest

from orientation.learning.rules.marking import KINDS, AnswerNotUnderstood, mark
from tests.conftest import ROOT

TABLE = json.loads((ROOT / "tests" / "vectors" / "marking.json").read_text(encoding="utf-8"))
ITEMS, CASES = TABLE["items"], TABLE["cases"]


def _name(case: dict[str, Any]) -> str:
    return f"{case['item']}: {case['about']}"


@pytest.mark.parametrize("case", CASES, ids=map(_name, CASES))
def test_the_verdict_is_that_of_the_table(case: dict[str, Any]) -> None:
    item = ITEMS[case["item"]]
    if case["verdict"] == "refused":
        with pytest.raises(AnswerNotUnderstood) as refusal:
            mark(item, case["answer"])
        assert refusal.value.data["problem"] in ("kind", "shape", "unknown", "incomplete", "too-long")
    else:
        marked = mark(item, case["answer"])
        assert (marked.verdict, marked.parts) == (case["verdict"], case["parts"])


def test_the_table_has_every_kind_and_verdict() -> None:
    assert len(CASES) >= 120
    assert {ITEMS[case["item"]]["kind"] for case in CASES} == {*KINDS, "draw"}
    assert {case["verdict"] for case in CASES} == {"right", "nearly", "wrong", "refused"}


def test_no_case_stands_twice() -> None:
    asked = [json.dumps([case["item"], case["answer"]]) for case in CASES]
    assert len(set(asked)) == len(asked)
