"""One group: learners by assigned modules, who is stuck, what can be done."""

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID

from flask import render_template, request

from orientation import clock
from orientation.actor import Role
from orientation.assignments import service
from orientation.assignments.rules.due import MAX_DAYS_BEFORE
from orientation.assignments.rules.table import ModuleKey, Row
from orientation.http.access import current_actor, requires
from orientation.web.officer.blueprint import blueprint
from orientation.web.officer.words import ModuleNames, module_names

SORTS: dict[str, Callable[[Row], Any]] = {
    "label": lambda _row: 0,
    "progress": lambda row: row.completed / row.lessons if row.lessons else 2,
    "seen": lambda row: row.last_seen_on or date.min,
}
"""The rows come by label; the others put first who needs attention first."""


@blueprint.get("/staff/groups/<uuid:group_id>")
@requires(Role.OFFICER)
def group(group_id: UUID) -> str:
    """The table of a group; `show=stuck` and `sort=…` choose and order its rows."""
    found = service.read_group_table(current_actor(), group_id)
    names = module_names()
    only_stuck = request.args.get("show") == "stuck"
    sort = request.args.get("sort", "label")
    sort = sort if sort in SORTS else "label"
    rows = [row for row in found.table.rows if row.is_stuck or not only_stuck]
    assigned = {column.key for column in found.table.columns if column.assignment_id}
    return render_template(
        "officer/group.html",
        group=found.group,
        table=found.table,
        rows=sorted(rows, key=SORTS[sort]),
        names=names,
        only_stuck=only_stuck,
        sort=sort,
        undo=removed_choice(request.args.get("removed", ""), names, assigned),
        today=clock.now().date(),
    )


def removed_choice(text: str, names: ModuleNames, assigned: Collection[ModuleKey]) -> dict[str, Any] | None:
    """Return what the page can offer to assign again: `pack:module:days`, if it is offered and not assigned."""
    parts = text.split(":")
    if len(parts) != 3 or not re.fullmatch("[0-9]{1,3}", parts[2]) or int(parts[2]) > MAX_DAYS_BEFORE:
        return None
    key = (parts[0], parts[1])
    if names.find(key) is None or key in assigned:
        return None
    return {"choice": ":".join(key), "days": int(parts[2]), "name": names.of(key)}
