"""Shapes of groups, their people, what they are asked and the officer's table."""

from marshmallow import fields, validate

from orientation.accounts.rules.people import AGE_BANDS, LABEL_LENGTH, SEXES
from orientation.assignments.rules.due import MAX_DAYS_BEFORE, State
from orientation.assignments.rules.naming import NAME_LENGTH
from orientation.assignments.rules.roster import MAX_ROWS
from orientation.http.api import StrictSchema
from orientation.locales import REGISTRY

_Name = validate.Length(1, NAME_LENGTH)
_DAYS = {"description": "Due this many days before the group's departure."}


class GroupNewSchema(StrictSchema):
    """A group to make."""

    name = fields.String(required=True, validate=_Name, metadata={"description": "Your own word; names nobody."})
    departs_on = fields.Date(load_default=None, allow_none=True)


class GroupChangeSchema(StrictSchema):
    """What to change of a group; what is left out stays."""

    name = fields.String(validate=_Name)
    departs_on = fields.Date(allow_none=True)


class GroupSchema(StrictSchema):
    """A group. `revision` counts changes."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    departs_on = fields.Date(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class GroupSummarySchema(GroupSchema):
    """A group in the list: how many people, how far."""

    people = fields.Integer(required=True)
    modules = fields.Integer(required=True, metadata={"description": "Modules that somebody in it is asked."})
    lessons_done = fields.Integer(required=True, attribute="completed")
    lessons_asked = fields.Integer(required=True, attribute="lessons")
    stuck = fields.Integer(required=True, metadata={"description": "People with something overdue or left for a week."})


class CellSchema(StrictSchema):
    """One learner and one module."""

    pack = fields.String(required=True)
    module = fields.String(required=True)
    assignment_id = fields.UUID(required=True)
    state = fields.Enum(State, by_value=True, required=True)
    lessons_done = fields.Integer(required=True, attribute="completed")
    lessons = fields.Integer(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    personal = fields.Boolean(required=True, attribute="is_personal")


class RowSchema(StrictSchema):
    """A learner of the table."""

    learner_id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    label = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True)
    last_seen_on = fields.Date(required=True, allow_none=True)
    stuck = fields.Boolean(required=True, attribute="is_stuck")
    lessons_done = fields.Integer(required=True, attribute="completed")
    lessons_asked = fields.Integer(required=True, attribute="lessons")
    modules = fields.List(fields.Nested(CellSchema), required=True)


class ColumnSchema(StrictSchema):
    """A module of the table."""

    pack = fields.String(required=True)
    module = fields.String(required=True)
    lessons = fields.Integer(required=True)
    assignment_id = fields.UUID(required=True, allow_none=True, metadata={"description": "The group's, if any."})
    days_before = fields.Integer(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    done = fields.Integer(required=True, metadata={"description": "People who have done it."})
    asked = fields.Integer(required=True, metadata={"description": "People who are asked."})


class GroupTableSchema(StrictSchema):
    """Learners by modules."""

    group = fields.Nested(GroupSchema, required=True)
    modules = fields.List(fields.Nested(ColumnSchema), required=True, attribute="table.columns")
    learners = fields.List(fields.Nested(RowSchema), required=True, attribute="table.rows")
    stuck = fields.Integer(required=True, attribute="table.stuck")
    lessons_done = fields.Integer(required=True, attribute="table.completed")
    lessons_asked = fields.Integer(required=True, attribute="table.lessons")


class MemberNewSchema(StrictSchema):
    """A learner to add. Never a name, a number or a place."""

    label = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LABEL_LENGTH))
    locale = fields.String(required=True, validate=validate.OneOf(list(REGISTRY)))
    age_band = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*AGE_BANDS, None]))
    sex = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*SEXES, None]))


class MembersNewSchema(StrictSchema):
    """Learners to add: all or none."""

    learners = fields.List(fields.Nested(MemberNewSchema), required=True, validate=validate.Length(1, MAX_ROWS))


class MemberSchema(StrictSchema):
    """A learner who was added."""

    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    label = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True)
    age_band = fields.String(required=True, allow_none=True)
    sex = fields.String(required=True, allow_none=True)


class CardsWantedSchema(StrictSchema):
    """For whom to print cards; for the whole group when `learner_ids` is left out."""

    learner_ids = fields.List(fields.UUID(), load_default=None, validate=validate.Length(1, MAX_ROWS))


class PrintedCardSchema(StrictSchema):
    """A join card. Its secret and code are told this once."""

    learner_id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    label = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True)
    secret = fields.String(required=True, metadata={"description": "For the QR code's link: /j/<secret>."})
    code = fields.String(required=True, metadata={"description": "Twelve digits, to be typed."})


class AssignmentNewSchema(StrictSchema):
    """A module to ask of a group or of one learner: one of the two ids."""

    group_id = fields.UUID(load_default=None, allow_none=True)
    learner_id = fields.UUID(load_default=None, allow_none=True)
    pack = fields.String(required=True)
    module = fields.String(required=True)
    days_before = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, MAX_DAYS_BEFORE), metadata=_DAYS
    )


class AssignmentSchema(StrictSchema):
    """A module that a group or one learner is asked."""

    id = fields.UUID(required=True)
    group_id = fields.UUID(required=True, allow_none=True)
    learner_id = fields.UUID(required=True, allow_none=True)
    pack = fields.String(required=True)
    module = fields.String(required=True)
    days_before = fields.Integer(required=True, metadata=_DAYS)


class MoveSchema(StrictSchema):
    """The group to move a learner to; null takes the learner out of any group."""

    group_id = fields.UUID(required=True, allow_none=True)


class AskedSchema(StrictSchema):
    """A module that the learner who asks is asked to learn."""

    pack = fields.String(required=True)
    module = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
