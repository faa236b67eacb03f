"""Commands that ask a group or a learner to learn a module."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from orientation import clock
from orientation.accounts.queries import get_learner
from orientation.accounts.rules.people import post_of
from orientation.accounts.service import audit
from orientation.actor import Actor
from orientation.assignments.models import Assignment
from orientation.assignments.queries import get_assignment, get_group
from orientation.assignments.rules.due import MAX_DAYS_BEFORE
from orientation.assignments.rules.table import ModuleKey
from orientation.catalog.queries import get_current
from orientation.db import db, transaction
from orientation.errors import Conflict, Invalid


class AlreadyAssigned(Conflict):
    """The group or learner is asked this module already."""


class ModuleNotOffered(Invalid):
    """The pack's published version has no such module."""


class OneTarget(Invalid):
    """An assignment is for a group or for one learner, not both and not neither."""


class NothingChosen(Invalid):
    """No module was chosen."""


class DaysOutOfRange(Invalid):
    """The days before departure can't be used."""


def assign(
    actor: Actor,
    *,
    group_id: UUID | None = None,
    learner_id: UUID | None = None,
    pack: str,
    module: str,
    days_before: int,
) -> Assignment:
    """Ask a group or one learner to do a module so many days before departure.

    Raises OneTarget, DaysOutOfRange, GroupNotFound, LearnerNotFound, ModuleNotOffered, AlreadyAssigned and what
    the catalogue raises for an unknown pack.
    """
    post_of(actor)
    if (group_id is None) == (learner_id is None):
        raise OneTarget("Choose a group or one learner.")
    if not 0 <= days_before <= MAX_DAYS_BEFORE:
        raise DaysOutOfRange(f"Write a number of days from 0 to {MAX_DAYS_BEFORE}.")
    with transaction():
        if group_id is not None:
            get_group(actor, group_id)
            target = Assignment.group_id == group_id
        else:
            assert learner_id is not None  # noqa: S101 one of the two, checked above
            get_learner(actor, learner_id)
            target = Assignment.learner_id == learner_id
        if module not in {offered["slug"] for offered in get_current(pack).modules}:
            raise ModuleNotOffered("This module is not in the pack as it is published now. Choose another one.")
        same = select(Assignment.id).where(target, Assignment.pack == pack, Assignment.module == module)
        if db.session.scalars(same).first():
            raise AlreadyAssigned("This module is assigned already. Remove it first to give it another date.")
        assignment = Assignment(
            group_id=group_id,
            learner_id=learner_id,
            pack=pack,
            module=module,
            days_before=days_before,
            assigned_at=clock.now(),
            assigned_by=actor.staff_id,
        )
        db.session.add(assignment)
        db.session.flush()
        audit(actor, "assignment.made", "assignment", assignment.id)
    return assignment


def unassign(actor: Actor, assignment_id: UUID) -> Assignment:
    """Take back what was asked and return it, so that it can be asked again; what was learned stays.

    Raises AssignmentNotFound.
    """
    post_of(actor)
    with transaction():
        assignment = get_assignment(actor, assignment_id)
        db.session.delete(assignment)
        db.session.flush()
        audit(actor, "assignment.removed", "assignment", assignment_id)
    return assignment


def assign_modules(
    actor: Actor,
    *,
    group_id: UUID | None = None,
    learner_id: UUID | None = None,
    modules: Sequence[ModuleKey],
    days_before: int,
) -> list[Assignment]:
    """Ask several modules at once, all or none. Raises NothingChosen and what `assign` raises."""
    post_of(actor)
    if not modules:
        raise NothingChosen("Choose at least one module.")
    with transaction():
        return [
            assign(actor, group_id=group_id, learner_id=learner_id, pack=pack, module=module, days_before=days_before)
            for pack, module in modules
        ]
