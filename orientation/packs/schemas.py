"""Shapes of what an offline client asks and gets."""

from marshmallow import fields, validate

from orientation.http.api import StrictSchema


class WhichVersion(StrictSchema):
    """Which version is meant."""

    version = fields.Integer(
        strict=False,
        validate=validate.Range(1, 2147483647),
        metadata={"description": "A version that was published. Without it: the current one."},
    )


class FileSchema(StrictSchema):
    """A file of a pack."""

    path = fields.String(required=True, metadata={"description": "Its place in the pack."})
    sha256 = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes, not compressed."})
    kind = fields.String(required=True, metadata={"enum": ["outline", "lesson", "fragment", "picture", "sound"]})
    module = fields.String(
        required=True, allow_none=True, metadata={"description": "The module that needs it; null when several do."}
    )
    media_type = fields.String(required=True)
    url = fields.String(required=True, metadata={"description": "Where it is served, for ever."})


class TotalSchema(StrictSchema):
    """How much there is of one kind."""

    files = fields.Integer(required=True)
    size = fields.Integer(required=True)


class ManifestSchema(StrictSchema):
    """Every file of a version in one locale."""

    format = fields.Integer(required=True)
    pack = fields.String(required=True)
    version = fields.Integer(required=True)
    edition = fields.String(required=True)
    locale = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    files = fields.List(fields.Nested(FileSchema), required=True)
    totals = fields.Dict(keys=fields.String(), values=fields.Nested(TotalSchema), required=True)


class SigningKeySchema(StrictSchema):
    """The public key that checks manifests."""

    algorithm = fields.String(required=True)
    key_id = fields.String(required=True)
    public_key = fields.String(required=True, metadata={"description": "32 bytes in base64."})
