"""Structured logs: one JSON line an event, without personal data.

Never logged: addresses, names, tokens, answers, request paths (they hold card secrets). A request is logged by the
pattern of its route.
"""

import logging
import re
import sys
from typing import Any

import structlog

_ROW = re.compile(r"\nDETAIL: .*")


def configure(level: str) -> None:
    """Send structlog and the standard library's warnings to standard error as JSON lines."""
    logging.basicConfig(stream=sys.stderr, level=level.upper(), format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_rows,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def without_rows(_logger: Any, _method: str, event: Any) -> Any:
    """Take the rows out of an exception's text: PostgreSQL quotes what a statement failed with as DETAIL."""
    if "exception" in event:
        event["exception"] = _ROW.sub("", event["exception"])
    return event
