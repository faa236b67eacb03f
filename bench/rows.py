"""How a figure is shown beside what it should be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure, the most that it should be (None: no aim), and a word on it."""

    name: str
    figure: float
    most: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the aim is met."""
        return self.most is None or self.figure <= self.most

    def __str__(self) -> str:
        aim = "" if self.most is None else f"≤ {_shown(self.most)}"
        return f"{self.name:62}{_shown(self.figure):>10}  {aim:10}{'' if self.holds else ' ✗'} {self.note}".rstrip()


def _shown(figure: float) -> str:
    return str(figure) if isinstance(figure, int) else f"{figure:.2f}" if figure < 100 else f"{figure:.0f}"
