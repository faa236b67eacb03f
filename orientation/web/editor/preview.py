"""A version as learners would see it, published or not. Staff see it below /staff/preview; a phone that nobody is
signed in on below /preview/<token>, with a signed link that lasts an hour."""

from flask import Response, current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as BaseResponse

from orientation.actor import Role
from orientation.blobs import BlobNotFound
from orientation.catalog import queries as catalog
from orientation.errors import NotFound
from orientation.http.access import public, requires
from orientation.http.envelope import NOTHING_RUNS
from orientation.http.ready import send_blob
from orientation.packs.rules import extension_of
from orientation.web.editor import preview_pages as pages
from orientation.web.editor.blueprint import blueprint
from orientation.web.editor.preview_pages import Preview
from orientation.web.qr import qr_code

STAFF = "/staff/preview/<pack>/<int:number>/<locale:locale>/"
PHONE = "/preview/<token>/<locale:locale>/"
LASTS = 3600
"""Seconds that a link for a phone can be used."""

seen_by_staff = requires(Role.EDITOR, Role.REVIEWER)


class PreviewEnded(NotFound):
    """The link was changed, or is older than an hour, or its version has been discarded."""

    def __init__(self) -> None:
        super().__init__("This preview has ended. Ask the editor for a new link.")


@blueprint.get(STAFF)
@seen_by_staff
def preview(pack: str, number: int, locale: str) -> str:
    """The pack's page."""
    return pages.show_content(_of_staff(pack, number), locale)


@blueprint.get(STAFF + "<module>/")
@seen_by_staff
def preview_module(pack: str, number: int, locale: str, module: str) -> str:
    """A module's page."""
    return pages.show_content(_of_staff(pack, number), locale, module)


@blueprint.get(STAFF + "<module>/<lesson>")
@seen_by_staff
def preview_lesson(pack: str, number: int, locale: str, module: str, lesson: str) -> str:
    """A lesson."""
    return pages.show_content(_of_staff(pack, number), locale, module, lesson)


@blueprint.get(STAFF + "<module>/<lesson>/<block>")
@seen_by_staff
def preview_answers(pack: str, number: int, locale: str, module: str, lesson: str, block: str) -> str:
    """Marked answers, or after “finished” what comes next."""
    return pages.show_answers(_of_staff(pack, number), locale, module, lesson, block)


@blueprint.post(STAFF + "<module>/<lesson>/<block>")
@seen_by_staff
def preview_answer(pack: str, number: int, locale: str, module: str, lesson: str, block: str) -> BaseResponse:
    """Answers are marked and not kept."""
    return _back_with_answers(_of_staff(pack, number), locale, module, lesson, block)


@blueprint.get("/staff/packs/<pack>/<int:number>/phone")
@seen_by_staff
def preview_on_phone(pack: str, number: int) -> str:
    """A QR code that opens the preview on a phone."""
    version = catalog.get_version(pack, number)
    token = _signer().dumps([version.pack, version.number])
    locale = version.source_locale if version.source_locale in version.locales else version.locales[0]
    link = url_for("editor.phone_preview", token=token, locale=locale, _external=True)
    is_loopback = request.host.split(":")[0] in ("127.0.0.1", "localhost")
    return render_template(
        "editor/phone.html",
        version=version,
        link=link,
        picture=qr_code(link),
        is_loopback=is_loopback,
    )


@blueprint.get(PHONE)
@public
def phone_preview(token: str, locale: str) -> str:
    """The pack's page."""
    return pages.show_content(_of_phone(token), locale)


@blueprint.get(PHONE + "<module>/")
@public
def phone_module(token: str, locale: str, module: str) -> str:
    """A module's page."""
    return pages.show_content(_of_phone(token), locale, module)


@blueprint.get(PHONE + "<module>/<lesson>")
@public
def phone_lesson(token: str, locale: str, module: str, lesson: str) -> str:
    """A lesson."""
    return pages.show_content(_of_phone(token), locale, module, lesson)


@blueprint.get(PHONE + "<module>/<lesson>/<block>")
@public
def phone_answers(token: str, locale: str, module: str, lesson: str, block: str) -> str:
    """Marked answers, or after “finished” what comes next."""
    return pages.show_answers(_of_phone(token), locale, module, lesson, block)


@blueprint.post(PHONE + "<module>/<lesson>/<block>")
@public
def phone_answer(token: str, locale: str, module: str, lesson: str, block: str) -> BaseResponse:
    """Answers are marked and not kept."""
    return _back_with_answers(_of_phone(token), locale, module, lesson, block)


@blueprint.get("/preview/<token>/b/<string(length=64):digest>.<extension>")
@public
def phone_file(token: str, digest: str, extension: str) -> Response:
    """A picture or sound of the version that the link is for, and of no other."""
    version = _of_phone(token).version
    for tag in version.locales:
        for file in catalog.list_files(version, tag):
            if file.sha256 == digest and extension_of(file.media_type) == extension:
                response = send_blob(digest, file.media_type, f"private, max-age={LASTS}")
                response.headers["Content-Security-Policy"] = NOTHING_RUNS
                return response
    raise BlobNotFound("There is no such file.")


def _of_staff(pack: str, number: int) -> Preview:
    version = catalog.get_version(pack, number)
    return Preview(
        version,
        f"/staff/preview/{version.pack}/{version.number}",
        "/staff/b",
        url_for("editor.pack", pack=version.pack),
    )


def _of_phone(token: str) -> Preview:
    try:
        pack, number = _signer().loads(token, max_age=LASTS)
        version = catalog.get_version(pack, number)
    except (BadData, NotFound):
        raise PreviewEnded from None
    return Preview(version, f"/preview/{token}", f"/preview/{token}/b")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="orientation.preview")


def _back_with_answers(preview: Preview, locale: str, module: str, lesson: str, block: str) -> BaseResponse:
    """Go to the same address with the answers in the query, as the learners' pages do."""
    return redirect(pages.answered_address(preview, locale, module, lesson, block, request.form), 303)
