"""What holds for every item and every answer, whatever it is."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orientation.learning.rules.marking import AnswerNotUnderstood, Marked, Marker, mark
from orientation.spelling import bare, differences, near, spelled, tidy, words_at_risk
from orientation.spelling.forms import FINAL_PUNCTUATION
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
    lists = ("choices", "elements", "lefts", "rights", "gaps", "tiles")
    return [thing["id"] for name in lists for thing in item.get(name, ())]


def _key(item: dict[str, Any]) -> Any:
    """The answer that the key stands for: of what is typed, the first that is accepted."""
    if item["kind"] == "gap":
        return {name: accepted[0] for name, accepted in item["key"].items()}
    if item["kind"] == "type":
        return item["key"][0]
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


LANGUAGES = st.sampled_from([None, "nl", "ar", "fa-AF", "ckb", "am", "ti"])


@given(st.text(max_size=30) | st.text("اأإآٱةهىيیکك\u064b\u0651\u0654\u0670 ـሃሐኸዓፀሠ", max_size=12), LANGUAGES)
def test_a_spelling_is_its_own_spelling(text: str, lang: str | None) -> None:
    assert spelled(spelled(text, lang), lang) == spelled(text, lang)
    assert bare(bare(text, lang), lang) == bare(text, lang)


@given(WORDS, WORDS)
def test_words_of_one_length_are_near_both_ways(one: str, other: str) -> None:
    if len(bare(one)) == len(bare(other)):
        assert near(one, other) == near(other, one)


SMALL_WORDS = st.text("aeinrt", min_size=1, max_size=9)


@given(st.lists(SMALL_WORDS, min_size=1, max_size=3), st.lists(SMALL_WORDS, max_size=12))
def test_a_word_of_the_course_never_passes_for_another(accepted: list[str], course: list[str]) -> None:
    """However near: publishing names the words at risk, and marking holds to it."""
    others = words_at_risk(accepted, course)
    item = {**ITEMS["vriend"], "key": accepted, "others": others}
    for word in course:
        assert (mark(item, word).verdict == "right") == (word in accepted)
        assert mark(item, word).verdict != "nearly"


@given(st.lists(SMALL_WORDS, min_size=2, max_size=4), st.lists(SMALL_WORDS, max_size=6), st.data())
def test_nor_does_a_phrase_in_which_one_word_is_another(
    phrase: list[str], course: list[str], data: st.DataObject
) -> None:
    item = {**ITEMS["vriend"], "key": [" ".join(phrase)], "others": words_at_risk([" ".join(phrase)], course)}
    place = data.draw(st.integers(0, len(phrase) - 1))
    for word in course:
        if word not in phrase:
            given_words = [*phrase[:place], word, *phrase[place + 1 :]]
            assert mark(item, " ".join(given_words)).verdict == "wrong"


@given(WORDS, st.lists(WORDS, max_size=4), LANGUAGES)
def test_what_is_right_is_right_whatever_must_not_pass(word: str, course: list[str], lang: str | None) -> None:
    item = {**ITEMS["vriend"], "key": [word], "lang": lang, "others": words_at_risk([word], course, lang)}
    assert mark(item, word).verdict == ("right" if spelled(word, lang).strip() else "wrong")


@given(st.text(max_size=40) | SMALL_WORDS, st.text(max_size=40) | SMALL_WORDS)
def test_differences_hold_both_texts(one: str, other: str) -> None:
    found = differences(one, [other])
    for text, pieces in ((one, found.given), (other, found.right)):
        assert tidy(text).rstrip(FINAL_PUNCTUATION) == "".join(letters for _, letters in pieces)
    assert differences(other, [one]).size == found.size
    same = [" ".join(text for differs, text in side if not differs) for side in found]
    assert same[0].replace(" ", "").lower() == same[1].replace(" ", "").lower()


@given(SMALL_WORDS)
def test_nothing_differs_from_itself(word: str) -> None:
    assert differences(word.upper() + "!", ["something else", word]) == ([(False, word.upper())], [(False, word)])


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
