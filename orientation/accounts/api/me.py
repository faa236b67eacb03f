"""What people may see and change of themselves.

Staff who must still set up one-time codes have no role yet, so these routes are public and the commands decide.
"""

from typing import Any
from uuid import UUID

from flask import Response

from orientation.accounts import queries, service
from orientation.accounts.api.blueprint import blueprint, done
from orientation.accounts.queries import Me
from orientation.accounts.schemas import (
    CodeSchema,
    EnrolmentSchema,
    HandedOverSchema,
    MeChangeSchema,
    MeSchema,
    OldPinSchema,
    PasswordChangeSchema,
    PinSchema,
    SessionSchema,
)
from orientation.accounts.service import Enrolment, HandedOver
from orientation.actor import Role
from orientation.http.access import current_actor, public, requires
from orientation.http.api import PROBLEM
from orientation.http.identity import caller


@blueprint.get("/me")
@blueprint.response(200, MeSchema)
@public
def show_me() -> Me:
    """Who the request comes from; a guest, too."""
    return queries.get_me(current_actor())


@blueprint.patch("/me")
@blueprint.arguments(MeChangeSchema)
@blueprint.response(200, MeSchema)
@blueprint.alt_response(401, **PROBLEM)
@public
def change_me(given: dict[str, Any]) -> Me:
    """Choose one's language."""
    service.set_locale(current_actor(), given["locale"])
    return queries.get_me(current_actor())


@blueprint.post("/me/token")
@blueprint.response(201, HandedOverSchema)
@requires(Role.LEARNER)
def hand_over() -> HandedOver:
    """Take the session over from the browser's cookie: for an app, or a page's own worker.

    When the token is written down, end the cookie's session (`DELETE /auth/session`), or it lasts half a day more.
    Until then this can be asked again, if the answer was lost.
    """
    return service.hand_over(current_actor(), caller()["client"])


@blueprint.put("/me/pin")
@blueprint.arguments(PinSchema)
@blueprint.response(204)
@blueprint.alt_response(429, **PROBLEM)
@requires(Role.LEARNER)
def set_pin(given: dict[str, Any]) -> Response:
    """Set or change the PIN that joining asks for, 4 to 8 digits."""
    service.set_pin(current_actor(), given["pin"], given["old_pin"])
    return done()


@blueprint.delete("/me/pin")
@blueprint.arguments(OldPinSchema, required=False)
@blueprint.response(204)
@blueprint.alt_response(429, **PROBLEM)
@requires(Role.LEARNER)
def remove_pin(given: dict[str, Any]) -> Response:
    """Join without a PIN from now on."""
    service.set_pin(current_actor(), None, given["old_pin"])
    return done()


@blueprint.put("/me/password")
@blueprint.arguments(PasswordChangeSchema)
@blueprint.response(204)
@blueprint.alt_response(401, **PROBLEM)
@blueprint.alt_response(429, **PROBLEM)
@public
def change_password(given: dict[str, Any]) -> Response:
    """Change one's password; the other sessions end."""
    service.change_password(current_actor(), given["old"], given["new"])
    return done()


@blueprint.post("/me/second-factor")
@blueprint.response(201, EnrolmentSchema)
@blueprint.alt_response(401, **PROBLEM)
@blueprint.alt_response(409, **PROBLEM)
@public
def begin_second_factor() -> Enrolment:
    """Get a secret for an authenticator app; it counts once a code confirms it."""
    return service.begin_second_factor(current_actor())


@blueprint.post("/me/second-factor/confirm")
@blueprint.arguments(CodeSchema)
@blueprint.response(204)
@blueprint.alt_response(401, **PROBLEM)
@blueprint.alt_response(409, **PROBLEM)
@public
def confirm_second_factor(given: dict[str, Any]) -> Response:
    """Turn one-time codes on with a first code."""
    service.confirm_second_factor(current_actor(), given["code"])
    return done()


@blueprint.get("/sessions")
@blueprint.response(200, SessionSchema(many=True))
@blueprint.alt_response(401, **PROBLEM)
@public
def list_sessions() -> list[dict[str, Any]]:
    """One's own open sessions, the last used first."""
    actor = current_actor()
    return [_shown(session, actor.session_id) for session in queries.list_sessions(actor)]


@blueprint.delete("/sessions/<uuid:session_id>")
@blueprint.response(204)
@blueprint.alt_response(401, **PROBLEM)
@public
def end_session(session_id: UUID) -> Response:
    """End one of one's own sessions."""
    service.end_session(current_actor(), session_id)
    return done()


def _shown(session: Any, current: UUID | None) -> dict[str, Any]:
    names = ("id", "client", "created_at", "last_seen_at", "expires_at")
    return {name: getattr(session, name) for name in names} | {"current": session.id == current}
