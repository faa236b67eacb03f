"""Learners from a CSV file, as spreadsheets write it. Every fault is told at once, with line, column and mend."""

import csv
import io
import unicodedata
from dataclasses import dataclass
from typing import Any

from orientation.accounts.errors import UnusableLearner
from orientation.accounts.rules.people import AGE_BANDS, SEXES, NewLearner, check_learner
from orientation.errors import Invalid
from orientation.locales import REGISTRY

COLUMNS = ("label", "locale", "age_band", "sex")
MAX_ROWS = 500
MAX_FAULTS = 200
TEMPLATE = "label,locale,age_band,sex\nBlue door,ar,25-39,female\nTwo sisters,ti,,\n"
"""A file to start from: invented labels that name nobody."""


class CsvRefused(Invalid):
    """The file can't be used as it is; nothing of it was saved. `data["faults"]` lists what to mend."""


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `line` counts from 1, the header included; `column` is a column's name, or None."""

    line: int
    column: str | None
    message: str
    mend: str

    def as_dict(self) -> dict[str, Any]:
        return {"line": self.line, "column": self.column, "message": self.message, "mend": self.mend}


def parse_roster(content: bytes | str) -> list[NewLearner]:
    """Return the people of a CSV file with the columns of COLUMNS.

    The header may be in any order and case; only `locale` is needed. Fields are separated by comma, semicolon or
    tab; bytes are UTF-8 (with or without mark) or UTF-16 with its mark, as Excel writes them. A locale is a tag or
    the language's name, its own or in English. Raises CsvRefused with all faults of the first MAX_ROWS people.
    """
    text = content if isinstance(content, str) else _decode(content)
    lines, count = _read(text)
    if not lines:
        raise _refused([Fault(1, None, "The file is empty.", "Start from the template: it has the four columns.")])
    first, header = lines[0]
    places, faults = _places(first, header)
    if faults:
        raise _refused(faults)
    people: list[NewLearner] = []
    for line, values in lines[1 : MAX_ROWS + 1]:
        person, wrong = _person(line, values, places, len(header))
        faults += wrong
        if person is not None:
            people.append(person)
    if count - 1 > MAX_ROWS:
        message = f"The file has {count - 1} people; at most {MAX_ROWS} can be added at once."
        faults.insert(0, Fault(lines[MAX_ROWS + 1][0], None, message, "Split it into several files."))
    if len(lines) == 1:
        faults.append(Fault(first, None, "There is nobody in the file.", "Write one line for each person."))
    if faults:
        raise _refused(faults)
    return people


def _refused(faults: list[Fault]) -> CsvRefused:
    return CsvRefused(
        "Nobody was added, because the file has faults. Mend them in the spreadsheet, then upload it again.",
        faults=[fault.as_dict() for fault in faults[:MAX_FAULTS]],
        total=len(faults),
    )


def _decode(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "The file is not in Unicode, so letters would be lost."
        raise _refused([Fault(line, None, message, "Save it as “CSV UTF-8” in the spreadsheet.")]) from None


def _read(text: str) -> tuple[list[tuple[int, list[str]]], int]:
    """Return (line number, values) of the lines that aren't blank, and how many there are.

    Lines after the first one too many are only counted: two megabytes can hold a million. Raises CsvRefused for
    broken quoting.
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    head = text.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    begin, count = 1, 0
    try:
        for values in reader:
            tidy = [value.strip() for value in values]
            if any(tidy):
                count += 1
                if len(lines) < MAX_ROWS + 2:
                    lines.append((begin, tidy))
            begin = reader.line_num + 1
    except csv.Error:
        message = "A quotation mark is opened and never closed, or stands in the middle of a field."
        raise _refused([Fault(begin, None, message, "Remove the quotation mark, or double it.")]) from None
    return lines, count


def _places(line: int, header: list[str]) -> tuple[dict[str, int], list[Fault]]:
    """Return where each column is."""
    places: dict[str, int] = {}
    faults = []
    for place, raw in enumerate(header):
        name = raw.casefold().replace(" ", "_")
        if not name:
            continue
        if name not in COLUMNS:
            mend = "Remove this column. Use only: " + ", ".join(COLUMNS) + "."
            faults.append(Fault(line, raw[:40], f"The column “{raw[:40]}” isn't one that we keep.", mend))
        elif name in places:
            faults.append(Fault(line, name, f"The column “{name}” is there twice.", "Keep one of them."))
        else:
            places[name] = place
    if "locale" not in places:
        message = "The column “locale” is missing: each person needs a language."
        faults.append(Fault(line, "locale", message, "Name the columns in the first line: " + ", ".join(COLUMNS) + "."))
    return places, faults


def _person(line: int, values: list[str], places: dict[str, int], width: int) -> tuple[NewLearner | None, list[Fault]]:
    given = {name: values[place] if place < len(values) else "" for name, place in places.items()}
    faults = []
    if any(values[width:]):
        message = "The line has more fields than the first line has columns."
        faults.append(Fault(line, None, message, "Put fields that contain a separator between quotation marks."))
    locale = _LOCALES.get(given["locale"].casefold())
    if locale is None:
        what = f"“{given['locale'][:40]}” is no language here." if given["locale"] else "The language is missing."
        faults.append(Fault(line, "locale", what, "Write a tag such as ar, ti or fa-AF, or the language's name."))
    age_band = given.get("age_band", "").replace("\u2013", "-").replace(" ", "") or None
    if age_band is not None and age_band not in AGE_BANDS:
        faults.append(_not_one_of(line, "age_band", age_band, AGE_BANDS))
    sex = given.get("sex", "").casefold() or None
    if sex is not None and sex not in SEXES:
        faults.append(_not_one_of(line, "sex", sex, SEXES))
    try:
        label = check_learner(NewLearner(given.get("label") or None, "en")).label
    except UnusableLearner as error:
        faults.append(Fault(line, "label", "This label can't be used.", error.message))
        return None, faults
    if faults or locale is None:
        return None, faults
    return NewLearner(label, locale, age_band, sex), []


def _not_one_of(line: int, column: str, given: str, allowed: tuple[str, ...]) -> Fault:
    mend = "Leave it empty or write one of: " + ", ".join(allowed) + "."
    return Fault(line, column, f"“{given[:40]}” can't be used here.", mend)


_LOCALES = {
    name.casefold(): locale.tag for locale in REGISTRY.values() for name in (locale.english, locale.name, locale.tag)
}
