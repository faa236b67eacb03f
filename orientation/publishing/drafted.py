"""The course and the drills of a draft whose shape, media and translations are right."""

from collections.abc import Mapping, Set
from typing import Any

from orientation.publishing.checks import Draft
from orientation.publishing.drills.course import Course, read_course
from orientation.publishing.drills.made import DrillItem
from orientation.publishing.drills.planning import lines_of, plan_drill
from orientation.publishing.media import Media
from orientation.publishing.translations import Translation


def draft_course(
    draft: Draft, translations: Mapping[str, Mapping[str, Translation]], media: Media, sounds: Set[str]
) -> Course | None:
    """Return the words of a language pack; None for another. `sounds` are the ids that can be heard."""
    if not draft.is_language:
        return None
    words = draft.shaped.get("words.yaml", {}).get("words", [])
    paths = {word["id"]: f"words/{word['id']}/meaning" for word in words}
    meanings = {
        draft.pack["source_locale"]: {word["id"]: word["meaning"] for word in words if "meaning" in word},
        **{
            locale: {name: found[path].text for name, path in paths.items() if path in found}
            for locale, found in translations.items()
        },
    }
    looks = {name: picture.address for name, picture in media.pictures.items()}
    ids = {word["id"] for word in words}
    lines = [text for name, text in draft.sounds.items() if name not in ids]
    return read_course(draft.pack, words, meanings=meanings, looks=looks, sounds=frozenset(sounds), lines=lines)


def plan_drills(draft: Draft, course: Course | None) -> dict[str, tuple[DrillItem, ...]]:
    """Return the items of each drill by "module/lesson/block". What can't be made is noted as a fault."""
    found: dict[str, tuple[DrillItem, ...]] = {}
    for file, lesson in draft.shaped.items():
        parts = file.removesuffix(".yaml").split("/")
        if course is None or parts[0] != "modules" or parts[2] == "module":
            continue
        place = f"{parts[1]}/{parts[2]}"
        for number, block in enumerate(lesson["blocks"]):
            if block["kind"] == "drill":
                planned = plan_drill(course, place, block, lines_of(lesson, place, block))
                found[f"{place}/{block['id']}"] = planned.items
                for lack in planned.lacks:
                    mend = "Add what is missing, name other words, or make fewer."
                    draft.add(file, ("blocks", number, "make", lack.ask), str(lack), mend)
        _check_ids(draft, file, lesson, place, found)
    return found


def _check_ids(
    draft: Draft, file: str, lesson: dict[str, Any], place: str, found: Mapping[str, tuple[DrillItem, ...]]
) -> None:
    """Note an id of a drill's item that another item or block of the lesson has."""
    blocks = lesson["blocks"]
    seen = {each["id"] for block in blocks for each in (block, *block.get("items", ()))}
    for number, block in enumerate(blocks):
        for item in found.get(f"{place}/{block['id']}", ()):
            if item.id in seen:
                message = f"An item of this drill is called “{item.id}”, as another item or block of the lesson."
                draft.add(file, ("blocks", number, "id"), message, "Rename one of the two.")
            seen.add(item.id)
