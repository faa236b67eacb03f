"""Events' ids: each is made from its text, asked for its version and written as hex.

For a UUID these are three rounds of formatting in Python, which take longer than all else that is done to an event.
"""

import re
from uuid import UUID, SafeUUID

_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")


class EventId(UUID):
    """A UUID that knows its hex and its version, and is otherwise like any: equal, ordered, hashed, written."""

    __slots__ = ("hex", "version")  # in place of the properties, which work them out each time

    def __reduce__(self) -> tuple[type[UUID], tuple[str]]:
        """A copy is a plain UUID."""
        return UUID, (self.hex,)


_new = UUID.__new__
_set_int, _set_safe = UUID.__dict__["int"].__set__, UUID.__dict__["is_safe"].__set__  # a UUID refuses to be set
_set_hex, _set_version = EventId.__dict__["hex"].__set__, EventId.__dict__["version"].__set__


def event_id(text: str) -> UUID:
    """Return the UUID that a text names. Raises ValueError for what UUID refuses."""
    found = _CANONICAL.match(text)
    if found is None:
        return UUID(text)
    made = _new(EventId)
    digits = text.replace("-", "")
    _set_int(made, int(digits, 16))
    _set_safe(made, SafeUUID.unknown)
    _set_hex(made, digits)
    _set_version(made, int(found[1]))
    return made
