"""Where learners find out where to begin. What they answer stays in the phone's own store; they may show the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from orientation import clock
from orientation.actor import Role
from orientation.catalog import queries as catalog
from orientation.catalog.rules import LessonNotFound, PackNotFound
from orientation.http.access import current_actor, public, requires
from orientation.learning.queries import placements_of
from orientation.learning.rules.levels import ALL_SKILLS, Levels
from orientation.learning.service import share_placement
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.content import TEMPLATE, placement_of
from orientation.web.learner.shared_pages import send_shared

SKILL_NAMES = {
    "listening": _l("Understanding what you hear"),
    "script": _l("The letters"),
    "reading": _l("Reading"),
    "writing": _l("Writing"),
    "speaking": _l("Speaking"),
}


@dataclass(frozen=True)
class SkillLevel:
    """How many of a course's units somebody knows, in one skill; `before` is how many the first time."""

    skill: str
    known: int
    before: int


@dataclass(frozen=True)
class Placed:
    """Where somebody was placed in a pack; `doc` is its outline, `start` the module to begin with, if one is left."""

    doc: dict[str, Any]
    start: dict[str, Any] | None
    units: int
    levels: Sequence[SkillLevel]
    placed_at: datetime
    shared_at: datetime | None


@blueprint.get("/<locale:locale>/learn/<pack>/placement")
@public
def placement(locale: str, pack: str) -> FlaskResponse:
    """Where a learner finds out which unit to begin with: the script's page; without script it leads to the first."""
    version = catalog.get_current(pack)
    key = ("placement", locale, version.id)
    return send_shared(key, lambda: render_template(TEMPLATE, **placement_of(version, locale)))


@blueprint.post("/<locale:locale>/me/placement/<pack>")
@requires(Role.LEARNER)
def show_placement(locale: str, pack: str) -> Response:
    """Show the officer where the learner was placed, or not any more."""
    share_placement(current_actor(), pack, clock.now(), is_shared=request.form.get("share") == "yes")
    return redirect(url_for("learner.me", locale=locale, saved=1), 303)


def placed_of(learner_id: UUID, locale: str, *, only_shared: bool = False) -> list[Placed]:
    """Return where a learner was placed, in packs that still have a placement; `only_shared` for her officer."""
    found = [_placed(row, locale) for row in placements_of(learner_id, only_shared=only_shared)]
    return [placed for placed in found if placed is not None]


def _placed(row: Any, locale: str) -> Placed | None:
    try:
        version = catalog.get_current(row.pack)
        units: list[str] = catalog.get_placement(version, locale)["units"]
    except (PackNotFound, LessonNotFound):
        return None
    outline = catalog.get_outline(version, locale)
    before = row.first_levels
    levels = [
        SkillLevel(skill, known, _known(units, before, skill) if skill in before else known)
        for skill in ALL_SKILLS
        if skill in row.last_levels
        for known in [_known(units, row.last_levels, skill)]
    ]
    starts = [level.known for level in levels if level.skill in ("listening", "reading")]
    start = units[min(starts)] if starts and min(starts) < len(units) else None
    modules = {module["slug"]: module for module in outline["modules"]}
    return Placed(
        outline,
        modules[start] if start else None,
        len(units),
        levels,
        row.last_at,
        row.shared_at if row.is_shared else None,
    )


def _known(units: list[str], levels: Levels, skill: str) -> int:
    """Return how many units are known; none where the unit is gone from the pack."""
    unit = levels[skill]["unit"]
    if unit is None:
        return len(units)
    return units.index(unit) if unit in units else 0
