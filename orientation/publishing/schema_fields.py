"""Kinds of value in a pack's YAML. Each says what is wrong in a sentence, how to mend it, and its JSON Schema."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from orientation.http.api import StrictSchema
from orientation.locales import REGISTRY
from orientation.publishing.markdown import find_wrong
from orientation.publishing.names import PICTURE_SUFFIXES, SLUG_LENGTH, is_slug

Json = dict[str, Any]
_LINK = re.compile(r"https://[^\s<>\"]+\.[^\s<>\"]+\Z")
_QUOTES = "Put quotes around it."


class Wrong(str):
    """A message that carries how to mend it."""

    mend: str

    def __new__(cls, message: str, mend: str) -> "Wrong":
        made = super().__new__(cls, message)
        made.mend = mend
        return made


class FormatSchema(StrictSchema):
    """A mapping of the format. An unknown key is told with the keys that exist."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        known = ", ".join(field.data_key or name for name, field in self.fields.items())
        self.error_messages["unknown"] = Wrong("The format doesn't know this key.", f"Use one of: {known}.")
        self.error_messages["type"] = Wrong("It must be a mapping.", f"Write keys and values: {known}.")


class Plain(fields.Field[str]):
    """Text without markup, on one line."""

    def __init__(self, longest: int = 200, **options: Any) -> None:
        super().__init__(**options)
        self.longest = longest

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if isinstance(value, bool) or value is None:
            raise ValidationError(Wrong("It must be text; YAML reads it as true, false or nothing.", _QUOTES))
        if isinstance(value, int | date):
            raise ValidationError(Wrong("It must be text; YAML reads it as a number or a day.", _QUOTES))
        if not isinstance(value, str):
            raise ValidationError(Wrong("It must be text.", _QUOTES))
        if not value.strip():
            raise ValidationError(Wrong("It is empty.", "Write the text or remove the key."))
        if len(value) > self.longest:
            mend = f"Shorten it by {len(value) - self.longest} characters."
            raise ValidationError(Wrong(f"It is longer than {self.longest} characters.", mend))
        wrong = [Wrong(*pair) for pair in self.find_wrong(value)]
        if wrong:
            raise ValidationError(wrong)
        return value

    def find_wrong(self, value: str) -> list[tuple[str, str]]:
        """Return what else is wrong, as (message, mend)."""
        if "\n" in value.strip():
            return [("It must be one line.", "Join the lines.")]
        return []

    def json_schema(self) -> Json:
        """Return the value's JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class Line(Plain):
    """Text with the inline part of our Markdown."""

    def find_wrong(self, value: str) -> list[tuple[str, str]]:
        """Check the Markdown."""
        return find_wrong(value, inline=True)


class Body(Plain):
    """Text with paragraphs and lists."""

    def find_wrong(self, value: str) -> list[tuple[str, str]]:
        """Check the Markdown."""
        return find_wrong(value, inline=False)


class Matching(Plain):
    """Text that passes a test."""

    def __init__(self, passes: Callable[[str], bool], message: str, mend: str, schema: Json, **options: Any) -> None:
        super().__init__(**options)
        self.passes, self.wrong, self.schema = passes, (message, mend), schema

    def find_wrong(self, value: str) -> list[tuple[str, str]]:
        """Apply the test."""
        return [] if self.passes(value) else [self.wrong]

    def json_schema(self) -> Json:
        """Return the value's JSON Schema."""
        return {"type": "string", **self.schema}


def slug(**options: Any) -> Matching:
    """Return a field for a stable id."""
    schema = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": SLUG_LENGTH}
    message = "It isn't a slug."
    mend = f"Use small letters a to z, digits and inner hyphens, at most {SLUG_LENGTH} characters."
    return Matching(is_slug, message, mend, schema, **options)


def link(**options: Any) -> Matching:
    """Return a field for an https address."""
    message, mend = "It isn't an https address.", "Write the whole address, from https:// on."
    schema = {"format": "uri", "pattern": "^https://"}
    return Matching(lambda text: _LINK.match(text) is not None, message, mend, schema, longest=500, **options)


def locale(**options: Any) -> Matching:
    """Return a field for a tag of the locale registry."""
    mend = "Use one of: " + ", ".join(REGISTRY) + "."
    return Matching(REGISTRY.__contains__, "This language isn't known here.", mend, {"enum": list(REGISTRY)}, **options)


def choice(*allowed: str, **options: Any) -> Matching:
    """Return a field for one of the given words."""
    mend = "Use one of: " + ", ".join(allowed) + "."
    return Matching(
        allowed.__contains__, "It isn't one of the allowed words.", mend, {"enum": list(allowed)}, **options
    )


def picture(**options: Any) -> Matching:
    """Return a field for a picture's path below media/."""
    pattern = r"[A-Za-z0-9][A-Za-z0-9_./-]*(?:" + "|".join(re.escape(suffix) for suffix in PICTURE_SUFFIXES) + ")"
    message = "It isn't a picture's name."
    mend = "Write the path below media/, ending in " + ", ".join(PICTURE_SUFFIXES) + "."
    matches = re.compile(pattern).fullmatch
    return Matching(lambda text: matches(text) is not None, message, mend, {"pattern": f"^{pattern}$"}, **options)


class Number(fields.Field[int]):
    """A whole number in a range."""

    def __init__(self, low: int, high: int, **options: Any) -> None:
        super().__init__(**options)
        self.low, self.high = low, high

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            message = f"It must be a whole number from {self.low} to {self.high}."
            raise ValidationError(Wrong(message, "Write the number without quotes."))
        return value

    def json_schema(self) -> Json:
        """Return the value's JSON Schema."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class Flag(fields.Field[bool]):
    """true or false."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError(Wrong("It must be true or false.", "Write it without quotes."))
        return value

    def json_schema(self) -> Json:
        """Return the value's JSON Schema."""
        return {"type": "boolean"}


class Day(fields.Field[date]):
    """A day, or null."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if not isinstance(value, date):
            raise ValidationError(Wrong("It must be a day or null.", "Write it like 2026-03-01, without quotes."))
        return value

    def json_schema(self) -> Json:
        """Return the value's JSON Schema."""
        return {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}


class Many(fields.List[Any]):
    """A list with bounds on its length."""

    def __init__(self, inner: fields.Field[Any], low: int, high: int, **options: Any) -> None:
        message = Wrong(f"It must have {low} to {high} entries.", "Add or remove some.")
        super().__init__(inner, validate=_length(low, high, message), **options)
        self.low, self.high = low, high

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        if not isinstance(value, list):
            raise ValidationError(Wrong("It must be a list.", "Begin each entry with “- ”, or use [a, b]."))
        return super()._deserialize(value, *rest, **options)


class ByName(fields.Field[dict[str, Any]]):
    """A mapping whose keys are slugs and whose values have one schema."""

    def __init__(self, schema: type[FormatSchema], most: int, **options: Any) -> None:
        super().__init__(**options)
        self.schema, self.most = schema, most

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > self.most:
            raise ValidationError(Wrong(f"It must be a mapping of at most {self.most} names.", "Write name: …"))
        return _load_each(value, self.schema().load)


class TextsByName(fields.Field[dict[str, str]]):
    """A mapping of slugs to plain text."""

    def __init__(self, longest: int, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.text, self.most = Plain(longest), most

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        if not isinstance(value, dict) or not 1 <= len(value) <= self.most:
            raise ValidationError(Wrong(f"It must be a mapping of 1 to {self.most} names.", "Write name: text."))
        return _load_each(value, self.text.deserialize)

    def json_schema(self) -> Json:
        """Return the value's JSON Schema."""
        names = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
        text = self.text.json_schema()
        return {
            "type": "object",
            "minProperties": 1,
            "maxProperties": self.most,
            "propertyNames": names,
            "additionalProperties": text,
        }


class Counts(fields.Field[dict[str, int]]):
    """How many of each: a mapping of some of the known names to numbers from 1 on, with a limit on their sum."""

    def __init__(self, known: tuple[str, ...], most: int, **options: Any) -> None:
        super().__init__(**options)
        self.known, self.most = known, most
        self.number = Number(1, most)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, int]:
        known = ", ".join(self.known)
        if not isinstance(value, dict) or not value:
            raise ValidationError(Wrong("It must be a mapping.", f"Write how many of each, as in “match: 1”: {known}."))

        unknown = [name for name in value if name not in self.known]
        if unknown:
            message = Wrong("The format doesn't know this key.", f"Use one of: {known}.")
            raise ValidationError({name: [message] for name in unknown})
        found = _load_each(value, self.number.deserialize)
        if sum(found.values()) > self.most:
            raise ValidationError(Wrong(f"They are {sum(found.values())} in all.", f"Make {self.most} at most."))
        return found

    def json_schema(self) -> Json:
        """Return the value's JSON Schema."""
        number = self.number.json_schema()
        return {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": dict.fromkeys(self.known, number),
        }


class OneOfKinds(fields.Field[dict[str, Any]]):
    """A mapping whose key `kind` says which schema it follows."""

    def __init__(self, schemas: Mapping[str, type[FormatSchema]], **options: Any) -> None:
        super().__init__(**options)
        self.schemas = schemas

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, Any]:
        kinds = ", ".join(self.schemas)
        if not isinstance(value, dict):
            raise ValidationError(Wrong("It must be a mapping.", f"Write “kind:” with one of: {kinds}."))
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in self.schemas:
            raise ValidationError({"kind": [Wrong("It isn't a kind that the format knows.", f"Use one of: {kinds}.")]})
        loaded: dict[str, Any] = self.schemas[kind]().load(value)
        return loaded


class Side(fields.Field[Any]):
    """One side of a pair: text, or a picture with its alt."""

    def __init__(self, schema: type[FormatSchema], **options: Any) -> None:
        super().__init__(**options)
        self.schema, self.text = schema, Line(300)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return self.schema().load(value) if isinstance(value, dict) else self.text.deserialize(value)


def _load_each(value: Mapping[Any, Any], load: Callable[[Any], Any]) -> dict[str, Any]:
    """Return what `load` makes of each slug's entry; raises ValidationError with all that is wrong, by name."""
    found: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for name, entry in value.items():
        if not is_slug(name):
            errors[name] = [Wrong("This name isn't a slug.", "Use small letters, digits and inner hyphens.")]
            continue
        try:
            found[name] = load(entry)
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)
    return found


def _length(low: int, high: int, message: Wrong) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        if not low <= len(value) <= high:
            raise ValidationError(message)

    return check


def only(word: str) -> Matching:
    """Return a field that holds exactly this word: a mapping's kind."""
    return choice(word, required=True)


class PicturedSchema(FormatSchema):
    """A mapping that can have a picture: then it needs the words that stand for it."""

    @validates_schema
    def check_alt(self, data: Mapping[str, Any], **_: Any) -> None:
        """A picture and its alternative text come together."""
        if "picture" in data and "alt" not in data and "alt" in self.fields:
            raise ValidationError(Wrong("The picture has no alt.", "Say in words what it shows."), "alt")
        if "alt" in data and "picture" not in data:
            raise ValidationError(Wrong("There is an alt without a picture.", "Add the picture or remove it."), "alt")


def check_ids(data: Mapping[str, Any], name: str) -> None:
    """Raise ValidationError when two entries of the list have one id."""
    seen: set[str] = set()
    errors = {}
    for number, entry in enumerate(data[name]):
        if entry["id"] in seen:
            errors[number] = {"id": [Wrong(f"“{entry['id']}” stands here twice.", "Give each its own id.")]}
        seen.add(entry["id"])
    if errors:
        raise ValidationError({name: errors})


def check_unique(data: Mapping[str, Any], *names: str) -> None:
    """Raise ValidationError when a value is listed twice."""
    for name in names:
        for number, value in enumerate(data[name]):
            if value in data[name][:number]:
                raise ValidationError({name: {number: [Wrong(f"“{value}” is listed twice.", "Remove one.")]}})
