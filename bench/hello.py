"""A bare Flask application: what any answer costs on this gunicorn."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """Answer a few bytes."""
    return "hello"
