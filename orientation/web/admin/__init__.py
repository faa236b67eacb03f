"""Pages for one audience: importing the package registers them."""

from orientation.web.admin import people, posts, record
from orientation.web.admin.blueprint import blueprint

__all__ = ["blueprint", "people", "posts", "record"]
