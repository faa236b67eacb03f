"""The hand-over of a group as CSV that a spreadsheet opens as text, never as a formula."""

import csv
import io

from orientation.assignments.rules.due import State
from orientation.assignments.rules.table import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets begin a formula with, full-width forms included. See OWASP, CSV Injection."""


def safe_cell(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would compute it."""
    return "'" + text if text.startswith(_FORMULA) else text


def export_table(table: Table, private: frozenset[tuple[str, str]] = frozenset()) -> str:
    """Return a line for each learner: pseudonym, label, modules done and asked, and each module's state.

    Modules in `private` get no column and aren't counted: a hand-over says nothing about them.
    """
    columns = [column for column in table.columns if column.key not in private]
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["pseudonym", "label", "modules done", "modules asked"] + [f"{c.pack}/{c.module}" for c in columns])
    for row in table.rows:
        cells = [row.cells.get(column.key) for column in columns]
        done = sum(cell is not None and cell.state is State.DONE for cell in cells)
        asked = sum(cell is not None for cell in cells)
        numbers = [str(done), str(asked)]
        writer.writerow([safe_cell(row.pseudonym), safe_cell(row.label or ""), *numbers, *map(_shown, cells)])
    return out.getvalue()


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return "done" if cell.state is State.DONE else f"{cell.completed} of {cell.lessons} lessons"
