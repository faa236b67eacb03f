"""What stands beside the right choice: near in sound or meaning, and never right as well."""

from dataclasses import replace

import pytest

from orientation.publishing.drills.course import CourseWord, senses_of
from orientation.publishing.drills.kinship import is_same, means_same, nearness, sounds_same
from orientation.publishing.drills.made import DrillItem, Pick
from tests.packs.drilled import ANIMALS, course_of, items_of, letter, phrase, plan, word

CHOOSING = ("hear-picture", "picture-word", "hear-word", "meaning-word", "word-meaning")


def pick_of(item: DrillItem) -> Pick:
    assert isinstance(item.made.body, Pick)
    return item.made.body


def beside(ask: str, *words: CourseWord) -> set[str]:
    """Return what stands beside the first word."""
    item = items_of(course_of(*words), ask, 1, words=[words[0].id])[0]
    return set(pick_of(item).ids) - {words[0].id}


@pytest.mark.parametrize("ask", CHOOSING)
def test_one_of_four_is_right(ask: str) -> None:
    for item in items_of(course_of(*map(word, ANIMALS)), ask, len(ANIMALS)):
        pick = pick_of(item)
        assert len(set(pick.ids)) == 4
        assert pick.right == item.made.about
        assert pick.right in pick.ids


@pytest.mark.parametrize("ask", CHOOSING)
def test_a_word_of_which_it_is_said_that_it_is_mistaken_comes_first(ask: str) -> None:
    words = [word(name) for name in ANIMALS]
    words[0] = replace(words[0], confusable=frozenset({"vogel"}))
    assert "vogel" in beside(ask, *words)


def test_so_does_one_that_names_the_right_word_as_mistaken() -> None:
    words = [word(name) for name in ANIMALS]
    words[5] = replace(words[5], confusable=frozenset({"kat"}))
    assert "vogel" in beside("hear-word", *words)


def test_what_sounds_alike_stands_beside_what_is_heard() -> None:
    near = ("dertien", "veertig", "vijftien")
    words = [word(name) for name in ("veertien", *near, "auto", "huis", "boek", "lamp")]
    assert beside("hear-word", *words) == set(near)


def test_what_belongs_together_stands_beside_a_meaning() -> None:
    food = [word(name, tags=frozenset({"food"})) for name in ("melk", "ui", "sap", "ham")]
    other = [word(name, tags=frozenset({"home"}), word_class="verb") for name in ("melden", "merk", "mild")]
    assert beside("meaning-word", *food, *other) == {"ui", "sap", "ham"}


@pytest.mark.parametrize("ask", CHOOSING)
@pytest.mark.parametrize(
    "also",
    [
        {"accept": ("kat",)},
        {"text": "Kat"},
        {"text": "kát"},
    ],
)
def test_what_is_written_alike_never_stands_beside(ask: str, also: dict[str, object]) -> None:
    words = [*map(word, ANIMALS), word("poes", confusable=frozenset({"kat"}), **also)]
    assert "poes" not in beside(ask, *words)


@pytest.mark.parametrize("ask", ["hear-picture", "picture-word", "meaning-word", "word-meaning"])
@pytest.mark.parametrize(
    "also",
    [
        {"picture": "kat.svg"},
        {"senses": senses_of("meaning of kat", "en")},
        {"senses": senses_of("pet; Meaning of kat (small)", "en")},
        {"synonyms": frozenset({"kat"})},
    ],
)
def test_what_means_the_same_never_stands_beside(ask: str, also: dict[str, object]) -> None:
    words = [*map(word, ANIMALS), word("poes", confusable=frozenset({"kat"}), **also)]
    assert "poes" not in beside(ask, *words)


def test_a_meaning_that_is_the_same_in_one_locale_is_enough() -> None:
    cat = replace(word("kat"), senses=senses_of("cat", "en") | senses_of("قطة", "ar"))
    puss = replace(word("poes"), senses=senses_of("puss", "en") | senses_of("قِطّة", "ar"))
    assert means_same(cat, puss)
    assert not sounds_same(cat, puss)


def test_the_same_word_in_two_languages_is_not_one_meaning() -> None:
    assert not means_same(
        replace(word("kat"), senses=senses_of("die", "de")), replace(word("hond"), senses=senses_of("die", "en"))
    )


def test_what_means_the_same_can_stand_beside_what_is_heard() -> None:
    words = [*map(word, ANIMALS), word("katje", synonyms=frozenset({"kat"}), confusable=frozenset({"kat"}))]
    assert "katje" in beside("hear-word", *words)


def test_the_others_differ_from_each_other_too() -> None:
    twins = [word(name, picture="cattle.svg") for name in ("koe", "kalf", "stier", "os")]
    words = [word("kat"), *twins, word("vis"), word("muis")]
    for ask in ("hear-picture", "picture-word"):
        assert len(beside(ask, *words) & {each.id for each in twins}) <= 1


def test_phrases_stand_beside_phrases_and_letters_beside_letters() -> None:
    phrases = [phrase("ik-zie-een-kat"), phrase("de-hond-is-groot"), phrase("waar-is-de-vogel")]
    letters = [letter(name) for name in "abcd"]
    everything = [*phrases, *map(word, ANIMALS), *letters]
    assert beside("hear-word", *everything) == {each.id for each in phrases[1:]}
    assert beside("hear-letter", letters[0], *phrases, *letters[1:]) == set("bcd")


def test_what_was_introduced_before_fills_up_and_what_comes_later_does_not() -> None:
    later = [word(name, unit="third") for name in ANIMALS[1:]]
    before = [word(name, unit="first") for name in ("boom", "blad", "tak")]
    course = course_of(word("kat", unit="second"), *later, *before, units=("first", "second", "third"))
    item = plan(course, "second/lesson", make={"hear-word": 1}).items[0]
    assert set(pick_of(item).ids) == {"kat", "boom", "blad", "tak"}


def test_three_choices_are_enough_and_two_are_not() -> None:
    assert len(beside("hear-word", *map(word, ANIMALS[:3]))) == 2
    lack = plan(course_of(*map(word, ANIMALS[:2])), make={"hear-word": 1}).lacks[0]
    assert dict(lack.reasons) == {"have too few others to choose from": 2}


def test_choices_can_be_listened_to_unless_that_would_tell() -> None:
    course = course_of(*map(word, ANIMALS))
    speaks = {ask: pick_of(items_of(course, ask, 1)[0]).speaks for ask in CHOOSING}
    assert speaks == {
        "hear-picture": False,
        "picture-word": True,
        "hear-word": False,
        "meaning-word": True,
        "word-meaning": False,
    }


def test_nearness_counts_links_before_sound_before_nothing() -> None:
    linked = replace(word("hond"), confusable=frozenset({"kat"}))
    assert nearness(word("kat"), linked, by_sound=True) > nearness(word("kat"), word("kam"), by_sound=True)
    assert nearness(word("kat"), word("kam"), by_sound=True) > nearness(word("kat"), word("vogel"), by_sound=True)


def test_sameness_is_mutual() -> None:
    cat, puss = word("kat"), word("poes", synonyms=frozenset({"kat"}))
    assert is_same(cat, puss)
    assert is_same(puss, cat)
