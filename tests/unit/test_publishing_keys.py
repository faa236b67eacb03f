"""The keys in a lesson's page mark it with the same verdicts, and can't end the element they stand in."""

import json
from typing import Any

import pytest

from orientation.learning.rules.marking import mark
from orientation.publishing.keys import keys_of
from tests.web import drill_document as drill
from tests.web import sample_document as sample

ANSWERS: dict[str, list[Any]] = {
    "rumour": [True, False],
    "one": ["calm", "guest"],
    "drawn": ["sun", "moon"],
    "several": [["calm", "guest"], ["threaten"], []],
    "order": [["first", "second", "third"], ["third", "first", "second"]],
    "match": [{"belief": "church", "privacy": "letters"}, {"belief": "letters"}],
    "match-drawn": [{"open": "door", "wave": "hand"}, {"open": "hand"}],
    "gap": [{"1": "jou", "2": "gaat"}, {"1": "ja", "2": "gat"}],
}


def inline(text: dict[str, Any]) -> str:
    marked = f"<i>{text['html']}</i>"
    return marked if text["state"] == "missing" else str(text["html"])


def keys(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(keys_of(document, inline))
    return found


@pytest.mark.parametrize("item", sample.items("ar"), ids=lambda item: item["id"])
def test_an_item_is_marked_by_its_key_as_by_its_document(item: dict[str, Any]) -> None:
    key = keys(sample.document("ar"))[item["id"]]
    for answer in ANSWERS[item["id"]]:
        assert mark(key, answer) == mark(item, answer)


TYPED: dict[str, list[Any]] = {
    "hear": ["hallo", "hoi"],
    "write": ["goedemorgen", "goedemorge", "goedenavond", ""],
    "number": ["12", "١٢", "21"],
    "build": [["t2", "t1"], ["t1"], ["t2", "t1", "t3"]],
    "letters": [["j", "a"], ["a", "j"]],
    "letter-a": [True],
    "fill": [{"1": "woon"}, {"1": "won"}, {"1": "woont"}],
}


@pytest.mark.parametrize("item", drill.items("ar"), ids=lambda item: item["id"])
def test_so_is_an_item_of_a_drill(item: dict[str, Any]) -> None:
    key = keys(drill.document("ar"))[item["id"]]
    for answer in TYPED[item["id"]]:
        assert mark(key, answer) == mark(item, answer)


def test_explanations_go_along_and_what_the_page_shows_does_not() -> None:
    key = keys(sample.document())["one"]
    assert key["choices"][0] == {"id": "calm", "why": sample.WORDS["en"][2]}
    assert set(key) == {"kind", "key", "choices"}
    assert keys(sample.document())["rumour"] == {"kind": "true-false", "key": False, "why": sample.WORDS["en"][2]}


def test_a_text_that_is_shown_otherwise_than_it_is_compared_says_so() -> None:
    document = sample.document()
    document["blocks"][5]["items"][4]["elements"][0]["text"]["state"] = "missing"
    shown = keys(document)["order"]["elements"]
    assert shown[0]["text"]["html"] == sample.WORDS["en"][2]
    assert shown[0]["shown"] == f"<i>{sample.WORDS['en'][2]}</i>"
    assert "shown" not in shown[1]


def test_keys_cant_end_their_element() -> None:
    document = sample.document()
    document["blocks"][5]["items"][0]["explanation"]["html"] = "</script><!--"
    assert "<" not in keys_of(document, inline)
    assert keys(document)["rumour"]["why"] == "</script><!--"


def test_a_lesson_without_exercises_has_no_keys() -> None:
    document = sample.document()
    document["blocks"] = document["blocks"][:2]
    assert keys_of(document, inline) == ""
