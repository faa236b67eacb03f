"""An exercise as a form: the answers are sent, kept for a learner, and shown again from the address, marked."""

from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from orientation.catalog import queries as catalog
from orientation.catalog.rules import ItemNotFound
from orientation.http.access import current_actor, public
from orientation.locales import get_locale
from orientation.web.learner.answers import SEEN, keep_known
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.events import record_answers
from orientation.web.learner.results import results_of

RULE = "/<locale:locale>/learn/<pack>/<module>/<lesson>/<block>"


@blueprint.post(RULE)
@public
def answer(locale: str, pack: str, module: str, lesson: str, block: str) -> Response:
    """Keep what a learner answered, then show it; a guest's answers are only shown."""
    version = catalog.get_current(pack)
    items = exercise_in(catalog.get_lesson(version, locale, module, lesson), block)["items"]
    fields = keep_known(items, request.form.to_dict(flat=False))
    record_answers(current_actor(), version, module, lesson, items, fields)
    address = url_for("learner.marked", locale=locale, pack=pack, module=module, lesson=lesson, block=block)
    return redirect(f"{address}?{urlencode(fields, doseq=True)}", 303)


@blueprint.get(RULE)
@public
def marked(locale: str, pack: str, module: str, lesson: str, block: str) -> str:
    """The answers of the address, marked and explained; what isn't answered yet can be."""
    version = catalog.get_current(pack)
    document = catalog.get_lesson(version, locale, module, lesson)
    return render_template(
        "learner/marked.html",
        **marked_answers(document, block, request.args),
        content_locale=get_locale(version.locale_for(locale)),
        is_kept=current_actor().learner_id is not None,
    )


def marked_answers(document: dict[str, Any], block: str, given: MultiDict[str, str]) -> dict[str, Any]:
    """Return what the page shows of the answers to an exercise of the lesson. Raises ItemNotFound."""
    exercise = exercise_in(document, block)
    fields = keep_known(exercise["items"], given.to_dict(flat=False))
    following = document["blocks"][document["blocks"].index(exercise) + 1 :]
    return {
        "doc": document,
        "block": exercise,
        "results": results_of(exercise["items"], fields),
        "fields": {name: values for name, values in fields.items() if name != SEEN},
        "anchor": f"b-{following[0]['id']}" if following else "finish",
    }


def exercise_in(document: dict[str, Any], block: str) -> dict[str, Any]:
    """Return the exercise of the lesson. Raises ItemNotFound."""
    for known in document["blocks"]:
        if known["id"] == block and known["kind"] == "exercise":
            exercise: dict[str, Any] = known
            return exercise
    raise ItemNotFound("There is no such exercise in this lesson. Go back to the lesson.")
