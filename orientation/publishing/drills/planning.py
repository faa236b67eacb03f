"""Which items a drill has: for each ask the words that it can be made of, those used least so far first."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orientation.publishing.drills import asks, choosing, pairing, phrases, spelling_out
from orientation.publishing.drills.chance import rank, shorten
from orientation.publishing.drills.course import Course, CourseWord
from orientation.publishing.drills.made import Asked, CannotMake, DrillItem, Element, Made
from orientation.publishing.names import SLUG_LENGTH

_MAKERS: dict[str, Callable[[Asked], Made]] = {
    asks.HEAR_PICTURE: choosing.hear_picture,
    asks.PICTURE_WORD: choosing.picture_word,
    asks.HEAR_WORD: choosing.hear_word,
    asks.MEANING_WORD: choosing.meaning_word,
    asks.WORD_MEANING: choosing.word_meaning,
    asks.HEAR_LETTER: choosing.hear_letter,
    asks.MATCH: pairing.match,
    asks.CASE: pairing.case,
    asks.ORDER_WORDS: phrases.order_words,
    asks.GAP: phrases.gap,
    asks.TILES: spelling_out.tiles,
    asks.TYPE: spelling_out.type_heard,
    asks.NUMBER: spelling_out.number,
    asks.TRACE: spelling_out.trace,
}
_FOR_LETTERS = (asks.HEAR_LETTER, asks.CASE, asks.TRACE)


@dataclass(frozen=True)
class Lack:
    """An ask of which fewer items can be made than are wanted, and why: how many words fail for which reason."""

    ask: str
    wanted: int
    made: int
    words: int
    reasons: Mapping[str, int]

    def __str__(self) -> str:
        why = ", ".join(f"{number} {reason}" for reason, number in self.reasons.items())
        of = "the lines of the dialogue" if self.ask == asks.DIALOGUE else f"{self.words} words"
        return f"{self.made} of {self.wanted} can be made: of {of}, {why or 'all are used'}."


@dataclass(frozen=True)
class Planned:
    """A drill's items, and what it lacks."""

    items: tuple[DrillItem, ...]
    lacks: tuple[Lack, ...]


def plan_drill(course: Course, place: str, block: Mapping[str, Any], lines: Sequence[Element]) -> Planned:
    """Return the items of a drill block of the lesson at `place` ("module/lesson"); `lines` are its dialogue's.

    The same course and block always give the same items. A word is asked about again only after those that weren't.
    """
    words = words_of(course, place.partition("/")[0], block)
    drill = _Drill(course, f"{course.pack}/{place}", block["id"], words)
    for ask, wanted in block["make"].items():
        if ask == asks.DIALOGUE:
            drill.add_dialogue(lines, wanted)
        else:
            drill.add(ask, wanted)
    return Planned(tuple(drill.items), tuple(drill.lacks))


def make(ask: str, asked: Asked) -> Made:
    """Return what an ask makes of a word. Raises CannotMake."""
    if asked.word.kind == "letter" and ask not in _FOR_LETTERS:
        raise CannotMake("are letters")
    return _MAKERS[ask](asked)


def words_of(course: Course, module: str, block: Mapping[str, Any]) -> list[CourseWord]:
    """Return the words that a drill is about: those that it names, else those that the module introduces."""
    return [course.words[name] for name in block["words"]] if "words" in block else course.of_unit(module)


class _Drill:
    def __init__(self, course: Course, place: str, block: str, words: list[CourseWord]) -> None:
        self.course, self.place, self.block, self.words = course, place, block, words
        self.items: list[DrillItem] = []
        self.lacks: list[Lack] = []
        self.used: Counter[str] = Counter()

    def add(self, ask: str, wanted: int) -> None:
        """Make so many items of an ask, or as many as can be made."""
        reasons: Counter[str] = Counter()
        made = 0
        for word in self._fresh_first(ask):
            if made == wanted:
                return
            name, seed = self._name(ask, word.id)
            try:
                self._keep(name, ask, self._make(ask, word, seed))
            except CannotMake as reason:
                reasons[str(reason)] += 1
                continue
            made += 1
        if made < wanted:
            self.lacks.append(Lack(ask, wanted, made, len(self.words), reasons))

    def add_dialogue(self, lines: Sequence[Element], wanted: int) -> None:
        """Make so many items of neighbouring lines."""
        for number in range(wanted):
            try:
                name, seed = self._name(asks.DIALOGUE, lines[number * (len(lines) // wanted)].id if lines else "")
                self._keep(name, asks.DIALOGUE, phrases.dialogue(lines, seed, number, wanted))
            except CannotMake as reason:
                self.lacks.append(Lack(asks.DIALOGUE, wanted, number, len(self.words), {str(reason): len(lines)}))
                return

    def _make(self, ask: str, word: CourseWord, seed: str) -> Made:
        return make(ask, Asked(self.course, word, seed, self._fresh_first(ask)))

    def _fresh_first(self, ask: str) -> list[CourseWord]:
        return sorted(
            self.words, key=lambda word: (self.used[word.id], rank(f"{self.place}/{self.block}/{ask}", word.id))
        )

    def _name(self, ask: str, word: str) -> tuple[str, str]:
        name = shorten(f"{self.block}-{ask}-{word}", SLUG_LENGTH)
        return name, f"{self.place}/{name}"

    def _keep(self, name: str, ask: str, made: Made) -> None:
        self.items.append(DrillItem(name, ask, made))
        self.used.update(made.used)


def lines_of(lesson: Mapping[str, Any], place: str, block: Mapping[str, Any]) -> list[Element]:
    """Return the lines of the dialogue that a drill names, in order, with the ids of their sounds."""
    slug = place.partition("/")[2]
    for other in lesson["blocks"]:
        if other["id"] == block.get("dialogue"):
            return [Element(line["id"], line["text"], f"{slug}-{line['id']}") for line in other["lines"]]
    return []
