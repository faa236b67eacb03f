"""What a pack's words lack, and the teacher's view of a pack."""

import json

from orientation.publishing.coverage import count_words, find_gaps, list_hints
from orientation.publishing.report import make_report
from orientation.publishing.report_text import to_json, to_text
from orientation.publishing.source import Source
from tests.packs.drilled import drilled_files
from tests.packs.workbench import tiny_source


def source() -> Source:
    return tiny_source(drilled_files({"hear-word": 2, "type": 2, "gap": 1}))


def test_gaps_name_the_words_that_lack_something() -> None:
    gaps = find_gaps(tiny_source())
    assert gaps.words == ("hallo", "deur")
    assert gaps.no_picture == ("hallo",)
    assert gaps.no_sound == ()
    assert gaps.no_slow == ("hallo", "deur")
    assert gaps.not_recorded == ("hallo",)
    assert gaps.untranslated == {"ar": ()}


def test_letters_need_neither_picture_nor_translation() -> None:
    gaps = find_gaps(source())
    letters = {"letter-a", "letter-b", "letter-c", "letter-d"}
    assert letters < set(gaps.words)
    assert not letters & {*gaps.no_picture, *gaps.untranslated["ar"]}


def test_an_outline_counts_what_words_have() -> None:
    gaps = find_gaps(tiny_source())
    english = {"all": 2, "translated": 2, "pictured": 1, "heard": 2, "slow": 0, "recorded": 1}
    assert count_words(gaps, "en") == english
    assert count_words(gaps, "ar") == english
    assert count_words(find_gaps(source()), "ar")["translated"] == 22 - 16


def test_hints_name_the_first_few_or_all() -> None:
    gaps = find_gaps(source())
    short = next(hint for hint in list_hints(gaps) if "without picture" in hint)
    whole = next(hint for hint in list_hints(gaps, whole=True) if "without picture" in hint)
    assert short.startswith("16 of 22 words without picture: hallo, ")
    assert short.endswith("…")
    assert whole.endswith("de-koe-eet-gras")


def test_a_report_counts_words_and_items_of_each_unit() -> None:
    unit = make_report(source()).units[0]
    assert (unit.slug, unit.words, unit.phrases, unit.letters) == ("first", 14, 4, 4)
    assert unit.items == 7 + 5
    assert unit.asks == {"by hand": 7, "hear-word": 2, "type": 2, "gap": 1}
    assert unit.kinds["type"] == 2
    assert (unit.lines, unit.lines_heard) == (2, 1)
    assert not unit.is_as_planned


def test_a_report_names_the_words_of_no_item() -> None:
    made = source()
    report = make_report(made)
    used = {name for items in made.drills.values() for item in items for name in item.made.used}
    assert not used & set(report.never_practised)
    assert "hallo" not in report.never_practised, "a person wrote an item about it"
    assert "letter-a" in report.never_practised


def test_a_report_names_the_words_that_nothing_can_stand_beside() -> None:
    assert make_report(tiny_source()).lacking_choices == ("hallo", "deur")
    assert make_report(source()).lacking_choices == ("deur", "kat"), "only these two have a picture"


def test_a_report_counts_texts_of_each_language() -> None:
    arabic = make_report(tiny_source()).languages[1]
    assert arabic.locale == "ar"
    assert arabic.states == {"reviewed": 3, "draft": 17, "outdated": 1, "missing": 31}
    assert len(arabic.untranslated) == 31
    assert arabic.words_translated == 2


def test_its_columns_stay_aligned() -> None:
    lines = list(to_text(make_report(source())))
    start = next(number for number, line in enumerate(lines) if line.startswith("Items by kind"))
    head, row = lines[start + 1 : start + 3]
    assert len(head) == len(row)
    assert row.split()[0] == "first"
    assert max(map(len, lines)) < 200


def test_it_is_whole_as_json() -> None:
    report = json.loads(to_json(make_report(source())))
    assert report["units"][0]["asks"]["gap"] == 1
    assert report["gaps"]["untranslated"]["ar"]
    assert set(report) == {
        *("pack", "units", "languages", "pictures", "gaps", "never_practised", "lacking_choices"),
    }
