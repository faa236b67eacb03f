"""Checking one YAML file against its schema: marshmallow's errors as faults with lines."""

import difflib
from collections.abc import Iterator
from typing import Any

from marshmallow import ValidationError

from orientation.publishing.faults import Faults
from orientation.publishing.schema_fields import Wrong
from orientation.publishing.schemas import schema_of
from orientation.publishing.yaml_reader import Located, Place, show_path

_BUILT_IN = {
    "Missing data for required field.": ("It is missing.", "Add it."),
    "Field may not be null.": ("It has no value.", "Write one, or remove the key."),
    "Invalid input type.": ("It must be a mapping.", "Write keys and values."),
}


def load_shape(located: Located, faults: Faults) -> dict[str, Any] | None:
    """Return the file's value as its schema loads it, or None; all that is wrong is noted."""
    try:
        loaded: dict[str, Any] = schema_of(located.file).load(located.value)
    except ValidationError as error:
        for path, message in _flatten(error.messages, ()):
            text, mend = (
                (str(message), message.mend) if isinstance(message, Wrong) else _BUILT_IN.get(message, (message, ""))
            )
            faults.add(located.file, text, _closer(mend, path), line=located.line(path), key=show_path(path))
        return None
    return loaded


def _flatten(messages: Any, path: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flatten(inner, path if key == "_schema" else (*path, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flatten(inner, path)
    else:
        yield path, messages


def _closer(mend: str, path: Place) -> str:
    """Put the nearest known key first where a key was probably mistyped."""
    if not mend.startswith("Use one of: ") or not path:
        return mend
    known = mend.removeprefix("Use one of: ").removesuffix(".").split(", ")
    near = difflib.get_close_matches(str(path[-1]), known, 1)
    return f"Did you mean “{near[0]}”? {mend}" if near else mend
