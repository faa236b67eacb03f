"""YAML with line numbers and without its traps: no anchors, aliases, tags, duplicate keys, second documents.

PyYAML's events and nodes are read; its constructors, which can build objects, are never used.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS

Place = tuple[str | int, ...]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE = ("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass
class Located:
    """A YAML file's value, and the line of every key and list entry in it by path; the empty path is the file."""

    file: str
    value: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, path: Place) -> int:
        """Return the line of the place, or of the nearest place around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _NotTaken(Exception):
    """What YAML could do and a pack may not."""

    def __init__(self, mark: Any, message: str, mend: str) -> None:
        super().__init__(message)
        self.line = mark.line + 1 if mark is not None else 1
        self.message = message
        self.mend = mend


def read_yaml(file: str, content: bytes, faults: Faults) -> Located | None:
    """Read one file whose bytes are known to be UTF-8. Notes why it can't be used and returns None then."""
    try:
        text = content.decode("utf-8")
        _check_events(text)
        node = yaml.compose(text, Loader=_LOADER)
    except _NotTaken as error:
        faults.add(file, error.message, error.mend, line=error.line)
        return None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it can't be read"
        faults.add(
            file,
            f"This isn't YAML: {problem}.",
            "Look at the indentation, and put quotes around text with “: ”, “#”, “{” or a quote in it.",
            line=mark.line + 1 if mark is not None else None,
        )
        return None
    located = Located(file, None)
    located.value = _construct(node, (), located.lines, file, faults) if node is not None else {}
    return located


def show_path(path: Place) -> str:
    """Return the path for people: `blocks[2].items[0].prompt`."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return shown.removeprefix(".")


def _check_events(text: str) -> None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _NotTaken(event.start_mark, "A second document starts here (“---”).", "Remove it.")
            if event.version or event.tags:
                raise _NotTaken(event.start_mark, "YAML directives (“%”) aren't used here.", "Remove the line.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _NotTaken(event.start_mark, "Anchors and aliases (“&”, “*”) aren't used here.", "Write it out.")
        if getattr(event, "tag", None):
            raise _NotTaken(event.start_mark, "Tags (“!”) aren't used here.", "Put quotes around text with “!”.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > 2 * LIMITS.depth:
                raise _NotTaken(event.start_mark, "It is nested too deeply.", "Look at docs/pack-format.md.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _construct(node: Any, path: Place, lines: dict[Place, int], file: str, faults: Faults) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(child, (*path, i), lines, file, faults) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _construct_mapping(node, path, lines, file, faults)
    return _scalar(node)


def _construct_mapping(node: Any, path: Place, lines: dict[Place, int], file: str, faults: Faults) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, child in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            faults.add(file, "A key must be a word.", "Put quotes around text with “{” or “[”.", line=line)
            continue
        key = str(key_node.value)
        place = (*path, key)
        if key in found:
            faults.add(file, "This key stands here twice.", "Keep one.", line=line, key=show_path(place))
            continue
        lines[place] = line
        found[key] = _construct(child, place, lines, file, faults)
    return found


def _scalar(node: Any) -> Any:
    """Return text, whole number, truth, day or None. What looks like any other kind of number stays text."""
    text: str = node.value
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text in _TRUE
    if kind == "int" and _DECIMAL.match(text):
        return int(text[:20])
    if kind == "timestamp" and _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
