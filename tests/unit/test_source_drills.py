"""Words and drills in a pack's YAML: what is taken, and what is a fault with its place and what to do."""

import json
from typing import Any

import pytest

from orientation.publishing.compiler import compile_pack
from orientation.publishing.faults import Fault, Faults
from orientation.publishing.source import read_source
from orientation.publishing.texts import Text
from tests.packs.drilled import drilled_files
from tests.packs.workbench import fault_after, faults_of, tiny_source, with_change, zip_of

WORDS = "words.yaml"
LESSON = "modules/first/practice.yaml"
MAKE = dict.fromkeys(
    ["hear-word", "match", "gap", "tiles", "type", "number", "hear-letter", "case", "trace", "order-words"], 1
)


def render(page: str, doc: dict[str, Any], module: dict[str, Any] | None = None) -> str:
    return "<h1></h1>"


def items_of(files: dict[str, bytes], locale: str = "en") -> dict[str, dict[str, Any]]:
    """Return the items of the lesson `practice` by id."""
    compiled = compile_pack(tiny_source(files), render)
    found = next(f for f in compiled.files if (f.locale, f.path) == (locale, "first/practice.json"))
    return {item["id"]: item for block in json.loads(found.content)["blocks"] for item in block.get("items", [])}


def with_item(item: str) -> dict[str, bytes]:
    """Return the drilled pack with one more item, as YAML on one line, in `practice`."""
    files = drilled_files()
    text = files[LESSON].decode()
    files[LESSON] = text.replace("      - id: steps\n", f"      - {item}\n      - id: steps\n").encode()
    return files


def only_fault(files: dict[str, bytes]) -> Fault:
    found = faults_of(files)
    assert len(found) == 1, [str(fault) for fault in found]
    return found[0]


def test_a_drill_compiles_to_an_exercise_with_its_items() -> None:
    items = items_of(drilled_files(MAKE))
    made = {item["ask"]: item for item in items.values() if item["ask"]}
    assert set(made) == set(MAKE)
    assert {item["kind"] for item in made.values()} == {
        *("choose-one", "match", "gap", "tiles", "type", "trace", "order"),
    }


def test_a_drills_item_is_about_a_word_and_has_no_prompt_of_its_own() -> None:
    item = items_of(drilled_files({"hear-word": 1}), "ar")
    made = next(item for item in item.values() if item["ask"] == "hear-word")
    assert (made["prompt"], made["explanation"]) == (None, None)
    assert made["about"]["id"] == made["listen"]["id"] == made["key"]
    assert {choice["text"]["locale"] for choice in made["choices"]} == {"nl"}


def test_what_is_translated_stands_above_with_its_meaning() -> None:
    made = next(i for i in items_of(drilled_files({"meaning-word": 1})).values() if i["ask"])
    meaning: Text = made["about"]["meaning"]
    assert made["prompt"] == meaning
    assert all(choice["sound"]["sounds"] for choice in made["choices"])


def test_the_same_items_are_made_for_every_locale() -> None:
    make = {"hear-word": 2, "match": 1, "tiles": 1, "gap": 1}
    english, arabic = (items_of(drilled_files(make), locale) for locale in ("en", "ar"))
    assert [(i["id"], i["key"]) for i in english.values()] == [(i["id"], i["key"]) for i in arabic.values()]


def test_what_cannot_be_made_is_a_fault_that_says_why() -> None:
    fault = only_fault(drilled_files({"hear-picture": 3}))
    assert (fault.file, fault.key) == (LESSON, "blocks[2].make.hear-picture")
    assert fault.line is not None
    assert fault.message.startswith("0 of 3 can be made: of ")
    assert "have no picture" in fault.message


def test_a_drill_waits_for_speech_without_being_refused() -> None:
    files = drilled_files({"hear-word": 1})
    silent = {path: content for path, content in files.items() if not path.endswith((".ogg", ".mp3"))}
    assert "have no sound" in only_fault(silent).message
    faults = Faults()
    assert read_source(zip_of(silent), faults, to_be_spoken=True) is not None
    assert not len(faults)


def test_an_item_of_a_drill_never_shares_its_id() -> None:
    files = drilled_files({"type": 12})
    text = files[LESSON].decode().replace("id: steps", "id: drill-type-kat")
    fault = only_fault({**files, LESSON: text.encode()})
    assert "drill-type-kat" in fault.message
    assert fault.key == "blocks[2].id"


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("make:\n", "make: {}\n    more:\n", "blocks[2].more", "The format doesn't know this key."),
        ("hear-word: 1", "hear-words: 1", "blocks[2].make.hear-words", "The format doesn't know this key."),
        ("hear-word: 1", "hear-word: 13", "blocks[2].make.hear-word", "It must be a whole number from 1 to 12."),
        ("hear-word: 1", "hear-word: 7\n      type: 6", "blocks[2].make", "They are 13 in all."),
        ("make:", "words: [kat, kat]\n    make:", "blocks[2].words[1]", "“kat” is listed twice."),
        ("make:", "words: [kat, tiger]\n    make:", "blocks[2].words[1]", "There is no word “tiger”."),
        ("make:", "dialogue: talk\n    make:", "blocks[2].dialogue", "`dialogue` and what is made of it"),
        ("hear-word: 1", "dialogue: 1", "blocks[2].dialogue", "`dialogue` and what is made of it"),
        (
            "make:\n      hear-word: 1",
            "dialogue: talk\n    make: {dialogue: 1}",
            "blocks[2].dialogue",
            "no dialogue “talk”",
        ),
    ],
)
def test_a_drill_that_is_misshapen_is_a_fault(old: str, new: str, key: str, message: str) -> None:
    files = drilled_files({"hear-word": 1})
    text = files[LESSON].decode()
    assert old in text
    found = faults_of({**files, LESSON: text.replace(old, new, 1).encode()})
    assert any(fault.key == key and message in fault.message for fault in found), [str(fault) for fault in found]


def test_typed_words_know_what_must_not_pass_for_them() -> None:
    files = with_item("{id: write, kind: type, prompt: Write it., listen: kat, accept: [paarden, Paard]}")
    item = items_of(files)["write"]
    assert (item["lang"], item["exact"], item["key"]) == ("nl", False, ["paarden", "Paard"])
    assert item["others"] == []
    exact = items_of(with_item("{id: write, kind: type, prompt: Write it., accept: [geiten], exact: true}"))["write"]
    assert (exact["exact"], exact["others"]) == (True, [])


def test_a_typed_gap_of_a_language_pack_knows_them_too() -> None:
    files = drilled_files(kat={"confusable": ["hond"]})
    text = files[LESSON].decode().replace("accept: [Hallo, Hoi]", "accept: [kat]")
    items = items_of({**files, LESSON: text.encode()})
    assert items["type"]["others"] == {"1": ["hond"]}
    assert "others" not in items["pick"]


def test_tiles_that_a_person_wrote_are_mixed_and_marked_by_their_ids() -> None:
    item = items_of(
        with_item("{id: put, kind: tiles, prompt: Put it., tiles: [kat, Ik, een, zie, een], right: [een, kat]}")
    )
    texts = {tile["id"]: tile["text"]["html"] for tile in item["put"]["tiles"]}
    assert [texts[name] for name in item["put"]["key"]] == ["een", "kat"]
    assert item["put"]["join"] == " "
    assert len(texts) == 5
    letters = items_of(
        with_item("{id: put, kind: tiles, prompt: Put it., join: letters, tiles: [k, a, t], right: [a, t]}")
    )
    assert letters["put"]["join"] == ""


def test_a_letter_is_traced_by_its_strokes() -> None:
    item = items_of(with_item("{id: trace, kind: trace, prompt: Trace it., letter: letter-a}"))["trace"]
    assert (item["letter"], item["key"], len(item["strokes"])) == ({"html": "a", "lang": "nl"}, True, 2)


def test_a_choice_can_be_a_word() -> None:
    choices = "[{id: one, word: kat, right: true}, {id: two, text: the dog}]"
    item = items_of(
        with_item(f"{{id: pick-one, kind: choose-one, prompt: Which?, explanation: So., choices: {choices}}}")
    )
    first, second = item["pick-one"]["choices"]
    assert (first["text"]["html"], first["text"]["locale"]) == ("kat", "nl")
    assert first["sound"]["sounds"]
    assert second["sound"] is None


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("{id: x, kind: tiles, prompt: P., tiles: [a, b], right: [a, a]}", "There is no tile “a” for it."),
        ("{id: x, kind: trace, prompt: P., letter: kat}", "“kat” has no strokes to trace."),
        ("{id: x, kind: trace, prompt: P., letter: letter-z}", "There is no word “letter-z”."),
        ("{id: x, kind: type, prompt: P., accept: ['?']}", "neither letter nor digit"),
        ("{id: x, kind: gap, prompt: P., sentence: '{1}', gaps: [{id: '1', accept: ['?']}], explanation: E.}", "digit"),
        (
            "{id: x, kind: choose-one, prompt: P., explanation: E., choices: "
            "[{id: a, word: tiger, right: true}, {id: b, text: B}]}",
            "There is no word “tiger”.",
        ),
        (
            "{id: x, kind: choose-one, prompt: P., explanation: E., choices: "
            "[{id: a, word: kat, text: A, right: true}, {id: b, text: B}]}",
            "The word has its own text.",
        ),
    ],
)
def test_an_item_that_cannot_be_answered_is_a_fault(item: str, message: str) -> None:
    found = faults_of(with_item(item))
    assert found
    assert message in str(found[0])


@pytest.mark.parametrize(
    ("change", "key", "message"),
    [
        ({"opposite": ["tiger"]}, "opposite[0]", "“tiger” isn't another word here."),
        ({"synonyms": ["kat"]}, "synonyms[0]", "“kat” isn't another word here."),
        ({"forms": {}}, "forms", "It must be a mapping of 1 to 20 names."),
        ({"forms": {"No slug": "katten"}}, "forms.No slug", "This name isn't a slug."),
        ({"forms": {"plural": 3}}, "forms.plural", "It must be text"),
        ({"upper": "K"}, "upper", "Only a letter has it."),
        ({"strokes": ["M0 0 L5 5"]}, "strokes", "Only a letter has it."),
        ({"kind": "letter", "strokes": ["M0 0 C1 1 2 2 3 3"]}, "strokes[0]", "It isn't a stroke."),
        ({"kind": "letter", "strokes": ["M0 0 L101 5"]}, "strokes[0]", "It isn't a stroke."),
        ({"accept": ["poes", "poes"]}, "accept[1]", "“poes” is listed twice."),
    ],
)
def test_a_word_that_is_misshapen_is_a_fault(change: dict[str, Any], key: str, message: str) -> None:
    found = faults_of(drilled_files(kat=change))
    assert any(fault.key == f"words[2].{key}" and message in fault.message for fault in found), list(map(str, found))


def test_only_a_letter_does_without_a_meaning() -> None:
    fault = fault_after(WORDS, "    meaning: hello\n", "")
    assert (fault.key, fault.message) == ("words[0].meaning", "It is missing.")
    assert tiny_source(drilled_files()).words["letter-a"]["upper"] == "A"


@pytest.mark.parametrize("kind", ["type", "tiles", "trace", "drill"])
def test_only_language_packs_have_them(kind: str) -> None:
    item = {
        "type": "{id: x, kind: type, prompt: P., accept: [a]}",
        "tiles": "{id: x, kind: tiles, prompt: P., tiles: [a, b], right: [a]}",
        "trace": "{id: x, kind: trace, prompt: P., letter: hallo}",
        "drill": "",
    }[kind]
    files = with_item(item) if item else drilled_files({"type": 1})
    pack = with_change("pack.yaml", "kind: language", "kind: orientation")["pack.yaml"]
    found = faults_of({**files, "pack.yaml": pack.replace(b"target_language: nl\n", b"")})
    wanted = "Only language packs have such " + ("a block." if kind == "drill" else "an item.")
    assert any(fault.message == wanted for fault in found)
