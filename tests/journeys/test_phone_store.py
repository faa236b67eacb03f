"""What the worker keeps of learners, and how it sends it: real Chromium, a real server, a wire that is really cut."""

import json
from uuid import UUID, uuid4

from playwright.sync_api import expect
from sqlalchemy import delete

from bench.wire import Wire
from orientation import clock
from orientation.accounts import service as accounts
from orientation.actor import SYSTEM, Role
from orientation.db import db, transaction
from orientation.learning.models import ItemProgress, LearningEvent, LessonProgress
from orientation.learning.rules.intake import Batch
from orientation.learning.service import record
from orientation.sync.service import begin_epoch
from tests.journeys.handset import Handset
from tests.journeys.offline import held_events
from tests.journeys.owner import LESSON, MODULE, OPENED, PACK, did, end_worker, join, me, start
from tests.journeys.site import Site

OPEN = """(name) => new Promise((done, fail) => {
  const request = indexedDB.open(name);
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
})"""
WHOLE = """async (isMeant) => {
  const found = [];
  for (const { name } of (await indexedDB.databases()).filter(({ name }) => isMeant(name))) {
    const base = await (OPEN)(name);
    for (const store of base.objectStoreNames) {
      const asked = base.transaction(store).objectStore(store);
      for (const request of [asked.getAllKeys(), asked.getAll()]) {
        found.push(await new Promise((done) => (request.onsuccess = () => done(request.result))));
      }
    }
    base.close();
  }
  const seen = (key, value) => (value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : value);
  return JSON.stringify(found, seen);
}""".replace("OPEN", OPEN)
DUMP = f"() => ({WHOLE})((name) => name.startsWith('learner-'))"
PHONE_DUMP = f"() => ({WHOLE})((name) => name === 'phone')"
WAIT_IS_OVER = """async (id) => {
  const base = await (OPEN)("phone");
  const store = base.transaction("profiles", "readwrite").objectStore("profiles");
  await new Promise((done) => {
    store.get(id).onsuccess = (event) => {
      const profile = event.target.result;
      store.put(Object.assign(profile, { tried_at: profile.tried_at - 31000 })).onsuccess = done;
    };
  });
  base.close();
}""".replace("OPEN", OPEN)
FILL = """async (many) => {
  const base = await (OPEN)("learner-guest");
  const transaction = base.transaction(["outbox", "state"], "readwrite");
  const at = new Date().toISOString();
  for (let seq = 2; seq <= many; seq++) {
    const id = "0195506f-3a5e-7cc3-98c4-" + String(seq).padStart(12, "0");
    const place = { pack: "p", version: 1, module: "m" + (seq % 20), lesson: "l" + (seq % 150) };
    const deed = { verb: "answered", item: "i" + (seq % 10), answer: true, verdict: "right", seconds: 5 };
    transaction.objectStore("outbox").put(Object.assign({ id, seq, at }, place, deed), seq);
  }
  transaction.objectStore("state").put(many, "seq");
  await new Promise((done) => (transaction.oncomplete = done));
  base.close();
}""".replace("OPEN", OPEN)
TIMES = """async () => {
  const times = [];
  await fetch("/phone/nothing");
  for (let time = 0; time < 2; time++) {
    const began = performance.now();
    await (await fetch("/phone/me")).json();
    times.push(performance.now() - began);
  }
  return times;
}"""
LEAVE_WHILE_SENDING = """async (id) => {
  const post = (what, given) => fetch("/phone/" + what, { method: "POST", body: JSON.stringify(given) });
  const sending = post("send", {});
  const left = await post("leave", { id, unsent: "keep-nothing" });
  return [(await sending).status, left.status];
}"""
DIGITS = {"kind": "digits", "secret": "24680"}


def test_a_deed_that_a_page_tells_again_because_it_heard_no_answer_is_written_once(handset: Handset) -> None:
    start(handset)
    assert did(handset, key="0.42") == 1
    handset.kill()
    handset.open().goto("/en/")
    handset.wait_for_worker()
    assert did(handset, key="0.42") == 1
    assert did(handset, key="0.43") == 2


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


def test_what_another_phone_did_and_what_was_asked_for_arrives(handset: Handset, site: Site) -> None:
    start(handset)
    newcomer = join(handset, site)
    handset.send_all()
    did_elsewhere(site, newcomer.learner_id)
    did(handset, verb="opened", lesson="equal-treatment")
    handset.send_all()
    told = me(handset)
    assert told["asked"][0]["module"] == MODULE
    assert set(told["lessons"]) >= {LESSON, f"{PACK}/{MODULE}/equal-treatment"}
    assert told["lessons"][LESSON]["completed_at"]
    handset.page.goto("/en/me")
    card = handset.page.locator(f'[data-list="asked"] [data-module="{PACK}/{MODULE}"]')
    expect(card.get_by_role("progressbar")).to_have_js_property("value", 1)
    expect(card).to_contain_text("Please finish by")
    handset.page.goto(f"/en/learn/{PACK}/{MODULE}/")
    expect(handset.page.locator("[data-done]:visible")).to_have_count(1)
    handset.page.goto("/en/")
    expect(handset.page.locator("[data-asked]:visible")).to_have_count(1)


def test_after_a_restore_the_phone_offers_again_what_was_sent(handset: Handset, site: Site) -> None:
    start(handset)
    newcomer = join(handset, site)
    for _ in range(3):
        did(handset)
    handset.send_all()
    forget_events(site, newcomer.learner_id)
    assert held_events(site, newcomer.learner_id) == []
    did(handset, verb="completed")
    handset.send_all()
    held = held_events(site, newcomer.learner_id)
    assert sorted(str(event.id) for event in held) == sorted(handset.ids("sent"))
    assert len(held) == 4
    assert me(handset)["lessons"][LESSON]["completed_at"]


def test_what_the_server_does_not_take_is_shown_and_can_be_exported(handset: Handset, site: Site) -> None:
    start(handset)
    join(handset, site)
    did(handset, lesson="no-such-lesson")
    did(handset)
    handset.send_all()
    told = me(handset)
    assert told["unsent"] == 0
    assert told["refused"][0]["reason"].startswith("lesson-unknown:")
    handset.page.goto("/en/me")
    expect(handset.page.locator('[data-when="refused"]')).to_contain_text("no-such-lesson")
    with handset.page.expect_download() as saved:
        handset.page.locator('[data-do="save"]').tap()
    assert "no-such-lesson" in saved.value.path().read_text()
    handset.page.locator('[data-do="forget"]').tap()
    expect(handset.page.locator('[data-when="refused"]')).to_be_hidden()
    assert me(handset)["refused"] == []


def test_a_learner_who_was_erased_leaves_nothing_on_the_phone(handset: Handset, site: Site) -> None:
    start(handset)
    newcomer = join(handset, site)
    officer = site.hire(Role.OFFICER).actor
    with site.behind_the_scenes():
        accounts.erase_learner(officer, newcomer.learner_id)
    did(handset)  # after it: Background Sync sends at once
    handset.send()
    told = me(handset)
    assert (told["profile"], told["profiles"], told["lessons"]) == (None, [], {})
    assert handset.ids("outbox", "sent") == []


def test_a_lock_hides_everything_and_survives_the_browsers_death(handset: Handset, site: Site) -> None:
    start(handset)
    join(handset, site)
    did(handset, verb="answered", item="free-doctor", answer=True)
    name = me(handset)["profile"]["name"]
    assert handset.ask("POST", "/phone/lock", DIGITS)[0] == 200
    did(handset)
    assert me(handset)["profile"]["has_lock"]
    written = json.dumps([handset.page.evaluate(DUMP), handset.page.evaluate(PHONE_DUMP)])
    for word in (name, "free-doctor", "what-rights-are", "Bearer", "token"):
        assert word not in written
    handset.kill()
    handset.open().goto("/en/")
    status, content = handset.ask("GET", "/phone/me")
    assert status == 423
    (profile,) = content["profiles"]
    assert (profile["has_lock"], profile["is_open"], profile["name"], profile["lock"]) == (True, False, None, "digits")
    assert handset.ask("POST", "/phone/did", OPENED)[0] == 423
    for left in (4, 3, 2, 1):
        refused = handset.ask("POST", "/phone/lock/open", {"id": profile["id"], "secret": "11111"})
        assert refused == (403, {"wait": 0, "left": left})
    assert handset.ask("POST", "/phone/lock/open", {"id": profile["id"], "secret": "11111"})[1]["wait"] == 30
    handset.kill()
    handset.open().goto("/en/")
    status, content = handset.ask("POST", "/phone/lock/open", {"id": profile["id"], "secret": DIGITS["secret"]})
    assert status == 403
    assert 0 < content["wait"] <= 30
    handset.page.evaluate(WAIT_IS_OVER, profile["id"])
    assert handset.ask("POST", "/phone/lock/open", {"id": profile["id"], "secret": DIGITS["secret"]})[0] == 200
    assert LESSON in me(handset)["lessons"]
    assert handset.ask("POST", "/phone/lock/remove", {"secret": DIGITS["secret"]})[0] == 200
    assert me(handset)["profile"]["name"] == name
    handset.send_all()


def test_a_worker_that_was_ended_gets_the_key_back_from_the_page(handset: Handset, site: Site) -> None:
    start(handset)
    join(handset, site)
    assert handset.ask("POST", "/phone/lock", DIGITS)[0] == 200
    handset.page.goto("/en/")
    assert me(handset)["profile"]["is_open"]
    end_worker(handset)
    assert did(handset) == 1
    assert handset.ask("POST", "/phone/lock/close")[0] == 200
    end_worker(handset)
    assert handset.ask("GET", "/phone/me")[0] == 423


def test_signing_out_sends_first_and_leaves_nothing(handset: Handset, site: Site, wire: Wire) -> None:
    start(handset)
    newcomer = join(handset, site)
    profile = me(handset)["profile"]
    wire.cut()
    did(handset)
    leaving = {"id": profile["id"], "unsent": "send-first"}
    assert handset.ask("POST", "/phone/leave", leaving) == (409, {"unsent": 1})
    assert handset.ask("GET", "/phone/export")[1]["unsent"][0]["verb"] == "opened"
    wire.restore()
    assert handset.ask("POST", "/phone/leave", leaving)[0] == 200
    assert len(held_events(site, newcomer.learner_id)) == 1
    assert me(handset)["profiles"] == []
    assert f"learner-{profile['id']}" not in handset.page.evaluate("() => indexedDB.databases().then(JSON.stringify)")


def test_what_a_guest_does_after_somebody_joined_stays_the_guests(handset: Handset, site: Site) -> None:
    start(handset)
    join(handset, site)
    assert handset.ask("POST", "/phone/profiles/choose", {"id": None})[0] == 200
    did(handset)
    assert me(handset)["unsent"] == 1
    assert "undefined" not in handset.page.evaluate("() => indexedDB.databases().then(JSON.stringify)")


def test_an_answer_that_comes_after_leaving_brings_nothing_back(handset: Handset, site: Site, wire: Wire) -> None:
    start(handset)
    join(handset, site)
    handset.send_all()
    profile = me(handset)["profile"]
    wire.slow(1000, 6000)
    did(handset)
    statuses = handset.page.evaluate(LEAVE_WHILE_SENDING, profile["id"])
    assert statuses == [423, 200]
    assert me(handset)["profiles"] == []
    assert f"learner-{profile['id']}" not in handset.page.evaluate("() => indexedDB.databases().then(JSON.stringify)")


def test_a_form_in_a_lesson_that_goes_to_the_server_counts_for_who_joined(handset: Handset, site: Site) -> None:
    start(handset)
    newcomer = join(handset, site)
    handset.page.goto(f"/en/learn/{LESSON}")
    with handset.page.expect_navigation(url="**/done"):
        handset.page.evaluate(
            "() => HTMLFormElement.prototype.submit.call(document.querySelector('form[data-finish]'))"
        )
    assert "completed" in [event.verb for event in held_events(site, newcomer.learner_id)]


def test_another_sites_form_does_not_act_for_the_learner(handset: Handset, site: Site) -> None:
    start(handset)
    newcomer = join(handset, site)
    elsewhere = handset.new_tab()
    origin = handset.page.evaluate("location.origin")
    for path in ("/en/me/sign-out", f"/en/learn/{LESSON}/done"):
        elsewhere.goto("about:blank")
        elsewhere.set_content(f'<form method="post" action="{origin}{path}"><button>Win</button></form>')
        with elsewhere.expect_navigation(url=f"**{path}"):
            elsewhere.locator("button").click()
    did(handset)
    handset.send_all()
    assert {event.verb for event in held_events(site, newcomer.learner_id)} == {"opened"}


def test_five_thousand_events_are_added_up(handset: Handset) -> None:
    start(handset)
    did(handset)
    handset.page.evaluate(FILL, 5000)
    end_worker(handset)
    first, second = handset.page.evaluate(TIMES)
    told = me(handset)
    assert (told["unsent"], len(told["lessons"])) == (5000, 301), (first, second)


def did_elsewhere(site: Site, learner_id: UUID) -> None:
    """The learner finishes the first lesson on another phone."""
    event = {**OPENED, "verb": "completed", "id": str(uuid4()), "seq": 1, "at": clock.now().isoformat()}
    with site.behind_the_scenes():
        record(learner_id, Batch("other", clock.now(), [event]), clock.now())


def forget_events(site: Site, learner_id: UUID) -> None:
    """The server is restored from a backup that has nothing of the learner's events."""
    with site.behind_the_scenes():
        with transaction():
            for table in (LearningEvent, LessonProgress, ItemProgress):
                db.session.execute(delete(table).where(table.learner_id == learner_id))
        begin_epoch(SYSTEM, clock.now())
