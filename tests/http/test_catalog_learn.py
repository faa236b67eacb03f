"""Anybody reads the catalogue through the API: languages, packs, outlines, lessons."""

import brotli
from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.catalog import service
from tests.cast import Cast
from tests.counting import count_queries
from tests.shelf import compiled_pack, publish

PACK = "/api/v1/packs/first-steps"


def test_every_language_is_listed_by_its_own_name(client: FlaskClient) -> None:
    listed = {locale["tag"]: locale for locale in client.get("/api/v1/locales").get_json()}
    assert listed["fa-AF"]["name"] == "دری"
    assert listed["fa-AF"]["direction"] == "rtl"
    assert listed["ti"]["interface"]
    assert not listed["rw"]["interface"]


def test_packs_are_listed_in_order_with_what_is_in_them(client: FlaskClient) -> None:
    publish(compiled_pack("a-language", kind="language", target_language="nl"))
    publish(compiled_pack("z-orientation"))
    listed = client.get("/api/v1/packs").get_json()
    assert [(pack["pack"], pack["version"], pack["target_language"]) for pack in listed] == [
        ("z-orientation", 1, None),
        ("a-language", 1, "nl"),
    ]
    assert listed[0]["modules"][0] == {"slug": "rights", "lessons": ["dignity", "belief"]}
    assert listed[0]["states"]["ar"]["source"] == 9


def test_the_list_of_packs_costs_one_query_however_many(client: FlaskClient) -> None:
    for number in range(5):
        publish(compiled_pack(f"pack-{number}"))
    with count_queries() as counted:
        assert len(client.get("/api/v1/packs").get_json()) == 5
    assert counted.number == 1, counted.statements


def test_a_pack_without_a_published_version_is_as_if_it_were_not_there(client: FlaskClient, cast: Cast) -> None:
    service.add_version(SYSTEM, compiled_pack())
    assert client.get("/api/v1/packs").get_json() == []
    for path in ("", "/en/outline", "/en/lessons/rights/dignity", "/en/manifest", "/en/archive.zip"):
        hidden = client.get(PACK + path, headers={"X-Request-Id": "samesamesame"})
        unknown = client.get("/api/v1/packs/nothing" + path, headers={"X-Request-Id": "samesamesame"})
        assert hidden.status_code == 404
        assert hidden.data == unknown.data


def test_a_lesson_comes_in_the_language_that_is_asked_for(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(f"{PACK}/ar/lessons/rights/dignity")
    assert answer.content_type == "application/json"
    assert answer.headers["Content-Language"] == "ar"
    assert answer.get_json()["locale"] == "ar"


def test_a_regional_language_is_served_by_its_parent_and_one_that_is_missing_by_the_source(client: FlaskClient) -> None:
    publish(compiled_pack())
    assert client.get(f"{PACK}/ar-SY/outline").headers["Content-Language"] == "ar"
    answer = client.get(f"{PACK}/ti/outline")
    assert answer.headers["Content-Language"] == "en"
    assert answer.get_json()["locale"] == "en"


def test_a_fragment_is_html(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(f"{PACK}/en/lessons/rights/dignity/fragment")
    assert answer.content_type == "text/html; charset=utf-8"
    assert "<h1>" in answer.text


def test_what_is_not_there_is_named(client: FlaskClient) -> None:
    publish(compiled_pack())
    cases = {
        "/en/lessons/nothing/dignity": "module-not-found",
        "/en/lessons/rights/nothing": "lesson-not-found",
        "/en/lessons/daily-life/dignity": "lesson-not-found",
        "/xx/outline": "unknown-locale",
    }
    for path, code in cases.items():
        answer = client.get(PACK + path)
        assert (answer.status_code, answer.get_json()["code"]) == (404, code), path


def test_a_client_that_has_it_already_gets_nothing_again(client: FlaskClient) -> None:
    publish(compiled_pack())
    for path in ("/api/v1/locales", "/api/v1/packs", PACK, f"{PACK}/en/outline", f"{PACK}/en/lessons/rights/dignity"):
        first = client.get(path)
        assert first.headers["Cache-Control"] == "public, no-cache"
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path


def test_a_new_version_has_another_tag(client: FlaskClient) -> None:
    publish(compiled_pack())
    tags = {path: client.get(path).headers["ETag"] for path in ("/api/v1/packs", f"{PACK}/en/outline")}
    publish(compiled_pack(title="Better steps"))
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_text_is_compressed_for_those_who_take_it(client: FlaskClient) -> None:
    publish(compiled_pack())
    for path in ("/api/v1/packs", f"{PACK}/en/lessons/rights/dignity"):
        plain = client.get(path)
        packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "br"
        assert brotli.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data)
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
        assert plain.headers["ETag"] != packed.headers["ETag"]


def test_what_a_client_refuses_is_not_sent(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(f"{PACK}/en/lessons/rights/dignity", headers={"Accept-Encoding": "br;q=0, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
