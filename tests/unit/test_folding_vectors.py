"""The table that the phone's fold is held to says what Python's fold says."""

import json

from tests.folding_vectors import FILE, cases


def test_the_table_is_what_the_fold_says_today() -> None:
    assert json.loads(FILE.read_text()) == cases(), "run: python -m tests.folding_vectors"
