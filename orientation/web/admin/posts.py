"""Posts: embassies and consulates that prepare people."""

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from orientation.accounts import queries
from orientation.accounts import service as accounts
from orientation.accounts.errors import NameTaken, UnusableName
from orientation.actor import Role
from orientation.http.access import current_actor, requires
from orientation.web.admin.blueprint import blueprint
from orientation.web.staff.notes import tell_and_go


@blueprint.get("/staff/admin/posts")
@requires(Role.ADMINISTRATOR)
def posts() -> Response:
    """All posts, and the form for another."""
    return _page()


@blueprint.post("/staff/admin/posts")
@requires(Role.ADMINISTRATOR)
def create_post() -> Response:
    """Add a post."""
    name, destination = request.form.get("name", ""), request.form.get("destination", "").strip()
    try:
        post = accounts.create_post(current_actor(), name, destination)
    except (NameTaken, UnusableName) as error:
        return _page(name=name, destination=destination, error=error.message)
    return tell_and_go(_("The post %(name)s is there. Add its officers next.", name=post.name), url_for("admin.posts"))


def _page(*, name: str = "", destination: str = "", error: str = "") -> Response:
    actor = current_actor()
    staff = queries.list_staff(actor)
    officers: dict[object, list[str]] = {}
    for member in staff:
        if member.post_id and member.disabled_at is None:
            officers.setdefault(member.post_id, []).append(member.name)
    page = render_template(
        "admin/posts.html",
        posts=queries.list_posts(actor),
        officers=officers,
        name=name,
        destination=destination,
        error=error,
    )
    return make_response(page, 422 if error else 200)
