"""Join cards on paper: what the printer gets, and what a camera reads from it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from orientation import clock
from orientation.accounts.service import NewLearner
from orientation.actor import Role
from orientation.assignments import service as assignments
from tests.journeys.conftest import DESK, PHONE, OpenBrowser
from tests.journeys.desk import Officer
from tests.journeys.looking import take_picture
from tests.journeys.phone import Phone
from tests.journeys.site import Site

LOCALES = ("en", "nl", "ar", "fa-AF", "ti", "so", "fr", "uk", "ps")
CODE = re.compile(r"\d{4} \d{4} \d{4}")
A4 = (210, 297)
POINTS = 72 / 25.4
"""A PDF's units in a millimetre."""


@pytest.fixture
def officer(site: Site, open_browser: OpenBrowser) -> Officer:
    """An officer who looks at the sheets of nine cards, one for each of nine languages."""
    colleague = site.hire(Role.OFFICER)
    with site.behind_the_scenes():
        departs_on = (clock.now() + timedelta(days=30)).date()
        group = assignments.create_group(colleague.actor, f"Nine of {colleague.name}", departs_on)
        assignments.add_group_learners(
            colleague.actor, group.id, [NewLearner(f"Person {tag}", tag, None, None) for tag in LOCALES]
        )
    officer = Officer(open_browser(**DESK), "paper")
    officer.sign_in(colleague)
    officer.page.goto(f"/staff/groups/{group.id}")
    officer.print_cards()
    return officer


def test_nine_cards_fill_one_sheet_of_a4_and_begin_another(officer: Officer) -> None:
    paper = officer.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 2
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", paper)}
    for box in boxes:
        assert [round(length / POINTS) for length in box[2:]] == list(A4)
    assert len(boxes) == 1
    assert [sheet.locator("article").count() for sheet in officer.page.locator(".sheet").all()] == [8, 1]


def test_nothing_is_cut_off_on_any_card(officer: Officer) -> None:
    officer.page.emulate_media(media="print")
    take_picture(officer.page, "paper-print")
    cards = officer.page.locator("article.paper")
    overflowing = cards.evaluate_all(
        """cards => cards
          .filter(card => card.scrollHeight > card.clientHeight + 1 || card.scrollWidth > card.clientWidth + 1)
          .map(card => card.lang)"""
    )
    assert overflowing == []


def test_a_camera_reads_from_every_card_a_link_that_joins_its_learner(
    site: Site, officer: Officer, open_browser: OpenBrowser
) -> None:
    officer.page.emulate_media(media="print")
    pseudonyms = officer.page.locator("article.paper .pseudonym").all_inner_texts()
    cards = [officer.card_of(pseudonym) for pseudonym in pseudonyms]
    assert len({card.link for card in cards}) == len({card.code for card in cards}) == len(LOCALES)
    for card in cards:
        assert re.fullmatch(re.escape(site.address) + "/j/[a-z0-9]{26,}", card.link)
        assert CODE.fullmatch(card.code)
    of_a_ukrainian = cards[pseudonyms.index(_pseudonym_of("uk", officer))]
    phone = Phone(open_browser(**PHONE), "uk")
    phone.scan(of_a_ukrainian.link)
    phone.tap_main_button()
    phone.expect_joined()
    expect(phone.page.locator("html")).to_have_attribute("lang", "uk")


def _pseudonym_of(locale: str, officer: Officer) -> str:
    return officer.page.locator(f'article.paper[lang="{locale}"] .pseudonym').inner_text()
