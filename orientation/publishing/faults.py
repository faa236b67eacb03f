"""What is wrong with a pack: where, what, and how to mend it. All faults are collected before anything is refused."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from orientation.errors import Invalid
from orientation.publishing.limits import LIMITS


@dataclass(frozen=True)
class Fault:
    """One fault. `file` is the path inside the pack ("" for the pack as a whole), `line` counts from 1, `key` is the
    place inside the file, as in `blocks[2].items[0].prompt`."""

    file: str
    line: int | None
    key: str
    message: str
    mend: str

    def as_dict(self) -> dict[str, Any]:
        """Return the fault as it stands in problem+json."""
        return asdict(self)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file or "pack", self.line) if part is not None)
        return f"{place}: {self.key + ': ' if self.key else ''}{self.message} {self.mend}".rstrip()


class PackRefused(Invalid):
    """The pack has faults. `data["faults"]` lists them, the first LIMITS.faults of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = list(faults)
        super().__init__(
            f"The pack was not taken: {len(found)} {'fault' if len(found) == 1 else 'faults'}. "
            "Nothing has changed. Mend what `faults` names, then try again.",
            faults=[fault.as_dict() for fault in found[: LIMITS.faults]],
        )
        self.faults = found


class Faults:
    """Collects faults; the same one is kept once."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}

    def add(self, file: str, message: str, mend: str = "", *, line: int | None = None, key: str = "") -> None:
        """Note a fault. Both sentences end with a full stop."""
        if len(self._found) < LIMITS.collected:
            self._found[Fault(file, line, key, message, mend)] = None

    def __len__(self) -> int:
        return len(self._found)

    def sorted(self) -> list[Fault]:
        """Return the faults by file and line."""
        return sorted(self._found, key=lambda f: (f.file, f.line or 0, f.key, f.message))

    def refuse(self) -> None:
        """Raise PackRefused when there is any fault."""
        if self._found:
            raise PackRefused(self.sorted())
