"""Reading a pack from a folder: regular files only, no links followed, every size bounded."""

import os
import stat
from pathlib import Path

from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS
from orientation.publishing.names import TEXT_SUFFIXES, check_names, is_litter


def read_folder(root: Path, faults: Faults) -> dict[str, bytes]:
    """Return path → bytes. Links, devices and what is too large are noted and left out."""
    paths = sorted(_list_files(root, "", faults))
    check_names(paths, faults)
    if len(paths) > LIMITS.files:
        faults.add("", f"The pack has more than {LIMITS.files} files.", "Remove what no lesson uses.")
        return {}
    files: dict[str, bytes] = {}
    left = LIMITS.unpacked
    for path in paths:
        content = _read(root / path, min(size_limit(path), left), path, faults)
        if content is not None:
            files[path] = content
            left -= len(content)
    return files


def size_limit(path: str) -> int:
    """Return how many bytes a file at this path may have."""
    return LIMITS.text_file if path.endswith(TEXT_SUFFIXES) else LIMITS.file


def _list_files(root: Path, prefix: str, faults: Faults) -> list[str]:
    if prefix.count("/") > LIMITS.depth:
        faults.add(prefix, f"It lies deeper than {LIMITS.depth} folders.", "Move it up.")
        return []
    found: list[str] = []
    with os.scandir(root / prefix) as entries:
        for entry in entries:
            path = prefix + entry.name
            if is_litter(path):
                continue
            if entry.is_symlink():
                faults.add(path, "It is a link.", "Put the file itself there.")
            elif entry.is_dir(follow_symlinks=False):
                found += _list_files(root, path + "/", faults)
            elif entry.is_file(follow_symlinks=False):
                found.append(path)
            else:
                faults.add(path, "It is neither a file nor a folder.", "Remove it.")
            if len(found) > LIMITS.files:
                break
    return found


def _read(file: Path, limit: int, path: str, faults: Faults) -> bytes | None:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        faults.add(path, f"It can't be read: {error.strerror}.", "Check who may read it.")
        return None
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            faults.add(path, "It is not a regular file.", "Put the file itself there.")
            return None
        content = opened.read(limit + 1)
    if len(content) > limit:
        faults.add(path, f"It is larger than the {limit:,} bytes that are left for it.", "Make it smaller.")
        return None
    return content
