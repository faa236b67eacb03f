"""The officer's table: learners × assigned modules, put together from rows that were read once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from orientation.assignments.rules.due import State, due_on, is_stuck, state_of

ModuleKey = tuple[str, str]
"""Pack and module."""


@dataclass(frozen=True)
class Person:
    """A learner of a group. `label` is None where it isn't needed."""

    learner_id: UUID
    group_id: UUID | None
    pseudonym: str
    label: str | None
    locale: str
    last_seen_on: date | None


@dataclass(frozen=True)
class Assigned:
    """A module that a group or one learner (the other is None) is asked to learn."""

    assignment_id: UUID
    group_id: UUID | None
    learner_id: UUID | None
    pack: str
    module: str
    days_before: int
    assigned_on: date

    @property
    def key(self) -> ModuleKey:
        return self.pack, self.module


@dataclass(frozen=True)
class Done:
    """What a learner did in one module, counted over the lessons that it has today."""

    started: int
    completed: int
    last_on: date


@dataclass(frozen=True)
class Cell:
    """One learner and one module."""

    pack: str
    module: str
    assignment_id: UUID
    state: State
    completed: int
    lessons: int
    due_on: date | None
    is_personal: bool
    """Assigned of this learner alone: wins over what the group was asked."""


@dataclass(frozen=True)
class Row:
    """A learner in the table. `cells` has the modules that this learner is asked."""

    learner_id: UUID
    pseudonym: str
    label: str | None
    locale: str
    last_seen_on: date | None
    cells: Mapping[ModuleKey, Cell]
    is_stuck: bool

    @property
    def completed(self) -> int:
        """Lessons done of those that were asked."""
        return sum(min(cell.completed, cell.lessons) for cell in self.cells.values())

    @property
    def lessons(self) -> int:
        """Lessons asked."""
        return sum(cell.lessons for cell in self.cells.values())

    @property
    def modules(self) -> list[Cell]:
        """What this learner is asked."""
        return list(self.cells.values())


@dataclass(frozen=True)
class Column:
    """A module of the table. `assignment_id` is None when only single learners are asked."""

    pack: str
    module: str
    lessons: int
    assignment_id: UUID | None
    days_before: int | None
    due_on: date | None
    done: int
    """Learners who have done it."""
    asked: int
    """Learners who are asked."""

    @property
    def key(self) -> ModuleKey:
        return self.pack, self.module


@dataclass(frozen=True)
class Table:
    """Rows in the order in which people were given, columns in the order of `lessons`."""

    columns: Sequence[Column]
    rows: Sequence[Row] = field(default_factory=list)

    @property
    def stuck(self) -> int:
        return sum(row.is_stuck for row in self.rows)

    @property
    def completed(self) -> int:
        return sum(row.completed for row in self.rows)

    @property
    def lessons(self) -> int:
        return sum(row.lessons for row in self.rows)


def build_table(
    people: Sequence[Person],
    asked: Iterable[Assigned],
    done: Mapping[tuple[UUID, str, str], Done],
    *,
    lessons: Mapping[ModuleKey, int],
    departs_on: date | None,
    today: date,
) -> Table:
    """Return the table of one group.

    `asked` holds what the group and its single learners are asked, `done` is by learner, pack and module, `lessons`
    says how many lessons each module has today, in the catalogue's order; a module that isn't there has none.
    """
    of_group, of_learner = _split(asked)
    rows = [
        _row(person, {**of_group, **of_learner[person.learner_id]}, done, lessons, departs_on, today)
        for person in people
    ]
    order = {key: place for place, key in enumerate(lessons)}
    keys = {*of_group, *(key for row in rows for key in row.cells)}
    columns = [
        _column(key, of_group.get(key), rows, lessons.get(key, 0), departs_on)
        for key in sorted(keys, key=lambda key: (order.get(key, len(order)), key))
    ]
    return Table(columns, rows)


def _split(asked: Iterable[Assigned]) -> tuple[dict[ModuleKey, Assigned], defaultdict[UUID, dict[ModuleKey, Assigned]]]:
    of_group: dict[ModuleKey, Assigned] = {}
    of_learner: defaultdict[UUID, dict[ModuleKey, Assigned]] = defaultdict(dict)
    for one in asked:
        (of_group if one.learner_id is None else of_learner[one.learner_id])[one.key] = one
    return of_group, of_learner


def _row(
    person: Person,
    asked: Mapping[ModuleKey, Assigned],
    done: Mapping[tuple[UUID, str, str], Done],
    lessons: Mapping[ModuleKey, int],
    departs_on: date | None,
    today: date,
) -> Row:
    cells = {}
    days = []
    for key, one in asked.items():
        did = done.get((person.learner_id, *key))
        due = due_on(departs_on, one.days_before)
        completed, started = (did.completed, did.started) if did else (0, 0)
        total = lessons.get(key, 0)
        state = state_of(lessons=total, started=started, completed=completed, due=due, today=today)
        cells[key] = Cell(*key, one.assignment_id, state, completed, total, due, one.learner_id is not None)
        days += [one.assigned_on, *([did.last_on] if did else [])]
    stuck = is_stuck(
        [cell.state for cell in cells.values() if cell.lessons], quiet_since=max(days, default=None), today=today
    )
    return Row(person.learner_id, person.pseudonym, person.label, person.locale, person.last_seen_on, cells, stuck)


def _column(
    key: ModuleKey, asked: Assigned | None, rows: Sequence[Row], lessons: int, departs_on: date | None
) -> Column:
    cells = [row.cells[key] for row in rows if key in row.cells]
    return Column(
        *key,
        lessons=lessons,
        assignment_id=asked.assignment_id if asked else None,
        days_before=asked.days_before if asked else None,
        due_on=due_on(departs_on, asked.days_before) if asked else None,
        done=sum(cell.state is State.DONE for cell in cells),
        asked=len(cells),
    )
