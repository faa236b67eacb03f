"""Every setting: environment name, parser, default, reason. A bad value stops the start and names itself."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BadSetting(RuntimeError):
    """A setting has a value that can't be used. The message names the variable and what is allowed."""


@dataclass(frozen=True)
class Setting:
    """One row of the table. `parse` raises ValueError with a sentence that says what is allowed."""

    name: str
    parse: Callable[[str], Any]
    default: str
    reason: str


def _text(value: str) -> str:
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _flag(value: str) -> bool:
    allowed = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    try:
        return allowed[value.lower()]
    except KeyError:
        raise ValueError("use 1 or 0") from None


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        sentence = f"use a whole number from {low} to {high}"
        try:
            number = int(value)
        except ValueError:
            raise ValueError(sentence) from None
        if not low <= number <= high:
            raise ValueError(sentence)
        return number

    return parse


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError("use one of: " + ", ".join(allowed))
        return value

    return parse


def _database_url(value: str) -> str:
    if value == "" or value.startswith("sqlite:///"):
        return value
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if value.startswith(prefix):
            return "postgresql+psycopg://" + value.removeprefix(prefix)
    raise ValueError("use sqlite:///PATH or postgresql://USER@HOST/NAME")


def _hosts(value: str) -> list[str]:
    return [host.strip() for host in value.split(",") if host.strip()]


SETTINGS = (
    Setting("DATA_DIR", _path, "var", "Folder for the database, blobs and keys when they aren't set otherwise."),
    Setting("DATABASE_URL", _database_url, "", "SQLite in DATA_DIR when empty; PostgreSQL for several hosts."),
    Setting("BLOB_STORE", _text, "", "Folder for immutable files; DATA_DIR/blobs when empty."),
    Setting(
        "SECRET_KEY",
        _text,
        "",
        "Signs short links, keys hashes of codes and PINs; 32+ characters; made in DATA_DIR/keys when empty.",
    ),
    Setting(
        "FIELD_KEYS",
        _text,
        "",
        "Encrypt personal fields: id:base64,… newest first; made in DATA_DIR/keys when empty.",
    ),
    Setting("SIGNING_KEY", _text, "", "Ed25519 seed in base64 that signs packs; made in DATA_DIR/keys when empty."),
    Setting("TRUSTED_HOSTS", _hosts, "", "Host names the app answers to, by comma; any when empty."),
    Setting("BEHIND_PROXY", _flag, "0", "1 when a proxy sets X-Forwarded-For, -Proto and -Host."),
    Setting("SECURE_COOKIES", _flag, "1", "0 only for plain http on loopback."),
    Setting(
        "STAFF_SECOND_FACTOR",
        _one_of("required", "optional"),
        "required",
        "Whether staff must set up one-time codes.",
    ),
    Setting("STAFF_SESSION_HOURS", _number(1, 72), "12", "How long a staff session lasts."),
    Setting("LEARNER_SESSION_DAYS", _number(1, 730), "400", "How long a phone stays joined without being seen."),
    Setting("CARD_DAYS", _number(1, 730), "180", "How long a join card can be used."),
    Setting("MAX_UPLOAD_MB", _number(1, 50), "50", "Largest pack that an editor can upload, zipped."),
    Setting(
        "CATALOG_SECONDS",
        _number(0, 300),
        "1",
        "How long a worker may trust what it knows of published versions.",
    ),
    Setting(
        "OFFLINE",
        _one_of("on", "off"),
        "on",
        "off takes the service worker and all that it kept off every phone; what learners did stays.",
    ),
    Setting("LOG_LEVEL", _one_of("debug", "info", "warning", "error"), "info", "How much is logged."),
    Setting("DEMO", _flag, "0", "1 shows a banner and lets `flask demo` make people to try things with."),
)


def load(given: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return every setting by name. `given` (already parsed) wins over the environment, then the default.

    Raises BadSetting for a value that can't be used or a name in `given` that isn't a setting.
    """
    given = given or {}
    environ = os.environ if environ is None else environ
    unknown = set(given) - {s.name for s in SETTINGS}
    if unknown:
        raise BadSetting(f"There is no setting {', '.join(sorted(unknown))}.")
    values = {s.name: given[s.name] if s.name in given else _parse(s, environ) for s in SETTINGS}
    if values["SECRET_KEY"] and len(values["SECRET_KEY"]) < 32:
        raise BadSetting("SECRET_KEY is too short: use at least 32 random characters.")
    return values


def _parse(setting: Setting, environ: Mapping[str, str]) -> Any:
    raw = environ.get(setting.name, setting.default)
    try:
        return setting.parse(raw)
    except ValueError as error:
        shown = "(hidden)" if setting.name.endswith(("_KEY", "_KEYS", "_URL")) else repr(raw)
        raise BadSetting(f"{setting.name}={shown} can't be used: {error}. {setting.reason}") from None
