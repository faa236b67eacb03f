"""The report as plain text, in columns that stay aligned, and as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from orientation.publishing.drills.asks import ASKS
from orientation.publishing.item_schemas import ITEMS
from orientation.publishing.report import BY_HAND, ITEMS_WANTED, PHRASES_WANTED, WORDS_WANTED, Report
from orientation.publishing.translations import STATES

_WIDTH = 110
Row = Sequence[object]


def to_json(report: Report) -> str:
    """Return the whole report as JSON."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2)


def to_text(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    total = len(report.gaps.words)
    yield f"{report.pack}: {len(report.units)} units, {total} words and phrases"
    yield ""
    if total:
        yield from _words(report)
    yield "Items by kind"
    yield from _counts(ITEMS, [(unit.slug, unit.kinds) for unit in report.units])
    if total:
        yield "Items by what is asked of words"
        yield from _counts((BY_HAND, *ASKS), [(unit.slug, unit.asks) for unit in report.units])
        yield from _media(report)
    yield from _languages(report)
    if total:
        yield from _named("Words without picture", report.gaps.no_picture)
        yield from _named("Words without sound", report.gaps.no_sound)
        yield from _named("Words never practised", report.never_practised)
        yield from _named("Words with too few others to choose from beside them", report.lacking_choices)


def _words(report: Report) -> Iterator[str]:
    low, high = WORDS_WANTED
    wanted = f"{low} to {high} words, {PHRASES_WANTED} phrases, about {ITEMS_WANTED} items; “!” has other numbers"
    yield f"Words and items of each unit (wanted: {wanted})"
    yield from _table(
        ("unit", "words", "phrases", "letters", "items", ""),
        [(u.slug, u.words, u.phrases, u.letters, u.items, "" if u.is_as_planned else "!") for u in report.units],
    )


def _media(report: Report) -> Iterator[str]:
    yield "Pictures and sound of words, phrases and letters; sound of the lines of dialogues"
    yield from _table(
        ("unit", "all", "picture", "sound", "slow", "recorded", "lines", "with sound"),
        [
            (u.slug, u.words + u.phrases + u.letters, u.pictured, u.heard, u.slow, u.recorded, u.lines, u.lines_heard)
            for u in report.units
        ],
    )


def _languages(report: Report) -> Iterator[str]:
    total = len(report.gaps.words)
    yield "Languages: words translated, pictures described, sentences with sound; texts by state"
    yield from _table(
        ("locale", "words", "pictures", "sentences", *STATES),
        [
            (
                one.locale,
                f"{one.words_translated}/{total}",
                f"{one.pictures_described}/{report.pictures}",
                one.sentences_heard,
                *(one.states.get(state, 0) for state in STATES),
            )
            for one in report.languages
        ],
    )


def _counts(known: Iterable[str], rows: Sequence[tuple[str, Mapping[str, int]]]) -> Iterator[str]:
    names = [name for name in known if any(name in counts for _, counts in rows)]
    yield from _table(("unit", *names), [(slug, *(counts.get(name, 0) for name in names)) for slug, counts in rows])


def _table(head: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the rows with the first column to the left and the others to the right, and an empty line."""
    lines = [[str(cell) if cell != 0 else "·" for cell in row] for row in (head, *rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    for first, *others in lines:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join(["", first.ljust(widths[0]), *cells]).rstrip()
    yield ""


def _named(title: str, names: Sequence[str]) -> Iterator[str]:
    yield f"{title}: {len(names)}"
    line = " "
    for name in names:
        if len(line) + len(name) > _WIDTH:
            yield line
            line = " "
        line += f" {name}"
    if names:
        yield line
    yield ""
