"""Reads: groups of the actor's post, their people, what they are asked and how far they are.

Nothing here is audited: pages and the API read through `service`, which audits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_

from orientation import clock
from orientation.accounts.models import Learner, Session
from orientation.accounts.queries import find_card, get_own_learner
from orientation.accounts.rules.people import post_of
from orientation.actor import Actor
from orientation.assignments.models import Assignment, Group, Membership
from orientation.assignments.rules.due import due_on
from orientation.assignments.rules.offer import OfferedModule, offered_modules
from orientation.assignments.rules.table import Assigned, Done, ModuleKey, Person, Row, Table, build_table
from orientation.catalog.queries import get_outline, list_current
from orientation.db import db
from orientation.errors import NotFound
from orientation.learning.models import LessonProgress


class GroupNotFound(NotFound):
    """The actor's post has no such group."""


class AssignmentNotFound(NotFound):
    """The actor's post has asked nothing by this id."""


@dataclass(frozen=True)
class Asked:
    """A module that a learner is asked to learn; `due_on` is None while no departure is known."""

    pack: str
    module: str
    due_on: date | None


@dataclass(frozen=True)
class GroupSummary:
    """A group in the list: how many people, how far, how many of them are stuck."""

    id: UUID
    name: str
    departs_on: date | None
    revision: int
    people: int
    modules: int
    completed: int
    lessons: int
    stuck: int


@dataclass(frozen=True)
class GroupTable:
    """A group's learners and what they were asked."""

    group: Group
    table: Table


@dataclass(frozen=True)
class LearnerOverview:
    """One learner for the officer: group, phones, card, and the row of the table."""

    learner: Learner
    group: Group | None
    row: Row
    lessons_done: frozenset[tuple[str, str, str]]
    phones: int
    card_expires_at: datetime | None
    """None when no card can be used."""


def get_group(actor: Actor, group_id: UUID, *, for_update: bool = False) -> Group:
    """Return a group of the actor's post. Raises GroupNotFound; `for_update` locks the row until the end."""
    query = select(Group).where(Group.id == group_id, Group.post_id == post_of(actor))
    group = db.session.scalars(query.with_for_update() if for_update else query).one_or_none()
    if group is None:
        raise GroupNotFound("There is no such group. It may have been removed: look at the list of groups.")
    return group


def get_assignment(actor: Actor, assignment_id: UUID) -> Assignment:
    """Return what a group or learner of the actor's post was asked. Raises AssignmentNotFound."""
    query = (
        select(Assignment)
        .outerjoin(Group, Assignment.group_id == Group.id)
        .outerjoin(Learner, Assignment.learner_id == Learner.id)
        .where(Assignment.id == assignment_id, func.coalesce(Group.post_id, Learner.post_id) == post_of(actor))
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise AssignmentNotFound("There is no such assignment. It may have been removed already.")
    return found


def list_groups(actor: Actor) -> list[GroupSummary]:
    """Return the post's groups, the next to depart first, those without a date last. Four queries and the catalogue."""
    post_id = post_of(actor)
    order = (Group.departs_on.is_(None), Group.departs_on, Group.name)
    groups = db.session.scalars(select(Group).where(Group.post_id == post_id).order_by(*order)).all()
    people = _people(Group.post_id == post_id, with_labels=False)
    assigned = _assigned(
        or_(Group.post_id == post_id, Assignment.learner_id.in_(select(Learner.id).where(Learner.post_id == post_id)))
    )
    lessons = _lessons()
    done = _done([(Learner.post_id == post_id)], assigned, lessons)
    return [_summary(group, people, assigned, done, lessons) for group in groups]


def group_table(actor: Actor, group_id: UUID) -> GroupTable:
    """Return learners × modules of one group, learners by label. Four queries and the catalogue, however many."""
    group = get_group(actor, group_id)
    people = _people(Group.id == group_id, with_labels=True)
    members = select(Membership.learner_id).where(Membership.group_id == group_id)
    assigned = _assigned(or_(Assignment.group_id == group_id, Assignment.learner_id.in_(members)))
    lessons = _lessons()
    done = _done([Learner.id.in_(members)], assigned, lessons)
    return GroupTable(group, _table(group.departs_on, people, assigned, done, lessons))


def get_learner_overview(learner: Learner) -> LearnerOverview:
    """Return what the officer's page of one learner shows. The caller has checked that the actor may see them."""
    group = db.session.scalars(
        select(Group).join(Membership, Membership.group_id == Group.id).where(Membership.learner_id == learner.id)
    ).one_or_none()
    assigned = _assigned(_of_learner(learner.id))
    lessons = _lessons()
    done = _done([Learner.id == learner.id], assigned, lessons)
    person = Person(learner.id, group.id if group else None, learner.pseudonym, learner.label, learner.locale, None)
    table = _table(group.departs_on if group else None, [person], assigned, done, lessons)
    phones = db.session.scalar(
        select(func.count()).where(
            Session.learner_id == learner.id, Session.ended_at.is_(None), Session.expires_at > clock.now()
        )
    )
    card = find_card(learner.id)
    expires_at = card.expires_at if card else None
    return LearnerOverview(learner, group, table.rows[0], _lessons_done(learner.id), phones or 0, expires_at)


def list_group_names(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the post's groups to choose from, by name."""
    query = select(Group.id, Group.name).where(Group.post_id == post_of(actor)).order_by(Group.name)
    return [(group_id, name) for group_id, name in db.session.execute(query)]


def list_ungrouped(actor: Actor) -> Sequence[Learner]:
    """Return the post's learners who are in no group, by pseudonym."""
    members = select(Membership.learner_id)
    query = select(Learner).where(Learner.post_id == post_of(actor), Learner.id.not_in(members))
    return db.session.scalars(query.order_by(Learner.pseudonym)).all()


def list_members(group_id: UUID) -> list[UUID]:
    """Return the ids of a group's learners. The caller has checked that the actor may see the group."""
    return list(db.session.scalars(select(Membership.learner_id).where(Membership.group_id == group_id)))


def list_assignments_of(learner_id: UUID) -> list[Asked]:
    """Return what one learner is asked, each module once, first due first, without a date last. One query."""
    departs_on = (
        select(Group.departs_on)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.learner_id == learner_id)
        .scalar_subquery()
    )
    query = select(Assignment, departs_on).where(_of_learner(learner_id))
    rows = db.session.execute(query.order_by(Assignment.learner_id.is_not(None), Assignment.assigned_at)).all()
    newest = {(one.pack, one.module): Asked(one.pack, one.module, due_on(day, one.days_before)) for one, day in rows}
    return sorted(newest.values(), key=lambda asked: (asked.due_on or date.max, asked.pack, asked.module))


def list_own_assignments(actor: Actor) -> list[Asked]:
    """Return what the learner who acts is asked. Raises NotSignedIn."""
    return list_assignments_of(get_own_learner(actor).id)


def list_offered(locale: str) -> list[OfferedModule]:
    """Return the modules that can be assigned, in the catalogue's order, with titles in `locale` where there are.

    Private ones come without titles. Queries nothing that was read before in this process but the current versions.
    """
    return [
        module for version in list_current() for module in offered_modules(version.pack, get_outline(version, locale))
    ]


def _of_learner(learner_id: UUID) -> ColumnElement[bool]:
    of_group = select(Membership.group_id).where(Membership.learner_id == learner_id)
    return or_(Assignment.learner_id == learner_id, Assignment.group_id.in_(of_group))


def _people(where: ColumnElement[bool], *, with_labels: bool) -> list[Person]:
    label = Learner.label if with_labels else Learner.pseudonym
    query = (
        select(Learner.id, Group.id, Learner.pseudonym, label, Learner.locale, Learner.last_seen_at)
        .join(Membership, Membership.learner_id == Learner.id)
        .join(Group, Membership.group_id == Group.id)
        .where(where)
    )
    people = [
        Person(id_, group_id, pseudonym, shown, locale, seen.date() if seen else None)
        for id_, group_id, pseudonym, shown, locale, seen in db.session.execute(query)
    ]
    return sorted(people, key=lambda person: ((person.label or person.pseudonym).casefold(), person.pseudonym))


def _assigned(where: ColumnElement[bool]) -> list[Assigned]:
    query = select(Assignment).outerjoin(Group, Assignment.group_id == Group.id).where(where)
    return [
        Assigned(one.id, one.group_id, one.learner_id, one.pack, one.module, one.days_before, one.assigned_at.date())
        for one in db.session.scalars(query.order_by(Assignment.assigned_at))
    ]


def _lessons() -> dict[ModuleKey, list[str]]:
    return {
        (version.pack, module["slug"]): list(module["lessons"])
        for version in list_current()
        for module in version.modules
    }


def _done(
    who: list[ColumnElement[bool]], assigned: list[Assigned], lessons: dict[ModuleKey, list[str]]
) -> dict[tuple[UUID, str, str], Done]:
    """Count over the lessons that the modules have today, so that a removed lesson never makes up for a new one."""
    lesson_keys = [(*key, lesson) for key in {one.key for one in assigned} for lesson in lessons.get(key, [])]
    if not lesson_keys:
        return {}
    row = LessonProgress
    query = (
        select(row.learner_id, row.pack, row.module, func.count(), func.count(row.completed_at), func.max(row.last_at))
        .join(Learner, Learner.id == row.learner_id)
        .where(*who, tuple_(row.pack, row.module, row.lesson).in_(lesson_keys))
        .group_by(row.learner_id, row.pack, row.module)
    )
    return {
        (learner_id, pack, module): Done(started, completed, last_at.date())
        for learner_id, pack, module, started, completed, last_at in db.session.execute(query)
    }


def _lessons_done(learner_id: UUID) -> frozenset[tuple[str, str, str]]:
    row = LessonProgress
    query = select(row.pack, row.module, row.lesson).where(row.learner_id == learner_id, row.completed_at.is_not(None))
    return frozenset((pack, module, lesson) for pack, module, lesson in db.session.execute(query))


def _table(
    departs_on: date | None,
    people: list[Person],
    assigned: list[Assigned],
    done: dict[tuple[UUID, str, str], Done],
    lessons: dict[ModuleKey, list[str]],
) -> Table:
    counts = {key: len(slugs) for key, slugs in lessons.items()}
    return build_table(people, assigned, done, lessons=counts, departs_on=departs_on, today=clock.now().date())


def _summary(
    group: Group,
    people: list[Person],
    assigned: list[Assigned],
    done: dict[tuple[UUID, str, str], Done],
    lessons: dict[ModuleKey, list[str]],
) -> GroupSummary:
    members = [person for person in people if person.group_id == group.id]
    ids = {person.learner_id for person in members}
    own = [one for one in assigned if one.group_id == group.id or one.learner_id in ids]
    table = _table(group.departs_on, members, own, done, lessons)
    return GroupSummary(
        id=group.id,
        name=group.name,
        departs_on=group.departs_on,
        revision=group.revision,
        people=len(members),
        modules=len(table.columns),
        completed=table.completed,
        lessons=table.lessons,
        stuck=table.stuck,
    )
