"""The first page after signing in: what needs attention."""

from flask import render_template

from orientation import clock
from orientation.accounts.queries import get_me
from orientation.actor import STAFF_ROLES
from orientation.http.access import current_actor, requires
from orientation.web.staff.attention import list_tasks
from orientation.web.staff.blueprint import blueprint


@blueprint.get("/staff/")
@requires(*STAFF_ROLES)
def home() -> str:
    """What the actor should look at, by role."""
    actor = current_actor()
    return render_template("staff/home.html", me=get_me(actor), tasks=list_tasks(actor, clock.now()))
