"""Static files: kept for a year, but only under the address that their own content gives them."""

from flask import Flask
from flask.testing import FlaskClient

from orientation.web.assets import asset_url


def test_a_file_is_kept_for_a_year(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = asset_url("staff.css")
    assert _lifetime(client, address) == "public, max-age=31536000, immutable"


def test_old_content_is_not_kept_under_the_next_releases_address(client: FlaskClient) -> None:
    """Whoever asks for it before the release would fill every cache with the old style sheet for a year."""
    for address in ("/static/0123456789ab/staff.css", "/static/0123456789ab/./staff.css"):
        assert _lifetime(client, address) == "no-store"


def _lifetime(client: FlaskClient, address: str) -> str:
    with client.get(address) as answer:
        return answer.headers["Cache-Control"]
