"""How far a translation is, as a bar and as words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

STATES = ("reviewed", "draft", "outdated", "missing")
"""In the order of the bar: what is done first."""


@dataclass(frozen=True)
class Segment:
    """A part of the bar; `start` and `width` are in hundredths of it."""

    state: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Bar:
    """The counts of one language, or of one module in it. No segments: nothing to translate (the source language)."""

    segments: tuple[Segment, ...]
    total: int

    @property
    def done(self) -> int:
        """Whole percent of the texts that a person has reviewed; 100 only when all are."""
        reviewed = sum(segment.count for segment in self.segments if segment.state == "reviewed")
        return 100 * reviewed // self.total if self.total else 100


def bar_of(counts: Mapping[str, int]) -> Bar:
    """Return the bar of a count of texts by translation state; states without texts have no segment."""
    total = sum(counts.get(state, 0) for state in STATES)
    segments, start = [], 0.0
    for state in STATES:
        count = counts.get(state, 0)
        if count:
            width = 100 * count / total
            segments.append(Segment(state, count, round(start, 2), round(width, 2)))
            start += width
    return Bar(tuple(segments), total)
