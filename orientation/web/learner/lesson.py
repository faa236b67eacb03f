"""A lesson: its page, the same for everybody, and “I have finished this lesson”."""

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.catalog import queries as catalog
from orientation.http.access import current_actor, public
from orientation.locales import get_locale
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.catalogue import lesson_after, module_in
from orientation.web.learner.events import record_completed
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/<locale:locale>/learn/<pack>/<module>/<lesson>")
@public
def lesson(locale: str, pack: str, module: str, lesson: str) -> Response:
    """The lesson, all its blocks one after the other."""
    version = catalog.get_current(pack)

    def render() -> str:
        outline = catalog.get_outline(version, locale)
        return render_template(
            "learner/lesson.html",
            doc=catalog.get_lesson(version, locale, module, lesson),
            fragment=catalog.get_fragment(version, locale, module, lesson),
            content_locale=get_locale(version.locale_for(locale)),
            module=module_in(outline, module),
        )

    return send_shared(("lesson", locale, version.id, module, lesson), render)


@blueprint.post("/<locale:locale>/learn/<pack>/<module>/<lesson>/done")
@public
def finish_lesson(locale: str, pack: str, module: str, lesson: str) -> BaseResponse:
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
