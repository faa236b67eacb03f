"""Colleagues: who they are, what they may do, and the one-time link with which they begin."""

from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from orientation import clock
from orientation.accounts import queries
from orientation.accounts import service as accounts
from orientation.accounts.errors import NameTaken, PostNotFound, RolesMissing, UnusableName
from orientation.actor import Role
from orientation.errors import OrientationError
from orientation.http.access import current_actor, requires
from orientation.web.admin.blueprint import blueprint
from orientation.web.staff.notes import tell_and_go

FIELDS: dict[type[OrientationError], str] = {
    NameTaken: "name",
    UnusableName: "name",
    RolesMissing: "roles",
    PostNotFound: "post",
}


@blueprint.get("/staff/admin/")
@requires(Role.ADMINISTRATOR)
def home() -> Response:
    """Administration begins with the colleagues."""
    return redirect(url_for("admin.people"))


@blueprint.get("/staff/admin/people")
@requires(Role.ADMINISTRATOR)
def people() -> str:
    """Everybody who can sign in, and those who no longer can."""
    actor = current_actor()
    posts = {post.id: post.name for post in queries.list_posts(actor)}
    return render_template("admin/people.html", people=queries.list_staff(actor), posts=posts, now=clock.now())


@blueprint.get("/staff/admin/people/new")
@requires(Role.ADMINISTRATOR)
def new_colleague() -> Response:
    """The form for somebody new."""
    return _form(MultiDict(), {})


@blueprint.post("/staff/admin/people/new")
@requires(Role.ADMINISTRATOR)
def create_colleague() -> Response:
    """Add somebody and show the link with which they choose a password, this once."""
    given = request.form
    roles = [Role(value) for value in given.getlist("roles") if value in Role.__members__.values()]
    try:
        staff, token = accounts.create_staff(
            current_actor(), given.get("name", ""), roles, _post_id(given.get("post", "")), given.get("locale", "")
        )
    except (NameTaken, UnusableName, RolesMissing, PostNotFound) as error:
        return _form(given, {FIELDS[type(error)]: error.message})
    return _link(staff.id, token)


@blueprint.get("/staff/admin/people/<uuid:staff_id>")
@requires(Role.ADMINISTRATOR)
def colleague(staff_id: UUID) -> str:
    """One colleague, and what an administrator can do."""
    actor = current_actor()
    staff = queries.get_staff(actor, staff_id)
    post = queries.get_post(actor, staff.post_id) if staff.post_id else None
    return render_template(
        "admin/colleague.html", staff=staff, post=post, now=clock.now(), is_self=staff.id == actor.staff_id
    )


@blueprint.post("/staff/admin/people/<uuid:staff_id>/link")
@requires(Role.ADMINISTRATOR)
def renew_link(staff_id: UUID) -> Response:
    """Start somebody afresh and show the new link, this once."""
    return _link(staff_id, accounts.renew_setup(current_actor(), staff_id))


@blueprint.post("/staff/admin/people/<uuid:staff_id>/disable")
@requires(Role.ADMINISTRATOR)
def disable_colleague(staff_id: UUID) -> Response:
    """Shut somebody out."""
    accounts.disable_staff(current_actor(), staff_id)
    return tell_and_go(_("This colleague is signed out everywhere and can't sign in any more."), _address(staff_id))


@blueprint.post("/staff/admin/people/<uuid:staff_id>/enable")
@requires(Role.ADMINISTRATOR)
def enable_colleague(staff_id: UUID) -> Response:
    """Let somebody in again."""
    accounts.enable_staff(current_actor(), staff_id)
    return tell_and_go(_("This colleague can sign in again, with the password from before."), _address(staff_id))


def _address(staff_id: UUID) -> str:
    return url_for("admin.colleague", staff_id=staff_id)


def _post_id(text: str) -> UUID | None:
    """Return the chosen post; an id that can't be one becomes one that nobody has."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _link(staff_id: UUID, token: str) -> Response:
    staff = queries.get_staff(current_actor(), staff_id)
    link = url_for("staff.set_up", token=token, _external=True)
    return make_response(render_template("admin/link.html", staff=staff, link=link))


def _form(given: MultiDict[str, str], errors: dict[str, str]) -> Response:
    posts = [("", _("None")), *((post.id, post.name) for post in queries.list_posts(current_actor()))]
    page = render_template("admin/new_colleague.html", given=given, errors=errors, post_options=posts)
    return make_response(page, 422 if errors else 200)
