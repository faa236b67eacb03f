"""What stands in an address and can't be meant is no address, for every route and on every database."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from orientation.catalog import service as catalog
from tests.cast import Cast
from tests.shelf import compiled_pack


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_no_database_holds_is_not_found(app: Flask, client: FlaskClient, cast: Cast, number: int) -> None:
    version = catalog.add_version(cast.editor.actor, compiled_pack())
    given = {"pack": version.pack, "number": str(number), "locale": "en", "module": "a", "lesson": "a", "block": "a"}
    tried = 0
    for rule in app.url_map.iter_rules():
        if "number" not in rule.arguments or rule.rule.startswith("/api"):
            continue
        address = rule.rule.replace("<int:number>", "<number>").replace("<locale:locale>", "<locale>")
        for name, value in given.items():
            address = address.replace(f"<{name}>", value)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            tried += 1
            answer = client.open(address, method=method, headers=cast.editor.cookie)
            assert answer.status_code in (404, 405), address
    assert tried > 8
