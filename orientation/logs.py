"""Structured logs: one JSON line an event, without personal data.

Never logged: addresses, names, tokens, answers, request paths (they hold card secrets). A request is logged by the
pattern of its route.
"""

import logging
import sys

import structlog


def configure(level: str) -> None:
    """Send structlog and the standard library's warnings to standard error as JSON lines."""
    logging.basicConfig(stream=sys.stderr, level=level.upper(), format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
