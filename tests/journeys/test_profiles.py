"""Several people on one phone: each a place with picture and colour, some with a lock; leaving removes it all."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.wire import Wire
from tests.journeys.conftest import PHONE, OpenBrowser
from tests.journeys.handset import Handset
from tests.journeys.inspection import faults_of
from tests.journeys.looking import take_picture
from tests.journeys.offline import Newcomer, enrol, held_events
from tests.journeys.site import Site

MODULES = [("nl-orientation", "your-rights")]
OPENED = {
    "verb": "opened",
    "pack": "nl-orientation",
    "version": 1,
    "module": "your-rights",
    "lesson": "what-rights-are",
}
PICTURES = ("sun", "tree", "sun", "kite", "cup")


def join(handset: Handset, site: Site, locale: str = "en") -> Newcomer:
    """Somebody scans her card with this phone."""
    newcomer = enrol(site, locale, MODULES)
    handset.page.goto(newcomer.link)
    handset.page.locator("main form button").first.tap()
    handset.page.wait_for_url("**/me#joined")
    return newcomer


def open_phone_page(handset: Handset, locale: str = "en") -> Page:
    """Open the page of who uses this phone and wait until the phone has answered."""
    handset.page.goto(f"/{locale}/phone")
    expect(handset.page.locator(".person").first).to_be_visible()
    return handset.page


def open_own_place(handset: Handset, locale: str = "en") -> Page:
    """Go to the choices of the person who is there."""
    page = open_phone_page(handset, locale)
    page.locator('[data-when="chosen"] button').tap()
    expect(page.locator('[data-view="mine"]')).to_be_visible()
    return page


def enter(page: Page, keys: tuple[str, ...]) -> None:
    """Tap the keys of the pad and say that this is it."""
    for key in keys:
        page.locator(f'[data-keys]:not([hidden]) [data-key="{key}"]').tap()
    page.locator("[data-ready]").tap()


def lock(page: Page, kind: str, keys: tuple[str, ...]) -> None:
    """Set a lock from the choices of the person who is there."""
    page.locator('[data-view="mine"] [data-show="lock"]:visible').tap()
    page.locator(f'[data-kind="{kind}"]').tap()
    for title in ("new", "again"):
        expect(page.locator('[data-view="pad"] h1')).to_have_text(saying(page, title))
        enter(page, keys)
    expect(page.locator('#said [data-said="saved"]')).to_be_visible()


def saying(page: Page, title: str) -> str:
    """Return a heading of the pad as the page has it in its words."""
    read = "title => document.getElementById('sayings').content.querySelector(`[data-title=${title}]`).textContent"
    return str(page.evaluate(read, title))


def me(handset: Handset) -> dict[str, Any]:
    """What the phone says to its pages."""
    status, content = handset.ask("GET", "/phone/me")
    assert status == 200, (status, content)
    found: dict[str, Any] = content
    return found


def did(handset: Handset) -> int:
    """Do something and return what the phone answers."""
    return handset.ask("POST", "/phone/did", OPENED)[0]


def test_two_people_share_a_phone_and_neither_sees_the_others_work(handset: Handset, site: Site) -> None:
    handset.open()
    elder = join(handset, site)
    assert did(handset) == 201
    younger = join(handset, site)
    assert me(handset)["lessons"] == {}
    page = open_phone_page(handset)
    expect(page.locator(".person")).to_have_count(3)
    page.locator(".person:not([aria-current])").first.tap()
    expect(page).to_have_url(re.compile("/en/me$"))
    assert list(me(handset)["lessons"]) == ["nl-orientation/your-rights/what-rights-are"]
    handset.send_all()
    assert [event.verb for event in held_events(site, elder.learner_id)] == ["opened"]
    assert held_events(site, younger.learner_id) == []


def test_a_place_has_the_picture_and_the_colour_that_were_chosen(handset: Handset, site: Site, wire: Wire) -> None:
    handset.open()
    join(handset, site)
    page = open_own_place(handset)
    wire.cut()
    page.locator('[data-show="look"]').tap()
    page.locator('[data-view="look"] label', has=page.locator('[value="kite"]')).tap()
    page.locator('[data-view="look"] label', has=page.locator('[value="brown"]')).tap()
    page.locator('[data-view="look"] [type="submit"]').tap()
    expect(page.locator('#said [data-said="saved"]')).to_be_visible()
    assert me(handset)["profile"]["picture"] == "kite"
    open_phone_page(handset)
    expect(page.locator(".person b").first).to_have_text("Kite")
    expect(page.locator(".person .face").first).to_have_class(re.compile("brown"))


@pytest.mark.parametrize(("kind", "keys"), [("digits", tuple("24680")), ("pictures", PICTURES)])
def test_a_locked_place_opens_with_its_lock_only(
    handset: Handset, site: Site, wire: Wire, kind: str, keys: tuple[str, ...]
) -> None:
    handset.open()
    join(handset, site)
    page = open_own_place(handset)
    wire.cut()
    lock(page, kind, keys)
    assert did(handset) == 201
    page.locator('[data-do="close"]').tap()
    expect(page.locator('#said [data-said="locked"]')).to_be_visible()
    assert did(handset) == 423
    page.locator(".person").first.tap()
    enter(page, tuple(reversed(keys)) if kind == "digits" else (*keys[:-1], "fish"))
    expect(page.locator('#said [data-said="wrong"]')).to_be_visible()
    assert did(handset) == 423
    enter(page, keys)
    expect(page).to_have_url(re.compile("/en/me$"))
    assert me(handset)["unsent"] == 1


def test_a_lock_is_closed_when_the_browser_was_closed(handset: Handset, site: Site) -> None:
    handset.open()
    join(handset, site)
    lock(open_own_place(handset), "digits", tuple("135790"))
    handset.close()
    handset.open()
    page = open_phone_page(handset)
    assert did(handset) == 423
    expect(page.locator(".person [data-locked]:visible")).to_have_count(1)
    expect(page.locator(".person[aria-current]")).to_have_count(0)


def test_after_five_wrong_tries_the_pad_waits_and_says_how_long(handset: Handset, site: Site) -> None:
    handset.open()
    join(handset, site)
    page = open_own_place(handset)
    lock(page, "digits", tuple("2468"))
    page.locator('[data-do="close"]').tap()
    page.locator(".person").first.tap()
    for left in ("4", "3", "2", "1"):
        enter(page, tuple("1357"))
        expect(page.locator('#said [data-said="wrong"]')).to_contain_text(f": {left}")
    enter(page, tuple("1357"))
    expect(page.locator("#said [data-time]")).to_have_text(re.compile(r"00:\d\d"))
    expect(page.locator('[data-of="digits"] [data-key="1"]')).to_be_disabled()
    take_picture(page, "phone-waits")
    page.goto("/en/phone")
    page.locator(".person").first.tap()
    enter(page, tuple("2468"))
    expect(page.locator("#said [data-time]")).to_have_text(re.compile(r"00:\d\d"))


def test_two_different_entries_set_no_lock(handset: Handset, site: Site) -> None:
    handset.open()
    join(handset, site)
    page = open_own_place(handset)
    page.locator('[data-show="lock"]:visible').tap()
    page.locator('[data-kind="digits"]').tap()
    enter(page, tuple("2468"))
    enter(page, tuple("2469"))
    expect(page.locator('#said [data-said="differs"]')).to_be_visible()
    assert me(handset)["profile"]["has_lock"] is False


def test_a_lock_can_be_removed_by_who_knows_it(handset: Handset, site: Site) -> None:
    handset.open()
    join(handset, site)
    page = open_own_place(handset)
    lock(page, "digits", tuple("2468"))
    page.locator('[data-do="remove"]').tap()
    enter(page, tuple("9999"))
    expect(page.locator('#said [data-said="wrong"]')).to_be_visible()
    enter(page, tuple("2468"))
    expect(page.locator('#said [data-said="unlocked"]')).to_be_visible()
    assert me(handset)["profile"]["has_lock"] is False


def test_leaving_without_a_network_offers_to_save_and_removes_nothing_unasked(
    handset: Handset, site: Site, wire: Wire, tmp_path: Path
) -> None:
    handset.open()
    join(handset, site)
    open_own_place(handset)
    wire.cut()
    assert did(handset) == 201
    page = open_own_place(handset)
    page.locator('[data-view="mine"] [data-show="leave"]').tap()
    expect(page.locator("[data-count]")).to_contain_text(": 1")
    page.locator('[data-leave="send-first"]').tap()
    expect(page.locator('#said [data-said="unsent"]')).to_be_visible()
    assert me(handset)["unsent"] == 1
    with page.expect_download() as download:
        page.locator('[data-do="save"]').tap()
    download.value.save_as(tmp_path / "saved.json")
    assert [event["verb"] for event in json.loads((tmp_path / "saved.json").read_text())["unsent"]] == ["opened"]
    page.locator('[data-view="leave"] [data-leave="keep-nothing"]').tap()
    expect(page.locator('#said [data-said="left"]')).to_be_visible()
    expect(page.locator(".person")).to_have_count(1)
    assert handset.ids("outbox") == []


def test_leaving_sends_first_what_is_not_sent(handset: Handset, site: Site, wire: Wire) -> None:
    handset.open()
    newcomer = join(handset, site)
    open_own_place(handset)
    wire.cut()
    assert did(handset) == 201
    page = open_own_place(handset)
    wire.restore()
    page.locator('[data-view="mine"] [data-show="leave"]').tap()
    page.locator('[data-leave="send-first"]').tap()
    expect(page.locator('#said [data-said="left"]')).to_be_visible()
    assert [event.verb for event in held_events(site, newcomer.learner_id)] == ["opened"]
    assert me(handset)["profiles"] == []


def test_a_forgotten_lock_can_only_be_removed_with_its_place(handset: Handset, site: Site) -> None:
    handset.open()
    join(handset, site)
    page = open_own_place(handset)
    lock(page, "digits", tuple("2468"))
    page.locator('[data-do="close"]').tap()
    page.locator(".person").first.tap()
    page.locator('[data-show="forgotten"]').tap()
    page.locator('[data-view="forgotten"] [data-leave]').tap()
    expect(page.locator('#said [data-said="left"]')).to_be_visible()
    assert me(handset)["profiles"] == []


@pytest.mark.parametrize(("locale", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ti", "ltr")])
def test_every_view_can_be_heard_enlarged_and_held(handset: Handset, site: Site, locale: str, direction: str) -> None:
    handset.open()
    join(handset, site, locale)
    page = open_phone_page(handset, locale)
    faults = faults_of(page, locale, direction)
    views = ("mine", "look", "lock", "leave", "forgotten", "pad")
    page.locator('[data-when="chosen"] button').tap()
    for view in views:
        if view == "pad":
            show_only(page, "lock")
            page.locator('[data-kind="pictures"]').tap()
        else:
            show_only(page, view)
        take_picture(page, f"phone-{locale}-{view}")
        faults += faults_of(page, locale, direction)
    assert faults == []


def show_only(page: Page, view: str) -> None:
    """Show one view of the page, as its buttons would."""
    page.evaluate(
        "name => document.querySelectorAll('[data-view]').forEach(view => (view.hidden = view.dataset.view !== name))",
        view,
    )


def test_without_script_the_page_says_what_it_needs(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE, java_script_enabled=False)
    page.goto("/en/phone")
    expect(page.locator('[data-view="plain"]')).to_contain_text("must run scripts")
    expect(page.locator("[data-view]:visible")).to_have_count(1)
