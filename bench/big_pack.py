"""A pack as large as a real course: 150 lessons, 300 pictures, 600 clips. The same arguments give the same files.

Sentences are made of the words of the shipped lessons, each after one that it follows there, so that they vary and
compress as real ones do. Drawings are small shapes in the shipped drawings' colours, photos are soft and grainy, and
a clip is Ogg Opus whose frames have the size of speech at 12 kbit/s and nothing in common with another's.
"""

import io
import random
import re
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageFilter

from orientation.publishing.sound import ogg_page

CONTENT = Path(__file__).parent.parent / "content"
LESSONS_A_MODULE = 10
A_PHOTO_IN = 10
"""Every so many-th picture is a photo, the others are drawings."""
FRAME_MS, FRAME_BYTES = 60, 84
"""1.4 KB a second."""
_COLOURS = ("#f3e3c3", "#1f3a4d", "#1f7a6d", "#c98f62", "#d9694a", "#8a5a3c", "#f0b849", "#fff", "#a03524", "#7b8993")
_WORD = re.compile(r"[A-Za-z’'-]+[,.]?")


def write_big_pack(folder: Path, lessons: int = 150, pictures: int = 300, clips: int = 600) -> None:
    """Write the source of a pack into the folder, which is made. Every picture and clip is used by one lesson."""
    _Writer(folder, lessons, pictures, clips).write()


class _Writer:
    def __init__(self, folder: Path, lessons: int, pictures: int, clips: int) -> None:
        self.folder, self.clips = folder, clips
        self.lessons = [f"lesson-{number:03}" for number in range(1, lessons + 1)]
        self.modules = {
            f"unit-{number:02}": self.lessons[at : at + LESSONS_A_MODULE]
            for number, at in enumerate(range(0, lessons, LESSONS_A_MODULE), start=1)
        }
        self.pictures = [f"{number:03}.{'jpg' if number % A_PHOTO_IN == 0 else 'svg'}" for number in range(pictures)]
        self.words = [f"word-{number:04}" for number in range(max(clips, lessons))]
        self.chance = random.Random(f"{lessons}/{pictures}/{clips}")  # noqa: S311 the same each time
        self.follows = _read_followers()
        self.openers = sorted(word for word in self.follows if word[0].isupper())

    def write(self) -> None:
        self._yaml("pack.yaml", self._pack())
        for module, lessons in self.modules.items():
            self._yaml(f"modules/{module}/module.yaml", self._module(lessons))
            for lesson in lessons:
                self._yaml(f"modules/{module}/{lesson}.yaml", self._lesson(lesson))
        self._yaml("words.yaml", {"words": [self._word(number) for number in range(len(self.words))]})
        for name in self.pictures:
            self._bytes(f"media/{name}", self._photo() if name.endswith("jpg") else self._drawing())
        for word in self.words[: self.clips]:
            self._bytes(f"media/speech/nl/{word}.ogg", self._clip())

    def _pack(self) -> dict[str, Any]:
        return {
            "format": 1,
            "id": "big-pack",
            "kind": "language",
            "title": "A course as large as a real one",
            "summary": self._sentences(2),
            "destination": "NL",
            "source_locale": "en",
            "target_language": "nl",
            "locales": ["en"],
            "audience": "newcomers",
            "edition": "standard",
            "licence": "CC-BY-4.0",
            "publisher": "Orientation project",
            "notes": "Made to measure with.",
            "modules": list(self.modules),
            "facts": {},
        }

    def _module(self, lessons: list[str]) -> dict[str, Any]:
        return {
            "title": self._title(),
            "summary": self._sentences(2),
            "objectives": [self._title() for _ in range(3)],
            "topic": "course",
            "minutes": 40,
            "can_do": [self._sentences(1) for _ in range(3)],
            "lessons": lessons,
        }

    def _lesson(self, lesson: str) -> dict[str, Any]:
        number = self.lessons.index(lesson)
        texts = [self._text(n, picture) for n, picture in enumerate(self._share(self.pictures, number) or [""])]
        words = {"id": "words", "kind": "words", "heading": self._title(), "words": self._share(self.words, number)}
        exercise = {"id": "check", "kind": "exercise", "title": self._title(), "items": self._items()}
        remember = {"id": "remember", "kind": "remember", "points": [self._sentences(1) for _ in range(3)]}
        more = [self._text(n, "") for n in range(len(texts), 4)]
        return {"title": self._title(), "minutes": 6, "blocks": [*texts, *more, words, exercise, remember]}

    def _share(self, names: list[str], lesson: int) -> list[str]:
        """Return the lesson's part of what all lessons use."""
        return names[lesson * len(names) // len(self.lessons) : (lesson + 1) * len(names) // len(self.lessons)]

    def _text(self, number: int, picture: str) -> dict[str, Any]:
        paragraphs = [self._sentences(self.chance.randint(2, 4)) for _ in range(self.chance.randint(1, 2))]
        made = {
            "id": f"text-{number}",
            "kind": "text",
            "heading": self._title(),
            "text": "\n\n".join(paragraphs),
        }
        return {**made, "picture": picture, "alt": self._title()} if picture else made

    def _items(self) -> list[dict[str, Any]]:
        choices: list[dict[str, Any]] = [
            {"id": name, "text": self._title(), "explanation": self._sentences(1)} for name in ("a", "b", "c")
        ]
        choices[self.chance.randrange(3)]["right"] = True
        elements = [{"id": f"step-{n}", "text": self._title()} for n in range(1, 5)]
        return [
            {"id": "choose", "kind": "choose-one", "prompt": self._sentences(1), "choices": choices},
            {
                "id": "rumour",
                "kind": "true-false",
                "heard": True,
                "prompt": self._sentences(1),
                "answer": self.chance.random() < 0.5,
                "explanation": self._sentences(2),
            },
            {
                "id": "steps",
                "kind": "order",
                "prompt": self._sentences(1),
                "elements": elements,
                "explanation": self._sentences(1),
            },
        ]

    def _word(self, number: int) -> dict[str, Any]:
        lesson = next(n for n in range(len(self.lessons)) if self.words[number] in self._share(self.words, n))
        return {
            "id": self.words[number],
            "text": f"{self._title().lower()} {number}",
            "kind": "phrase",
            "meaning": self._title(),
            "level": "A1",
            "unit": f"unit-{lesson // LESSONS_A_MODULE + 1:02}",
        }

    def _title(self) -> str:
        words = [self.chance.choice(self.openers)]
        while len(words) < self.chance.randint(2, 5):
            words.append(self._next(words[-1]))
        return " ".join(words).replace(".", "").replace(",", "").lower().capitalize()

    def _sentences(self, count: int) -> str:
        made = []
        for _ in range(count):
            words = [self.chance.choice(self.openers)]
            while len(words) < 6 or (len(words) < 16 and not words[-1].endswith(".")):
                words.append(self._next(words[-1]))
            sentence = " ".join(word.rstrip(".") for word in words)
            made.append(sentence.rstrip(",") + ".")
        return " ".join(made)

    def _next(self, word: str) -> str:
        return self.chance.choice(self.follows.get(word) or self.openers)

    def _drawing(self) -> bytes:
        def place() -> int:
            return self.chance.randint(4, 92)

        parts = [f'<circle cx="48" cy="48" r="46" fill="{self.chance.choice(_COLOURS)}"/>']
        for _ in range(self.chance.randint(6, 12)):
            fill = self.chance.choice(_COLOURS)
            if self.chance.random() < 0.3:
                shape = f'<circle cx="{place()}" cy="{place()}" r="{self.chance.randint(3, 20)}" fill="{fill}"/>'
            else:
                curve = "".join(f"q{place() - 48} {place() - 48} {place() - 48} {place() - 48}" for _ in range(3))
                shape = f'<path d="M{place()} {place()}{curve}z" fill="{fill}"/>'
            parts.append(shape)
        title = f"<title>{self._title()}</title>"
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">{title}{"".join(parts)}</svg>'.encode()

    def _photo(self) -> bytes:
        coarse = Image.frombytes("RGB", (12, 8), self.chance.randbytes(12 * 8 * 3))
        picture = coarse.resize((480, 320), Image.Resampling.BICUBIC)
        grain = Image.frombytes("RGB", (240, 160), self.chance.randbytes(240 * 160 * 3)).resize((480, 320))
        picture = Image.blend(picture, grain.filter(ImageFilter.GaussianBlur(1)), 0.12)
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=80)
        return target.getvalue()

    def _clip(self) -> bytes:
        """Return a clip of 2 to 7 seconds. A decoder makes noise of it: any bytes are a frame."""
        serial = self.chance.getrandbits(32)
        head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
        tags = b"OpusTags" + struct.pack("<II", 0, 0)
        pages = [
            ogg_page(0, 2, 0, serial, bytes([len(head)]), head),
            ogg_page(1, 0, 0, serial, bytes([len(tags)]), tags),
        ]
        frames = self.chance.randint(2000 // FRAME_MS, 7000 // FRAME_MS)
        sizes = [self.chance.randint(FRAME_BYTES - 20, FRAME_BYTES + 20) for _ in range(frames)]
        for number, at in enumerate(range(0, frames, 50), start=2):
            some = sizes[at : at + 50]
            body = b"".join(b"\x58" + self.chance.randbytes(size - 1) for size in some)  # 60 ms of SILK, wideband, mono
            granule = (at + len(some)) * FRAME_MS * 48
            pages.append(ogg_page(number, 4 if at + 50 >= frames else 0, granule, serial, bytes(some), body))
        return b"".join(pages)

    def _yaml(self, path: str, content: dict[str, Any]) -> None:
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1_000_000)
        self._bytes(path, text.encode())

    def _bytes(self, path: str, content: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _read_followers() -> dict[str, list[str]]:
    """Return, for each word of the shipped lessons, the words that follow it there, as often as they do."""
    follows: dict[str, list[str]] = {}
    for path in sorted(CONTENT.glob("nl-orientation/modules/*/*.yaml")):
        for text in _texts(yaml.safe_load(path.read_text())):
            words = _WORD.findall(re.sub(r":nl\[([^\]]*)\]|\{[^}]*\}|\*", r"\1", text))
            for word, following in pairwise(words):
                follows.setdefault(word, []).append(following)
    return follows


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        keep = ("title", "text", "heading", "prompt", "explanation", "points", "alt", "blocks", "items", "choices")
        return [text for name in keep if name in value for text in _texts(value[name])]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []
