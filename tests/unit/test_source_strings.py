"""Which texts are offered for translation, under which path."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orientation.publishing.strings import is_translatable, normalise
from tests.packs.workbench import tiny_source


def test_every_text_of_the_pack_has_its_own_path() -> None:
    paths = [string.path for string in tiny_source().strings]
    assert len(paths) == len(set(paths)) == 52
    for path in (
        "pack/summary",
        "first/can_do/2",
        "first/hello/intro/text",
        "first/hello/talk/line-1/meaning",
        "first/hello/remember/points/0",
        "first/practice/hear/door/explanation",
        "first/practice/steps/knock/text",
        "first/practice/pairs/morning/right/alt",
        "first/practice/pick/sentence",
        "words/deur/alt",
    ):
        assert path in paths


def test_words_of_the_target_language_are_not_offered() -> None:
    paths = {string.path for string in tiny_source().strings}
    for path in ("first/practice/several/hallo/text", "first/practice/type/sentence", "words/deur/text"):
        assert path not in paths


@pytest.mark.parametrize("text", [":nl[hallo]", "{fact:emergency-number}", "112!", ":nl[Hoi] – {1} (14.30)", ""])
def test_marks_facts_digits_and_punctuation_alone_need_no_translation(text: str) -> None:
    assert not is_translatable(text)


@pytest.mark.parametrize("text", ["hello", "say :nl[hallo]", "{fact:x} o'clock", "سلام", "ሰላም"])
def test_a_word_of_ones_own_needs_it(text: str) -> None:
    assert is_translatable(text)


def test_wrapping_a_text_anew_changes_nothing() -> None:
    wrapped = "One two\nthree.\n\n- a long\n  entry\n- another\n\nEnd.\n"
    assert normalise(wrapped) == normalise("One two three.\n\n- a long entry\n- another\n\nEnd.")


@given(st.text(alphabet="ab -\n1."))
@example("1\n- \n\n1")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
