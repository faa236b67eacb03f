"""Headers on every answer, request ids, and the refusal of requests that another site made the browser send.

Cross-site requests: there are no form tokens, because a lesson's page is the same for everybody and is cached. A
browser says where a request comes from (`Sec-Fetch-Site`, since 2020; `Origin`, on every POST since long before), and
cookies are `SameSite=Lax`. An unsafe request that carries our cookie must come from our own pages. See OWASP's
"Cross-Site Request Forgery Prevention", section Fetch Metadata headers, and docs/decisions/0003.
"""

import base64
import hashlib
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from orientation.errors import NotAllowed

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
log = structlog.get_logger()


class CrossSiteRequest(NotAllowed):
    """Another site tried to act with this browser's session."""


def style_source(css: str) -> str:
    """Return the CSP source for an inline style sheet with exactly this text."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode() + "'"


def policy(styles: list[str]) -> str:
    """Return the content security policy: everything from ourselves, nothing from elsewhere."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            " ".join(["style-src", "'self'", *styles]),
            "img-src 'self' blob:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "font-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ]
    )


def is_own_request() -> bool:
    """Tell whether the browser says that one of our own pages made this request (or a person typed it)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == request.host_url.rstrip("/")
    referer = request.headers.get("Referer")
    return referer is not None and referer.startswith(request.host_url)


def _refuse_cross_site() -> None:
    if request.method in SAFE or request.headers.get("Authorization"):
        return
    if request.cookies and not is_own_request():
        raise CrossSiteRequest("This request came from another site, so nothing was done. Open our page and try there.")


def _begin() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if given.isalnum() and 8 <= len(given) <= 64 else uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _log(response: Response) -> Response:
    log.info(
        "request",
        method=request.method,
        route=request.url_rule.rule if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
    )
    return response


def init_app(app: Flask, styles: list[str]) -> None:
    """Put the headers on every answer. `styles` are the CSP sources of inline style sheets."""
    headers = {
        "Content-Security-Policy": policy(styles),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if app.config["SECURE_COOKIES"]:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    wanted = [*headers.items(), ("Cache-Control", "no-store")]

    app.before_request(_begin)
    app.before_request(_refuse_cross_site)

    @app.after_request
    def _add(response: Response) -> Response:
        """One pass over the headers: asking for each in turn would cost more than most answers."""
        present = {name.lower() for name, _ in response.headers}
        for name, value in wanted:
            if name.lower() not in present:
                response.headers.add(name, value)
        response.headers["X-Request-Id"] = g.get("request_id", "")
        return response

    app.after_request(_log)
