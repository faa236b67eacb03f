"""People who have no card, a wrong one, or one that was taken back."""

from datetime import timedelta

from playwright.sync_api import expect

from orientation import clock
from orientation.actor import Role
from tests.journeys.conftest import DESK, PHONE, OpenBrowser
from tests.journeys.desk import Officer
from tests.journeys.phone import Phone, right_answer
from tests.journeys.site import Site


def test_a_guest_without_script_learns_everything_and_is_told_that_nothing_is_kept(
    site: Site, open_browser: OpenBrowser
) -> None:
    phone = Phone(open_browser(**PHONE, java_script_enabled=False), "ar", "guest")
    phone.page.goto("/")
    phone.look("languages")
    phone.page.get_by_role("link", name="العربية").tap()
    expect(phone.page.locator("html")).to_have_attribute("dir", "rtl")
    phone.look("home")
    phone.tap_link_to("/ar/learn/nl-orientation/your-rights/")
    phone.look("module")
    phone.tap_link_to("/your-rights/what-rights-are")
    document = site.lesson("nl-orientation", "ar", "your-rights", "what-rights-are")
    block = next(block for block in document["blocks"] if block["kind"] == "exercise")
    answers = {item["id"]: right_answer(item) for item in block["items"]}
    phone.answer(block, answers)
    phone.expect_marked(block, answers)
    expect(phone.page.locator('main a[href="/ar/join"]')).to_be_visible()
    phone.go_on()
    phone.finish_lesson()
    expect(phone.page.locator('main .notice a[href="/ar/join"]')).to_be_visible()
    phone.open_own_page()
    expect(phone.page.locator("main progress")).to_have_count(0)


def test_a_code_with_a_typing_mistake_can_be_corrected(site: Site, open_browser: OpenBrowser) -> None:
    officer = _officer_with_blue_door(site, open_browser)
    card = officer.card_of(_pseudonym(officer))
    right = card.code.replace(" ", "")
    mistyped = right[:-1] + str((int(right[-1]) + 1) % 10)
    phone = Phone(open_browser(**PHONE), "en")
    phone.type_code(mistyped)
    expect(phone.page.locator("#code-error")).to_contain_text("typing mistake")
    expect(phone.page.locator("#code")).to_have_value(mistyped)
    phone.page.locator("#code").fill(card.code)
    phone.tap_main_button()
    phone.expect_joined()


def test_a_blocked_card_opens_nothing_neither_by_camera_nor_by_code(site: Site, open_browser: OpenBrowser) -> None:
    officer = _officer_with_blue_door(site, open_browser)
    card = officer.card_of(_pseudonym(officer))
    officer.follow("I have printed them")
    officer.open_person("Blue door")
    officer.press("Block the card")
    officer.expect_note("can't be used any more")

    phone = Phone(open_browser(**PHONE), "en")
    phone.scan(card.link)
    phone.tap_main_button()
    expect(phone.page.get_by_role("alert")).to_contain_text("This card can't be used")
    phone.type_code(card.code)
    expect(phone.page.locator("#code-error")).to_contain_text("This card can't be used")
    phone.open_own_page()
    expect(phone.page.locator('main a[href="/en/join"]:visible').first).to_be_visible()


def _officer_with_blue_door(site: Site, open_browser: OpenBrowser) -> Officer:
    """Return an officer who looks at the printed card of “Blue door”."""
    officer = Officer(open_browser(**DESK))
    colleague = site.hire(Role.OFFICER)
    officer.sign_in(colleague)
    officer.make_group(f"Cards of {colleague.name}", (clock.now() + timedelta(days=30)).date())
    officer.add_person("Blue door", "en")
    officer.print_cards()
    return officer


def _pseudonym(officer: Officer) -> str:
    return officer.page.locator("article.paper .pseudonym").inner_text()
