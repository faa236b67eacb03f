"""Learners from a CSV file, as spreadsheets really write it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.accounts.rules.people import NewLearner
from orientation.assignments.rules.roster import COLUMNS, MAX_ROWS, TEMPLATE, CsvRefused, parse_roster

PLAIN = "label,locale,age_band,sex\nBlue door,ar,25-39,female\n"
EXPECTED = [NewLearner("Blue door", "ar", "25-39", "female")]


def _faults(content: bytes | str) -> list[dict[str, Any]]:
    with pytest.raises(CsvRefused) as refused:
        parse_roster(content)
    faults: list[dict[str, Any]] = refused.value.data["faults"]
    return faults


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_it_reads_what_spreadsheets_write(separator: str, encoding: str, newline: str) -> None:
    content = PLAIN.replace(",", separator).replace("\n", newline).encode(encoding)
    assert parse_roster(content) == EXPECTED


def test_the_header_is_in_any_order_and_case_and_columns_may_be_left_out() -> None:
    assert parse_roster("Sex,LOCALE,Label,Age Band\nfemale,ar,Blue door,25-39\n") == EXPECTED
    assert parse_roster("Locale\nti\n") == [NewLearner(None, "ti")]


@pytest.mark.parametrize("written", ["fa-AF", "FA-af", "Dari", "dari", "دری"])
def test_a_language_is_known_by_tag_and_by_name(written: str) -> None:
    assert parse_roster(f"locale\n{written}\n") == [NewLearner(None, "fa-AF")]


def test_blank_lines_and_spaces_are_passed_over() -> None:
    assert parse_roster("label , locale\n\n  Blue   door ,ar\n , \n") == [NewLearner("Blue door", "ar")]


def test_a_field_may_hold_the_separator_and_a_quotation_mark() -> None:
    assert parse_roster('label,locale\n"Door, ""blue""",ar\n') == [NewLearner('Door, "blue"', "ar")]


def test_a_dash_that_the_spreadsheet_made_typographic_is_understood() -> None:
    assert parse_roster("locale,age_band\nar,25–39\n") == [NewLearner(None, "ar", "25-39")]


def test_a_formula_is_kept_as_text() -> None:
    assert parse_roster("label,locale\n=1+1,ar\n") == [NewLearner("=1+1", "ar")]


def test_all_faults_are_told_at_once_with_line_and_column() -> None:
    content = f"label,locale,age_band,sex\nA,xx,25-39,female\nB,,99,x\n\n{'C' * 90},ar,,\nD,ar,,\n"
    faults = _faults(content)
    assert [(fault["line"], fault["column"]) for fault in faults] == [
        (2, "locale"),
        (3, "locale"),
        (3, "age_band"),
        (3, "sex"),
        (5, "label"),
    ]
    assert all(fault["message"] and fault["mend"] for fault in faults)


def test_lines_are_counted_as_the_spreadsheet_shows_them_after_a_field_with_a_line_break() -> None:
    assert [fault["line"] for fault in _faults('label,locale\n"A\nB",ar\nC,xx\n')] == [4]


def test_columns_that_we_do_not_keep_are_refused_by_name() -> None:
    faults = _faults("label,locale,Full name,locale\nA,ar,X,ar\n")
    assert [(fault["line"], fault["column"]) for fault in faults] == [(1, "Full name"), (1, "locale")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\n\n", 1),
        (b"label,locale\n", 1),
        (b"label\nA\n", 1),
        (b'label,locale\n"A,ar\n', 2),
        (b'label,locale\n"A"x,ar\n', 2),
        (b"label,locale\nCaf\xe9,ar\n", 2),
        (b"\xff\xfea", 1),
        (b"label,locale\nA,ar,more\n", 2),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_line(content: bytes, line: int) -> None:
    assert [fault["line"] for fault in _faults(content)] == [line]


def test_no_more_than_five_hundred_people_come_at_once() -> None:
    assert len(parse_roster("locale\n" + "ar\n" * MAX_ROWS)) == MAX_ROWS
    assert [fault["line"] for fault in _faults("locale\n" + "ar\n" * (MAX_ROWS + 1))] == [MAX_ROWS + 2]


def test_of_a_file_with_far_too_many_people_the_rest_is_only_counted() -> None:
    with pytest.raises(CsvRefused) as refused:
        parse_roster("locale\n" + "x\n" * (4 * MAX_ROWS))
    assert f"{4 * MAX_ROWS} people" in refused.value.data["faults"][0]["message"]
    assert refused.value.data["total"] == MAX_ROWS + 1


def test_the_template_is_a_good_file() -> None:
    assert len(parse_roster(TEMPLATE)) == 2
    assert TEMPLATE.splitlines()[0] == ",".join(COLUMNS)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_whatever_comes_is_read_or_refused(content: bytes | str) -> None:
    try:
        assert parse_roster(content)
    except CsvRefused as refused:
        assert refused.data["faults"]
