"""The routes that take large bodies: upload by the API and by the page."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, request

from orientation.publishing.limits import MEGABYTE

P = ParamSpec("P")
R = TypeVar("R")
SLACK = 64 * 1024
"""Bytes that a form's own parts take."""


def takes_pack(view: Callable[P, R]) -> Callable[P, R]:
    """Let this route read a body of MAX_UPLOAD_MB. It stands outside of what reads the body."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        request.max_content_length = current_app.config["MAX_UPLOAD_MB"] * MEGABYTE + SLACK
        return view(*args, **kwargs)

    return wrapped
