"""What the worker keeps of learners, and how it sends it: real Chromium, a real server, a wire that is really cut."""

import re
from typing import Any

from playwright.sync_api import expect

from bench.wire import Wire
from tests.journeys.handset import Handset
from tests.journeys.offline import enrol, held_events
from tests.journeys.site import Site

PACK, MODULE = "nl-orientation", "your-rights"
MODULES = [(PACK, MODULE)]
OPENED = {"verb": "opened", "pack": PACK, "version": 1, "module": MODULE, "lesson": "what-rights-are"}
DIGITS = {"kind": "digits", "secret": "24680"}


def start(handset: Handset) -> None:
    """Open the first page and wait for the worker."""
    handset.open().goto("/en/")
    handset.wait_for_worker()


def did(handset: Handset, **deed: Any) -> int:
    """Tell the worker that something was done; return how many events are unsent."""
    status, content = handset.ask("POST", "/phone/did", {**OPENED, **deed})
    assert status == 201, (status, content)
    return int(content["unsent"])


def join(handset: Handset, site: Site) -> Any:
    """Join with a new card, as the newcomer that is returned; the worker takes the session over."""
    newcomer = enrol(site, "en", MODULES)
    handset.page.goto(newcomer.link)
    handset.page.locator("main form button").first.tap()
    handset.page.wait_for_url("**/me*")
    expect(handset.page).to_have_url(re.compile("#joined$"))
    expect(handset.page.locator('[data-part="joined"]')).to_be_visible()
    return newcomer


def me(handset: Handset) -> dict[str, Any]:
    """What pages are told."""
    status, content = handset.ask("GET", "/phone/me")
    assert status == 200, (status, content)
    found: dict[str, Any] = content
    return found


def test_a_guests_work_is_kept_and_joins_the_account(handset: Handset, site: Site) -> None:
    start(handset)
    assert did(handset) == 1
    assert did(handset, verb="completed", seconds=40) == 2
    assert me(handset)["profile"] is None
    newcomer = join(handset, site)
    told = me(handset)
    assert told["profile"]["joined"]
    assert told["lessons"][f"{PACK}/{MODULE}/what-rights-are"]["completed_at"]
    handset.send_all()
    assert [event.verb for event in held_events(site, newcomer.learner_id)] == ["opened", "completed"]
    assert me(handset)["unsent"] == 0
    assert [cookie["name"] for cookie in handset.page.context.cookies()] == []


def test_what_was_done_survives_a_killed_browser_and_is_sent_once(handset: Handset, site: Site, wire: Wire) -> None:
    start(handset)
    newcomer = join(handset, site)
    handset.send_all()
    wire.cut()
    for _ in range(30):
        did(handset)
    handset.kill()
    handset.open().goto("/en/")
    assert me(handset)["unsent"] == 30
    assert handset.send()["state"] == "offline"
    wire.restore()
    wire.lose_answers(2)
    handset.send_all()
    held = held_events(site, newcomer.learner_id)
    assert sorted(str(event.id) for event in held) == sorted(handset.ids("sent"))
    assert len(held) == 30
