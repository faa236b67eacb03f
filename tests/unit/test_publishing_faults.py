"""Every fault names its file, line and key, says what is wrong and how to mend it; all come at once."""

import pytest

from tests.packs.workbench import fault_after, faults_of, tiny_files, with_change

PACK, MODULE, WORDS = "pack.yaml", "modules/first/module.yaml", "words.yaml"
HELLO, PRACTICE = "modules/first/hello.yaml", "modules/first/practice.yaml"


def test_the_tiny_pack_has_none() -> None:
    assert faults_of(tiny_files()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "key", "says"),
    [
        (PACK, "format: 1", "format: 2", "format: 2", "format", "whole number from 1 to 1"),
        (PACK, "id: tiny", "id: Tiny Pack", "id: Tiny Pack", "id", "isn't a slug"),
        (PACK, "kind: language", "kind: course", "kind: course", "kind", "allowed words"),
        (PACK, "target_language: nl\n", "", "format: 1", "target_language", "A language pack needs it"),
        (PACK, "target_language: nl", "target_language: xx", "target_language: xx", "target_language", "isn't known"),
        (PACK, "locales: [en, ar]", "locales: [ar]", "locales: [ar]", "locales", "source locale"),
        (PACK, "locales: [en, ar]", "locales: [en, ar, ar]", "locales: [en, ar, ar]", "locales[2]", "listed twice"),
        (PACK, "title: A tiny pack", "title: true", "title: true", "title", "true, false or nothing"),
        (PACK, "title: A tiny pack", "title: 2026-01-01", "title: 2026-01-01", "title", "number or a day"),
        (PACK, "title: A tiny pack", "titel: A tiny pack", "format: 1", "title", "missing"),
        (
            PACK,
            "link: https://www",
            "link: http://www",
            "link: http://www",
            "facts.emergency-number.source.link",
            "https",
        ),
        (
            PACK,
            "checked: 2026-03-01",
            "checked: yesterday",
            "checked: yesterday",
            "facts.emergency-number.source.checked",
            "day or null",
        ),
        (
            PACK,
            "modules: [first]",
            "modules: [first, second]",
            "modules: [first, second]",
            "modules[1]",
            "no modules/second/module.yaml",
        ),
        (MODULE, "minutes: 10", "minutes: 300", "minutes: 300", "minutes", "from 5 to 90"),
        (
            MODULE,
            "lessons: [hello, practice]",
            "lessons: [hello, practice, more]",
            "lessons: [hello, practice, more]",
            "lessons[2]",
            "There is no",
        ),
        (MODULE, "picture: sun.svg", "picture: moon.svg", "picture: moon.svg", "picture", "no media/moon.svg"),
        (HELLO, "kind: note", "kind: aside", "kind: aside", "blocks[4].kind", "isn't a kind"),
        (HELLO, "    alt: A blue door\n", "", "- id: scene", "blocks[1].alt", "missing"),
        (HELLO, "    alt: The sun rises\n", "", "- id: intro", "blocks[0].alt", "has no alt"),
        (HELLO, "{fact:emergency-number}", "{fact:police}", "text: |", "blocks[0].text", "no fact “police”"),
        (
            HELLO,
            "words: [hallo, deur]",
            "words: [hallo, raam]",
            "words: [hallo, raam]",
            "blocks[2].words[1]",
            "no word “raam”",
        ),
        (HELLO, "id: words", "id: intro", "id: intro", "blocks[2].id", "Another block or item"),
        (HELLO, "id: line-2", "id: line-1", "id: line-1", "blocks[3].lines[1].id", "stands here twice"),
        (HELLO, "Neighbours say", "Neighbours <b>say</b>", "text: Neigh", "blocks[4].text", "HTML"),
        (PRACTICE, "listen: hallo", "listen: doei", "listen: doei", "blocks[0].items[0].listen", "no word “doei”"),
        (
            PRACTICE,
            ", right: true, explanation: You",
            ", explanation: You",
            "choices:",
            "blocks[0].items[0].choices",
            "0 choices",
        ),
        (PRACTICE, "id: rumour", "id: hear", "id: hear", "blocks[0].items[2].id", "Another block or item"),
        (PRACTICE, "id: rumour", "id: more", "- id: more", "blocks[1].id", "Another block or item"),
        (PRACTICE, "answer: false", "answer: falsch", "answer: falsch", "blocks[0].items[2].answer", "true or false"),
        (
            PRACTICE,
            'sentence: "{1}, Sam!"',
            'sentence: "{2}, Sam!"',
            'sentence: "{2}, Sam!"',
            "blocks[1].items[2].sentence",
            "gaps",
        ),
        (
            PRACTICE,
            "        explanation: Both mean hello.\n",
            "",
            "id: hallo",
            "blocks[0].items[1].choices[0]",
            "no explanation",
        ),
        (PACK, "id: tiny", "id: upload", "id: upload", "id", "can't be called “upload”"),
        (PACK, "id: tiny", "id: signing-key", "id: signing-key", "id", "can't be called “signing-key”"),
        (HELLO, "id: scene", "id: done", "id: done", "blocks[1].id", "can't be called “done”"),
        (
            PRACTICE,
            'accept: ["112"], choices',
            'accept: ["112", "113"], choices',
            '"113"',
            "blocks[1].items[3].gaps[0].accept",
            "can't be picked",
        ),
        (
            PRACTICE,
            'accept: ["112"], choices',
            'accept: ["113"], choices',
            '"113"',
            "blocks[1].items[3].gaps[0].choices",
            "no right one",
        ),
        (PRACTICE, "accept: [Hallo, Hoi]", "accept: []", "accept: []", "blocks[1].items[2].gaps[0].accept", "1 to 12"),
        (
            PRACTICE,
            "accept: [Hallo, Hoi]",
            'accept: ["\u200d"]',
            "accept: [",
            "blocks[1].items[2].gaps[0].accept[0]",
            "Nobody could see it",
        ),
        (WORDS, "unit: first", "unit: second", "unit: second", "words[0].unit", "no such module"),
        (
            WORDS,
            "confusable: [deur]",
            "confusable: [raam]",
            "confusable: [raam]",
            "words[0].confusable[0]",
            "isn't another word",
        ),
        (WORDS, "class: noun", "class: verb", "article: de", "words[1].article", "Only a noun"),
        (WORDS, "id: deur", "id: hallo", "id: hallo", "words[1].id", "stands here twice"),
    ],
)
def test_a_fault_is_where_it_is(file: str, old: str, new: str, at: str, key: str, says: str) -> None:
    """`at` stands on the line that is named."""
    files = with_change(file, old, new)
    found = [fault for fault in faults_of(files) if says in fault.message]
    assert [(fault.file, fault.key) for fault in found][:1] == [(file, key)]
    assert at in files[file].decode().splitlines()[(found[0].line or 0) - 1]
    assert all(fault.message.endswith(".") and fault.mend.endswith((".", "…")) for fault in found)


def test_a_mistyped_key_is_told_with_the_one_that_was_meant() -> None:
    fault = fault_after(HELLO, "    caption: The", "    captoin: The")
    assert (fault.key, fault.line) == ("blocks[1].captoin", 23)
    assert fault.message == "The format doesn't know this key."
    assert fault.mend.startswith("Did you mean “caption”?")


def test_two_right_choices_are_too_many_for_one() -> None:
    assert (
        "2 choices are right"
        in fault_after(PRACTICE, "alt: A blue door, expl", "alt: A blue door, right: true, expl").message
    )


def test_two_pairs_can_not_share_a_side() -> None:
    fault = fault_after(PRACTICE, "left: the door", 'left: ":nl[goedemorgen]"')
    assert "nobody could know" in fault.message


def test_all_faults_come_at_once_from_every_file_in_order() -> None:
    files = with_change(PACK, "destination: NL", "destination: XX")
    files[WORDS] = files[WORDS].replace(b"level: A1", b"level: D9")
    files[HELLO] = files[HELLO].replace(b"minutes: 3", b"minutes: 99").replace(b"alt: The sun rises", b"alt: <b>x")
    files["media/sun.svg"] = b"<svg"
    found = faults_of(files)
    assert [fault.file for fault in found] == ["media/sun.svg", HELLO, HELLO, PACK, WORDS, WORDS]


def test_a_module_that_is_not_listed_is_told() -> None:
    files = tiny_files()
    files["modules/second/module.yaml"] = files[MODULE]
    files["modules/first/extra.yaml"] = files[PRACTICE]
    assert sorted((f.file, f.message) for f in faults_of(files)) == [
        ("modules/first/extra.yaml", "Its module.yaml doesn't list it."),
        ("modules/second/module.yaml", "Its module isn't listed in pack.yaml."),
    ]


def test_a_module_can_not_have_the_name_of_something_else() -> None:
    files = {path.replace("/first/", "/words/"): content for path, content in tiny_files().items()}
    files[PACK] = files[PACK].replace(b"[first]", b"[words]")
    files[WORDS] = files[WORDS].replace(b"unit: first", b"unit: words")
    assert [f.message for f in faults_of(files)] == ["A module can't be called “words”."]


def test_a_lesson_can_not_have_the_name_of_its_modules_page() -> None:
    files = with_change(MODULE, "[hello, practice]", "[hello, index]")
    files["modules/first/index.yaml"] = files.pop(PRACTICE)
    assert [f.message for f in faults_of(files)] == ["A lesson can't be called “index”."]


def test_two_sounds_can_not_have_one_name() -> None:
    files = with_change(WORDS, "id: deur", "id: hello-line-1")
    files[WORDS] = files[WORDS].replace(b"[deur]", b"[hello-line-1]")
    files[HELLO] = files[HELLO].replace(b"[hallo, deur]", b"[hallo]")
    assert ["that of another text" in f.message for f in faults_of(files)] == [True]


class TestAnOrientationPack:
    """It has sources, closes each lesson, explains each choice, and teaches no language."""

    def files(self) -> dict[str, bytes]:
        files = with_change(PACK, "kind: language", "kind: orientation")
        files[PACK] = files[PACK].replace(b"target_language: nl\n", b"")
        return files

    def test_what_only_language_packs_have_is_told(self) -> None:
        told = "\n".join(str(fault) for fault in faults_of(self.files()))
        for says in (
            "Only language packs have words.",
            "Only language packs have it.",
            "Only language packs have such a block.",
            "A lesson of an orientation pack needs its sources.",
            "The choice has no explanation.",
            "Write translate: true.",
        ):
            assert says in told

    def test_a_lesson_closes_with_what_to_remember(self) -> None:
        files = self.files()
        files[HELLO] = files[HELLO].replace(
            b"    kind: remember\n    points:\n      - Say", b"    kind: note\n    text: Say"
        )
        assert any("closes with one `remember` block" in fault.message for fault in faults_of(files))
