"""Somebody with a phone, as far as the phone's worker is concerned: joins, does something, is told how it stands."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.journeys.handset import Handset
from tests.journeys.offline import Newcomer, enrol
from tests.journeys.site import Site

PACK, MODULE = "nl-orientation", "your-rights"
OPENED = {"verb": "opened", "pack": PACK, "version": 1, "module": MODULE, "lesson": "what-rights-are"}
LESSON = f"{PACK}/{MODULE}/what-rights-are"


def start(handset: Handset) -> None:
    """Open the first page and wait for the worker."""
    handset.open().goto("/en/")
    handset.wait_for_worker()


def did(handset: Handset, **deed: Any) -> int:
    """Tell the worker that something was done; return how many events are unsent."""
    status, content = handset.ask("POST", "/phone/did", {**OPENED, **deed})
    assert status == 201, (status, content)
    return int(content["unsent"])


def scan(handset: Handset, newcomer: Newcomer) -> None:
    """Open the card's link and tap the one button."""
    handset.page.goto(newcomer.link)
    handset.page.locator("main form button").first.tap()
    handset.page.wait_for_url("**/me*")


def join(handset: Handset, site: Site) -> Newcomer:
    """Join with a new card; the worker takes the session over."""
    newcomer = enrol(site, "en", [(PACK, MODULE)])
    scan(handset, newcomer)
    expect_joined(handset)
    return newcomer


def expect_joined(handset: Handset) -> None:
    """The page of one's own says so, from the phone's store."""
    expect(handset.page).to_have_url(re.compile("#joined$"))
    expect(handset.page.locator('[data-when="joined"]')).to_be_visible()


def me(handset: Handset) -> dict[str, Any]:
    """What pages are told."""
    status, content = handset.ask("GET", "/phone/me")
    assert status == 200, (status, content)
    found: dict[str, Any] = content
    return found


def end_worker(handset: Handset) -> None:
    """The browser ends the worker, as it does after half a minute of quiet."""
    session = handset.page.context.new_cdp_session(handset.page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()
