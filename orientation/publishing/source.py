"""A pack's source: read from a folder or zip, checked in every way there is, ready to be compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orientation.publishing.checks import Draft, check_draft
from orientation.publishing.drafted import draft_course, plan_drills
from orientation.publishing.drills.course import Course
from orientation.publishing.drills.made import DrillItem
from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS
from orientation.publishing.media import Media, read_media
from orientation.publishing.shapes import load_shape
from orientation.publishing.strings import SourceString, list_strings
from orientation.publishing.translations import Translation, check_po, parse_po, read_translations
from orientation.publishing.tree import SourceTree, read_tree
from orientation.publishing.yaml_reader import read_yaml


@dataclass(frozen=True)
class Source:
    """A source without faults. `modules` is by slug, `lessons` by "module/lesson", `words` by id.

    `translations` is by locale and path; a locale without a PO file has none. `spoken` is the id of every sound that
    lessons can play → the text that is spoken. `notes` are sentences about what is missing but no fault.
    """

    tree: SourceTree
    pack: dict[str, Any]
    modules: dict[str, dict[str, Any]]
    lessons: dict[str, dict[str, Any]]
    words: dict[str, dict[str, Any]]
    strings: list[SourceString]
    translations: dict[str, dict[str, Translation]]
    media: Media
    spoken: dict[str, str]
    notes: list[str]
    course: Course | None
    """The words of a language pack."""
    drills: dict[str, tuple[DrillItem, ...]]
    """The items of each drill by "module/lesson/block"."""

    @property
    def slug(self) -> str:
        """The pack's id."""
        return str(self.pack["id"])

    @property
    def source_locale(self) -> str:
        """The locale that the YAML is written in."""
        return str(self.pack["source_locale"])

    @property
    def target_language(self) -> str | None:
        """The language that is taught, in a language pack."""
        found: str | None = self.pack.get("target_language")
        return found

    @property
    def facts(self) -> dict[str, str]:
        """The value of each fact."""
        return {name: str(fact["value"]) for name, fact in self.pack.get("facts", {}).items()}


def list_po_locales(pack: Mapping[str, Any]) -> list[str]:
    """Return the locales of a pack that have a PO file: all but the source locale."""
    return [tag for tag in pack["locales"] if tag != pack["source_locale"]]


def read_draft(path: Path | bytes, faults: Faults) -> Draft:
    """Read a folder or zip and check everything in its YAML; what is wrong is noted."""
    tree = read_tree(path, faults)
    located = {
        file: found
        for file, content in tree.files.items()
        if file.endswith(".yaml") and (found := read_yaml(file, content, faults)) is not None
    }
    shaped = {file: value for file, found in located.items() if (value := load_shape(found, faults)) is not None}
    draft = Draft(tree, located, shaped, faults)
    check_draft(draft)
    return draft


def list_draft_strings(draft: Draft) -> list[SourceString]:
    """Return the translatable strings of a draft without faults."""
    modules, lessons = _modules(draft), _lessons(draft)
    return list_strings(draft.pack, modules, lessons, draft.shaped.get("words.yaml", {}))


def read_source(path: Path | bytes, faults: Faults, *, to_be_spoken: bool = False) -> Source | None:
    """Read and check a folder or zip wholly. None when there are faults; all of them are noted.

    `to_be_spoken`: as if every word and line had its sound, for making those that are missing; it can't be compiled.
    Translations can be checked only when the YAML is right, because they are held against its texts.
    """
    draft = read_draft(path, faults)
    language = draft.pack.get("target_language", "")
    media = read_media(draft.tree.files, faults, {(language, name): text for name, text in draft.sounds.items()})
    if len(faults):
        return None
    strings = list_draft_strings(draft)
    if len(strings) > LIMITS.strings:
        faults.add("", f"The pack has more than {LIMITS.strings} texts.", "Make two packs of it.")
    translations = _translations(draft, strings)
    if len(faults):
        return None
    sounds = set(draft.sounds) if to_be_spoken else {name for tag, name in media.sounds if tag == language}
    course = draft_course(draft, translations, media, sounds)
    drills = plan_drills(draft, course)
    if len(faults):
        return None
    return Source(
        tree=draft.tree,
        pack=draft.pack,
        modules=_modules(draft),
        lessons=_lessons(draft),
        words={word["id"]: word for word in draft.shaped.get("words.yaml", {}).get("words", [])},
        strings=strings,
        translations=translations,
        media=media,
        spoken=draft.sounds,
        notes=list(_notes(draft, media)),
        course=course,
        drills=drills,
    )


def _modules(draft: Draft) -> dict[str, dict[str, Any]]:
    return {slug: draft.shaped[f"modules/{slug}/module.yaml"] for slug in draft.pack["modules"]}


def _lessons(draft: Draft) -> dict[str, dict[str, Any]]:
    return {
        f"{slug}/{lesson}": draft.shaped[f"modules/{slug}/{lesson}.yaml"]
        for slug, module in _modules(draft).items()
        for lesson in module["lessons"]
    }


def _translations(draft: Draft, strings: list[SourceString]) -> dict[str, dict[str, Translation]]:
    found: dict[str, dict[str, Translation]] = {}
    wanted = list_po_locales(draft.pack)
    for file, content in draft.tree.files.items():
        if not file.startswith("locale/"):
            continue
        tag = file.removeprefix("locale/").removesuffix(".po")
        if tag not in wanted:
            message = "Its language isn't one of the pack's locales, or is the source locale."
            draft.faults.add(file, message, "Add it to `locales` in pack.yaml, or remove the file.")
            continue
        po = parse_po(file, content, draft.faults)
        if po is not None:
            check_po(file, po, tag, strings, draft.faults)
            found[tag] = read_translations(po, strings, draft.pack.get("facts", {}))
    return found


def _notes(draft: Draft, media: Media) -> list[str]:
    language = draft.pack.get("target_language")
    notes = [f"{name}: no sound" for name in draft.sounds if (language, name) not in media.sounds]
    used = {text for value in draft.shaped.values() for text in _pictures(value)}
    notes += [f"media/{name}: no lesson uses it" for name in media.pictures if name not in used]
    notes += [
        f"{spoken.files[0].path}: no word or line has this id"
        for (locale, name), spoken in media.sounds.items()
        if locale != language or name not in draft.sounds
    ]
    notes += [f"{path}: it says what was written there before, so nobody hears it" for path in media.stale]
    return notes


def _pictures(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["picture"]] if isinstance(value.get("picture"), str) else []
        return own + [name for inner in value.values() for name in _pictures(inner)]
    return [name for inner in value for name in _pictures(inner)] if isinstance(value, list) else []
