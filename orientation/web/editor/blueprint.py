"""The blueprint that this audience's pages hang on."""

from flask import Blueprint

blueprint = Blueprint("editor", __name__)
