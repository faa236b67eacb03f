"""Which paths a pack may hold. The same rules for a zip, before anything is unpacked, and for a folder."""

import re
import unicodedata
from collections.abc import Iterable

from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
SLUG_LENGTH = 60
TEXT_SUFFIXES = (".yaml", ".po", ".json")
PICTURE_SUFFIXES = (".svg", ".png", ".jpg", ".webp")
SOUND_SUFFIXES = (".ogg", ".mp3")

_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE)
_LITTER = re.compile(r"(?:__MACOSX/.*|(?:.*/)?(?:\.DS_Store|Thumbs\.db|desktop\.ini))\Z")
_KNOWN = re.compile(
    r"pack\.yaml|words\.yaml|modules/[^/]+/[^/]+\.yaml|locale/[^/]+\.po"
    r"|media/(?:speech|recordings)/[^/]+/(?:(?:(?:slow|texts)/)?[^/]+\.(?:ogg|mp3)|texts\.json)|media/(?!speech/|recordings/).+\.(?:svg|png|jpg|webp)"
)


def is_slug(text: str) -> bool:
    """Tell whether the text can be a stable id."""
    return len(text) <= SLUG_LENGTH and SLUG.match(text) is not None


def is_litter(path: str) -> bool:
    """Tell whether the path is what operating systems leave behind; such files are never read."""
    return _LITTER.match(path) is not None


def is_known(path: str) -> bool:
    """Tell whether the format knows a file at this path."""
    return _KNOWN.fullmatch(path) is not None


def check_names(paths: Iterable[str], faults: Faults) -> None:
    """Note every path that could write outside the pack, or mean two things on two systems."""
    folded: dict[str, str] = {}
    for path in paths:
        shown = safe_to_show(path)
        for message, mend in _wrong_with(path):
            faults.add(shown, message, mend)
        key = unicodedata.normalize("NFC", path).casefold().rstrip("/")
        other = folded.setdefault(key, path)
        if other != path:
            faults.add(shown, f"It differs from {safe_to_show(other)} only by capitals or accents.", "Rename one.")
    for key, path in folded.items():
        parts = key.split("/")
        for end in range(1, len(parts)):
            holder = folded.get("/".join(parts[:end]))
            if holder is not None and not holder.endswith("/"):
                faults.add(safe_to_show(path), "It lies in something that is a file itself.", "Rename one of the two.")


def safe_to_show(path: str) -> str:
    """Return the path with control characters replaced and no longer than a line."""
    clean = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c)[0] == "C" else c for c in path)
    return clean if len(clean) <= LIMITS.path else clean[: LIMITS.path] + "…"


def _wrong_with(path: str) -> Iterable[tuple[str, str]]:
    parts = path.removesuffix("/").split("/")
    if not path.removesuffix("/"):
        yield "A file has no name.", "Give it one."
        return
    if path.startswith("/") or _DRIVE.match(path):
        yield "Its path is absolute.", "Make the zip from inside the pack's folder."
    if ".." in parts:
        yield "Its path leads out of the pack.", "Take “..” out of the path."
    if "" in parts[1:] or "." in parts:
        yield "Its path has an empty part.", "Make the zip again with another program."
    if "\\" in path:
        yield "Its path has a backslash.", "Make the zip with a program that separates folders with “/”."
    if any(unicodedata.category(c)[0] == "C" for c in path):
        yield "Its name has invisible or control characters.", "Rename it."
    if not unicodedata.is_normalized("NFC", path):
        yield "Its name isn't in Unicode's composed form (NFC).", "Rename it, or type the name again."
    if any(c in '<>:"|?*' for c in path) or any(part.endswith((" ", ".")) for part in parts if part):
        yield "Some systems can't store this name.", "Use letters, digits, “-”, “_” and inner dots."
    if any(_DEVICES.match(part) for part in parts):
        yield "Windows can't store this name: it means a device there.", "Rename it; for a sound, its word's id too."
    if len(path) > LIMITS.path:
        yield f"Its path is longer than {LIMITS.path} characters.", "Shorten the names."
    if len(parts) > LIMITS.depth:
        yield f"It lies deeper than {LIMITS.depth} folders.", "Move it up."
