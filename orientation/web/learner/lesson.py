"""“I have finished this lesson”, and what comes next."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from orientation.catalog import queries as catalog
from orientation.http.access import current_actor, public
from orientation.publishing.fragment import lesson_after
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.content import module_in
from orientation.web.learner.events import record_completed


@blueprint.post("/<locale:locale>/learn/<pack>/<module>/<lesson>/done")
@public
def finish_lesson(locale: str, pack: str, module: str, lesson: str) -> Response:
    """Keep that the learner has finished it; a guest goes on all the same."""
    version = catalog.get_current(pack)
    version.check_lesson(module, lesson)
    record_completed(current_actor(), version, module, lesson)
    return redirect(url_for("learner.finished", locale=locale, pack=pack, module=module, lesson=lesson), 303)


@blueprint.get("/<locale:locale>/learn/<pack>/<module>/<lesson>/done")
@public
def finished(locale: str, pack: str, module: str, lesson: str) -> str:
    """Well done, and what comes next."""
    version = catalog.get_current(pack)
    version.check_lesson(module, lesson)
    outline = catalog.get_outline(version, locale)
    shown = module_in(outline, module)
    return render_template(
        "learner/finished.html",
        doc=outline,
        module=shown,
        following=lesson_after(shown, lesson),
        is_kept=current_actor().learner_id is not None,
    )
