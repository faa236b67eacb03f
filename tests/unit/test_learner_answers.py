"""Forms become answers as the pack format defines them."""

from typing import Any

import pytest

from orientation.web.learner.answers import Reading, field_names, keep_known, read_answer
from tests.web.sample_document import items

ITEMS = {item["id"]: item for item in items("en")}


@pytest.mark.parametrize(
    ("item", "fields", "answer"),
    [
        ("rumour", {"rumour": ["true"]}, True),
        ("rumour", {"rumour": ["false"]}, False),
        ("one", {"one": ["calm"]}, "calm"),
        ("several", {"several": ["guest", "calm"]}, ["calm", "guest"]),
        ("order", {"order.first": ["1"], "order.third": ["2"], "order.second": ["3"]}, ["first", "third", "second"]),
        (
            "match",
            {"match.belief": ["letters"], "match.privacy": ["letters"]},
            {"belief": "letters", "privacy": "letters"},
        ),
        ("gap", {"gap.1": ["jou"], "gap.2": [" gaat "]}, {"1": "jou", "2": "gaat"}),
    ],
)
def test_a_filled_form_is_an_answer(item: str, fields: dict[str, list[str]], answer: Any) -> None:
    assert read_answer(ITEMS[item], fields) == Reading(answer)


@pytest.mark.parametrize("item", sorted(ITEMS))
def test_an_empty_form_is_no_answer(item: str) -> None:
    assert read_answer(ITEMS[item], {}) == Reading(problem="nothing")
    empty = {name: [""] for name in field_names(ITEMS[item])}
    assert read_answer(ITEMS[item], empty) == Reading(problem="nothing")


@pytest.mark.parametrize(
    ("item", "fields", "problem"),
    [
        ("order", {"order.first": ["1"]}, "partly"),
        ("order", {"order.first": ["1"], "order.second": ["1"], "order.third": ["2"]}, "same-place"),
        ("match", {"match.belief": ["church"]}, "partly"),
        ("gap", {"gap.2": ["gaat"]}, "partly"),
    ],
)
def test_a_form_that_is_filled_in_part_says_what_is_open(item: str, fields: dict[str, list[str]], problem: str) -> None:
    assert read_answer(ITEMS[item], fields).problem == problem


def test_only_the_exercises_own_fields_are_kept() -> None:
    given = {"one": ["calm"], "else": ["x"], "gap.2": ["y" * 300], "rumour": [""]}
    assert keep_known(list(ITEMS.values()), given) == {"one": ["calm"], "gap.2": ["y" * 100]}
