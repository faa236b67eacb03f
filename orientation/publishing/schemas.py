"""The format of a pack's YAML files: the only definition. docs/schemas/ is generated from here.

Items of exercises are in item_schemas.py, words in word_schemas.py.

Shape only; what needs a look at other files is in checks.py.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from orientation.publishing.drills.asks import ASKS, DIALOGUE, MOST_ITEMS
from orientation.publishing.item_schemas import ITEMS
from orientation.publishing.schema_fields import (
    Body,
    ByName,
    Counts,
    Day,
    Flag,
    FormatSchema,
    Line,
    Many,
    Number,
    OneOfKinds,
    PicturedSchema,
    Plain,
    Wrong,
    check_ids,
    check_unique,
    choice,
    link,
    locale,
    only,
    picture,
    slug,
)
from orientation.publishing.word_schemas import WordsSchema

KINDS = ("orientation", "language")
AUDIENCES = ("newcomers", "families", "children", "host-community")
EDITIONS = ("standard", "safe")
FORMAT = 1


class SourceSchema(FormatSchema):
    """Where a fact comes from and when somebody looked."""

    title = Plain(300, required=True)
    link = link(required=True)
    checked = Day(required=True, allow_none=True)


class FactSchema(FormatSchema):
    """A value that is the same in every locale."""

    value = Plain(100, required=True)
    source = fields.Nested(SourceSchema, required=True)


class PackSchema(FormatSchema):
    """pack.yaml"""

    format = Number(FORMAT, FORMAT, required=True)
    id = slug(required=True)
    kind = choice(*KINDS, required=True)
    title = Line(120, required=True)
    summary = Line(500, required=True)
    destination = choice("NL", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
                         "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
                         "CH", "GB", "CA", "US", "AU", "NZ", required=True)  # fmt: skip
    source_locale = locale(required=True)
    target_language = locale()
    locales = Many(locale(), 1, 60, required=True)
    audience = choice(*AUDIENCES, required=True)
    edition = choice(*EDITIONS, required=True)
    licence = Plain(60, required=True)
    publisher = Plain(120, required=True)
    notes = Body(2000, required=True)
    modules = Many(slug(), 1, 60, required=True)
    facts = ByName(FactSchema, 300)

    @validates_schema
    def check_languages(self, data: Mapping[str, Any], **_: Any) -> None:
        """A language pack, and only it, says which language it teaches; the source locale is one of the locales."""
        if data["kind"] == "language" and "target_language" not in data:
            raise ValidationError(
                Wrong("A language pack needs it.", "Name the language that is taught."), "target_language"
            )
        if data["kind"] != "language" and "target_language" in data:
            message = Wrong("Only language packs have it.", "Remove it, or change `kind`.")
            raise ValidationError(message, "target_language")
        if data["source_locale"] not in data["locales"]:
            raise ValidationError(Wrong("The source locale isn't among them.", "Add it."), "locales")
        check_unique(data, "locales", "modules")


class ModuleSchema(FormatSchema):
    """modules/<module>/module.yaml"""

    title = Line(120, required=True)
    summary = Line(500, required=True)
    objectives = Many(Line(300), 1, 8, required=True)
    topic = slug(required=True)
    minutes = Number(5, 90, required=True)
    sensitive = Flag()
    picture = picture()
    can_do = Many(Line(300), 3, 3)
    lessons = Many(slug(), 1, 40, required=True)

    @validates_schema
    def check_unique(self, data: Mapping[str, Any], **_: Any) -> None:
        """A lesson is listed once."""
        check_unique(data, "lessons")


class TextBlockSchema(PicturedSchema):
    """Paragraphs, with a picture if it helps."""

    id = slug(required=True)
    kind = only("text")
    heading = Line(120)
    text = Body(4000, required=True)
    picture = picture()
    alt = Line(300)


class PictureBlockSchema(FormatSchema):
    """A picture that says it."""

    id = slug(required=True)
    kind = only("picture")
    picture = picture(required=True)
    alt = Line(300, required=True)
    caption = Line(300)


class DialogueLineSchema(FormatSchema):
    """What one speaker says."""

    id = slug(required=True)
    speaker = Plain(60, required=True)
    text = Plain(300, required=True)
    meaning = Line(400, required=True)
    picture = picture()


class DialogueBlockSchema(FormatSchema):
    """A conversation in the target language."""

    id = slug(required=True)
    kind = only("dialogue")
    heading = Line(120)
    lines = Many(fields.Nested(DialogueLineSchema), 1, 30, required=True)

    @validates_schema
    def check_ids(self, data: Mapping[str, Any], **_: Any) -> None:
        """Each line has its own id."""
        check_ids(data, "lines")


class WordsBlockSchema(FormatSchema):
    """Words to learn."""

    id = slug(required=True)
    kind = only("words")
    heading = Line(120)
    words = Many(slug(), 1, 20, required=True)


class NoteBlockSchema(FormatSchema):
    """A culture note."""

    id = slug(required=True)
    kind = only("note")
    heading = Line(120)
    text = Body(4000, required=True)


class ExerciseBlockSchema(FormatSchema):
    """Items to answer."""

    id = slug(required=True)
    kind = only("exercise")
    title = Line(120, required=True)
    instructions = Line(400)
    items = Many(OneOfKinds(ITEMS), 1, 12, required=True)


class DrillBlockSchema(FormatSchema):
    """Items that are made from words."""

    id = slug(required=True)
    kind = only("drill")
    title = Line(120, required=True)
    instructions = Line(400)
    words = Many(slug(), 1, 60)
    dialogue = slug()
    make = Counts(ASKS, MOST_ITEMS, required=True)

    @validates_schema
    def check_words(self, data: Mapping[str, Any], **_: Any) -> None:
        """A word is named once; the lines of a dialogue come from one that is named."""
        check_unique(data, *({"words"} & data.keys()))
        if (DIALOGUE in data["make"]) != ("dialogue" in data):
            mend = "Name a dialogue of this lesson and make “dialogue: 1”, or neither."
            raise ValidationError(Wrong("`dialogue` and what is made of it don't go together.", mend), "dialogue")


class RememberBlockSchema(FormatSchema):
    """What to keep."""

    id = slug(required=True)
    kind = only("remember")
    points = Many(Line(300), 1, 6, required=True)


BLOCKS: dict[str, type[FormatSchema]] = {
    "text": TextBlockSchema,
    "picture": PictureBlockSchema,
    "dialogue": DialogueBlockSchema,
    "words": WordsBlockSchema,
    "note": NoteBlockSchema,
    "exercise": ExerciseBlockSchema,
    "drill": DrillBlockSchema,
    "remember": RememberBlockSchema,
}


class LessonSchema(FormatSchema):
    """modules/<module>/<lesson>.yaml"""

    title = Line(120, required=True)
    minutes = Number(2, 15, required=True)
    picture = picture()
    sources = Many(fields.Nested(SourceSchema), 1, 20)
    blocks = Many(OneOfKinds(BLOCKS), 3, 20, required=True)


FILES: dict[str, type[FormatSchema]] = {
    "pack": PackSchema,
    "module": ModuleSchema,
    "lesson": LessonSchema,
    "words": WordsSchema,
}
"""The schemas of whole files, by the name of their JSON Schema in docs/schemas/."""


def schema_of(file: str) -> FormatSchema:
    """Return the schema that the YAML file at this path follows."""
    parts = file.split("/")
    name = "module" if parts[-1] == "module.yaml" else "lesson" if parts[0] == "modules" else parts[0].split(".")[0]
    return FILES[name]()
