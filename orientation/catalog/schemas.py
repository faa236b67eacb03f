"""Shapes of the catalogue's answers."""

from marshmallow import fields

from orientation.http.api import StrictSchema


class LocaleSchema(StrictSchema):
    """A language of the registry."""

    tag = fields.String(required=True, metadata={"description": "BCP 47."})
    name = fields.String(required=True, metadata={"description": "Its own name: show this one."})
    english = fields.String(required=True)
    direction = fields.String(required=True, metadata={"enum": ["ltr", "rtl"]})
    script = fields.String(required=True)
    digits = fields.String(required=True, metadata={"description": "Its ten digits, zero first."})
    fallback = fields.String(required=True, allow_none=True)
    interface = fields.Boolean(required=True, metadata={"description": "Whether our own pages speak it."})


class ModuleSchema(StrictSchema):
    """A module and its lessons, in order."""

    slug = fields.String(required=True)
    lessons = fields.List(fields.String(), required=True)


class PackSchema(StrictSchema):
    """What learners see of a pack now."""

    pack = fields.String(required=True, metadata={"description": "The pack's id."})
    version = fields.Integer(required=True, attribute="number")
    kind = fields.String(required=True)
    destination = fields.String(required=True)
    audience = fields.String(required=True)
    edition = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "In the source locale; others in the outline."})
    source_locale = fields.String(required=True)
    target_language = fields.String(required=True, allow_none=True)
    locales = fields.List(fields.String(), required=True)
    modules = fields.List(fields.Nested(ModuleSchema), required=True)
    states = fields.Dict(
        required=True,
        attribute="summary",
        metadata={"description": "Per locale, how many strings are in each translation state."},
    )
    published_at = fields.AwareDateTime(required=True)


class VersionSchema(StrictSchema):
    """What editors see of a version."""

    pack = fields.String(required=True)
    version = fields.Integer(required=True, attribute="number")
    title = fields.String(required=True)
    notes = fields.String(required=True)
    edition = fields.String(required=True)
    locales = fields.List(fields.String(), required=True)
    reissue_of = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The version that a rollback brought back."}
    )
    made_at = fields.AwareDateTime(required=True)
    published_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "null: ready, and only editors see it."}
    )
