"""Shapes of the sync protocol; docs/sync.md tells what they mean."""

from marshmallow import fields, validate

from orientation.http.api import StrictSchema
from orientation.learning.rules.intake import MOST_EVENTS
from orientation.learning.schemas import AckSchema, AsTheyCome, EventSchema


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


class CaughtUpSchema(StrictSchema):
    """The answer to a batch."""

    server_time = fields.AwareDateTime(required=True)
    acks = AsTheyCome(fields.Nested(AckSchema), required=True)
    epoch = fields.UUID(
        required=True, metadata={"description": "When it changes, send again all that was acknowledged since."}
    )
