"""Pages for one audience: importing the package registers them."""

from orientation.web.officer.blueprint import blueprint

__all__ = ["blueprint"]
