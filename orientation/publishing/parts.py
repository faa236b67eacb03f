"""The sound of a lesson's parts: what was recorded or spoken of its sentences, one file a part."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from orientation.publishing.joining import join_mp3, join_opus
from orientation.publishing.listening import Unit, list_units
from orientation.publishing.media import Media, MediaFile, Spoken

Part = dict[str, Any]
"""As it stands in a document: `sounds`, `starts` (the seconds at which its units begin), `spoken_by`."""


def say_parts(html: str, locale: str, place: str, media: Media) -> tuple[dict[str, Part], list[MediaFile]]:
    """Return the parts of a lesson's page of which every unit has a sound, by block, and the files that they play.

    A part in which one is missing has none: it would be silent where a learner can't read. `place` is "module/lesson".
    """
    parts: dict[str, list[Unit]] = defaultdict(list)
    for unit in list_units(html, locale):
        parts[unit.part].append(unit)
    said: dict[str, Part] = {}
    files: list[MediaFile] = []
    for name, units in parts.items():
        spoken = [media.texts[unit.locale, unit.sound] for unit in units if (unit.locale, unit.sound) in media.texts]
        if len(spoken) < len(units):
            continue
        made = list(_joined(spoken, f"media/texts/{locale}/{place}/{name}"))
        if made:
            starts = made[0][1]
            is_machine = any(each.spoken_by == "machine" for each in spoken)
            said[name] = {
                "sounds": [file.source for file, _ in made],
                "starts": starts,
                "spoken_by": "machine" if is_machine else "person",
            }
            files += [file for file, _ in made]
    return said, files


def _joined(spoken: list[Spoken], path: str) -> Iterable[tuple[MediaFile, list[float]]]:
    for suffix, join in ((".ogg", join_opus), (".mp3", join_mp3)):
        sounds = [file.content for each in spoken for file in each.files if file.suffix == suffix]
        joined = join(sounds) if len(sounds) == len(spoken) else None
        if joined is not None:
            yield MediaFile(path + suffix, joined[0]), joined[1]
