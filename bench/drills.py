"""What making drills costs: a unit's items, beside compiling the same unit's lessons without them, in the same run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.rows import Row
from orientation.publishing.documents import LessonDocument
from orientation.publishing.drills.course import Course
from orientation.publishing.drills.planning import Planned, plan_drill
from orientation.publishing.faults import Faults
from orientation.publishing.source import Source, read_source

PACK = Path(__file__).parents[1] / "content" / "nl-language-a1"
ROUNDS = 7
MAKES = (
    {"hear-picture": 4, "picture-word": 4, "match": 2, "tiles": 2},
    {"hear-word": 4, "meaning-word": 3, "word-meaning": 3, "type": 2},
    {"gap": 3, "order-words": 3, "tiles": 4, "type": 2},
)
"""Three full drills: about as many items as the curriculum wants of a unit."""
AIM = 0.5
"""Making a unit's items costs at most half of what its documents in all locales cost."""


def measure() -> None:
    """Print milliseconds, and how they compare."""
    faults = Faults()
    source = read_source(PACK, faults)
    if source is None or source.course is None:
        raise SystemExit("\n".join(map(str, faults.sorted())))
    units = len(source.course.units)
    plain, course = _without_drills(source), source.course
    rounds = [(_ms(lambda: _plan(course)), _ms(lambda: _compile(plain))) for _ in range(ROUNDS)]
    items = sum(len(planned.items) for planned in _plan(course))
    made, compiled = (statistics.median(times) / units for times in zip(*rounds, strict=True))
    print(f"\nDrills: {items // units} items a unit, {len(course.words)} words in the course; milliseconds, medians")
    print(Row("a unit's items made from words", made))
    print(Row("the unit's lessons without drills, all locales", compiled))
    print(Row("ratio", made / compiled, AIM))


def _plan(course: Course) -> list[Planned]:
    """Make the drills of every unit from a course in which nothing was looked up before."""
    fresh = replace(course, words={name: replace(word) for name, word in course.words.items()}, _pools={})
    return [
        plan_drill(fresh, f"{unit}/bench", {"id": f"drill-{number}", "make": make}, [])
        for unit in fresh.units
        for number, make in enumerate(MAKES)
    ]


def _compile(source: Source) -> None:
    for locale in source.pack["locales"]:
        for place in source.lessons:
            LessonDocument(source, locale, *place.split("/"))


def _without_drills(source: Source) -> Source:
    def plain(lesson: dict[str, Any]) -> dict[str, Any]:
        return {**lesson, "blocks": [block for block in lesson["blocks"] if block["kind"] != "drill"]}

    return replace(source, lessons={place: plain(lesson) for place, lesson in source.lessons.items()}, drills={})


def _ms(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    measure()
