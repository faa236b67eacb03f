"""The state of a translation is derived; PO files follow the source without losing anything."""

import polib
import pytest

from orientation.publishing.po_update import update_po
from orientation.publishing.strings import SourceString
from orientation.publishing.translations import Translation, read_translations
from tests.packs.workbench import fault_after, faults_of, tiny_files, tiny_source

PO = "locale/ar.po"


def strings(**texts: str) -> list[SourceString]:
    return [SourceString(path.replace("_", "/"), text, "pack.yaml") for path, text in texts.items()]


def po_of(*entries: polib.POEntry, reviewed: str = "no") -> polib.POFile:
    po = polib.POFile()
    po.metadata = {"Language": "ar", "X-Reviewed": reviewed}
    po.extend(entries)
    return po


def entry(path: str, source: str, translation: str, *flags: str, previous: str | None = None) -> polib.POEntry:
    return polib.POEntry(msgctxt=path, msgid=source, msgstr=translation, flags=list(flags), previous_msgid=previous)


def state(found: polib.POEntry, reviewed: str = "no") -> str:
    translations = read_translations(po_of(found, reviewed=reviewed), strings(a_title="Now"), {})
    return translations.get("a/title", Translation("", "missing")).state


def test_no_text_is_missing() -> None:
    assert state(entry("a/title", "Now", "")) == "missing"
    assert state(entry("b/title", "Now", "الآن")) == "missing"


def test_a_text_made_from_another_source_is_outdated_even_if_a_person_read_it() -> None:
    assert state(entry("a/title", "Then", "آنذاك", "reviewed"), reviewed="yes") == "outdated"
    assert state(entry("a/title", "Now", "آنذاك", "fuzzy", previous="Then"), reviewed="yes") == "outdated"


def test_a_text_that_nobody_read_is_a_draft() -> None:
    assert state(entry("a/title", "Now", "الآن")) == "draft"
    assert state(entry("a/title", "Now", "الآن", "fuzzy"), reviewed="yes") == "draft"
    assert state(entry("a/title", "Now", "الآن", "fuzzy", "reviewed")) == "draft"


def test_a_text_that_a_person_read_is_reviewed() -> None:
    assert state(entry("a/title", "Now", "الآن", "reviewed")) == "reviewed"
    assert state(entry("a/title", "Now", "الآن"), reviewed="Yes") == "reviewed"


def test_an_old_text_that_names_a_lost_fact_is_not_shown() -> None:
    assert state(entry("a/title", "Then {fact:gone}", "آنذاك {fact:gone}")) == "missing"


def test_updating_keeps_what_is_there_and_adds_what_is_new() -> None:
    old = po_of(entry("a/title", "Now", "الآن", "reviewed"))
    new = update_po(old, strings(a_title="Now", a_summary="Soon"), "a", "ar")
    assert [(e.msgctxt, e.msgid, e.msgstr, e.flags) for e in new] == [
        ("a/title", "Now", "الآن", ["reviewed"]),
        ("a/summary", "Soon", "", []),
    ]


def test_a_changed_source_keeps_the_old_translation_and_says_what_it_was_made_from() -> None:
    old = po_of(entry("a/title", "Then", "آنذاك", "reviewed"), reviewed="yes")
    once = update_po(old, strings(a_title="Now"), "a", "ar")
    twice = update_po(once, strings(a_title="Soon"), "a", "ar")
    for po, source in ((once, "Now"), (twice, "Soon")):
        assert (po[0].msgid, po[0].msgstr, po[0].previous_msgid) == (source, "آنذاك", "Then")
        assert read_translations(po, strings(a_title=source), {})["a/title"].state == "outdated"


def test_a_source_that_changes_back_makes_a_draft() -> None:
    old = po_of(entry("a/title", "Then", "آنذاك"), reviewed="yes")
    changed = update_po(old, strings(a_title="Now"), "a", "ar")
    back = update_po(changed, strings(a_title="Then"), "a", "ar")
    assert back[0].previous_msgid is None
    assert read_translations(back, strings(a_title="Then"), {})["a/title"].state == "draft"


def test_an_unchanged_text_that_moved_takes_its_translation_along() -> None:
    old = po_of(entry("a/title", "Now", "الآن", "reviewed"))
    new = update_po(old, strings(b_title="Now"), "a", "ar")
    assert [(e.msgctxt, e.msgstr, e.flags, e.obsolete) for e in new] == [("b/title", "الآن", ["reviewed"], False)]


def test_a_text_that_is_gone_is_kept_aside_and_comes_back() -> None:
    old = po_of(entry("a/title", "Now", "الآن", "reviewed"))
    without = update_po(old, [], "a", "ar")
    assert [(e.msgctxt, e.msgstr, bool(e.obsolete)) for e in without] == [("a/title", "الآن", True)]
    read_again = polib.pofile(str(without))
    back = update_po(read_again, strings(a_title="Now"), "a", "ar")
    assert [(e.msgctxt, e.msgstr, bool(e.obsolete)) for e in back] == [("a/title", "الآن", False)]


def test_updating_twice_is_updating_once() -> None:
    source = tiny_source()
    old = polib.pofile(tiny_files()[PO].decode())
    once = str(update_po(old, source.strings, "tiny", "ar"))
    assert str(update_po(polib.pofile(once), source.strings, "tiny", "ar")) == once


def test_a_new_file_starts_without_reviews_or_dates() -> None:
    text = str(update_po(None, strings(a_title="Now"), "a", "ar"))
    assert "X-Reviewed: no" in text
    assert "Date" not in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{fact:emergency-number} في", "112 في", "{fact:emergency-number} of the source is lost."),
        ("قل :nl[hallo]", "قل هالو", ":nl[hallo] of the source is lost."),
        ("الشمس تشرق", "الشمس تشرق {fact:emergency-number}", "{fact:emergency-number} isn't in the source."),
        ("أتصل بـ {1}.", "أتصل بـ {1} {1}.", "The gap {1} must stand once."),
        ("الشمس تشرق", "<b>الشمس</b> تشرق", "HTML can't stand in text."),
        ("الشمس تشرق", "الشمس " * 400, "It is much longer than the source."),
        ("Language: ar", "Language: fr", "Its header says that it is fr."),
        ('msgctxt "pack/summary"', 'msgctxt "pack/title"', "It stands here twice."),
    ],
)
def test_a_translation_that_lost_or_invented_something_is_told(old: str, new: str, says: str) -> None:
    fault = fault_after(PO, old, new)
    assert fault.message == says
    assert fault.file == PO
    assert fault.line


def test_a_file_for_a_language_that_the_pack_does_not_have_is_told() -> None:
    files = tiny_files()
    assert [f.file for f in faults_of({**files, "locale/fr.po": files[PO]})] == ["locale/fr.po"]


def test_what_is_no_po_file_is_told_and_never_taken_for_a_name_of_one() -> None:
    for content in (b"hello", b"/etc/hostname", b'msgid "a" "b"'):
        assert "isn't a PO file" in faults_of({**tiny_files(), PO: content})[0].message


def test_a_pack_without_its_po_files_is_whole_and_untranslated() -> None:
    files = tiny_files()
    del files[PO]
    assert tiny_source(files).translations == {}
