"""The learner's own page: what the officer asked for, how far they are, PIN, language, leaving. Never cached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response as FlaskResponse
from flask import after_this_request, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from orientation import clock
from orientation.accounts import queries as people
from orientation.accounts import service as accounts
from orientation.accounts.errors import UnusablePin, WrongPin
from orientation.actor import Actor, LearnerErased, Role
from orientation.assignments.queries import list_assignments_of
from orientation.catalog import queries as catalog
from orientation.errors import TooMany
from orientation.http.access import current_actor, public, requires
from orientation.http.identity import bearer_token, clear_session_cookie
from orientation.learning.queries import cards_of, days_of, progress_of
from orientation.learning.rules.habit import count_known, weeks_in_a_row
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.placement import SKILL_NAMES, placed_of


@dataclass(frozen=True)
class ModuleProgress:
    """How far the learner is in a module; `due_on` when the officer asked for it by a day."""

    doc: dict[str, Any]
    module: dict[str, Any]
    done: frozenset[str]
    is_asked: bool
    due_on: date | None

    @property
    def following(self) -> dict[str, Any]:
        """The first lesson that isn't finished, else the first of all."""
        lessons: list[dict[str, Any]] = self.module["lessons"]
        return next((lesson for lesson in lessons if lesson["slug"] not in self.done), lessons[0])


@dataclass(frozen=True)
class Gained:
    """What somebody has from learning: statements of what she can say, words, days, and weeks in a row."""

    says: list[Any]
    words: int
    days: int
    weeks: int


@blueprint.get("/<locale:locale>/me")
@public
def me(locale: str) -> str:
    """The learner's own page; for a guest, how to join. Who was erased is told so, and the cookie goes too."""
    actor = current_actor()
    if actor.is_erased:
        after_this_request(_forget_cookie)
        raise LearnerErased
    if actor.learner_id is None:
        return render_template("learner/guest.html")
    accounts.note_use(actor)
    return _page(actor, locale)


@blueprint.post("/<locale:locale>/me/pin")
@requires(Role.LEARNER)
def change_pin(locale: str) -> Response:
    """Set, change or remove the PIN; the present one is asked first."""
    actor = current_actor()
    try:
        accounts.set_pin(actor, request.form.get("pin") or None, request.form.get("old_pin"))
    except UnusablePin:
        return make_response(_page(actor, locale, {"pin": _("Choose a PIN of 4 to 8 digits.")}), 422)
    except WrongPin:
        return make_response(
            _page(actor, locale, {"old_pin": _("The present PIN is wrong. Nothing has changed.")}), 422
        )
    except TooMany:
        wait = _("That was tried too often. Wait some minutes, then try again.")
        return make_response(_page(actor, locale, {"old_pin": wait}), 429)
    return redirect(url_for("learner.me", locale=locale, saved=1), 303)


@blueprint.post("/<locale:locale>/me/language")
@requires(Role.LEARNER)
def keep_locale(locale: str) -> Response:
    """Make the page's language the one that the learner is met in."""
    accounts.set_locale(current_actor(), locale)
    return redirect(url_for("learner.me", locale=locale, saved=1), 303)


@blueprint.post("/<locale:locale>/me/sign-out")
@public
def sign_out(locale: str) -> Response:
    """Leave this phone; what was learned stays with the card."""
    accounts.sign_out(current_actor())
    response = make_response(redirect(url_for("learner.home", locale=locale), 303))
    clear_session_cookie(response, "learner")
    response.headers["Clear-Site-Data"] = '"cache"'  # the next person on a shared phone finds no lessons of this one
    return response


def _forget_cookie(response: FlaskResponse) -> FlaskResponse:
    clear_session_cookie(response, "learner")
    return response


def _page(actor: Actor, locale: str, errors: Mapping[str, str] | None = None) -> str:
    modules = _modules(actor, locale)
    return render_template(
        "learner/me.html",
        me=people.get_me(actor),
        asked=[one for one in modules if one.is_asked],
        begun=[one for one in modules if one.done and not one.is_asked],
        outlines=[catalog.get_outline(version, locale) for version in catalog.list_current()],
        gained=_gained(actor.learner_id, modules) if actor.learner_id else None,
        placed=placed_of(actor.learner_id, locale) if actor.learner_id else [],
        skills=SKILL_NAMES,
        errors=errors or {},
        joined="joined" in request.args,
        saved="saved" in request.args,
        only_settings="settings" in request.args,
        has_cookie=bearer_token() is None,
    )


def _gained(learner_id: UUID, modules: list[ModuleProgress]) -> Gained:
    days = days_of(learner_id)
    finished = [one.module for one in modules if len(one.done) == len(one.module["lessons"])]
    return Gained(
        says=[statement for module in finished for statement in module["can_do"]],
        words=count_known((row.card, row.stability) for row in cards_of(learner_id)),
        days=len(days),
        weeks=weeks_in_a_row(days, clock.now().date()),
    )


def _modules(actor: Actor, locale: str) -> list[ModuleProgress]:
    """Return every module of the catalogue with the learner's progress, the asked ones first, by their day."""
    if actor.learner_id is None:
        return []
    asked = {(one.pack, one.module): one.due_on for one in list_assignments_of(actor.learner_id)}
    done = {
        (state.pack, state.module, state.lesson)
        for state in progress_of(actor.learner_id)
        if state.completed_at is not None
    }
    outlines = [catalog.get_outline(version, locale) for version in catalog.list_current()]
    known = {(doc["pack"], module["slug"]): (doc, module) for doc in outlines for module in doc["modules"]}
    wanted = sorted((key for key in known if key in asked), key=lambda key: asked[key] or date.max)
    order = [*wanted, *(key for key in known if key not in asked)]
    return [_progress(key, *known[key], done, asked) for key in order]


def _progress(
    key: tuple[str, str],
    doc: dict[str, Any],
    module: dict[str, Any],
    done: set[tuple[str, str, str]],
    asked: Mapping[tuple[str, str], date | None],
) -> ModuleProgress:
    finished = frozenset(lesson["slug"] for lesson in module["lessons"] if (*key, lesson["slug"]) in done)
    return ModuleProgress(doc, module, finished, key in asked, asked.get(key))
