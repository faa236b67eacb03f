"""YAML without its traps, with the line of everything."""

from datetime import date

import pytest

from orientation.publishing.faults import Faults
from orientation.publishing.yaml_reader import Located, read_yaml


def read(text: str) -> Located:
    faults = Faults()
    located = read_yaml("x.yaml", text.encode(), faults)
    assert located is not None, faults.sorted()
    assert not len(faults)
    return located


def refusal(text: str) -> str:
    faults = Faults()
    read_yaml("x.yaml", text.encode(), faults)
    assert len(faults) == 1
    return str(faults.sorted()[0])


def test_every_place_knows_its_line() -> None:
    located = read("a: 1\nb:\n  - x\n  - {c: y,\n     d: z}\n")
    assert located.value == {"a": 1, "b": ["x", {"c": "y", "d": "z"}]}
    assert [located.line(place) for place in [(), ("a",), ("b", 0), ("b", 1, "c"), ("b", 1, "d")]] == [1, 1, 3, 4, 5]


def test_a_place_that_is_missing_has_the_line_of_what_is_around_it() -> None:
    assert read("a:\n  b: 1\n").line(("a", "c", 3)) == 1


def test_only_plain_values_are_made() -> None:
    located = read("[2026-03-01, yes, null, 12, 0123, 1.5, 12:30, 2026-02-30, 0x1F, !!, ~]".replace("!!, ", ""))
    assert located.value == [date(2026, 3, 1), True, None, 12, "0123", "1.5", "12:30", "2026-02-30", "0x1F", None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &x 1\nb: *x\n", "x.yaml:1: Anchors and aliases"),
        ("a: 1\nb: !!python/object/apply:os.system [id]\n", "x.yaml:2: Tags"),
        ("a: !local x\n", "Tags"),
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3: a: This key stands here twice."),
        ("a: 1\n---\nb: 2\n", "x.yaml:2: A second document"),
        ("%YAML 1.1\n---\na: 1\n", "directives"),
        ("a: [1\nb: 2\n", "This isn't YAML"),
        ("a: b: c\n", "x.yaml:1: This isn't YAML"),
        ("[" * 60 + "]" * 60, "nested too deeply"),
        ("? [a, b]\n: c\n", "A key must be a word"),
    ],
)
def test_what_yaml_could_do_and_a_pack_may_not_is_told_with_its_line(text: str, says: str) -> None:
    assert says in refusal(text)


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert read("# nothing\n").value == {}
