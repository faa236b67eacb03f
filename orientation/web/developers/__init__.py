"""What app developers read: the OpenAPI document and a page made of it."""

from orientation.web.developers.pages import blueprint

__all__ = ["blueprint"]
