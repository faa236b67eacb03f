"""The format of exercises: what each kind of item has. Shape only, as in schemas.py."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from orientation.publishing.schema_fields import (
    Flag,
    FormatSchema,
    Line,
    Many,
    PicturedSchema,
    Plain,
    Side,
    Wrong,
    check_ids,
    check_unique,
    choice,
    only,
    picture,
    slug,
)
from orientation.publishing.strings import GAP


class ChoiceSchema(PicturedSchema):
    """One choice of an item; with `word`, that word's text and sound."""

    id = slug(required=True)
    text = Line(300)
    word = slug()
    picture = picture()
    alt = Line(300)
    right = Flag()
    explanation = Line(800)

    @validates_schema
    def check_shown(self, data: Mapping[str, Any], **_: Any) -> None:
        """A choice shows something, and its text comes from one place."""
        if not data.keys() & {"text", "picture", "word"}:
            raise ValidationError(Wrong("The choice shows nothing.", "Give it a text, a picture or a word."), "text")
        if "text" in data and "word" in data:
            raise ValidationError(Wrong("The word has its own text.", "Remove `text` or `word`."), "text")


class _Item(PicturedSchema):
    id = slug(required=True)
    prompt = Line(600, required=True)
    picture = picture()
    alt = Line(300)
    listen = slug()


class _ChooseItem(_Item):
    choices = Many(fields.Nested(ChoiceSchema), 2, 6, required=True)
    explanation = Line(800)

    @validates_schema
    def check_right(self, data: Mapping[str, Any], **_: Any) -> None:
        """Something is right, and each choice has its own id."""
        right = sum(bool(each.get("right")) for each in data["choices"])
        if right == 0 or (right > 1 and data["kind"] == "choose-one"):
            wanted = "exactly one choice" if data["kind"] == "choose-one" else "at least one choice"
            raise ValidationError(Wrong(f"{right} choices are right.", f"Mark {wanted} with right: true."), "choices")
        check_ids(data, "choices")


class ChooseOneSchema(_ChooseItem):
    """One choice is right."""

    kind = only("choose-one")


class ChooseSeveralSchema(_ChooseItem):
    """One or more choices are right."""

    kind = only("choose-several")


class TrueFalseSchema(_Item):
    """A sentence that is true or isn't; `heard` when it is a rumour."""

    kind = only("true-false")
    answer = Flag(required=True)
    explanation = Line(800, required=True)
    heard = Flag()


class ElementSchema(FormatSchema):
    """One thing to be put in order."""

    id = slug(required=True)
    text = Line(300, required=True)


class OrderSchema(_Item):
    """Elements in the right order."""

    kind = only("order")
    elements = Many(fields.Nested(ElementSchema), 2, 8, required=True)
    explanation = Line(800, required=True)

    @validates_schema
    def check_ids(self, data: Mapping[str, Any], **_: Any) -> None:
        """Each element has its own id."""
        check_ids(data, "elements")


class PictureSideSchema(FormatSchema):
    """A picture as one side of a pair."""

    picture = picture(required=True)
    alt = Line(300, required=True)


class PairSchema(FormatSchema):
    """Two things that belong together."""

    id = slug(required=True)
    left = Side(PictureSideSchema, required=True)
    right = Side(PictureSideSchema, required=True)


class MatchSchema(_Item):
    """Pairs to be found."""

    kind = only("match")
    pairs = Many(fields.Nested(PairSchema), 2, 6, required=True)
    explanation = Line(800)

    @validates_schema
    def check_ids(self, data: Mapping[str, Any], **_: Any) -> None:
        """Each pair has its own id."""
        check_ids(data, "pairs")


class Typed(Plain):
    """A word that somebody could type: of more than what marking passes over as unseen."""

    def find_wrong(self, value: str) -> list[tuple[str, str]]:
        """Look for a sign that is seen; ـ only stretches Arabic letters."""
        is_seen = any(unicodedata.category(sign)[0] not in "CZ" and sign != "\u0640" for sign in value)
        return super().find_wrong(value) + ([] if is_seen else [("Nobody could see it.", "Write a word.")])


class GapFieldSchema(FormatSchema):
    """One gap of a sentence: what is accepted and, when the learner picks, from what."""

    id = choice(*"123456789", required=True)
    accept = Many(Typed(100), 1, 12, required=True)
    choices = Many(Plain(100), 2, 6)

    @validates_schema
    def check_choices(self, data: Mapping[str, Any], **_: Any) -> None:
        """What is right can be picked, and not everything is right."""
        choices = data.get("choices")
        if choices is None:
            return
        check_unique(data, "choices")
        accepted = set(data["accept"])
        if not accepted & set(choices) or accepted >= set(choices):
            message = Wrong(
                "The choices hold no right one, or only right ones.", "Add one word of `accept` and others."
            )
            raise ValidationError(message, "choices")
        if not accepted <= set(choices):
            message = Wrong(
                "It accepts a word that can't be picked.", "Add the word to `choices`, or take it out of `accept`."
            )
            raise ValidationError(message, "accept")


class GapSchema(_Item):
    """A sentence with gaps."""

    kind = only("gap")
    sentence = Line(400, required=True)
    translate = Flag()
    gaps = Many(fields.Nested(GapFieldSchema), 1, 5, required=True)
    explanation = Line(800, required=True)

    @validates_schema
    def check_gaps(self, data: Mapping[str, Any], **_: Any) -> None:
        """Each gap stands in the sentence once."""
        check_ids(data, "gaps")
        if sorted(GAP.findall(data["sentence"])) != sorted(gap["id"] for gap in data["gaps"]):
            message = Wrong("The gaps in the sentence aren't those that are listed.", "Write {1} once for the gap “1”.")
            raise ValidationError(message, "sentence")


class TypeSchema(_Item):
    """Words of the target language to be typed."""

    kind = only("type")
    accept = Many(Typed(200), 1, 12, required=True)
    exact = Flag()
    explanation = Line(800)


class TilesSchema(_Item):
    """Letters or words to be put together, with some that don't belong."""

    kind = only("tiles")
    join = choice("words", "letters")
    tiles = Many(Plain(60), 2, 16, required=True)
    right = Many(Plain(60), 1, 14, required=True)
    explanation = Line(800)

    @validates_schema
    def check_right(self, data: Mapping[str, Any], **_: Any) -> None:
        """What is right can be put together from the tiles."""
        lacking = Counter(data["right"]) - Counter(data["tiles"])
        if lacking:
            message = Wrong(f"There is no tile “{next(iter(lacking))}” for it.", "Add it to `tiles`.")
            raise ValidationError(message, "right")


class TraceSchema(_Item):
    """A letter to be traced or written on paper."""

    kind = only("trace")
    letter = slug(required=True)
    explanation = Line(800)


ITEMS: dict[str, type[FormatSchema]] = {
    "choose-one": ChooseOneSchema,
    "choose-several": ChooseSeveralSchema,
    "true-false": TrueFalseSchema,
    "order": OrderSchema,
    "match": MatchSchema,
    "gap": GapSchema,
    "type": TypeSchema,
    "tiles": TilesSchema,
    "trace": TraceSchema,
}
