"""Checks that need more than one place: lists and files, ids and what points to them, what a kind of pack demands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from orientation.publishing.faults import Faults
from orientation.publishing.strings import FACT
from orientation.publishing.tree import SourceTree
from orientation.publishing.yaml_reader import Located, Place, show_path

RESERVED_PACKS = ("upload", "signing-key")
"""A page of ours, or an operation of the API, has the address that such a pack would have."""
RESERVED_MODULES = ("pack", "words", "media", "practice", "placement")
"""Their strings' paths or files would be mistaken for something else; the last two are pages of a pack's own."""
RESERVED_LESSONS = ("module", "index", "cards", "placement")
"""The module's description, its own page, its words, and what is kept of a placement have these names."""
RESERVED_BLOCKS = ("done",)
"""“I have finished this lesson” is sent to the address that such an exercise would have."""


@dataclass(frozen=True)
class Draft:
    """The files of a pack as far as they could be read. `shaped` has those whose shape is right."""

    tree: SourceTree
    located: Mapping[str, Located]
    shaped: Mapping[str, dict[str, Any]]
    faults: Faults
    sounds: dict[str, str] = field(default_factory=dict)
    """The id of every sound that is looked for → the text that is spoken."""

    @property
    def pack(self) -> dict[str, Any]:
        """pack.yaml, or nothing when it can't be used."""
        return self.shaped.get("pack.yaml", {})

    @property
    def is_language(self) -> bool:
        """Tell whether the pack teaches a language."""
        return self.pack.get("kind") == "language"

    def add(self, file: str, place: Place, message: str, mend: str) -> None:
        """Note a fault at a place in a YAML file."""
        self.faults.add(file, message, mend, line=self.located[file].line(place), key=show_path(place))


def check_draft(draft: Draft) -> None:
    """Note all that is wrong between places. What has a wrong shape is passed over: that was noted before."""
    for file, value in draft.shaped.items():
        _check_pointers(draft, file, value)
    if "words.yaml" in draft.shaped:
        _check_words(draft, draft.shaped["words.yaml"]["words"])
    if draft.pack:
        _check_lists(draft)
        for file in draft.shaped:
            parts = file.split("/")
            if parts[0] == "modules" and parts[2] != "module.yaml":
                _check_lesson(draft, file)


def walk(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield every text in a YAML value with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, (*place, number))


def _check_pointers(draft: Draft, file: str, value: dict[str, Any]) -> None:
    facts = draft.pack.get("facts", {})
    for place, text in walk(value):
        if place[-1] == "picture" and f"media/{text}" not in draft.tree.files:
            draft.add(file, place, f"There is no media/{text}.", "Add the picture, or correct the name.")
        for name in FACT.findall(text):
            if draft.pack and name not in facts:
                draft.add(file, place, f"There is no fact “{name}”.", "Add it to `facts` in pack.yaml.")


def _check_words(draft: Draft, words: list[dict[str, Any]]) -> None:
    ids = {word["id"] for word in words}
    if draft.pack and not draft.is_language:
        draft.add("words.yaml", (), "Only language packs have words.", "Remove the file, or change the pack's kind.")
    for number, word in enumerate(words):
        draft.sounds[word["id"]] = word["text"]
        place: Place = ("words", number)
        if draft.pack and word["unit"] not in draft.pack["modules"]:
            draft.add("words.yaml", (*place, "unit"), "The pack has no such module.", "Name one of its modules.")
        for key in ("confusable", "opposite", "synonyms"):
            for position, other in enumerate(word.get(key, [])):
                if other not in ids or other == word["id"]:
                    message = f"“{other}” isn't another word here."
                    draft.add("words.yaml", (*place, key, position), message, "Add the word, or take it out.")


def _check_lists(draft: Draft) -> None:
    """Modules and lessons: what is listed exists, what exists is listed."""
    listed = draft.pack["modules"]
    if draft.pack["id"] in RESERVED_PACKS:
        draft.add("pack.yaml", ("id",), f"A pack can't be called “{draft.pack['id']}”.", "Choose another slug.")
    for number, slug in enumerate(listed):
        file = f"modules/{slug}/module.yaml"
        if slug in RESERVED_MODULES:
            draft.add("pack.yaml", ("modules", number), f"A module can't be called “{slug}”.", "Choose another slug.")
        if file not in draft.tree.files:
            draft.add("pack.yaml", ("modules", number), f"There is no {file}.", "Add the file, or correct the slug.")
        elif file in draft.shaped:
            _check_module(draft, slug, draft.shaped[file])
    for file in draft.tree.files:
        parts = file.split("/")
        if parts[0] != "modules":
            continue
        module = draft.shaped.get(f"modules/{parts[1]}/module.yaml")
        lesson = parts[2].removesuffix(".yaml")
        if parts[1] not in listed:
            draft.faults.add(file, "Its module isn't listed in pack.yaml.", "List it in `modules`, or remove it.")
        elif module is not None and lesson != "module" and lesson not in module["lessons"]:
            draft.faults.add(file, "Its module.yaml doesn't list it.", "List it in `lessons`, or remove it.")


def _check_module(draft: Draft, slug: str, module: dict[str, Any]) -> None:
    file = f"modules/{slug}/module.yaml"
    for number, lesson in enumerate(module["lessons"]):
        place: Place = ("lessons", number)
        if lesson in RESERVED_LESSONS:
            draft.add(file, place, f"A lesson can't be called “{lesson}”.", "Choose another slug.")
        elif f"modules/{slug}/{lesson}.yaml" not in draft.tree.files:
            message = f"There is no modules/{slug}/{lesson}.yaml."
            draft.add(file, place, message, "Add the file, or correct the slug.")
    if draft.is_language != ("can_do" in module):
        message = "A language pack needs it." if draft.is_language else "Only language packs have it."
        draft.add(file, ("can_do",), message, "Write three statements, or remove the key.")


def _check_lesson(draft: Draft, file: str) -> None:
    lesson = draft.shaped[file]
    slug = file.split("/")[2].removesuffix(".yaml")
    blocks = lesson["blocks"]
    if not draft.is_language and not lesson.get("sources"):
        draft.add(file, ("sources",), "A lesson of an orientation pack needs its sources.", "Name at least one.")
    ends = [number for number, block in enumerate(blocks) if block["kind"] == "remember"]
    if not draft.is_language and ends != [len(blocks) - 1]:
        message = "A lesson of an orientation pack closes with one `remember` block."
        draft.add(file, ("blocks",), message, "Put it at the end, once.")
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        place: Place = ("blocks", number)
        _check_id(draft, file, place, block["id"], seen)
        if block["id"] in RESERVED_BLOCKS:
            draft.add(file, (*place, "id"), f"A block can't be called “{block['id']}”.", "Choose another slug.")
        _check_block(draft, file, place, slug, block)
        if block["kind"] == "drill":
            _check_drill(draft, file, place, block, blocks)
        for position, item in enumerate(block.get("items", [])):
            here = (*place, "items", position)
            _check_id(draft, file, here, item["id"], seen)
            _check_item(draft, file, here, item)


def _check_id(draft: Draft, file: str, place: Place, name: str, seen: set[str]) -> None:
    if name in seen:
        message = f"Another block or item of this lesson is called “{name}”."
        draft.add(file, (*place, "id"), message, "Give each its own id.")
    seen.add(name)


def _check_block(draft: Draft, file: str, place: Place, lesson: str, block: dict[str, Any]) -> None:
    if block["kind"] in ("words", "dialogue", "drill") and not draft.is_language:
        draft.add(file, (*place, "kind"), "Only language packs have such a block.", "Use another kind of block.")
    for position, word in enumerate(block.get("words", [])):
        _check_word(draft, file, (*place, "words", position), word)
    for position, line in enumerate(block.get("lines", [])):
        name = f"{lesson}-{line['id']}"
        if draft.sounds.setdefault(name, line["text"]) != line["text"]:
            message = f"Its sound would be called “{name}”, as that of another text."
            draft.add(file, (*place, "lines", position, "id"), message, "Choose another id.")


def _check_drill(draft: Draft, file: str, place: Place, block: dict[str, Any], blocks: list[dict[str, Any]]) -> None:
    dialogues = [other["id"] for other in blocks if other["kind"] == "dialogue"]
    if "dialogue" in block and block["dialogue"] not in dialogues:
        message = f"This lesson has no dialogue “{block['dialogue']}”."
        draft.add(file, (*place, "dialogue"), message, "Name a block of the kind dialogue.")


def _check_word(draft: Draft, file: str, place: Place, word: str) -> None:
    words = draft.shaped.get("words.yaml")
    missing = "words.yaml" not in draft.tree.files
    if missing or (words is not None and all(word != entry["id"] for entry in words["words"])):
        draft.add(file, place, f"There is no word “{word}”.", "Add it to words.yaml, or correct the id.")


def _check_typed(draft: Draft, file: str, place: Place, item: dict[str, Any]) -> None:
    """In a language pack, marking passes over punctuation: a text of nothing else would never be right."""
    typed = [((*place, "accept"), item.get("accept", ()))]
    for number, gap in enumerate(item.get("gaps", ())):
        if "choices" not in gap:
            typed.append(((*place, "gaps", number, "accept"), gap["accept"]))
    for here, texts in typed:
        for position, text in enumerate(texts):
            if not any(sign.isalnum() for sign in text):
                draft.add(file, (*here, position), "It has neither letter nor digit.", "Write what is to be typed.")


def _check_letter(draft: Draft, file: str, place: Place, name: str) -> None:
    words = draft.shaped.get("words.yaml", {}).get("words", [])
    if any(name == entry["id"] and "strokes" not in entry for entry in words):
        draft.add(file, place, f"“{name}” has no strokes to trace.", "Write its `strokes` in words.yaml.")


def _check_item(draft: Draft, file: str, place: Place, item: dict[str, Any]) -> None:
    if "listen" in item:
        _check_word(draft, file, (*place, "listen"), item["listen"])
    if "letter" in item:
        _check_word(draft, file, (*place, "letter"), item["letter"])
        _check_letter(draft, file, (*place, "letter"), item["letter"])
    if item["kind"] in ("type", "tiles", "trace") and not draft.is_language:
        draft.add(file, (*place, "kind"), "Only language packs have such an item.", "Use another kind of item.")
    if draft.is_language:
        _check_typed(draft, file, place, item)
    if item["kind"] == "gap" and not item.get("translate") and not draft.is_language:
        message = "Its sentence would be in a target language, which this pack doesn't have."
        draft.add(file, (*place, "sentence"), message, "Write translate: true.")
    for position, choice in enumerate(item.get("choices", [])):
        if "word" in choice:
            _check_word(draft, file, (*place, "choices", position, "word"), choice["word"])
        if "explanation" not in choice and not (draft.is_language and "explanation" in item):
            message = "The choice has no explanation."
            draft.add(file, (*place, "choices", position), message, "Say in a sentence why it is right or wrong.")
    for side in ("left", "right"):
        shown = [str(pair[side]) for pair in item.get("pairs", [])]
        for position, text in enumerate(shown):
            if text in shown[:position]:
                message = "Another pair has the same on this side: nobody could know which one is meant."
                draft.add(file, (*place, "pairs", position, side), message, "Make them different.")
