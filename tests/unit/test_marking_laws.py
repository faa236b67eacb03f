"""What holds for every item and every answer, whatever it is."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orientation.learning.rules.marking import AnswerNotUnderstood, Marked, Marker, mark
from orientation.spelling import bare, spelled
from tests.conftest import ROOT

ITEMS = json.loads((ROOT / "tests" / "vectors" / "marking.json").read_text(encoding="utf-8"))["items"]
KNOWN = [item for item in ITEMS.values() if item["kind"] != "draw"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
SEVERAL = ITEMS["rights"]


def _ids(item: dict[str, Any]) -> list[str]:
    lists = ("choices", "elements", "lefts", "rights", "gaps")
    return [thing["id"] for name in lists for thing in item.get(name, ())]


def _key(item: dict[str, Any]) -> Any:
    """The answer that the key stands for: of a gap, the first that is accepted."""
    if item["kind"] == "gap":
        return {name: accepted[0] for name, accepted in item["key"].items()}
    return item["key"]


@given(st.sampled_from(KNOWN))
def test_the_key_is_right_and_so_is_each_of_its_parts(item: dict[str, Any]) -> None:
    marked = mark(item, _key(item))
    assert marked.verdict == "right"
    assert set(marked.parts.values()) == {"right"}


@given(st.data(), st.sampled_from(list(ITEMS.values())))
def test_any_json_is_marked_or_not_understood(data: st.DataObject, item: dict[str, Any]) -> None:
    ids = st.sampled_from([*_ids(item), "nothing"])
    like_an_answer = ids | st.lists(ids) | st.dictionaries(ids, ids | st.text())
    answer = data.draw(JSON | like_an_answer)
    try:
        marked = mark(item, answer)
    except AnswerNotUnderstood:
        return
    assert marked.verdict in ("right", "nearly", "wrong")
    assert (marked.verdict == "right") == (set(marked.parts.values()) == {"right"})


@given(st.data(), st.lists(st.sampled_from(_ids(SEVERAL)), unique=True))
def test_the_order_of_several_choices_does_not_matter(data: st.DataObject, picked: list[str]) -> None:
    assert mark(SEVERAL, picked) == mark(SEVERAL, data.draw(st.permutations(picked)))


@given(st.permutations(ITEMS["sentence"]["key"]))
def test_only_the_right_order_is_right(order: list[str]) -> None:
    marked = mark(ITEMS["sentence"], order)
    assert (marked.verdict == "right") == (order == ITEMS["sentence"]["key"])


def _typed(accepted: str, text: str) -> Marked:
    return mark({**ITEMS["wel"], "key": {"1": [accepted]}}, {"1": text})


WORDS = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd"]), min_size=1, max_size=20)


@given(WORDS, st.sampled_from(["NFC", "NFD"]), st.sampled_from([" {}", "{} ", "{}.", " {} ?", "\u200e{}"]))
def test_how_a_word_is_encoded_and_surrounded_does_not_matter(word: str, form: Any, frame: str) -> None:
    assert _typed(word, frame.format(unicodedata.normalize(form, word))).verdict == "right"


@given(WORDS, WORDS)
def test_typed_words_are_alike_both_ways(one: str, other: str) -> None:
    assert _typed(one, other).verdict == _typed(other, one).verdict


@given(st.text(max_size=30))
def test_a_spelling_is_its_own_spelling(text: str) -> None:
    assert spelled(spelled(text)) == spelled(text)
    assert bare(bare(text)) == bare(text)


MARKERS = {name: Marker(item) for name, item in ITEMS.items()}


@given(st.sampled_from(sorted(ITEMS)), st.data())
def test_what_a_marker_remembers_is_what_marking_says(name: str, data: st.DataObject) -> None:
    ids = st.sampled_from(_ids(ITEMS[name]) or ["none"])
    answer = data.draw(ids | st.sampled_from([True, False, 1, 0, 1.0, "true", "True", "", "1"]) | JSON)
    for _ in "again", "remembered":
        assert _verdict(MARKERS[name].verdict, answer) == _verdict(lambda a: mark(ITEMS[name], a).verdict, answer)


def _verdict(marks: Callable[[Any], str], answer: Any) -> str:
    try:
        return marks(answer)
    except AnswerNotUnderstood as refusal:
        return refusal.message
