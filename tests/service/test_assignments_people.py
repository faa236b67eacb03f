"""People of a group: added, imported, moved, their cards printed."""

import pytest

from orientation.accounts.errors import LearnerNotFound
from orientation.accounts.models import Learner
from orientation.accounts.rules.people import NewLearner
from orientation.accounts.service import erase_learner
from orientation.assignments import queries, service
from orientation.assignments.models import Group
from orientation.assignments.queries import GroupNotFound
from orientation.assignments.rules.roster import CsvRefused
from orientation.assignments.service import people
from orientation.assignments.service.people import GroupFull
from orientation.db import db
from tests.cast import Cast


@pytest.fixture
def group(cast: Cast) -> Group:
    return service.create_group(cast.officer.actor, "March", None)


def _count() -> int:
    return db.session.query(Learner).count()


def test_learners_are_added_to_the_group(cast: Cast, group: Group) -> None:
    learners = service.add_group_learners(cast.officer.actor, group.id, [NewLearner("Blue door", "ar")] * 2)
    assert {row.learner_id for row in queries.group_table(cast.officer.actor, group.id).table.rows} == {
        learner.id for learner in learners
    }


def test_a_spreadsheet_is_added_whole(cast: Cast, group: Group) -> None:
    added = service.import_learners(cast.officer.actor, group.id, b"label;locale\r\nBlue door;Arabic\r\n;ti\r\n")
    assert [(learner.label, learner.locale) for learner in added] == [("Blue door", "ar"), (None, "ti")]


def test_nothing_of_a_spreadsheet_is_saved_when_one_line_is_wrong(cast: Cast, group: Group) -> None:
    before = _count()
    with pytest.raises(CsvRefused):
        service.import_learners(cast.officer.actor, group.id, "label,locale\nA,ar\nB,klingon\n")
    assert _count() == before


def test_a_group_does_not_grow_past_what_a_table_can_show(
    cast: Cast, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "MAX_PEOPLE", 2)
    before = _count()
    with pytest.raises(GroupFull):
        service.add_group_learners(cast.officer.actor, group.id, [NewLearner(None, "ar")] * 3)
    assert _count() == before


def test_nobody_is_added_to_another_posts_group(cast: Cast, group: Group) -> None:
    before = _count()
    with pytest.raises(GroupNotFound):
        service.import_learners(cast.other_officer.actor, group.id, "locale\nar\n")
    with pytest.raises(GroupNotFound):
        service.add_group_learners(cast.other_officer.actor, group.id, [NewLearner(None, "ar")])
    assert _count() == before


def test_a_learner_is_in_one_group_at_most(cast: Cast, group: Group) -> None:
    other = service.create_group(cast.officer.actor, "April", None)
    for group_id in (group.id, other.id, other.id):
        service.move_learner(cast.officer.actor, cast.learner.id, group_id)
    assert queries.list_members(group.id) == []
    assert queries.list_members(other.id) == [cast.learner.id]


def test_learners_and_groups_of_another_post_are_not_moved(cast: Cast, group: Group) -> None:
    foreign = service.create_group(cast.other_officer.actor, "March", None)
    with pytest.raises(LearnerNotFound):
        service.move_learner(cast.officer.actor, cast.other_learner.id, group.id)
    with pytest.raises(GroupNotFound):
        service.move_learner(cast.officer.actor, cast.learner.id, foreign.id)


def test_cards_are_printed_for_the_group_or_for_some_of_it(cast: Cast, group: Group) -> None:
    for learner in (cast.learner, cast.second_learner):
        service.move_learner(cast.officer.actor, learner.id, group.id)
    assert len(service.print_cards(cast.officer.actor, group.id)) == 2
    [card] = service.print_cards(cast.officer.actor, group.id, [cast.learner.id])
    assert card.pseudonym == "AAA-222"


def test_a_card_is_printed_only_for_who_is_in_the_group(cast: Cast, group: Group) -> None:
    service.move_learner(cast.officer.actor, cast.learner.id, group.id)
    for stranger in (cast.second_learner.id, cast.other_learner.id):
        with pytest.raises(LearnerNotFound):
            service.print_cards(cast.officer.actor, group.id, [cast.learner.id, stranger])


def test_an_erased_learner_leaves_the_group(cast: Cast, group: Group) -> None:
    service.move_learner(cast.officer.actor, cast.learner.id, group.id)
    erase_learner(cast.officer.actor, cast.learner.id)
    assert queries.group_table(cast.officer.actor, group.id).table.rows == []
