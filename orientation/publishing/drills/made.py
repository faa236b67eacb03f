"""The items of a drill, the same for all locales. Documents give them their texts."""

from collections.abc import Sequence as Listed
from dataclasses import dataclass
from typing import Literal

from orientation.publishing.drills.asks import KINDS
from orientation.publishing.drills.course import Course, CourseWord


@dataclass(frozen=True)
class Pick:
    """One of several words is right. `ids` are in the order in which they are shown."""

    ids: tuple[str, ...]
    right: str
    shows: Literal["picture", "text", "meaning"]
    speaks: bool = False
    """Whether the choices can be listened to: not when they would say which one was heard."""


@dataclass(frozen=True)
class Pairs:
    """Each left side belongs to the right side of the same word. Both are in the order in which they are shown."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    shows: Literal["picture", "meaning", "case"]


@dataclass(frozen=True)
class Element:
    """One text to be put in order, and the id of its sound."""

    id: str
    text: str
    sound: str | None = None


@dataclass(frozen=True)
class Sequence:
    """Elements as they are shown, and the ids in the right order."""

    elements: tuple[Element, ...]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Hole:
    """A sentence with the gap {1}, the word that is right in it, and the words to choose from as they are shown."""

    sentence: str
    right: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Tiles:
    """(id, text) of each tile as it is shown, what stands between two of them, and the ids in the right order."""

    tiles: tuple[tuple[str, str], ...]
    join: Literal["", " "]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """The texts that are right, and the words of the course that must not pass for them."""

    accepted: tuple[str, ...]
    others: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class Trace:
    """A letter to be traced."""

    letter: str


Body = Pick | Pairs | Sequence | Hole | Tiles | Typed | Trace


@dataclass(frozen=True)
class Made:
    """What an ask makes of a word. `used` are the words in it; `prompt` says which text of `about` stands above it."""

    body: Body
    about: str | None
    used: frozenset[str]
    listen: str | None = None
    picture: str | None = None
    prompt: Literal["meaning", "text"] | None = None


@dataclass(frozen=True)
class DrillItem:
    """One item of a drill with its id in the lesson."""

    id: str
    ask: str
    made: Made

    @property
    def kind(self) -> str:
        """The kind of item that it is shown and marked as."""
        return KINDS[self.ask]


@dataclass(frozen=True)
class Asked:
    """A word that an item is to be made of, with what decides the rest. `pool` are the drill's words in its order."""

    course: Course
    word: CourseWord
    seed: str
    pool: Listed[CourseWord] = ()


class CannotMake(Exception):
    """An ask makes nothing of this word. The message ends the sentence “So many of them …”."""
