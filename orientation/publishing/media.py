"""The pictures and sounds of a pack, cleaned, by the names that lessons use."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from orientation.locales import REGISTRY
from orientation.publishing.faults import Faults
from orientation.publishing.names import PICTURE_SUFFIXES, SOUND_SUFFIXES
from orientation.publishing.photos import clean_photo
from orientation.publishing.sound import clean_sound
from orientation.publishing.svg import clean_svg

SpokenBy = Literal["machine", "person"]
MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
}
FOLDERS: dict[str, SpokenBy] = {"recordings": "person", "speech": "machine"}
"""Folders below media/ that hold sound, the one that wins first."""


@dataclass(frozen=True)
class MediaFile:
    """A clean picture or sound. `path` is its place in the source; width and height are 0 for a sound."""

    path: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def suffix(self) -> str:
        """The name's end with its dot."""
        return "." + self.path.rpartition(".")[2]

    @property
    def media_type(self) -> str:
        """What the file is served as."""
        return MEDIA_TYPES[self.suffix]

    @property
    def address(self) -> str:
        """Where phones get it."""
        return f"/b/{hashlib.sha256(self.content).hexdigest()}{self.suffix}"


@dataclass(frozen=True)
class Spoken:
    """The sound of a word or line in the forms that phones can choose from, Opus first."""

    files: tuple[MediaFile, ...]
    spoken_by: SpokenBy


@dataclass(frozen=True)
class Media:
    """`pictures` is by the path below media/; `sounds` by locale and id."""

    pictures: dict[str, MediaFile] = field(default_factory=dict)
    sounds: dict[tuple[str, str], Spoken] = field(default_factory=dict)


def read_media(files: Mapping[str, bytes], faults: Faults) -> Media:
    """Clean every picture and sound. What can't be used is noted and left out."""
    media = Media()
    found: dict[tuple[str, str], dict[SpokenBy, list[MediaFile]]] = {}
    for path, content in files.items():
        if not path.startswith("media/"):
            continue
        if path.endswith(PICTURE_SUFFIXES):
            clean = clean_svg if path.endswith(".svg") else clean_photo
            cleaned = clean(path, content, faults)
            if cleaned is not None:
                media.pictures[path.removeprefix("media/")] = MediaFile(path, *cleaned)
        elif path.endswith(SOUND_SUFFIXES):
            _, folder, locale, name = path.split("/")
            if locale not in REGISTRY:
                faults.add(path, f"There is no language “{locale[:20]}” here.", "Use a tag of orientation/locales.py.")
            sound = clean_sound(path, content, faults)
            if sound is not None:
                by_speaker = found.setdefault((locale, name.rpartition(".")[0]), {})
                by_speaker.setdefault(FOLDERS[folder], []).append(MediaFile(path, sound))
    for key, by_speaker in found.items():
        speaker: SpokenBy = "person" if "person" in by_speaker else "machine"
        ordered = sorted(by_speaker[speaker], key=lambda file: SOUND_SUFFIXES.index(file.suffix))
        media.sounds[key] = Spoken(tuple(ordered), speaker)
    return media
