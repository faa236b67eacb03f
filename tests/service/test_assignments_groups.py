"""Groups: made, changed, removed, and seen by the officers of their post only."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from orientation.accounts.queries import list_audit
from orientation.accounts.rules.people import NewLearner
from orientation.actor import GUEST
from orientation.assignments import queries, service
from orientation.assignments.queries import GroupNotFound
from orientation.assignments.rules.naming import UnusableDeparture, UnusableGroupName
from orientation.assignments.service.groups import GroupChanged, GroupNameTaken, GroupNotEmpty
from orientation.errors import NotAllowed, NotSignedIn
from tests.cast import Cast

DAY = date(2026, 3, 20)


def test_a_group_belongs_to_the_post_of_the_officer_who_made_it(cast: Cast) -> None:
    group = service.create_group(cast.officer.actor, "  March,   morning ", DAY)
    assert (group.name, group.departs_on, group.post_id) == ("March, morning", DAY, cast.post.id)
    with pytest.raises(GroupNotFound):
        queries.get_group(cast.other_officer.actor, group.id)
    assert queries.list_groups(cast.other_officer.actor) == []


def test_another_posts_group_is_refused_as_one_that_does_not_exist(cast: Cast) -> None:
    group = service.create_group(cast.officer.actor, "March", DAY)
    said = []
    for group_id in (group.id, uuid4()):
        with pytest.raises(GroupNotFound) as refused:
            service.read_group_table(cast.other_officer.actor, group_id)
        said.append((refused.value.message, refused.value.data))
    assert said[0] == said[1]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_a_name_that_can_not_be_shown_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(UnusableGroupName):
        service.create_group(cast.officer.actor, name, None)


def test_a_departure_in_another_century_is_refused(cast: Cast) -> None:
    with pytest.raises(UnusableDeparture):
        service.create_group(cast.officer.actor, "March", date(1, 1, 1))


def test_two_groups_of_a_post_have_different_names_but_posts_do_not_know_of_each_other(cast: Cast) -> None:
    service.create_group(cast.officer.actor, "March", DAY)
    with pytest.raises(GroupNameTaken):
        service.create_group(cast.officer.actor, "March", None)
    service.create_group(cast.other_officer.actor, "March", DAY)


def test_a_change_counts_and_may_keep_the_name(cast: Cast) -> None:
    group = service.create_group(cast.officer.actor, "March", None)
    changed = service.update_group(cast.officer.actor, group.id, revision=1, name="March", departs_on=DAY)
    assert (changed.revision, changed.departs_on) == (2, DAY)


def test_a_change_to_what_somebody_else_changed_is_refused(cast: Cast) -> None:
    group = service.create_group(cast.officer.actor, "March", None)
    service.update_group(cast.officer.actor, group.id, revision=1, name="April", departs_on=None)
    with pytest.raises(GroupChanged):
        service.update_group(cast.officer.actor, group.id, revision=1, name="May", departs_on=None)
    assert queries.get_group(cast.officer.actor, group.id).name == "April"


def test_only_an_empty_group_can_be_removed(cast: Cast) -> None:
    group = service.create_group(cast.officer.actor, "March", None)
    [learner] = service.add_group_learners(cast.officer.actor, group.id, [NewLearner("Blue door", "ar")])
    with pytest.raises(GroupNotEmpty):
        service.delete_group(cast.officer.actor, group.id)
    service.move_learner(cast.officer.actor, learner.id, None)
    service.delete_group(cast.officer.actor, group.id)
    assert queries.list_groups(cast.officer.actor) == []
    assert learner.id in {one.id for one in queries.list_ungrouped(cast.officer.actor)}


def test_the_next_to_depart_come_first_and_those_without_a_date_last(cast: Cast) -> None:
    for name, day in (("C", None), ("B", DAY + timedelta(days=9)), ("A", DAY)):
        service.create_group(cast.officer.actor, name, day)
    assert [group.name for group in queries.list_groups(cast.officer.actor)] == ["A", "B", "C"]


def test_nobody_but_an_officer_has_groups(cast: Cast) -> None:
    for person in (cast.editor, cast.learner, cast.administrator):
        with pytest.raises(NotAllowed):
            service.create_group(person.actor, "March", DAY)
    with pytest.raises(NotSignedIn):
        service.create_group(GUEST, "March", DAY)


def test_every_look_at_groups_leaves_an_entry(cast: Cast) -> None:
    group = service.create_group(cast.officer.actor, "March", DAY)
    service.read_groups(cast.officer.actor)
    service.read_group(cast.officer.actor, group.id)
    service.read_group_table(cast.officer.actor, group.id)
    service.export_group(cast.officer.actor, group.id)
    actions = [line.action for line in list_audit(cast.officer.actor)]
    assert actions == ["group.exported", "group.read", "group.read", "groups.read", "group.created"]
