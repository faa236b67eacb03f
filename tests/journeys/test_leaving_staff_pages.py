"""The quick way out of staff pages: a button that stays on the screen, the Escape key, and without script a link."""

import re

import pytest
from playwright.sync_api import Page, expect

from orientation.actor import Role
from tests.journeys.conftest import DESK, PHONE, OpenBrowser
from tests.journeys.desk import sign_in
from tests.journeys.looking import take_picture
from tests.journeys.site import Site

CALENDAR = re.compile(r"/en/calendar(#m\d+)?$")


def leave_by(way: str, page: Page) -> None:
    if way == "button":
        page.get_by_role("link", name="Leave", exact=True).click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")


@pytest.mark.parametrize("way", ["button", "escape"])
def test_a_page_with_people_on_it_is_left_at_once(site: Site, open_browser: OpenBrowser, way: str) -> None:
    page = open_browser(**DESK)
    sign_in(page, site.hire(Role.OFFICER))
    page.goto("/staff/groups", wait_until="load")
    leave_by(way, page)
    expect(page).to_have_url(CALENDAR)
    assert "rientation" not in page.title() + page.locator("body").inner_text()
    page.go_back()
    expect(page).not_to_have_url(re.compile("/staff/groups"))


@pytest.mark.parametrize("address", ["/staff/sign-in", "/staff/nothing-here", "/api/v1/"])
def test_a_page_that_needs_no_account_is_left_at_once(open_browser: OpenBrowser, address: str) -> None:
    page = open_browser(**DESK, locale="en")
    page.goto(address, wait_until="load")
    leave_by("escape", page)
    expect(page).to_have_url(CALENDAR)


def test_without_script_it_is_a_link(open_browser: OpenBrowser) -> None:
    page = open_browser(**DESK, locale="en", java_script_enabled=False)
    page.goto("/staff/sign-in")
    page.get_by_role("link", name="Leave", exact=True).click()
    expect(page).to_have_url(CALENDAR)


def test_on_a_small_screen_it_stays_on_the_screen(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE)
    sign_in(page, site.hire(Role.OFFICER))
    page.goto("/staff/account")
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
    take_picture(page, "staff-exit-small")
    expect(page.get_by_role("link", name="Leave", exact=True)).to_be_in_viewport(ratio=1)
