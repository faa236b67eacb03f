"""Kinds of failure. A feature's exceptions name the fact and subclass one of these; HTTP is decided elsewhere.

A message is a sentence for the person who made the request and says what to do next. `data` carries what a
program needs (never personal data of somebody else).
"""

from typing import Any


class OrientationError(Exception):
    """Base of all expected failures. `title` names the kind for people; `code` names the fact for programs."""

    title = "Something went wrong"

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.data = data

    @property
    def code(self) -> str:
        """The fact's name in kebab case, from the class name: LessonNotPublished → lesson-not-published."""
        name = type(self).__name__
        return "".join("-" + c.lower() if c.isupper() else c for c in name).lstrip("-")


class NotFound(OrientationError):
    """There is no such thing, or the actor may not know that there is."""

    title = "Not found"


class NotAllowed(OrientationError):
    """The actor is known and may not do this."""

    title = "Not allowed"


class NotSignedIn(OrientationError):
    """Nobody is signed in, or the session has ended."""

    title = "Sign in first"


class Conflict(OrientationError):
    """The state has moved on, or the thing exists already."""

    title = "Conflict"


class Invalid(OrientationError):
    """The input can't be used. `data["faults"]` may list what is wrong and where."""

    title = "The input can't be used"


class TooMany(OrientationError):
    """Too many attempts. `retry_after` is in whole seconds."""

    title = "Too many attempts"

    def __init__(self, message: str, *, retry_after: int, **data: Any) -> None:
        super().__init__(message, **data)
        self.retry_after = retry_after


class Busy(OrientationError):
    """The server can't do it now and will be able to. `retry_after` is in whole seconds."""

    title = "Busy"

    def __init__(self, message: str, *, retry_after: int, **data: Any) -> None:
        super().__init__(message, **data)
        self.retry_after = retry_after


class Gone(OrientationError):
    """What was here was removed for good, and whoever has a copy should remove it too."""

    title = "Gone"


class TooLarge(OrientationError):
    """The input is larger than what is taken."""

    title = "Too large"
