"""The items that a person wrote, as documents hold them. Their shapes are in docs/pack-format.md."""

from collections import defaultdict
from collections.abc import Callable

from orientation.publishing.drills.chance import mix
from orientation.publishing.drills.course import Course
from orientation.publishing.drills.spelling_out import at_risk
from orientation.publishing.markdown import render_plain
from orientation.publishing.shown import Document, Shown


class ItemDocuments:
    """Makes the items of one lesson in one locale. `place` is "module/lesson"."""

    def __init__(self, shown: Shown, place: str) -> None:
        self.shown, self.texts, self.source, self.place = shown, shown.texts, shown.source, place

    def make(self, item: Document) -> Document:
        """Return the item as it is shown and marked."""
        place = f"{self.place}/{item['id']}"
        made = {
            "id": item["id"],
            "kind": item["kind"],
            "ask": None,
            "prompt": self.texts.line(f"{place}/prompt", item["prompt"]),
            "picture": self.shown.pictured(place, item),
            "listen": self.shown.word(item["listen"]) if "listen" in item else None,
            "heard": item.get("heard", False),
            "explanation": self.texts.field(place, item, "explanation"),
            "about": None,
        }
        parts: dict[str, Callable[[str, Document], Document]] = {
            "order": self._order,
            "match": self._match,
            "gap": self._gap,
            "true-false": lambda _, item: {"key": item["answer"]},
            "type": lambda _, item: self._type(item),
            "tiles": self._tiles,
            "trace": lambda _, item: trace_of(self.shown, item["letter"]),
        }
        return {**made, **parts.get(item["kind"], self._choose)(place, item)}

    def _choose(self, place: str, item: Document) -> Document:
        right = [choice["id"] for choice in item["choices"] if choice.get("right")]
        choices = [self._choice(f"{place}/{choice['id']}", choice) for choice in item["choices"]]
        return {"choices": choices, "key": right[0] if item["kind"] == "choose-one" else right}

    def _choice(self, place: str, choice: Document) -> Document:
        word = choice.get("word")
        taught = self.texts.taught(self.source.words[word]["text"]) if word else None
        return {
            "id": choice["id"],
            "text": taught or self.texts.field(place, choice, "text"),
            "picture": self.shown.pictured(place, choice),
            "explanation": self.texts.field(place, choice, "explanation"),
            "sound": self.shown.sound_or_none(word),
        }

    def _order(self, place: str, item: Document) -> Document:
        key = [element["id"] for element in item["elements"]]
        elements = {
            element["id"]: {"id": element["id"], "text": self.texts.field(f"{place}/{element['id']}", element, "text")}
            for element in item["elements"]
        }
        return {"elements": [elements[name] for name in shuffle(f"{self.source.slug}/{place}", key)], "key": key}

    def _match(self, place: str, item: Document) -> Document:
        sides: dict[str, dict[str, Document]] = {"left": {}, "right": {}}
        for pair in item["pairs"]:
            here = f"{place}/{pair['id']}"
            for name, found in sides.items():
                if isinstance(pair[name], str):
                    shown: Document = {"text": self.texts.line(f"{here}/{name}", pair[name]), "picture": None}
                else:
                    shown = {"text": None, "picture": self.shown.pictured(f"{here}/{name}", pair[name])}
                found[pair["id"]] = {"id": pair["id"], **shown}
        names = list(sides["left"])
        return {
            "lefts": list(sides["left"].values()),
            "rights": [sides["right"][name] for name in shuffle(f"{self.source.slug}/{place}", names)],
            "key": {name: name for name in names},
        }

    def _gap(self, place: str, item: Document) -> Document:
        translated = item.get("translate", False)
        made: Document = {
            "sentence": self.texts.field(place, item, "sentence")
            if translated
            else self.texts.taught(item["sentence"]),
            "gaps": [{"id": gap["id"], "choices": gap.get("choices")} for gap in item["gaps"]],
            "key": {gap["id"]: gap["accept"] for gap in item["gaps"]},
        }
        typed = {gap["id"]: gap["accept"] for gap in item["gaps"] if "choices" not in gap}
        if self.source.course is not None and typed:
            course = self.source.course
            made["others"] = {name: others_of(course, accepted) for name, accepted in typed.items()}
        return made

    def _type(self, item: Document) -> Document:
        exact = item.get("exact", False)
        accepted = item["accept"]
        course = self.source.course
        others = others_of(course, accepted) if course is not None and not exact else []
        return {"lang": self.source.target_language, "exact": exact, "key": accepted, "others": others}

    def _tiles(self, place: str, item: Document) -> Document:
        ids = [f"t{number}" for number, _ in enumerate(item["tiles"], 1)]
        named = dict(zip(ids, item["tiles"], strict=True))
        free: dict[str, list[str]] = defaultdict(list)
        for name, text in named.items():
            free[text].append(name)
        return {
            "join": "" if item.get("join") == "letters" else " ",
            "tiles": [
                {"id": name, "text": self.texts.taught(named[name])} for name in mix(f"{self.source.slug}/{place}", ids)
            ],
            "key": [free[text].pop(0) for text in item["right"]],
        }


def trace_of(shown: Shown, letter: str) -> Document:
    """Return what an item has of the letter that is to be traced."""
    word = shown.source.words[letter]
    return {
        "letter": {"html": render_plain(word["text"]), "lang": shown.source.target_language},
        "strokes": word["strokes"],
        "key": True,
    }


def others_of(course: Course, accepted: list[str]) -> list[str]:
    """Return the words that mustn't pass for one of the accepted texts: those near it, its contraries, its doubles."""
    words = [word for text in accepted if (word := course.find(text))]
    linked = sorted({name for word in words for name in word.confusable | word.opposite})
    never = [course.words[name].text for name in linked if name in course.words]
    return at_risk(course, accepted, never)


def shuffle(seed: str, names: list[str]) -> list[str]:
    """Return the names in an order that the seed decides for ever, and that is never the one given."""
    mixed = mix(seed, names)
    return mixed if mixed != names else [*mixed[1:], mixed[0]]
