"""An event's id is a UUID like any other."""

import copy
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.learning.rules.ids import event_id

ids = st.uuids() | st.builds(UUID, int=st.integers(0, 2**128 - 1))
texts = (
    ids.map(str)
    | ids.map(lambda one: f"{one}\n")
    | ids.map(lambda one: one.hex)
    | ids.map(lambda one: str(one).upper())
    | st.text(max_size=50)
)


@given(texts)
def test_it_is_what_uuid_makes_of_the_text(text: str) -> None:
    try:
        plain = UUID(text)
    except ValueError:
        with pytest.raises(ValueError, match=r"badly formed|invalid literal"):
            event_id(text)
        return
    made = event_id(text)
    assert (made, hash(made), str(made), repr(made.int)) == (plain, hash(plain), str(plain), repr(plain.int))
    assert (made.hex, made.version, made.variant, made.bytes) == (plain.hex, plain.version, plain.variant, plain.bytes)


@given(st.uuids(), st.uuids())
def test_it_is_ordered_like_any(a: UUID, b: UUID) -> None:
    assert (event_id(str(a)) < event_id(str(b)), event_id(str(a)) < b, a < event_id(str(b))) == (a < b,) * 3


@given(st.uuids())
def test_a_copy_of_it_is_the_same(one: UUID) -> None:
    made = event_id(str(one))
    for copied in (copy.copy(made), copy.deepcopy(made)):
        assert (copied, copied.hex, copied.version) == (one, one.hex, one.version)
