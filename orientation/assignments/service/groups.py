"""Commands on groups, and the reads of groups that are audited."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from orientation import clock
from orientation.accounts.rules.people import post_of
from orientation.accounts.service import audit
from orientation.actor import Actor
from orientation.assignments import queries
from orientation.assignments.models import Assignment, Group, Membership
from orientation.assignments.queries import GroupSummary, GroupTable, get_group
from orientation.assignments.rules.naming import check_departure, check_name
from orientation.db import db, transaction
from orientation.errors import Conflict


class GroupNameTaken(Conflict):
    """The post has a group of this name."""


class GroupChanged(Conflict):
    """Somebody changed the group since it was read."""


class GroupNotEmpty(Conflict):
    """The group still has people: removing it would lose sight of them."""


def create_group(actor: Actor, name: str, departs_on: date | None) -> Group:
    """Make an empty group in the actor's post.

    Raises NotAllowed, UnusableGroupName, UnusableDeparture, GroupNameTaken.
    """
    post_id = post_of(actor)
    name, departs_on = check_name(name), check_departure(departs_on)
    with transaction():
        _refuse_taken(post_id, name)
        group = Group(post_id=post_id, name=name, departs_on=departs_on, revision=1, created_at=clock.now())
        db.session.add(group)
        db.session.flush()
        audit(actor, "group.created", "group", group.id)
    return group


def update_group(actor: Actor, group_id: UUID, *, revision: int, name: str, departs_on: date | None) -> Group:
    """Rename a group or move its departure, and with it every due date.

    `revision` is the one that the actor has read. Raises GroupNotFound, GroupChanged and what `create_group` does.
    """
    post_id = post_of(actor)
    name, departs_on = check_name(name), check_departure(departs_on)
    with transaction():
        group = get_group(actor, group_id, for_update=True)
        if group.revision != revision:
            raise GroupChanged(
                "Somebody changed this group in the meantime. Look at what it says now, then change it again."
            )
        _refuse_taken(post_id, name, other_than=group_id)
        group.name, group.departs_on, group.revision = name, departs_on, revision + 1
        db.session.flush()
        audit(actor, "group.changed", "group", group_id)
    return group


def delete_group(actor: Actor, group_id: UUID) -> None:
    """Remove an empty group and what it was asked. Raises GroupNotFound, GroupNotEmpty."""
    post_of(actor)
    with transaction():
        group = get_group(actor, group_id, for_update=True)
        if db.session.scalars(select(Membership).where(Membership.group_id == group_id).limit(1)).first():
            raise GroupNotEmpty("This group still has people. Move them to another group or erase them first.")
        for assignment in db.session.scalars(select(Assignment).where(Assignment.group_id == group_id)):
            db.session.delete(assignment)
        db.session.delete(group)
        audit(actor, "group.removed", "group", group_id)


def read_groups(actor: Actor) -> list[GroupSummary]:
    """Return the post's groups; audited. Raises NotAllowed."""
    post_id = post_of(actor)
    audit(actor, "groups.read", "post", post_id)
    return queries.list_groups(actor)


def read_group(actor: Actor, group_id: UUID) -> Group:
    """Return one group; audited. Raises GroupNotFound."""
    group = get_group(actor, group_id)
    audit(actor, "group.read", "group", group_id)
    return group


def read_group_table(actor: Actor, group_id: UUID) -> GroupTable:
    """Return learners × modules of one group; audited. Raises GroupNotFound."""
    found = queries.group_table(actor, group_id)
    audit(actor, "group.read", "group", group_id)
    return found


def _refuse_taken(post_id: UUID, name: str, other_than: UUID | None = None) -> None:
    taken = db.session.scalars(select(Group.id).where(Group.post_id == post_id, Group.name == name)).one_or_none()
    if taken is not None and taken != other_than:
        raise GroupNameTaken(f"Your post has a group called “{name}” already. Choose another name.")
