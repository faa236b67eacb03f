"""The blueprint that the learners' pages hang on. Lessons' parts are shared with what publishing compiles."""

from typing import Any

from flask import Blueprint

from orientation.web.i18n import page_locale

blueprint = Blueprint("learner", __name__, template_folder="../../publishing/templates")


@blueprint.context_processor
def _locale() -> dict[str, Any]:
    """Templates write numbers as the page's locale does."""
    return {"locale": page_locale()}
