"""/t/<pack>/<locale>/<module>/<sha256>.<extension>: bundles and pages of published versions, for ever.

The addresses of one module begin alike, so that its bundle can be the browser's dictionary for all its later texts
(RFC 9842): a page is then sent as its difference from the bundle that the browser has.
"""

from flask import Blueprint, Response, request
from werkzeug.http import parse_accept_header

from orientation.blobs import BlobNotFound
from orientation.http.access import public
from orientation.http.envelope import NOTHING_RUNS
from orientation.http.ready import IMMUTABLE, send_blob
from orientation.packs import queries
from orientation.packs.dictionaries import ENCODING, named_dictionary
from orientation.packs.queries import Place

blueprint = Blueprint("texts", __name__)

VARY = "Accept-Encoding, Available-Dictionary"


@blueprint.get("/t/<pack>/<locale>/<module>/<string(length=64):digest>.bundle")
@public
def bundle(pack: str, locale: str, module: str, digest: str) -> Response:
    """A module's text in one file; what is below its folder can be told apart from it."""
    place = Place(pack, locale, module)
    response = send_blob(digest, queries.find_text_type(place, digest, "bundle"), IMMUTABLE)
    response.headers["Use-As-Dictionary"] = f'match="/t/{pack}/{locale}/{module}/*"'  # slugs: the place is known
    response.headers["Vary"] = VARY
    return response


@blueprint.get("/t/<pack>/<locale>/<module>/<string(length=64):digest>.html")
@public
def page(pack: str, locale: str, module: str, digest: str) -> Response:
    """A page, or how it differs from the bundle of its module that the browser says it has."""
    place = Place(pack, locale, module)
    media_type = queries.find_text_type(place, digest, "html")
    response = _difference(place, digest, media_type) or send_blob(digest, media_type, IMMUTABLE)
    response.headers["Vary"] = VARY
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response


def _difference(place: Place, digest: str, media_type: str) -> Response | None:
    dictionary = named_dictionary(request.headers.get("Available-Dictionary", ""))
    if dictionary is None or "Range" in request.headers or not _takes_differences():
        return None
    try:
        queries.find_text_type(place, dictionary, "bundle")
    except BlobNotFound:
        return None
    made = queries.get_difference(digest, dictionary)
    if made is None:
        return None
    response = Response(made, content_type=media_type)
    response.headers["Content-Encoding"] = ENCODING
    response.headers["Cache-Control"] = IMMUTABLE
    response.set_etag(f"{digest}.{ENCODING}.{dictionary[:16]}")
    response.make_conditional(request.environ)
    return response


def _takes_differences() -> bool:
    return parse_accept_header(request.headers.get("Accept-Encoding", "")).quality(ENCODING) > 0
