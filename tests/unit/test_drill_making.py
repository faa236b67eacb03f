"""What each ask makes of words, phrases, letters and lines."""

from dataclasses import replace
from typing import TypeVar

import pytest

from orientation.publishing.drills.course import CourseWord, words_in
from orientation.publishing.drills.made import DrillItem, Element, Hole, Pairs, Sequence, Tiles, Trace, Typed
from orientation.publishing.drills.planning import plan_drill
from tests.packs.drilled import ANIMALS, PHRASES, course_of, items_of, letter, phrase, plan, word

Kind = TypeVar("Kind")


def body_of(item: DrillItem, kind: type[Kind]) -> Kind:
    assert isinstance(item.made.body, kind)
    return item.made.body


def only(ask: str, *words: CourseWord) -> DrillItem:
    """Return what the ask makes of the first word; the others are in the course."""
    return items_of(course_of(*words), ask, 1, words=[words[0].id])[0]


def why_not(ask: str, *words: CourseWord) -> str:
    """Return why the ask makes nothing of the first word."""
    lack = plan(course_of(*words), make={ask: 1}, words=[words[0].id]).lacks[0]
    return next(iter(lack.reasons))


def all_words() -> list[CourseWord]:
    return [*map(word, ANIMALS), *map(phrase, PHRASES), *map(letter, "abcd")]


def test_pairs_are_of_words_and_their_pictures() -> None:
    pairs = body_of(only("match", *map(word, ANIMALS)), Pairs)
    assert pairs.shows == "picture"


def test_without_enough_pictures_they_are_of_words_and_their_meanings() -> None:
    bare = [replace(word(name), picture=None) for name in ANIMALS[1:]]
    course = course_of(word("kat"), *bare)
    item = items_of(course, "match", 1)[0]
    assert body_of(item, Pairs).shows == "meaning"


def test_each_of_a_pairs_words_could_stand_only_there() -> None:
    twins = [word(name, senses=word("koe").senses) for name in ("koe", "kalf", "stier")]
    course = course_of(*twins, word("kat"), word("vis"), word("muis"))
    for item in items_of(course, "match", 4):
        assert len({each.id for each in twins} & set(body_of(item, Pairs).lefts)) <= 1


def test_the_sides_are_never_in_the_same_order() -> None:
    for item in items_of(course_of(*map(word, ANIMALS)), "match", len(ANIMALS)):
        pairs = body_of(item, Pairs)
        assert sorted(pairs.lefts) == sorted(pairs.rights)
        assert pairs.lefts != pairs.rights


def test_large_letters_are_paired_with_small_ones() -> None:
    pairs = body_of(only("case", *map(letter, "abcd")), Pairs)
    assert (sorted(pairs.lefts), pairs.shows) == (["a", "b", "c", "d"], "case")


def test_a_phrases_words_keep_their_capital_and_full_stop() -> None:
    sequence = body_of(only("order-words", phrase("de-koe-eet-gras")), Sequence)
    texts = {element.id: element.text for element in sequence.elements}
    assert [texts[name] for name in sequence.key] == ["De", "koe", "eet", "gras."]
    assert [element.id for element in sequence.elements] != list(sequence.key)


def test_a_phrase_that_may_be_said_in_another_order_is_not_put_in_order() -> None:
    free = replace(phrase("de-koe-eet-gras"), accept=("Gras eet de koe.",))
    assert why_not("order-words", free) == "may be said in another order"


def test_a_gap_is_a_word_of_the_phrase_with_two_others() -> None:
    for item in items_of(course_of(*all_words()), "gap", len(PHRASES)):
        hole = body_of(item, Hole)
        text = PHRASES[str(item.made.about)][0]
        assert hole.sentence.replace("{1}", hole.right) == text
        assert len(set(hole.choices)) == 3
        assert hole.right in hole.choices


def test_no_other_choice_makes_a_phrase_that_is_also_right() -> None:
    free = replace(phrase("waar-is-de-vogel"), accept=("Waar is een vogel?", "Waar is uw vogel?"))
    others = [word(name) for name in ("een", "uw", "mijn", "jouw", "ons")]
    for seed in ("first", "second", "third"):
        course = course_of(free, *others)
        item = plan(course, f"first/{seed}", make={"gap": 1}, words=[free.id]).items[0]
        hole = body_of(item, Hole)
        assert hole.sentence != "Waar is {1} vogel?" or not {"een", "uw"} & set(hole.choices)


def test_a_name_is_never_left_out_nor_offered() -> None:
    named = replace(phrase("ik-zie-een-kat"), text="Ik heet Lina Kenia.")
    item = only("gap", named, phrase("de-koe-eet-gras"), replace(phrase("waar-is-de-vogel"), text="Waar is Sam nu?"))
    hole = body_of(item, Hole)
    assert hole.right == "heet"
    assert not {"Sam", "Lina", "Kenia"} & set(hole.choices)


def test_tiles_are_a_words_letters_and_some_that_do_not_belong() -> None:
    tiles = body_of(only("tiles", *map(word, ANIMALS)), Tiles)
    texts = dict(tiles.tiles)
    assert "".join(texts[name] for name in tiles.key) == "kat"
    extra = [text for name, text in tiles.tiles if name not in tiles.key]
    assert len(extra) == 3
    assert not set(extra) & set("kat")


def test_tiles_of_a_phrase_are_its_words_without_punctuation() -> None:
    tiles = body_of(only("tiles", phrase("waar-is-de-vogel"), *map(word, ANIMALS)), Tiles)
    texts = dict(tiles.tiles)
    assert [texts[name] for name in tiles.key] == ["Waar", "is", "de", "vogel"]
    assert tiles.join == " "
    assert len(tiles.tiles) == 7


def test_no_other_spelling_can_be_put_together() -> None:
    lax = replace(word("kat"), accept=("kats", "kast", "skat"))
    course = course_of(lax, word("kas"), word("mes"), word("bos"), word("hond"))
    for seed in "abcdefgh":
        item = plan(course, f"first/{seed}", make={"tiles": 1}, words=["kat"]).items[0]
        assert "s" not in dict(body_of(item, Tiles).tiles).values()


def test_a_letter_keeps_its_accents_on_its_tile() -> None:
    tiles = body_of(only("tiles", word("e-e-n", text="één"), *map(word, ANIMALS)), Tiles)
    texts = dict(tiles.tiles)
    assert [texts[name] for name in tiles.key] == ["é", "é", "n"]
    assert "e" not in texts.values()


def test_a_typed_word_names_the_words_that_must_not_pass_for_it() -> None:
    cats = [word("katten"), word("kamer"), word("kasten", forms=("latten",)), word("boom")]
    linked = replace(cats[0], opposite=frozenset({"boom"}))
    typed = body_of(only("type", linked, *cats[1:]), Typed)
    assert typed.accepted == ("katten",)
    assert set(typed.others) == {"kasten", "latten", "boom"}


def test_a_number_is_typed_in_digits() -> None:
    typed = body_of(only("number", word("vijf", accept=("5", "vyf"))), Typed)
    assert (typed.accepted, typed.exact) == (("5",), True)


def test_a_letter_is_traced() -> None:
    item = only("trace", letter("a"))
    assert body_of(item, Trace).letter == "a"
    assert (item.kind, item.made.listen) == ("trace", "a")


@pytest.mark.parametrize(
    ("ask", "first", "reason"),
    [
        ("hear-picture", word("x", has_sound=False), "have no sound"),
        ("hear-picture", word("x", picture=None), "have no picture"),
        ("picture-word", word("x", picture=None), "have no picture"),
        ("hear-word", word("x", has_sound=False), "have no sound"),
        ("meaning-word", word("x", senses=frozenset()), "have no meaning"),
        ("hear-letter", word("x"), "aren't letters"),
        ("hear-letter", letter("x", has_sound=False), "have no sound"),
        ("case", word("x"), "have no large letter"),
        ("trace", word("x"), "have no strokes"),
        ("order-words", word("x"), "aren't phrases"),
        ("order-words", replace(phrase("de-koe-eet-gras"), text="Een koe."), "don't have 3 to 8 words"),
        ("gap", word("x"), "aren't phrases"),
        ("gap", replace(phrase("de-koe-eet-gras"), text="Ik zie {1}."), "have a gap in their own text"),
        ("tiles", word("x", text="u"), "are too short or too long for tiles"),
        ("tiles", word("x", text="a" * 13), "are too short or too long for tiles"),
        ("type", word("x", has_sound=False), "have no sound"),
        ("type", word("x", text="x" * 41), "are longer than 40 characters"),
        ("number", word("x"), "have no digits in `accept`"),
        ("hear-word", letter("x"), "are letters"),
    ],
)
def test_what_cannot_be_made_says_why(ask: str, first: CourseWord, reason: str) -> None:
    assert why_not(ask, first, *map(word, ANIMALS)) == reason


def lines(number: int) -> list[Element]:
    return [Element(f"line-{n}", f"Line {n}", f"lesson-line-{n}") for n in range(1, number + 1)]


def dialogue(number: int, wanted: int) -> list[list[str]]:
    """Return the keys of so many items of a dialogue with so many lines."""
    block = {"id": "drill", "make": {"dialogue": wanted}}
    planned = plan_drill(course_of(), "first/lesson", block, lines(number))
    return [list(body_of(item, Sequence).key) for item in planned.items]


def test_a_dialogue_is_put_in_order_run_by_run() -> None:
    assert dialogue(8, 2) == [[f"line-{n}" for n in (1, 2, 3, 4)], [f"line-{n}" for n in (5, 6, 7, 8)]]
    assert dialogue(8, 1) == [[f"line-{n}" for n in (1, 2, 3, 4, 5)]]
    assert dialogue(5, 2) == []


def test_words_are_found_between_punctuation() -> None:
    assert words_in("“Hoe gaat het?” – zei Sam, ’s avonds.") == ["Hoe", "gaat", "het", "zei", "Sam", "’s", "avonds"]


def test_a_word_is_asked_about_again_only_after_those_that_were_not() -> None:
    planned = plan(course_of(*map(word, ANIMALS)), make={"hear-picture": 4, "hear-word": 4, "tiles": 2})
    first_eight = [item.made.about for item in planned.items[:8]]
    assert sorted(map(str, first_eight)) == sorted(ANIMALS)


def test_items_are_named_after_what_they_ask_and_about_which_word() -> None:
    long = word("a" * 60)
    course = course_of(long, *map(word, ANIMALS))
    names = [item.id for item in items_of(course, "hear-word", 1, words=[long.id])]
    assert items_of(course, "type", 1, words=["kat"])[0].id == "drill-type-kat"
    assert len(names[0]) == 60
    assert names[0].startswith("drill-hear-word-aaaa")


def test_a_lack_says_how_many_words_fail_for_which_reason() -> None:
    words = [word("kat"), word("hond", has_sound=False), word("koe", picture=None)]
    lack = plan(course_of(*words), make={"hear-picture": 2}).lacks[0]
    assert str(lack).startswith("0 of 2 can be made: of 3 words, ")
    assert "1 have no sound" in str(lack)
    assert "1 have no picture" in str(lack)
