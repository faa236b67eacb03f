"""Uploading a pack: it becomes a ready version, or a report of everything that is wrong with it."""

from dataclasses import dataclass
from itertools import groupby

from flask import current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from orientation.actor import Role
from orientation.errors import OrientationError
from orientation.http.access import current_actor, requires
from orientation.publishing import service as publishing
from orientation.publishing.faults import Fault, PackRefused
from orientation.publishing.uploads import takes_pack
from orientation.web.editor.blueprint import blueprint
from orientation.web.staff.notes import tell_and_go


@dataclass(frozen=True)
class Report:
    """What is wrong with a pack: faults by file, and all of it as text to pass on."""

    files: list[tuple[str, list[Fault]]]
    count: int
    text: str


@blueprint.get("/staff/packs/upload")
@requires(Role.EDITOR)
def upload() -> Response:
    """The form."""
    return _form()


@blueprint.post("/staff/packs/upload")
@takes_pack
@requires(Role.EDITOR)
def submit_upload() -> Response:
    """Check and compile the zip. Nothing is published; nothing changes when it is refused."""
    try:
        sent = request.files.get("pack")
        content = sent.read() if sent else b""
    except RequestEntityTooLarge:
        return _form(
            error=_("The file is larger than %(size)s MB.", size=current_app.config["MAX_UPLOAD_MB"]), status=413
        )
    if not content:
        return _form(error=_("Choose the pack's zip file first."), status=422)
    try:
        version = publishing.upload(current_actor(), content)
    except PackRefused as error:
        return _form(report=report_of(error.faults), status=422)
    except OrientationError as error:
        return _form(error=error.message, status=422)
    if version.published_at is not None:
        same = _("Nothing new: this is what is in version %(number)s already.", number=version.number)
        return tell_and_go(same, url_for("editor.pack", pack=version.pack))
    return tell_and_go(
        _(
            "Version %(number)s of “%(title)s” is ready. Look at the preview, then publish it.",
            number=version.number,
            title=version.title,
        ),
        url_for("editor.pack", pack=version.pack),
    )


def report_of(faults: list[Fault]) -> Report:
    """Return the faults by file, in the order of their lines, with the same as text."""
    ordered = sorted(faults, key=lambda fault: (fault.file, fault.line or 0))
    return Report(
        files=[(name, list(found)) for name, found in groupby(ordered, key=lambda fault: fault.file)],
        count=len(ordered),
        text="\n".join(str(fault) for fault in ordered),
    )


def _form(*, report: Report | None = None, error: str = "", status: int = 200) -> Response:
    page = render_template(
        "editor/upload.html", report=report, error=error, megabytes=current_app.config["MAX_UPLOAD_MB"]
    )
    return make_response(page, status)
