"""A browser on the staff pages."""

from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import Person


def browse(client: FlaskClient, person: Person | None = None) -> FlaskClient:
    """Return the client as a browser on our own pages, signed in as the person, keeping cookies as browsers do."""
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    if person is not None:
        client.set_cookie("staff", person.token, path="/staff")
    return client


def landed(client: FlaskClient, response: TestResponse) -> str:
    """Return the text of the page that a form leads to."""
    assert response.status_code == 303, response.text
    address = urlsplit(response.location)
    page = client.get(address.path + ("?" + address.query if address.query else ""))
    assert page.status_code == 200, page.text
    return page.text
