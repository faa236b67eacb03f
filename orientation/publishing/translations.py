"""A locale's PO file: read, checked against the source, and the state of each string derived from it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polib

from orientation.publishing.faults import Faults
from orientation.publishing.markdown import find_wrong
from orientation.publishing.strings import FACT, GAP, MARK, SourceString, normalise

State = Literal["source", "reviewed", "draft", "outdated", "missing"]
STATES: tuple[State, ...] = ("source", "reviewed", "draft", "outdated", "missing")

LONGEST = 1000
"""Characters that a translation may have besides four times those of its source."""


@dataclass(frozen=True)
class Translation:
    """A text in a locale and its state: reviewed, draft or outdated."""

    text: str
    state: State


def parse_po(file: str, content: bytes, faults: Faults) -> polib.POFile | None:
    """Read a PO file whose bytes are known to be UTF-8. Notes why it can't be used and returns None then."""
    try:
        # polib would take text that names a file for that file's name: no file's name ends so
        return polib.pofile(content.decode("utf-8") + "\n\n", encoding="utf-8")
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        faults.add(file, f"This isn't a PO file: {error}.", "Open and save it with a PO editor such as Poedit.")
        return None


def made_from(entry: polib.POEntry) -> str:
    """Return the source text that the entry's translation was made from.

    PO tools keep it as `#| msgid` as long as the entry is fuzzy because the source changed.
    """
    return str(entry.previous_msgid) if entry.previous_msgid and entry.fuzzy else str(entry.msgid)


def read_translations(
    po: polib.POFile, strings: Sequence[SourceString], facts: Mapping[str, object]
) -> dict[str, Translation]:
    """Return path → translation for the strings that have one.

    An outdated translation that names a fact which is gone is left out: it could not be shown.
    """
    sources = {string.path: string.text for string in strings}
    is_reviewed = po.metadata.get("X-Reviewed", "").strip().lower() == "yes"
    found: dict[str, Translation] = {}
    for entry in po:
        source = sources.get(entry.msgctxt or "")
        if source is None or entry.obsolete or not entry.msgstr.strip():
            continue
        text = normalise(entry.msgstr)
        state: State
        if normalise(made_from(entry)) != source:
            state = "outdated"
            if not all(name in facts for name in FACT.findall(text)):
                continue
        elif entry.fuzzy or not (is_reviewed or "reviewed" in entry.flags):
            state = "draft"
        else:
            state = "reviewed"
        found[str(entry.msgctxt)] = Translation(text, state)
    return found


def check_po(file: str, po: polib.POFile, locale: str, strings: Sequence[SourceString], faults: Faults) -> None:
    """Note what a PO file has that can't be shown: other language, doubles, bad Markdown, lost or invented marks."""
    language = po.metadata.get("Language", locale).strip().replace("_", "-")
    if language != locale:
        faults.add(file, f"Its header says that it is {language[:20]}.", f"Write “Language: {locale}”.", line=1)
    by_path = {string.path: string for string in strings}
    seen: set[str] = set()
    for entry in po:
        if entry.obsolete:
            continue
        path = str(entry.msgctxt or "")
        if path in seen:
            faults.add(file, "It stands here twice.", "Keep one.", line=entry.linenum, key=path)
        seen.add(path)
        if path in by_path and entry.msgstr.strip():
            for message, mend in _wrong_with(entry, by_path[path]):
                faults.add(file, message, mend, line=entry.linenum, key=path)


def _wrong_with(entry: polib.POEntry, source: SourceString) -> list[tuple[str, str]]:
    if len(entry.msgstr) > LONGEST + 4 * len(source.text):
        return [("It is much longer than the source.", "Shorten it.")]
    found = find_wrong(entry.msgstr, inline=source.inline)
    theirs, ours = _placeholders(entry.msgstr), _placeholders(made_from(entry))
    for mark in sorted(ours.keys() - theirs.keys()):
        found.append((f"{mark} of the source is lost.", "Put it into the translation."))
    for mark in sorted(theirs.keys() - ours.keys()):
        found.append((f"{mark} isn't in the source.", "Take it out, or correct it."))
    for mark in sorted(theirs):
        if GAP.fullmatch(mark) and mark in ours and theirs[mark] != 1:
            found.append((f"The gap {mark} must stand once.", "Take the others out."))
    return found


def _placeholders(text: str) -> Counter[str]:
    """Return what must be the same in every locale: marked words, facts, gaps."""
    return Counter(found.group(0) for pattern in (MARK, FACT, GAP) for found in pattern.finditer(text))
