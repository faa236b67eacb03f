"""Posts, staff and the record."""

from typing import Any
from uuid import UUID

from flask import Response

from orientation.accounts import queries, service
from orientation.accounts.api.blueprint import blueprint, done, page
from orientation.accounts.models import Post
from orientation.accounts.schemas import (
    AuditPageSchema,
    AuditQuerySchema,
    NewPostSchema,
    NewStaffSchema,
    PageQuerySchema,
    PostPageSchema,
    PostSchema,
    SetupLinkSchema,
    StaffPageSchema,
)
from orientation.actor import Role
from orientation.http.access import current_actor, requires
from orientation.http.api import PROBLEM


@blueprint.get("/posts")
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, PostPageSchema)
@requires(Role.ADMINISTRATOR)
def list_posts(given: dict[str, Any]) -> dict[str, Any]:
    """All posts."""
    limit = given["limit"]
    return page(queries.list_posts(current_actor(), after=given.get("after"), limit=limit + 1), limit)


@blueprint.post("/posts")
@blueprint.arguments(NewPostSchema)
@blueprint.response(201, PostSchema)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.ADMINISTRATOR)
def create_post(given: dict[str, Any]) -> Post:
    """Add an embassy or consulate."""
    return service.create_post(current_actor(), given["name"], given["destination"])


@blueprint.get("/staff")
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, StaffPageSchema)
@requires(Role.ADMINISTRATOR)
def list_staff(given: dict[str, Any]) -> dict[str, Any]:
    """All members of staff, disabled ones too."""
    limit = given["limit"]
    return page(queries.list_staff(current_actor(), after=given.get("after"), limit=limit + 1), limit)


@blueprint.post("/staff")
@blueprint.arguments(NewStaffSchema)
@blueprint.response(201, SetupLinkSchema)
@blueprint.alt_response(404, **PROBLEM)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.ADMINISTRATOR)
def create_staff(given: dict[str, Any]) -> dict[str, Any]:
    """Add a colleague; hand them the address /staff/set-up/<setup_token>."""
    staff, token = service.create_staff(current_actor(), **given)
    return {"id": staff.id, "setup_token": token}


@blueprint.post("/staff/<uuid:staff_id>/renew-setup")
@blueprint.response(201, SetupLinkSchema)
@requires(Role.ADMINISTRATOR)
def renew_setup(staff_id: UUID) -> dict[str, Any]:
    """Start a colleague afresh: no password, no one-time codes, no sessions, and a new setup link."""
    return {"id": staff_id, "setup_token": service.renew_setup(current_actor(), staff_id)}


@blueprint.post("/staff/<uuid:staff_id>/disable")
@blueprint.response(204)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.ADMINISTRATOR)
def disable_staff(staff_id: UUID) -> Response:
    """Shut a colleague out at once."""
    service.disable_staff(current_actor(), staff_id)
    return done()


@blueprint.post("/staff/<uuid:staff_id>/enable")
@blueprint.response(204)
@requires(Role.ADMINISTRATOR)
def enable_staff(staff_id: UUID) -> Response:
    """Let a colleague in again."""
    service.enable_staff(current_actor(), staff_id)
    return done()


@blueprint.get("/audit")
@blueprint.arguments(AuditQuerySchema, location="query")
@blueprint.response(200, AuditPageSchema)
@requires(Role.ADMINISTRATOR, Role.OFFICER)
def list_audit(given: dict[str, Any]) -> dict[str, Any]:
    """What staff did and read, newest first: all for administrators, their own post's for officers."""
    limit = given["limit"]
    return page(queries.list_audit(current_actor(), given.get("before"), limit + 1), limit)
