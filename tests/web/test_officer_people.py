"""Adding people and printing their cards."""

import io
import re

import pytest
from flask.testing import FlaskClient

from orientation.accounts.rules.people import NewLearner
from orientation.assignments import queries, service
from orientation.assignments.models import Group
from tests.cast import Cast


@pytest.fixture
def group(cast: Cast) -> Group:
    return service.create_group(cast.officer.actor, "March", None)


def _labels(cast: Cast, group: Group) -> list[str | None]:
    return [row.label for row in queries.group_table(cast.officer.actor, group.id).table.rows]


def test_one_person_is_added_and_the_language_stays_for_the_next(client: FlaskClient, cast: Cast, group: Group) -> None:
    address = f"/staff/groups/{group.id}/people"
    given = {"label": "Red kettle", "locale": "ti", "age_band": "", "sex": ""}
    answer = client.post(address, data=given, headers=cast.officer.cookie)
    assert answer.headers["Location"] == f"{address}?locale=ti"
    assert _labels(cast, group) == ["Red kettle"]
    page = client.get(answer.headers["Location"], headers=cast.officer.cookie).get_data(as_text=True)
    assert '<option value="ti" selected>ትግርኛ – Tigrinya</option>' in page


@pytest.mark.parametrize("given", [{"label": "x" * 81, "locale": "ti"}, {"locale": "xx"}, {"locale": "ar", "sex": "x"}])
def test_what_can_not_be_said_of_a_person_is_refused(
    client: FlaskClient, cast: Cast, group: Group, given: dict[str, str]
) -> None:
    answer = client.post(f"/staff/groups/{group.id}/people", data=given, headers=cast.officer.cookie)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert _labels(cast, group) == []


def test_a_spreadsheet_is_added(client: FlaskClient, cast: Cast, group: Group) -> None:
    content = "label\tlocale\nRed kettle\tArabic\n".encode("utf-16")
    data = {"file": (io.BytesIO(content), "people.csv")}
    answer = client.post(f"/staff/groups/{group.id}/people/file", data=data, headers=cast.officer.cookie)
    assert answer.status_code == 303
    assert _labels(cast, group) == ["Red kettle"]


def test_a_spreadsheet_with_faults_shows_where_and_how_to_mend_them(
    client: FlaskClient, cast: Cast, group: Group
) -> None:
    data = {"file": (io.BytesIO(b"label,locale\nA,ar\n<b>,xx\n"), "people.csv")}
    answer = client.post(f"/staff/groups/{group.id}/people/file", data=data, headers=cast.officer.cookie)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "1 thing to mend in the file" in page
    assert "“xx” is no language here." in page
    assert _labels(cast, group) == []


def test_no_file_is_a_fault_too(client: FlaskClient, cast: Cast, group: Group) -> None:
    answer = client.post(f"/staff/groups/{group.id}/people/file", data={}, headers=cast.officer.cookie)
    assert answer.status_code == 422


def test_the_template_can_be_uploaded_as_it_is(client: FlaskClient, cast: Cast, group: Group) -> None:
    template = client.get("/staff/people-template.csv", headers=cast.officer.cookie).data
    data = {"file": (io.BytesIO(template), "people.csv")}
    answer = client.post(f"/staff/groups/{group.id}/people/file", data=data, headers=cast.officer.cookie)
    assert answer.status_code == 303


def _sheet(client: FlaskClient, cast: Cast, group: Group, **given: object) -> str:
    answer = client.post(f"/staff/groups/{group.id}/cards", data=given, headers=cast.officer.cookie)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.get_data(as_text=True)


def test_cards_come_eight_a_sheet(client: FlaskClient, cast: Cast, group: Group) -> None:
    service.add_group_learners(cast.officer.actor, group.id, [NewLearner(None, "so")] * 9)
    page = _sheet(client, cast, group, whom="all")
    sheets = page.split('<div class="sheet">')[1:]
    assert [sheet.count("<article") for sheet in sheets] == [8, 1]


def test_a_card_speaks_the_learners_language_and_tells_nothing_of_the_person(
    client: FlaskClient, cast: Cast, group: Group
) -> None:
    service.add_group_learners(cast.officer.actor, group.id, [NewLearner("Red kettle", "fa-AF")])
    page = _sheet(client, cast, group, whom="all")
    card = page[page.index("<article") : page.index("</article>")]
    assert '<article class="paper" lang="fa-AF" dir="rtl">' in card
    assert re.search("[۰-۹]{4} [۰-۹]{4} [۰-۹]{4}", card)
    assert re.search("[0-9]{4} [0-9]{4} [0-9]{4}", card)
    assert "/fa-AF/join" in card
    for word in ("Red kettle", "March", "Netherlands", "Amman", "refugee"):
        assert word not in card


def test_a_language_that_the_interface_does_not_speak_gets_english_with_its_own_digits(
    client: FlaskClient, cast: Cast, group: Group
) -> None:
    service.add_group_learners(cast.officer.actor, group.id, [NewLearner(None, "ckb"), NewLearner(None, "ar-SY")])
    page = _sheet(client, cast, group, whom="all")
    assert 'lang="en" dir="ltr">' in page
    assert '<article class="paper" lang="ar" dir="rtl">' in page
    assert re.search("[٠-٩]{4} [٠-٩]{4}", page)


def test_cards_are_made_for_those_who_were_chosen(client: FlaskClient, cast: Cast, group: Group) -> None:
    chosen, _ = service.add_group_learners(cast.officer.actor, group.id, [NewLearner(None, "ar")] * 2)
    page = _sheet(client, cast, group, whom="chosen", learner=str(chosen.id))
    assert page.count("<article") == 1
    assert chosen.pseudonym in page


def test_nobody_chosen_makes_no_card(client: FlaskClient, cast: Cast, group: Group) -> None:
    answer = client.post(f"/staff/groups/{group.id}/cards", data={"whom": "chosen"}, headers=cast.officer.cookie)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/staff/groups/{group.id}/cards")


def test_a_single_card_is_printed_again(client: FlaskClient, cast: Cast, group: Group) -> None:
    answer = client.post(f"/staff/learners/{cast.learner.id}/card", headers=cast.officer.cookie)
    assert answer.get_data(as_text=True).count("<article") == 1


def test_nobody_else_adds_people_or_prints_cards(client: FlaskClient, cast: Cast, group: Group) -> None:
    addresses = [f"/staff/groups/{group.id}/{path}" for path in ("people", "people/file", "cards")]
    for address in [*addresses, f"/staff/learners/{cast.learner.id}/card"]:
        given = {"whom": "all", "locale": "ar"}
        assert client.post(address, data=given, headers=cast.editor.cookie).status_code == 403
        assert client.post(address, data=given, headers=cast.other_officer.cookie).status_code == 404
