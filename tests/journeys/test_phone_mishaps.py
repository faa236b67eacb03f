"""What goes wrong between two steps and in two tabs of a phone, and what the learner is told of it."""

from typing import Any

from playwright.sync_api import expect

from bench.wire import Wire
from orientation.accounts import service as accounts
from orientation.actor import Role
from tests.journeys.handset import SECONDS, Handset
from tests.journeys.looking import take_picture
from tests.journeys.offline import LESSON_SCRIPT, enrol, held_events
from tests.journeys.owner import LESSON, MODULE, PACK, did, end_worker, expect_joined, join, me, scan, start
from tests.journeys.site import Site

HOLD_THE_TOKEN = """() => {
  const ask = self.fetch;
  self.fetch = async (...given) => {
    const answer = await ask(...given);
    if (given[0] !== "/api/v1/me/token") return answer;
    self.hasToken = true;
    return new Promise(() => 0);
  };
}"""
SYNC = {"tag": "send", "lastChance": False}


def test_a_token_that_was_lost_before_it_was_written_down_is_asked_for_again(handset: Handset, site: Site) -> None:
    start(handset)
    did(handset)
    [worker] = handset.page.context.service_workers
    worker.evaluate(HOLD_THE_TOKEN)
    newcomer = enrol(site, "en", [(PACK, MODULE)])
    scan(handset, newcomer)
    for _ in range(SECONDS * 10):
        if worker.evaluate("() => self.hasToken"):
            break
        handset.page.wait_for_timeout(100)
    assert worker.evaluate("() => self.hasToken"), "the worker never asked for a token"
    handset.page.goto("about:blank")
    end_worker(handset)
    handset.page.goto("/en/me?joined=1")
    expect_joined(handset)
    handset.send_all()
    assert [event.verb for event in held_events(site, newcomer.learner_id)] == ["opened"]
    assert handset.page.context.cookies() == []


def test_a_lesson_that_is_open_in_another_tab_keeps_nothing_for_who_was_chosen_since(
    handset: Handset, site: Site
) -> None:
    start(handset)
    hers = join(handset, site)
    her_id = me(handset)["profile"]["id"]
    lesson = handset.new_tab()
    lesson.goto(f"/en/learn/{LESSON}")
    lesson.wait_for_function(LESSON_SCRIPT)
    handset.send_all()
    assert [event.verb for event in held_events(site, hers.learner_id)] == ["opened"]
    his = join(handset, site)
    lesson.bring_to_front()
    lesson.locator("form[data-finish] button").tap()
    expect(lesson.get_by_text("Somebody else uses this phone now, so this is not kept.")).to_be_visible()
    take_picture(lesson, "lesson-of-another")
    handset.page.bring_to_front()
    assert handset.ask("POST", "/phone/profiles/choose", {"id": her_id})[0] == 200
    lesson.bring_to_front()
    lesson.locator("form[data-finish] button").tap()
    expect(lesson.locator('[data-word="finished"] h2')).to_be_visible()
    handset.page.bring_to_front()
    handset.send_all()
    assert sorted(event.verb for event in held_events(site, hers.learner_id)) == ["completed", "opened"]
    assert held_events(site, his.learner_id) == []


def test_who_was_erased_is_told_so_until_somebody_joins(handset: Handset, site: Site) -> None:
    start(handset)
    newcomer = join(handset, site)
    officer = site.hire(Role.OFFICER).actor
    with site.behind_the_scenes():
        accounts.erase_learner(officer, newcomer.learner_id)
    did(handset)
    handset.page.goto("/en/me")
    told = handset.page.locator('[data-when="erased"]')
    expect(told).to_contain_text("This account was removed")
    expect(told).to_contain_text("Nothing of it is left on this phone.")
    take_picture(handset.page, "erased")
    assert me(handset)["profiles"] == []
    join(handset, site)
    expect(told).to_be_hidden()


def test_background_sync_sends_when_no_page_of_ours_is_open(handset: Handset, site: Site, wire: Wire) -> None:
    start(handset)
    newcomer = join(handset, site)
    handset.send_all()
    wire.cut()
    did(handset)
    session = handset.page.context.new_cdp_session(handset.page)
    found: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    handset.page.goto("about:blank")
    assert held_events(site, newcomer.learner_id) == []
    wire.restore()
    [registration] = [one for one in found if one["scopeURL"] == f"{wire.address}/"]
    session.send(
        "ServiceWorker.dispatchSyncEvent",
        {**SYNC, "origin": wire.address, "registrationId": registration["registrationId"]},
    )
    for _ in range(SECONDS * 10):
        if held_events(site, newcomer.learner_id):
            break
        handset.page.wait_for_timeout(100)
    assert [event.verb for event in held_events(site, newcomer.learner_id)] == ["opened"]
    session.detach()
