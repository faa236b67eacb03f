"""Marking without recording: for guests, and for apps that want to agree with the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orientation.catalog.queries import get_current, get_published
from orientation.errors import TooLarge
from orientation.learning.queries import find_item
from orientation.learning.rules.marking import AnswerNotUnderstood, Verdict, mark

MOST_ANSWERS = 100


class TooManyAnswers(TooLarge):
    """More answers at once than a lesson can have items."""


@dataclass(frozen=True)
class MarkedItem:
    """What an answer is worth; or, in `reason`, why it can't be marked."""

    item: str
    verdict: Verdict | None = None
    parts: dict[str, Verdict] | None = None
    reason: str | None = None


def mark_answers(
    pack: str, module: str, lesson: str, answers: Mapping[str, Any], number: int | None = None
) -> list[MarkedItem]:
    """Mark answers, by item, with a lesson of the pack's current version, or of the one with this number.

    Public content, so no actor. One that can't be marked says why and costs its neighbours nothing. Raises
    PackNotFound, VersionNotFound, ModuleNotFound, LessonNotFound, TooManyAnswers.
    """
    if len(answers) > MOST_ANSWERS:
        raise TooManyAnswers(f"Send at most {MOST_ANSWERS} answers at once.")
    version = get_current(pack) if number is None else get_published(pack, number)
    version.check_lesson(module, lesson)
    marked = []
    for name, answer in answers.items():
        item = find_item(version, module, lesson, name)
        if item is None:
            marked.append(MarkedItem(name, reason="item-unknown: There is no such question in this lesson."))
            continue
        try:
            found = mark(item, answer)
            marked.append(MarkedItem(name, found.verdict, found.parts))
        except AnswerNotUnderstood as error:
            marked.append(MarkedItem(name, reason=f"answer-not-understood: {error.message}"))
    return marked
