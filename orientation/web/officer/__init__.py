"""Pages for one audience: importing the package registers them."""

from orientation.web.officer import assigning, cards, group, groups, learner, people
from orientation.web.officer.blueprint import blueprint

__all__ = ["assigning", "blueprint", "cards", "group", "groups", "learner", "people"]
