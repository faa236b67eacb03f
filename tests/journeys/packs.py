"""What an editor has on her disk: the pack that ships with one sentence more, and one with a mistake in it."""

from dataclasses import dataclass
from pathlib import Path

import polib

from bench.servers import ROOT
from tests.packs.workbench import zip_of

SOURCE = ROOT / "content" / "nl-orientation"
LESSON = "modules/your-rights/what-rights-are.yaml"
STRING = "your-rights/what-rights-are/for-everyone/text"
BEFORE = "You do not need a Dutch passport."


@dataclass(frozen=True)
class Change:
    """A sentence put before another one, and in one other locale behind what is there."""

    english: str
    locale: str = "en"
    translated: str = ""

    @property
    def seen(self) -> str:
        """The new sentence as readers of the locale see it."""
        return self.translated or self.english


def changed_pack(folder: Path, change: Change) -> Path:
    """Write the pack with the change as a zip and return its path."""
    lesson = (SOURCE / LESSON).read_text()
    assert BEFORE in lesson
    files = {LESSON: lesson.replace(BEFORE, f"{change.english} {BEFORE}")}
    if change.translated:
        catalogue = polib.pofile(str(SOURCE / "locale" / f"{change.locale}.po"))
        entry = next(entry for entry in catalogue if entry.msgctxt == STRING)
        entry.msgid = entry.msgid.replace(BEFORE, f"{change.english} {BEFORE}")
        entry.msgstr = f"{change.translated} {entry.msgstr}"
        files[f"locale/{change.locale}.po"] = str(catalogue)
    return _zip(folder / "changed.zip", files)


def broken_pack(folder: Path) -> Path:
    """Write a pack as a zip in which a lesson lasts “eight” minutes."""
    lesson = (SOURCE / LESSON).read_text()
    return _zip(folder / "broken.zip", {LESSON: lesson.replace("minutes: 8", "minutes: eight")})


def _zip(path: Path, changed: dict[str, str]) -> Path:
    files = {file.relative_to(SOURCE).as_posix(): file.read_bytes() for file in SOURCE.rglob("*") if file.is_file()}
    path.write_bytes(zip_of(files | {name: text.encode() for name, text in changed.items()}))
    return path
