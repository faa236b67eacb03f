"""What the sounds of words and lines say: `texts.json` beside them, so that a changed word never sounds as before.

It maps a sound's name without its suffix (`hallo`, `slow/hallo`) to the text that was spoken. A sound that it doesn't
name is believed. Sentences of lessons need none: their sounds are called by what they say.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from orientation.publishing.faults import Faults

SAID = "texts.json"


def read_said(file: str, content: bytes, faults: Faults) -> dict[str, str]:
    """Return name → text; a file that holds anything else is noted."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not all(isinstance(text, str) for text in said.values()):
        message = "It isn't a JSON object of names and texts."
        faults.add(file, message, "Delete it; `flask packs speak` writes a new one.")
        return {}
    return said


def load_said(folder: Path) -> dict[str, str]:
    """Return what the folder's file says; nothing when there is none. The pack was checked before."""
    file = folder / SAID
    return read_said(file.name, file.read_bytes(), Faults()) if file.exists() else {}


def save_said(folder: Path, said: Mapping[str, str]) -> None:
    """Write the folder's file: sorted, so that two people's changes merge."""
    written = json.dumps(dict(said), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / SAID).write_text(written, encoding="utf-8")
