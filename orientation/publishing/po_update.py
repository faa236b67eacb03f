"""Bringing a locale's PO file up to date with the source, so that translators see what is new or changed."""

import polib

from orientation.locales import get_locale
from orientation.publishing.strings import SourceString, normalise
from orientation.publishing.translations import made_from

WRAP = 100


def update_po(old: polib.POFile | None, strings: list[SourceString], pack: str, locale: str) -> polib.POFile:
    """Return the locale's file for these strings, in their order, without dates: the same input gives the same file.

    - A translation of an unchanged text stays as it is.
    - When the source text changed, the entry shows the new text, keeps the old translation, the text it was made from
      as `#| msgid`, and is fuzzy: that is how PO tools mark what must be looked at again. The state is `outdated`.
    - A text that stands at a new place takes the translation of the same text from a place that is gone.
    - Translations of texts that are gone stay as obsolete entries (`#~`).
    """
    new = polib.POFile(wrapwidth=WRAP)
    new.header = old.header if old is not None and old.header else _header(pack, locale)
    new.metadata = {**_metadata(pack, locale), **(old.metadata if old is not None else {})}
    places = {string.path for string in strings}
    by_place: dict[str, polib.POEntry] = {}
    gone: dict[str, polib.POEntry] = {}
    for entry in list(old) if old is not None else []:
        by_place.setdefault(entry.msgctxt or "", entry)
        if (entry.msgctxt not in places or entry.obsolete) and entry.msgstr:
            gone.setdefault(normalise(made_from(entry)), entry)
    used: set[int] = set()
    for string in strings:
        found = by_place.get(string.path)
        if found is None or (not found.msgstr and string.text in gone):
            found = gone.get(string.text, found)
        if found is not None:
            used.add(id(found))
        new.append(_entry(string, found))
    for entry in list(old) if old is not None else []:
        if id(entry) not in used and entry.msgstr and (entry.msgctxt not in places or entry.obsolete):
            new.append(_obsolete(entry))
    return new


def _entry(string: SourceString, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=string.path, msgid=string.text, occurrences=[(string.file, "")])
    if old is None:
        return entry
    entry.msgstr, entry.tcomment = old.msgstr, old.tcomment
    entry.flags = [flag for flag in old.flags if flag != "obsolete"]
    if old.msgstr and normalise(made_from(old)) != string.text:
        entry.previous_msgid = made_from(old)
        if "fuzzy" not in entry.flags:
            entry.flags.append("fuzzy")
    return entry


def _obsolete(old: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=old.msgctxt,
        msgid=made_from(old),
        msgstr=old.msgstr,
        flags=[flag for flag in old.flags if flag != "obsolete"],
        tcomment=old.tcomment,
        obsolete=True,
    )


def _header(pack: str, locale: str) -> str:
    return f"{pack}: {get_locale(locale).english}\nX-Reviewed: write “yes” when a person has read every translation."


def _metadata(pack: str, locale: str) -> dict[str, str]:
    return {
        "Project-Id-Version": pack,
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Reviewed": "no",
    }
