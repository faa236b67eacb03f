"""Shapes of what an offline client asks and gets."""

from marshmallow import fields, validate
from webargs.fields import DelimitedList

from orientation.http.api import StrictSchema
from orientation.packs.changes import KINDS


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
    kind = fields.String(required=True, metadata={"enum": list(KINDS)})
    module = fields.String(
        required=True, allow_none=True, metadata={"description": "The module that needs it; null when several do."}
    )
    media_type = fields.String(required=True)
    url = fields.String(required=True, metadata={"description": "Where it is served, for ever."})


class BundleSchema(StrictSchema):
    """A module's text in one file."""

    module = fields.String(
        required=True, allow_none=True, metadata={"description": "null: what the pack itself needs."}
    )
    sha256 = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes, not compressed."})
    compressed = fields.Integer(required=True, metadata={"description": "Bytes as they are sent with brotli."})
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
    bundles = fields.List(
        fields.Nested(BundleSchema),
        required=True,
        metadata={"description": "The pages and small drawings of `files` again; none before they were made."},
    )
    totals = fields.Dict(keys=fields.String(), values=fields.Nested(TotalSchema), required=True)


class SinceVersion(StrictSchema):
    """What a client has, and what it wants to hear of."""

    since = fields.Integer(
        required=True,
        strict=False,
        validate=validate.Range(1, 2147483647),
        metadata={"description": "The version that the client has."},
    )
    kinds = DelimitedList(
        fields.String(validate=validate.OneOf(KINDS)),
        load_default=KINDS,
        metadata={
            "description": "These kinds of files, with commas between them, and perhaps others: `kinds` of the answer"
            " says of which it is. Without it all."
        },
    )


class ChangedSchema(StrictSchema):
    """A file that is new or another than before."""

    path = fields.String(required=True)
    sha256 = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes, not compressed."})
    module = fields.String(metadata={"description": "The one module that needs a picture or sound."})


class ChangesSchema(StrictSchema):
    """What has changed between two versions in one locale."""

    pack = fields.String(required=True)
    locale = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "The version that learners see now."})
    since = fields.Integer(required=True)
    kinds = fields.List(fields.String(), metadata={"description": "Of which kinds it is; absent when of all."})
    changed = fields.List(fields.Nested(ChangedSchema), required=True)
    removed = fields.List(fields.String(), required=True, metadata={"description": "Paths that are gone."})


class SigningKeySchema(StrictSchema):
    """The public key that checks manifests."""

    algorithm = fields.String(required=True)
    key_id = fields.String(required=True)
    public_key = fields.String(required=True, metadata={"description": "32 bytes in base64."})
