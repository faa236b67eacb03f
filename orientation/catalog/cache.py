"""What one process remembers of the catalogue. Only what is immutable is kept without asking again."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar
from uuid import UUID

from flask import Flask, current_app

from orientation.catalog.version import Version, VersionFile
from orientation.http.ready import Ready

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Bounded(Generic[Key, Value]):
    """The most recently used values, as many as weigh `capacity` together. Safe between threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._weight = 0
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get_or_make(self, key: Key, make: Callable[[], Value], weight: int = 1) -> Value:
        """Return the value kept for the key, else make and keep it. What `make` raises is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        value = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = (value, weight)
                self._weight += weight
                while self._weight > self._capacity:
                    self._weight -= self._kept.popitem(last=False)[1][1]
        return value


class CatalogCache:
    """Files and documents of versions, which never change, and which versions are current, which does."""

    def __init__(self) -> None:
        self.files: Bounded[tuple[UUID, str], dict[str, VersionFile]] = Bounded(64)
        self.documents: Bounded[str, dict[str, Any]] = Bounded(8 * 1024 * 1024)
        self.fragments: Bounded[str, str] = Bounded(8 * 1024 * 1024)
        self.answers: Bounded[tuple[bool | UUID, ...], Ready] = Bounded(64)
        self._current: tuple[float, list[Version]] | None = None

    def current(self, now: float, seconds: float, load: Callable[[], list[Version]]) -> list[Version]:
        """Return the current versions, at most `seconds` old at the monotonic instant `now`."""
        kept = self.trusted(now, seconds)
        if kept is not None:
            return kept[1]
        versions = load()
        self._current = (now, versions)
        return versions

    def trusted(self, now: float, seconds: float) -> tuple[float, list[Version]] | None:
        """Return what is known of the current versions if it is at most `seconds` old, else None.

        The same object comes back for as long as the same is known: what was made of it can be told to be still so.
        """
        kept = self._current
        return kept if kept is not None and now - kept[0] < seconds else None

    def forget_current(self) -> None:
        """Ask again next time: this process has just changed what is current."""
        self._current = None


def cache() -> CatalogCache:
    """Return the running application's cache."""
    kept: CatalogCache = current_app.extensions["catalog"]
    return kept


def init_app(app: Flask) -> Callable[[], object | None]:
    """Give the application its cache; return what tells, outside of a request too, what is trusted of it now."""
    made = app.extensions["catalog"] = CatalogCache()
    return lambda: made.trusted(time.monotonic(), app.config["CATALOG_SECONDS"])
