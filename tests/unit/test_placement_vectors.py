"""The table that the phone's placement is held to says what Python's rules say."""

import json

from tests.placement_vectors import FILE, SITTINGS, sittings


def test_the_table_is_what_the_rules_say_today() -> None:
    table = json.loads(FILE.read_text())
    assert table == sittings(), "run: python -m tests.placement_vectors"
    assert len(table) == SITTINGS
    assert {len(sitting["answers"]) for sitting in table} - {0}
