"""The blueprint that this audience's pages hang on."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__)
