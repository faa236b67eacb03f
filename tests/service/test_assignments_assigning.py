"""Modules are asked of groups and learners, and the table says who has done what."""

from datetime import timedelta
from uuid import UUID

import pytest

from orientation import clock
from orientation.accounts.errors import LearnerNotFound
from orientation.accounts.rules.people import NewLearner
from orientation.assignments import queries, service
from orientation.assignments.models import Group
from orientation.assignments.queries import Asked, AssignmentNotFound, GroupNotFound
from orientation.assignments.rules.due import State
from orientation.assignments.service.assigning import (
    AlreadyAssigned,
    DaysOutOfRange,
    ModuleNotOffered,
    NothingChosen,
    OneTarget,
)
from orientation.db import db, transaction
from orientation.errors import NotFound
from orientation.learning.models import LessonProgress
from tests.assigned_pack import PACK, publish_pack
from tests.cast import Cast
from tests.counting import count_queries

IN_TWENTY_DAYS = timedelta(days=20)


@pytest.fixture
def group(cast: Cast) -> Group:
    publish_pack()
    group = service.create_group(cast.officer.actor, "March", clock.now().date() + IN_TWENTY_DAYS)
    service.move_learner(cast.officer.actor, cast.learner.id, group.id)
    return group


def _learn(learner_id: UUID, module: str, *lessons: str, completed: bool = True) -> None:
    now = clock.now()
    with transaction():
        for lesson in lessons:
            db.session.add(
                LessonProgress(
                    learner_id=learner_id,
                    pack=PACK,
                    module=module,
                    lesson=lesson,
                    first_at=now,
                    last_at=now,
                    completed_at=now if completed else None,
                    seconds=60,
                )
            )


def _state(cast: Cast, group: Group) -> State:
    [row] = queries.group_table(cast.officer.actor, group.id).table.rows
    return row.cells[PACK, "rights"].state


def test_what_a_group_is_asked_is_asked_of_its_people_with_a_date(cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=14)
    due = clock.now().date() + timedelta(days=6)
    assert queries.list_assignments_of(cast.learner.id) == [Asked(PACK, "rights", due)]
    assert queries.list_assignments_of(cast.second_learner.id) == []


def test_what_one_learner_is_asked_wins_over_the_group_whichever_came_first(cast: Cast, group: Group) -> None:
    officer, today = cast.officer.actor, clock.now().date()
    service.assign(officer, learner_id=cast.learner.id, pack=PACK, module="rights", days_before=20)
    service.assign(officer, group_id=group.id, pack=PACK, module="rights", days_before=1)
    assert queries.list_assignments_of(cast.learner.id) == [Asked(PACK, "rights", today)]


def test_who_is_in_no_group_has_no_dates(cast: Cast) -> None:
    publish_pack()
    service.assign(cast.officer.actor, learner_id=cast.second_learner.id, pack=PACK, module="rights", days_before=3)
    assert queries.list_assignments_of(cast.second_learner.id) == [Asked(PACK, "rights", None)]


def test_due_dates_move_with_the_departure(cast: Cast, group: Group) -> None:
    officer, later = cast.officer.actor, clock.now().date() + timedelta(days=60)
    service.assign(officer, group_id=group.id, pack=PACK, module="rights", days_before=10)
    service.update_group(officer, group.id, revision=1, name="March", departs_on=later)
    assert queries.list_assignments_of(cast.learner.id)[0].due_on == later - timedelta(days=10)


def test_progress_shows_in_the_table(cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=14)
    assert _state(cast, group) is State.NOT_STARTED
    _learn(cast.learner.id, "rights", "dignity")
    assert _state(cast, group) is State.IN_PROGRESS
    _learn(cast.learner.id, "rights", "belief")
    assert _state(cast, group) is State.DONE


def test_what_is_not_done_in_time_is_overdue_and_makes_the_learner_stuck(cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=30)
    _learn(cast.learner.id, "rights", "dignity", completed=False)
    assert _state(cast, group) is State.OVERDUE
    [summary] = queries.list_groups(cast.officer.actor)
    assert (summary.people, summary.modules, summary.completed, summary.lessons, summary.stuck) == (1, 1, 0, 2, 1)


def test_a_lesson_that_is_gone_does_not_make_up_for_a_new_one(cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=14)
    _learn(cast.learner.id, "rights", "dignity", "belief")
    publish_pack({"rights": ["dignity", "asking"]})
    [row] = queries.group_table(cast.officer.actor, group.id).table.rows
    cell = row.cells[PACK, "rights"]
    assert (cell.state, cell.completed, cell.lessons) == (State.IN_PROGRESS, 1, 2)


def test_what_was_taken_back_can_be_asked_again_and_nothing_learned_is_lost(cast: Cast, group: Group) -> None:
    officer = cast.officer.actor
    made = service.assign(officer, group_id=group.id, pack=PACK, module="rights", days_before=14)
    _learn(cast.learner.id, "rights", "dignity", "belief")
    old = service.unassign(officer, made.id)
    assert queries.list_assignments_of(cast.learner.id) == []
    service.assign(officer, group_id=old.group_id, pack=old.pack, module=old.module, days_before=old.days_before)
    assert _state(cast, group) is State.DONE


def test_several_modules_are_asked_at_once_or_none(cast: Cast, group: Group) -> None:
    officer = cast.officer.actor
    with pytest.raises(ModuleNotOffered):
        service.assign_modules(officer, group_id=group.id, modules=[(PACK, "rights"), (PACK, "x")], days_before=1)
    assert queries.list_assignments_of(cast.learner.id) == []
    with pytest.raises(NothingChosen):
        service.assign_modules(officer, group_id=group.id, modules=[], days_before=1)
    both = [(PACK, "rights"), (PACK, "daily-life")]
    assert len(service.assign_modules(officer, group_id=group.id, modules=both, days_before=1)) == 2


def test_the_same_module_is_not_asked_twice(cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=14)
    with pytest.raises(AlreadyAssigned):
        service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=2)


@pytest.mark.parametrize("days", [-1, 366])
def test_days_before_departure_are_within_a_year(cast: Cast, group: Group, days: int) -> None:
    with pytest.raises(DaysOutOfRange):
        service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=days)


def test_an_assignment_has_one_target_and_a_module_that_is_offered(cast: Cast, group: Group) -> None:
    officer = cast.officer.actor
    with pytest.raises(OneTarget):
        service.assign(officer, pack=PACK, module="rights", days_before=1)
    with pytest.raises(OneTarget):
        service.assign(
            officer, group_id=group.id, learner_id=cast.learner.id, pack=PACK, module="rights", days_before=1
        )
    with pytest.raises(ModuleNotOffered):
        service.assign(officer, group_id=group.id, pack=PACK, module="nothing", days_before=1)
    with pytest.raises(NotFound):
        service.assign(officer, group_id=group.id, pack="nothing", module="rights", days_before=1)


def test_another_posts_officer_assigns_and_removes_nothing(cast: Cast, group: Group) -> None:
    stranger = cast.other_officer.actor
    made = service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=14)
    own = service.assign(cast.officer.actor, learner_id=cast.learner.id, pack=PACK, module="rights", days_before=1)
    with pytest.raises(GroupNotFound):
        service.assign(stranger, group_id=group.id, pack=PACK, module="daily-life", days_before=1)
    with pytest.raises(LearnerNotFound):
        service.assign(stranger, learner_id=cast.learner.id, pack=PACK, module="daily-life", days_before=1)
    for assignment in (made, own):
        with pytest.raises(AssignmentNotFound):
            service.unassign(stranger, assignment.id)


def test_the_hand_over_leaves_private_modules_out(cast: Cast, group: Group) -> None:
    modules = [(PACK, "rights"), (PACK, "at-home")]
    service.assign_modules(cast.officer.actor, group_id=group.id, modules=modules, days_before=14)
    text = service.export_group(cast.officer.actor, group.id)
    assert "at-home" not in text
    assert text.splitlines()[1] == '"AAA-222","Blue door","0","1","0 of 2 lessons"'


def test_four_hundred_learners_cost_five_queries(cast: Cast, group: Group) -> None:
    officer = cast.officer.actor
    service.add_group_learners(officer, group.id, [NewLearner(f"Door {n}", "ar") for n in range(399)])
    modules = [(PACK, "rights"), (PACK, "daily-life"), (PACK, "at-home")]
    service.assign_modules(officer, group_id=group.id, modules=modules, days_before=14)
    for learner_id in queries.list_members(group.id)[:50]:
        _learn(learner_id, "rights", "dignity")
    db.session.expunge_all()
    with count_queries() as counted:
        table = queries.group_table(officer, group.id).table
    assert (len(table.rows), len(table.columns), table.completed) == (400, 3, 50)
    assert counted.number <= 5, counted.statements
    with count_queries() as counted:
        queries.list_groups(officer)
    assert counted.number <= 5, counted.statements
