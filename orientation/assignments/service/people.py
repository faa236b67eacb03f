"""Commands on the people of a group."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from orientation.accounts import service as accounts
from orientation.accounts.errors import LearnerNotFound
from orientation.accounts.models import Learner
from orientation.accounts.queries import get_learner
from orientation.accounts.rules.people import NewLearner, post_of
from orientation.accounts.service import IssuedCard, audit
from orientation.actor import Actor
from orientation.assignments import queries
from orientation.assignments.models import Membership
from orientation.assignments.queries import LearnerOverview, get_group
from orientation.assignments.rules.export import export_table
from orientation.assignments.rules.roster import parse_roster
from orientation.db import db, transaction
from orientation.errors import Conflict
from orientation.locales import SOURCE

MAX_PEOPLE = 500
"""In one group: what a table and a sheet of cards can still show."""


class GroupFull(Conflict):
    """The group would have more than MAX_PEOPLE."""


def add_group_learners(actor: Actor, group_id: UUID, people: Sequence[NewLearner]) -> list[Learner]:
    """Add new learners to a group, all or none. Raises GroupNotFound, GroupFull, and what `add_learners` does."""
    post_of(actor)
    with transaction():
        get_group(actor, group_id, for_update=True)
        _refuse_full(group_id, len(people))
        learners = accounts.add_learners(actor, list(people))
        db.session.add_all([Membership(learner_id=learner.id, group_id=group_id) for learner in learners])
        db.session.flush()
        audit(actor, "group.people-added", "group", group_id, people=len(learners))
    return learners


def import_learners(actor: Actor, group_id: UUID, content: bytes | str) -> list[Learner]:
    """Add the learners of a CSV file (see `rules.roster`) to a group, all or none.

    Raises GroupNotFound, GroupFull, and CsvRefused with every fault at once.
    """
    get_group(actor, group_id)
    return add_group_learners(actor, group_id, parse_roster(content))


def move_learner(actor: Actor, learner_id: UUID, group_id: UUID | None) -> None:
    """Put a learner into another group of the post, or into none. Raises LearnerNotFound, GroupNotFound, GroupFull."""
    post_of(actor)
    with transaction():
        get_learner(actor, learner_id)
        membership = db.session.get(Membership, learner_id)
        if group_id is None:
            if membership is not None:
                db.session.delete(membership)
        else:
            get_group(actor, group_id, for_update=True)
            if membership is None or membership.group_id != group_id:
                _refuse_full(group_id, 1)
            db.session.merge(Membership(learner_id=learner_id, group_id=group_id))
        db.session.flush()
        audit(actor, "learner.moved", "learner", learner_id)


def print_cards(actor: Actor, group_id: UUID, learner_ids: Sequence[UUID] | None = None) -> list[IssuedCard]:
    """Issue new join cards for a group's learners, or for those of them that are named; older cards are revoked.

    The secrets are known here and never again. Raises GroupNotFound; LearnerNotFound for who isn't in the group.
    """
    post_of(actor)
    with transaction():
        get_group(actor, group_id)
        members = queries.list_members(group_id)
        chosen = members if learner_ids is None else list(dict.fromkeys(learner_ids))
        if not set(chosen) <= set(members):
            raise LearnerNotFound
        return accounts.issue_cards(actor, chosen)


def read_learner(actor: Actor, learner_id: UUID) -> LearnerOverview:
    """Return one learner for the officer's page; audited. Raises LearnerNotFound."""
    post_of(actor)
    return queries.get_learner_overview(accounts.read_learner(actor, learner_id))


def export_group(actor: Actor, group_id: UUID) -> str:
    """Return the hand-over of a group as CSV (see `rules.export`); audited. Raises GroupNotFound.

    A group's size caps it: never more than MAX_PEOPLE.
    """
    found = queries.group_table(actor, group_id)
    audit(actor, "group.exported", "group", group_id, people=len(found.table.rows))
    private = frozenset(module.key for module in queries.list_offered(SOURCE) if module.title is None)
    return export_table(found.table, private)


def _refuse_full(group_id: UUID, more: int) -> None:
    query = select(func.count()).select_from(Membership).where(Membership.group_id == group_id)
    if (db.session.scalar(query) or 0) + more > MAX_PEOPLE:
        raise GroupFull(f"A group has at most {MAX_PEOPLE} people. Make another group for the others.")
