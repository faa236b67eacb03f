"""How a program gets a session, and ends it."""

from typing import Any

from flask import Response

from orientation.accounts import service
from orientation.accounts.api.blueprint import blueprint, done
from orientation.accounts.schemas import JoinSchema, SetupSchema, SignedInSchema, SignInSchema
from orientation.accounts.service import SignedIn
from orientation.http.access import current_actor, public
from orientation.http.api import PROBLEM
from orientation.http.identity import bearer_token, caller, clear_session_cookie


@blueprint.post("/auth/staff")
@blueprint.arguments(SignInSchema)
@blueprint.response(201, SignedInSchema)
@blueprint.alt_response(401, **PROBLEM)
@blueprint.alt_response(429, **PROBLEM)
@public
def sign_in_staff(given: dict[str, Any]) -> SignedIn:
    """Open a session with name, password and one-time code.

    Wrong and unknown answer alike. `code-needed` says that name and password are right and a one-time code is
    missing. With `must_enrol`, the session can do nothing but set up one-time codes.
    """
    return service.sign_in_staff(given["name"], given["password"], given["code"], **caller())


@blueprint.post("/auth/join")
@blueprint.arguments(JoinSchema)
@blueprint.response(201, SignedInSchema)
@blueprint.alt_response(401, **PROBLEM)
@blueprint.alt_response(429, **PROBLEM)
@public
def join(given: dict[str, Any]) -> SignedIn:
    """Open a learner's session with a join card.

    Wrong, unknown, revoked and expired cards answer alike (`wrong-card`); `mistyped-code` costs no attempt;
    `pin-needed` asks for the learner's PIN.
    """
    if "secret" in given:
        return service.join_by_secret(given["secret"], given["pin"], **caller())
    return service.join_by_code(given["code"], given["pin"], **caller())


@blueprint.post("/auth/setup")
@blueprint.arguments(SetupSchema)
@blueprint.response(204)
@blueprint.alt_response(404, **PROBLEM)
@public
def set_up(given: dict[str, Any]) -> Response:
    """Choose a password with the token of a setup link."""
    service.set_up_staff(given["token"], given["password"])
    return done()


@blueprint.delete("/auth/session")
@blueprint.response(204)
@public
def sign_out() -> Response:
    """End the session that this request comes with; a browser forgets its cookie."""
    service.sign_out(current_actor())
    response = done()
    if bearer_token() is None:
        clear_session_cookie(response, "learner")
    return response
