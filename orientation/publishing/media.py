"""The pictures and sounds of a pack, cleaned, by the names that lessons use."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from orientation.locales import REGISTRY
from orientation.publishing.faults import Faults
from orientation.publishing.names import PICTURE_SUFFIXES, SOUND_SUFFIXES
from orientation.publishing.photos import clean_photo
from orientation.publishing.said import SAID, read_said
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
CODECS = {".ogg": "; codecs=opus"}
FOLDERS: dict[str, SpokenBy] = {"recordings": "person", "speech": "machine"}
"""Folders below media/ that hold sound, the one that wins first."""
SLOW, TEXTS = "slow/", "texts/"
"""Folders below a language's: words and phrases once more, slowly; sentences of lessons by what they say."""

_SOUND = re.compile(r"media/(speech|recordings)/([^/]+)/((?:slow/|texts/)?[^/]+)\.(?:ogg|mp3)")
Key = tuple[str, str]
"""Locale and id."""


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

    @property
    def source(self) -> dict[str, str]:
        """What a player is told of a sound: where it is, and how it is coded."""
        return {"src": self.address, "type": self.media_type + CODECS.get(self.suffix, "")}


@dataclass(frozen=True)
class Spoken:
    """A sound in the forms that phones can choose from, Opus first. `slow` is the same by the same speaker, slowly."""

    files: tuple[MediaFile, ...]
    spoken_by: SpokenBy
    slow: tuple[MediaFile, ...] = ()


@dataclass(frozen=True)
class Media:
    """`pictures` is by the path below media/; `sounds` of words and lines by locale and id, `texts` of sentences by
    locale and hash. `stale` are paths of sounds that say what their word or line said before: nobody hears them."""

    pictures: dict[str, MediaFile] = field(default_factory=dict)
    sounds: dict[Key, Spoken] = field(default_factory=dict)
    texts: dict[Key, Spoken] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)


def read_media(files: Mapping[str, bytes], faults: Faults, texts: Mapping[Key, str] | None = None) -> Media:
    """Clean every picture and sound. What can't be used is noted and left out.

    `texts` is what each word and line says now: a sound of which we know that it says something else is stale.
    """
    media = Media()
    found: dict[Key, dict[SpokenBy, list[MediaFile]]] = {}
    said = {path: read_said(path, content, faults) for path, content in files.items() if path.endswith("/" + SAID)}
    for path, content in files.items():
        if not path.startswith("media/"):
            continue
        if path.endswith(PICTURE_SUFFIXES):
            clean = clean_svg if path.endswith(".svg") else clean_photo
            cleaned = clean(path, content, faults)
            if cleaned is not None:
                media.pictures[path.removeprefix("media/")] = MediaFile(path, *cleaned)
        elif sound := _SOUND.fullmatch(path):
            folder, locale, name = sound.groups()
            if locale not in REGISTRY:
                faults.add(path, f"There is no language “{locale[:20]}” here.", "Use a tag of orientation/locales.py.")
            now = (texts or {}).get((locale, name.removeprefix(SLOW)))
            before = said.get(f"media/{folder}/{locale}/{SAID}", {}).get(name, now)
            if now is not None and before != now:
                media.stale.append(path)
            elif (cleaned_sound := clean_sound(path, content, faults)) is not None:
                by_speaker = found.setdefault((locale, name), {})
                by_speaker.setdefault(FOLDERS[folder], []).append(MediaFile(path, cleaned_sound))
    _put_sounds(media, found)
    return media


def _put_sounds(media: Media, found: dict[Key, dict[SpokenBy, list[MediaFile]]]) -> None:
    for (locale, name), by_speaker in found.items():
        if name.startswith(SLOW):
            continue
        speaker: SpokenBy = "person" if "person" in by_speaker else "machine"
        slow = found.get((locale, SLOW + name), {}).get(speaker, [])
        place = media.texts if name.startswith(TEXTS) else media.sounds
        spoken = Spoken(_in_order(by_speaker[speaker]), speaker, _in_order(slow))
        place[locale, name.removeprefix(TEXTS)] = spoken


def _in_order(files: list[MediaFile]) -> tuple[MediaFile, ...]:
    return tuple(sorted(files, key=lambda file: SOUND_SUFFIXES.index(file.suffix)))
