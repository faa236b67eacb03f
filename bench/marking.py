"""What marking an answer costs, by kind of item, beside reading the item's JSON in the same run."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from orientation.learning.rules.marking import mark
from orientation.spelling import bare, spelled, tolerance

TABLE = Path(__file__).parent.parent / "tests" / "vectors" / "marking.json"
ROUNDS = 7
TURNS = 300


def measure() -> None:
    """Print it, a line for each kind; of what is typed also with nothing remembered of its spelling."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    print("\nMarking, nanoseconds an answer (median of rounds) beside reading the item's JSON")
    print(f"{'':34}{'mark':>9}{'read':>9}{'ratio':>7}")
    for kind, cases in _by_kind(table).items():
        read = _nanoseconds(_read, [(json.dumps(item),) for item, _ in cases])
        _print(kind, _nanoseconds(mark, cases), read)
        if kind == "type":
            _print("type, every text new", _nanoseconds(_mark_afresh, cases), read)


def _read(text: str) -> None:
    json.loads(text)


def _by_kind(table: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the table's items with answers that can be marked, by kind."""
    kinds: dict[str, list[tuple[Any, ...]]] = {}
    for case in table["cases"]:
        if case["verdict"] != "refused":
            item = table["items"][case["item"]]
            kinds.setdefault(item["kind"], []).append((item, case["answer"]))
    return kinds


def _mark_afresh(item: Any, answer: Any) -> None:
    for remembered in (spelled, bare, tolerance._loose, tolerance._within):
        remembered.cache_clear()
    mark(item, answer)


def _nanoseconds(work: Callable[..., object], cases: list[tuple[Any, ...]]) -> float:
    """Return what one call costs, at the median of rounds."""
    times = []
    turns = max(TURNS // len(cases), 3)
    for _ in range(ROUNDS):
        began = time.perf_counter_ns()
        for _ in range(turns):
            for case in cases:
                work(*case)
        times.append((time.perf_counter_ns() - began) / turns / len(cases))
    return statistics.median(times)


def _print(name: str, mine: float, read: float) -> None:
    print(f"{name:34}{mine:>9.0f}{read:>9.0f}{mine / read:>7.2f}")


if __name__ == "__main__":
    measure()
