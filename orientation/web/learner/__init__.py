"""Pages for learners, joined or not: importing the package registers them."""

from orientation.web.learner import (
    calendar,
    catalogue,
    downloads,
    exercise,
    join,
    lesson,
    me,
    mine,
    offline,
    placement,
    practice,
    profiles,
    shell,
    start,
)
from orientation.web.learner.blueprint import blueprint

__all__ = [
    "blueprint",
    "calendar",
    "catalogue",
    "downloads",
    "exercise",
    "join",
    "lesson",
    "me",
    "mine",
    "offline",
    "placement",
    "practice",
    "profiles",
    "shell",
    "start",
]
