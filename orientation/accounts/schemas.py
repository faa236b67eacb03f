"""The shapes that the API takes and gives for people, cards and sessions."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from orientation.accounts.rules.people import AGE_BANDS, LABEL_LENGTH, SEXES, is_text
from orientation.actor import STAFF_ROLES, Role
from orientation.http.api import StrictSchema
from orientation.locales import INTERFACE, REGISTRY


def _text(value: str) -> None:
    if not is_text(value):
        raise ValidationError("Leave out control characters.")


def _string(longest: int, shortest: int = 1, **options: Any) -> fields.String:
    return fields.String(validate=[validate.Length(shortest, longest), _text], **options)


def _secret(longest: int = 200, **options: Any) -> fields.String:
    return _string(longest, load_only=True, metadata={"format": "password"}, **options)


_AGE_BAND: dict[str, Any] = {"allow_none": True, "validate": validate.OneOf(AGE_BANDS)}
_SEX: dict[str, Any] = {"allow_none": True, "validate": validate.OneOf(SEXES)}
_LABEL: dict[str, Any] = {
    "allow_none": True,
    "metadata": {"description": "What the officer recognises the person by. No name."},
}


class PageQuerySchema(StrictSchema):
    """Which page of a list, oldest first."""

    after = fields.UUID(metadata={"description": "The `next` of the page before."})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class AuditQuerySchema(StrictSchema):
    """Which page of the record, newest first."""

    before = fields.UUID(metadata={"description": "The `next` of the page before."})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class SignInSchema(StrictSchema):
    """What staff sign in with."""

    name = _string(60, required=True)
    password = _secret(required=True)
    code = _string(20, allow_none=True, load_default=None, metadata={"description": "The one-time code, if set up."})


class JoinSchema(StrictSchema):
    """A card's secret (from its QR code) or its short code, and the PIN where one is set."""

    secret = _string(200, metadata={"description": "What follows /j/ in the QR code. Send this or `code`."})
    code = _string(60, metadata={"description": "Twelve digits of any script; spaces and dashes don't matter."})
    pin = _string(60, allow_none=True, load_default=None)

    @validates_schema
    def _one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if ("secret" in data) == ("code" in data):
            raise ValidationError("Send `secret` or `code`, and not both.")


class SetupSchema(StrictSchema):
    """The token of a setup link and the password that its owner chose."""

    token = _string(200, required=True)
    password = _secret(required=True)


class SignedInSchema(StrictSchema):
    """A new session. The token is shown this once: send it as `Authorization: Bearer …`."""

    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
    must_enrol = fields.Boolean(
        required=True, metadata={"description": "True: set up one-time codes before anything else."}
    )


class HandedOverSchema(StrictSchema):
    """A learner's session for a program, in place of the browser's. The token is shown this once."""

    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
    pseudonym = fields.String(required=True)
    locale = fields.String(required=True, metadata={"description": "The learner's preferred one."})


class SessionSchema(StrictSchema):
    """An open session of one's own."""

    id = fields.UUID(required=True)
    client = fields.String(required=True, metadata={"description": "Coarse: “Chrome on Android”."})
    created_at = fields.AwareDateTime(required=True)
    last_seen_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    current = fields.Boolean(required=True, metadata={"description": "Whether this request came with it."})


class MeSchema(StrictSchema):
    """Who the request comes from."""

    kind = fields.String(required=True, validate=validate.OneOf(("guest", "learner", "staff")))
    name = fields.String(required=True, allow_none=True, metadata={"description": "The sign-in name or the pseudonym."})
    locale = fields.String(required=True, allow_none=True)
    roles = fields.List(fields.Enum(Role, by_value=True), required=True)
    post = fields.String(required=True, allow_none=True)
    destination = fields.String(required=True, allow_none=True)
    has_pin = fields.Boolean(required=True)
    must_enrol = fields.Boolean(required=True)
    has_second_factor = fields.Boolean(required=True)


class MeChangeSchema(StrictSchema):
    """What one may change of oneself."""

    locale = fields.String(required=True, validate=validate.OneOf(tuple(REGISTRY)))


class PinSchema(StrictSchema):
    """A new PIN, and the present one where there is one."""

    pin = _string(60, required=True)
    old_pin = _string(60, allow_none=True, load_default=None)


class OldPinSchema(StrictSchema):
    """The present PIN; nothing where none is set."""

    old_pin = _string(60, allow_none=True, load_default=None)


class PasswordChangeSchema(StrictSchema):
    """The present password and the new one."""

    old = _secret(required=True)
    new = _secret(required=True)


class EnrolmentSchema(StrictSchema):
    """What an authenticator app needs; shown this once."""

    secret = fields.String(required=True)
    uri = fields.String(required=True, metadata={"description": "An otpauth: address, for a QR code."})


class CodeSchema(StrictSchema):
    """A one-time code."""

    code = _string(20, required=True)


class NewPostSchema(StrictSchema):
    """An embassy or consulate."""

    name = _string(120, 2, required=True)
    destination = fields.String(required=True, validate=[validate.Length(equal=2), validate.Regexp("^[A-Z]{2}$")])


class PostSchema(StrictSchema):
    """An embassy or consulate and the country it prepares people for (ISO 3166-1 alpha-2)."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    destination = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


class PostPageSchema(StrictSchema):
    """A page of posts."""

    items = fields.List(fields.Nested(PostSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class NewStaffSchema(StrictSchema):
    """A new colleague."""

    name = _string(60, 2, required=True)
    roles = fields.List(
        fields.Enum(Role, by_value=True, validate=validate.OneOf(STAFF_ROLES)),
        required=True,
        validate=validate.Length(1, len(STAFF_ROLES)),
    )
    post_id = fields.UUID(allow_none=True, load_default=None)
    locale = fields.String(load_default="en", validate=validate.OneOf(INTERFACE))


class StaffSchema(StrictSchema):
    """A member of staff."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    post_id = fields.UUID(required=True, allow_none=True)
    locale = fields.String(required=True)
    is_set_up = fields.Boolean(required=True)
    has_second_factor = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    disabled_at = fields.AwareDateTime(required=True, allow_none=True)


class StaffPageSchema(StrictSchema):
    """A page of staff."""

    items = fields.List(fields.Nested(StaffSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class SetupLinkSchema(StrictSchema):
    """Whom a setup link is for; the token is shown this once and lasts seven days."""

    id = fields.UUID(required=True)
    setup_token = fields.String(required=True)


class NewLearnerSchema(StrictSchema):
    """Somebody new."""

    label = _string(LABEL_LENGTH, 0, load_default=None, **_LABEL)
    locale = fields.String(required=True, validate=validate.OneOf(tuple(REGISTRY)))
    age_band = fields.String(load_default=None, **_AGE_BAND)
    sex = fields.String(load_default=None, **_SEX)


class NewLearnersSchema(StrictSchema):
    """Up to 400 people at once: all are added, or none."""

    learners = fields.List(fields.Nested(NewLearnerSchema), required=True, validate=validate.Length(1, 400))


class LearnerChangeSchema(StrictSchema):
    """What may be changed of a learner; what isn't sent stays."""

    label = _string(LABEL_LENGTH, 0, **_LABEL)
    locale = fields.String(validate=validate.OneOf(tuple(REGISTRY)))
    age_band = fields.String(**_AGE_BAND)
    sex = fields.String(**_SEX)


class LearnerSchema(StrictSchema):
    """A learner of the officer's own post."""

    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    label = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True)
    age_band = fields.String(required=True, allow_none=True)
    sex = fields.String(required=True, allow_none=True)
    has_pin = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    last_seen_at = fields.AwareDateTime(required=True, allow_none=True)


class LearnerPageSchema(StrictSchema):
    """A page of learners."""

    items = fields.List(fields.Nested(LearnerSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class IssuedCardSchema(StrictSchema):
    """A card to print; its secret and code are shown this once."""

    learner_id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    locale = fields.String(required=True)
    secret = fields.String(required=True, metadata={"description": "The QR code holds the address /j/<secret>."})
    code = fields.String(required=True, metadata={"description": "Twelve digits, the last a check digit."})


class RevocationQuerySchema(StrictSchema):
    """What else ends when a card is revoked."""

    end_sessions = fields.Boolean(load_default=False, metadata={"description": "Shut out joined phones, too."})


class AuditLineSchema(StrictSchema):
    """One thing that somebody did or read."""

    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    staff = fields.String(required=True, allow_none=True, metadata={"description": "Sign-in name; null is the system."})
    post_id = fields.UUID(required=True, allow_none=True)
    action = fields.String(required=True)
    subject_kind = fields.String(required=True)
    subject_id = fields.String(required=True)
    details = fields.Dict(required=True)


class AuditPageSchema(StrictSchema):
    """A page of the record."""

    items = fields.List(fields.Nested(AuditLineSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)
