"""The format of words.yaml. Shape only, as in schemas.py."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from orientation.publishing.schema_fields import (
    FormatSchema,
    Line,
    Many,
    Matching,
    PicturedSchema,
    Plain,
    TextsByName,
    Wrong,
    check_ids,
    check_unique,
    choice,
    picture,
    slug,
)

WORD_KINDS = ("word", "phrase", "letter")
WORD_CLASSES = (
    "noun",
    "verb",
    "adjective",
    "adverb",
    "pronoun",
    "numeral",
    "interjection",
    "preposition",
    "conjunction",
    "article",
    "expression",
)
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
_COORDINATE = r"(?:100|[0-9]{1,2})(?:\.[0-9])?"
_POINT = rf"{_COORDINATE} {_COORDINATE}"
_STROKE = re.compile(rf"M{_POINT}(?: L{_POINT}){{1,60}}")


def stroke() -> Matching:
    """Return a field for one stroke of a letter: the line that a pen draws without being lifted."""
    message = "It isn't a stroke."
    mend = "Write “M20 80 L50 20 L80 80”: points from 0 0 (left, top) to 100 100, in the order of writing."
    schema = {"pattern": f"^{_STROKE.pattern}$"}
    return Matching(lambda text: _STROKE.fullmatch(text) is not None, message, mend, schema, longest=600)


class WordSchema(PicturedSchema):
    """One word, phrase or letter of the target language."""

    id = slug(required=True)
    text = Plain(200, required=True)
    kind = choice(*WORD_KINDS, required=True)
    word_class = choice(*WORD_CLASSES, data_key="class")
    article = Plain(10)
    plural = Plain(100)
    forms = TextsByName(100, 20)
    meaning = Line(300)
    picture = picture()
    alt = Line(300)
    accept = Many(Plain(200), 1, 12)
    confusable = Many(slug(), 1, 12)
    opposite = Many(slug(), 1, 6)
    synonyms = Many(slug(), 1, 12)
    tags = Many(slug(), 1, 12)
    level = choice(*LEVELS, required=True)
    unit = slug(required=True)
    upper = Plain(4)
    strokes = Many(stroke(), 1, 8)

    @validates_schema
    def check_noun(self, data: Mapping[str, Any], **_: Any) -> None:
        """Only nouns have an article and a plural."""
        for key in ("article", "plural"):
            if key in data and data.get("word_class") != "noun":
                raise ValidationError(Wrong("Only a noun has it.", "Remove it or write class: noun."), key)

    @validates_schema
    def check_letter(self, data: Mapping[str, Any], **_: Any) -> None:
        """Only letters have a capital and strokes; only they can do without a meaning."""
        is_letter = data["kind"] == "letter"
        if not is_letter and "meaning" not in data:
            raise ValidationError(Wrong("It is missing.", "Say in the source locale what it means."), "meaning")
        for key in ("upper", "strokes"):
            if key in data and not is_letter:
                raise ValidationError(Wrong("Only a letter has it.", "Remove it or write kind: letter."), key)

    @validates_schema
    def check_unique(self, data: Mapping[str, Any], **_: Any) -> None:
        """Nothing is listed twice."""
        check_unique(data, *({"accept", "confusable", "opposite", "synonyms", "tags"} & data.keys()))


class WordsSchema(FormatSchema):
    """words.yaml"""

    words = Many(fields.Nested(WordSchema), 1, 5000, required=True)

    @validates_schema
    def check_ids(self, data: Mapping[str, Any], **_: Any) -> None:
        """Each word has its own id."""
        check_ids(data, "words")
