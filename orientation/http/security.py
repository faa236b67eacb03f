"""Headers on every answer, and the refusal of requests that another site made the browser send.

Cross-site requests: there are no form tokens, because a lesson's page is the same for everybody and is cached. A
browser says where a request comes from (`Sec-Fetch-Site`, since 2020; `Origin`, on every POST since long before), and
cookies are `SameSite=Lax`. An unsafe request that a browser says is another site's is refused, with or without our
cookie: a form elsewhere could otherwise join a phone to somebody else's card, who then sees what is done on it. One
that carries our cookie must come from our own pages. See OWASP's "Cross-Site Request Forgery Prevention", sections
Fetch Metadata headers and Login CSRF, and docs/decisions/0003.
"""

import base64
import hashlib

from flask import Flask, request

from orientation.errors import NotAllowed
from orientation.http.envelope import Envelope
from orientation.http.identity import bearer_token

PERMISSIONS = "camera=(), geolocation=(), microphone={microphone}, payment=(), usb=()"
FOR_LESSONS = [("Permissions-Policy", PERMISSIONS.format(microphone="(self)"))]
"""On lessons' pages somebody can record a word and compare; nowhere else does a page get the microphone."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


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


def is_own_request() -> bool | None:
    """Tell whether one of our own pages made this request (or a person typed it); None when nothing says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == request.host_url.rstrip("/")
    referer = request.headers.get("Referer")
    return None if referer is None else referer.startswith(request.host_url)


def _refuse_cross_site() -> None:
    if request.method in SAFE or bearer_token() is not None:
        return
    is_own = is_own_request()
    if is_own is False or (is_own is None and request.cookies):
        raise CrossSiteRequest("This request came from another site, so nothing was done. Open our page and try there.")


def headers(styles: list[str], *, only_https: bool) -> list[tuple[str, str]]:
    """Return the headers of every answer that doesn't set them itself. `styles` are CSP sources of inline sheets."""
    always = [
        ("Content-Security-Policy", policy(styles)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", PERMISSIONS.format(microphone="()")),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
    https = [("Strict-Transport-Security", "max-age=31536000; includeSubDomains")]
    return always + https if only_https else always


def init_app(app: Flask, styles: list[str]) -> None:
    """Refuse what other sites make browsers send, and put every answer into its envelope."""
    app.before_request(_refuse_cross_site)
    wanted = headers(styles, only_https=app.config["SECURE_COOKIES"])
    app.wsgi_app = Envelope(app.wsgi_app, wanted, FOR_LESSONS)  # type: ignore[method-assign]
