"""Pages for one audience: importing the package registers them."""

from orientation.web.editor import packs, preview, upload, versions
from orientation.web.editor.blueprint import blueprint

__all__ = ["blueprint", "packs", "preview", "upload", "versions"]
