"""The officer's table, the hand-over, and what private modules show."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from orientation.assignments.rules.due import State
from orientation.assignments.rules.export import export_table, safe_cell
from orientation.assignments.rules.offer import offered_modules, plain
from orientation.assignments.rules.table import Assigned, Done, Person, Table, build_table

TODAY = date(2026, 3, 1)
DEPARTURE = date(2026, 3, 20)
GROUP = uuid4()
AMAL, SARA = uuid4(), uuid4()
RIGHTS, DUTIES, SCHOOL = ("nl", "rights"), ("nl", "duties"), ("nl", "school")
LESSONS = {DUTIES: 2, RIGHTS: 3, SCHOOL: 1}


def _person(learner_id: UUID, label: str | None = None) -> Person:
    return Person(learner_id, GROUP, "K7M-42Q", label, "ar", None)


def _asked(key: tuple[str, str], *, days: int = 10, learner: UUID | None = None) -> Assigned:
    return Assigned(uuid4(), None if learner else GROUP, learner, *key, days, TODAY)


def _table(asked: list[Assigned], done: dict[tuple[UUID, str, str], Done] | None = None) -> Table:
    people = [_person(AMAL, "Blue door"), _person(SARA)]
    return build_table(people, asked, done or {}, lessons=LESSONS, departs_on=DEPARTURE, today=TODAY)


def test_columns_follow_the_catalogue_and_say_when_they_are_due() -> None:
    table = _table([_asked(RIGHTS), _asked(DUTIES, days=5)])
    assert [(column.key, column.due_on) for column in table.columns] == [
        (DUTIES, date(2026, 3, 15)),
        (RIGHTS, date(2026, 3, 10)),
    ]


def test_what_one_learner_is_asked_shows_in_her_row_only() -> None:
    amal, sara = _table([_asked(RIGHTS), _asked(SCHOOL, learner=AMAL)]).rows
    assert set(amal.cells) == {RIGHTS, SCHOOL}
    assert set(sara.cells) == {RIGHTS}


def test_what_one_learner_is_asked_wins_over_the_group() -> None:
    amal, sara = _table([_asked(RIGHTS, days=30, learner=AMAL), _asked(RIGHTS)]).rows
    assert amal.cells[RIGHTS].state is State.OVERDUE
    assert amal.cells[RIGHTS].is_personal
    assert sara.cells[RIGHTS].state is State.NOT_STARTED


def test_rows_and_columns_add_up() -> None:
    done = {(AMAL, *RIGHTS): Done(3, 3, TODAY), (SARA, *RIGHTS): Done(2, 1, TODAY)}
    table = _table([_asked(RIGHTS), _asked(DUTIES)], done)
    assert (table.completed, table.lessons) == (4, 10)
    assert [(row.completed, row.lessons) for row in table.rows] == [(3, 5), (1, 5)]
    assert [(column.done, column.asked) for column in table.columns] == [(0, 2), (1, 2)]


def test_an_empty_group_has_an_empty_table() -> None:
    table = build_table([], [], {}, lessons=LESSONS, departs_on=None, today=TODAY)
    assert (table.rows, table.columns, table.stuck) == ([], [], 0)


def test_the_hand_over_has_a_line_for_each_learner() -> None:
    done = {(AMAL, *RIGHTS): Done(3, 3, TODAY), (SARA, *RIGHTS): Done(2, 1, TODAY)}
    lines = export_table(_table([_asked(RIGHTS)], done)).splitlines()
    assert lines == [
        '"pseudonym","label","modules done","modules asked","nl/rights"',
        '"K7M-42Q","Blue door","1","1","done"',
        '"K7M-42Q","","0","1","1 of 3 lessons"',
    ]


def test_the_hand_over_says_nothing_of_private_modules() -> None:
    text = export_table(_table([_asked(RIGHTS), _asked(DUTIES)]), private=frozenset({DUTIES}))
    assert "duties" not in text
    assert text.splitlines()[1] == '"K7M-42Q","Blue door","0","1","0 of 3 lessons"'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1"])
def test_a_spreadsheet_never_computes_a_cell(text: str) -> None:
    assert safe_cell(text) == "'" + text


def test_ordinary_text_is_exported_as_it_is() -> None:
    assert safe_cell("Blue door = 2") == "Blue door = 2"


def test_a_private_module_has_no_title_and_neither_have_its_lessons() -> None:
    title = {"html": "At <em>home</em> &amp; safe"}
    modules = [
        {"slug": slug, "title": title, "sensitive": sensitive, "lessons": [{"slug": "one", "title": title}]}
        for slug, sensitive in (("open", False), ("closed", True))
    ]
    shown, hidden = offered_modules("nl", {"title": {"html": "Getting ready"}, "modules": modules})
    assert (shown.title, shown.lessons[0].title, shown.number) == ("At home & safe", "At home & safe", 1)
    assert (hidden.title, hidden.lessons[0].title, hidden.number) == (None, None, 2)


def test_markup_and_entities_become_text() -> None:
    assert plain('<bdi lang="nl">gemeente</bdi> &lt;3') == "gemeente <3"
