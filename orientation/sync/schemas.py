"""Shapes of the sync protocol; docs/sync.md tells what they mean."""

from marshmallow import fields, validate

from orientation.assignments.schemas import AskedSchema
from orientation.http.api import StrictSchema
from orientation.learning.rules.intake import MOST_EVENTS
from orientation.learning.rules.marking import VERDICTS
from orientation.learning.schemas import AckSchema, AsItComes, AsTheyCome, CardSchema, EventSchema, PlacementSchema


class SyncSchema(StrictSchema):
    """A batch: what the learner did on this phone and the server has not acknowledged yet."""

    device = fields.String(
        required=True,
        validate=validate.Regexp(
            r"^[A-Za-z0-9._-]{1,40}(?![\s\S])", error="Use 1 to 40 letters, digits, dots, dashes."
        ),
        metadata={"description": "Random, made once by the phone for each learner on it."},
    )
    phone_time = fields.AwareDateTime(
        required=True, format="iso", metadata={"description": "What the phone's clock shows while it sends."}
    )
    events = AsTheyCome(
        fields.Nested(EventSchema),
        required=True,
        metadata={"description": f"At most {MOST_EVENTS}; may be empty. Each is judged on its own."},
    )
    cursor = fields.String(
        allow_none=True,
        validate=validate.Length(max=100),
        metadata={"description": "As it was told last; null the first time. Left out, nothing is answered but acks."},
    )


class LessonFoldSchema(StrictSchema):
    """What the learner's events of one lesson add up to, of all her phones."""

    pack = fields.String(required=True)
    module = fields.String(required=True)
    lesson = fields.String(required=True)
    first_at = fields.AwareDateTime(required=True)
    last_at = fields.AwareDateTime(required=True)
    completed_at = fields.AwareDateTime(required=True, allow_none=True)
    seconds = fields.Integer(required=True)


class ItemFoldSchema(StrictSchema):
    """What her answers to one item add up to."""

    pack = fields.String(required=True)
    module = fields.String(required=True)
    lesson = fields.String(required=True)
    item = fields.String(required=True)
    attempts = fields.Integer(required=True)
    right = fields.Integer(required=True, metadata={"description": "How many attempts were right."})
    first_right_at = fields.AwareDateTime(required=True, allow_none=True)
    last_at = fields.AwareDateTime(required=True)
    last_event = fields.UUID(required=True, metadata={"description": "Decides between equal `last_at`: the highest."})
    last_verdict = fields.String(required=True, validate=validate.OneOf(VERDICTS))


class ProgressSchema(StrictSchema):
    """Lessons and items that changed, each as it is now: put it in place of what the phone had heard of it."""

    lessons = fields.List(fields.Nested(LessonFoldSchema), required=True)
    items = fields.List(fields.Nested(ItemFoldSchema), required=True)


class CaughtUpSchema(StrictSchema):
    """The answer to a batch."""

    server_time = fields.AwareDateTime(required=True)
    acks = AsTheyCome(fields.Nested(AckSchema), required=True)
    epoch = fields.UUID(
        required=True, metadata={"description": "When it changes, offer again all that was acknowledged."}
    )
    cursor = fields.String(metadata={"description": "Keep it and send it next time. Only when one was sent, or null."})
    progress = AsItComes(ProgressSchema, metadata={"description": "Only when some is new: at most about 500 rows."})
    cards = AsTheyCome(
        fields.Nested(CardSchema),
        metadata={"description": "Cards that changed, each as it is now: put it in place of what the phone had."},
    )
    placements = AsTheyCome(
        fields.Nested(PlacementSchema), metadata={"description": "Placements that changed, each as it is now."}
    )
    assignments = fields.List(
        fields.Nested(AskedSchema), metadata={"description": "All of them, only when one changed."}
    )
    packs = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata={"description": "The current version of every pack, only when one changed."},
    )
    more = fields.Boolean(metadata={"description": "True: there is another page. Send the cursor at once."})
