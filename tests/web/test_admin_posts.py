"""An administrator adds posts."""

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.counting import count_queries
from tests.web.desk import browse, landed


def test_a_post_is_added_and_its_officers_are_named(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.administrator)
    told = landed(client, client.post("/staff/admin/posts", data={"name": "Nairobi", "destination": "nl"}))
    assert "The post Nairobi is there." in told
    assert "mona" in told and "Nobody yet" in told and "Netherlands" in told


@pytest.mark.parametrize(
    ("name", "destination", "sentence"),
    [
        ("Amman", "NL", "There is a post with this name already."),
        ("A", "NL", "characters"),
        ("Nairobi", "N1", "as two letters"),
    ],
)
def test_a_post_that_cannot_be_is_refused(
    client: FlaskClient, cast: Cast, name: str, destination: str, sentence: str
) -> None:
    refused = browse(client, cast.administrator).post(
        "/staff/admin/posts", data={"name": name, "destination": destination}
    )
    assert refused.status_code == 422
    assert sentence in refused.text and f'value="{name}"' in refused.text


def test_the_list_costs_the_same_for_more_posts(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.administrator)
    numbers = []
    for name in ("Nairobi", "Khartoum"):
        client.post("/staff/admin/posts", data={"name": name, "destination": "NL"})
        with count_queries() as counted:
            client.get("/staff/admin/posts")
        numbers.append(counted.number)
    assert len(set(numbers)) == 1


def test_an_officer_adds_no_posts(client: FlaskClient, cast: Cast) -> None:
    refused = browse(client, cast.officer).post("/staff/admin/posts", data={"name": "Nairobi", "destination": "NL"})
    assert refused.status_code == 403
