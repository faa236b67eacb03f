"""What an officer can assign, in words that may stand on a screen that others see."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from orientation.assignments.rules.table import ModuleKey


@dataclass(frozen=True)
class OfferedLesson:
    """A lesson of a module; `title` is None when the module is private."""

    slug: str
    title: str | None


@dataclass(frozen=True)
class OfferedModule:
    """A module of a published pack. `title` is None when it is private: lists then say so instead."""

    pack: str
    pack_title: str
    slug: str
    number: int
    """Counts from 1 in the pack: tells private modules apart where one must be chosen."""
    title: str | None
    lessons: tuple[OfferedLesson, ...]

    @property
    def key(self) -> ModuleKey:
        return self.pack, self.slug


def offered_modules(pack: str, outline: Mapping[str, Any]) -> list[OfferedModule]:
    """Return the modules of a pack's compiled outline, without any title of a sensitive one."""
    pack_title = plain(outline["title"]["html"])
    return [
        OfferedModule(
            pack,
            pack_title,
            module["slug"],
            number,
            None if module["sensitive"] else plain(module["title"]["html"]),
            tuple(_lessons(module["lessons"], hidden=module["sensitive"])),
        )
        for number, module in enumerate(outline["modules"], start=1)
    ]


def plain(fragment: str) -> str:
    """Return the text of sanitised HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def _lessons(lessons: Iterable[Mapping[str, Any]], *, hidden: bool) -> Iterable[OfferedLesson]:
    return (OfferedLesson(one["slug"], None if hidden else plain(one["title"]["html"])) for one in lessons)
