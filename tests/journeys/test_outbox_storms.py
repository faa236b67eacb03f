"""Whatever breaks while a phone sends – server, wire, browser, clock –, the server comes to hold every event once."""

import random
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bench.exchanges import Exchange
from bench.wire import Wire
from orientation import clock
from tests.journeys.handset import SECONDS, Handset
from tests.journeys.offline import Newcomer, Pupil, enrol, expect_once, held_events
from tests.journeys.site import Site

PACK, MODULE, LESSON = "nl-language-a1", "greetings", "greetings-words"
KILLS = 20
ROUND_TRIP = 200
"""Milliseconds: long enough to kill somebody while the answer is on its way."""
TEN_YEARS = timedelta(days=3653)
SEND = "() => { window.sending = fetch('/phone/send', {method: 'POST'}).catch(() => undefined); }"
SYNC = "/api/v1/sync"


@pytest.fixture
def newcomer(site: Site) -> Newcomer:
    return enrol(site, "en", [(PACK, MODULE)])


@pytest.fixture
def pupil(site: Site, handset: Handset, newcomer: Newcomer) -> Pupil:
    """Somebody who has joined and has a lesson open."""
    return begin(Pupil(handset, site, "en", PACK), newcomer)


@pytest.fixture(autouse=True)
def server_afterwards(site: Site) -> Iterator[None]:
    """Whatever happens to the server in a story, the next story has one."""
    yield
    if not site.server.is_running:
        site.server.start()


def begin(pupil: Pupil, newcomer: Newcomer) -> Pupil:
    pupil.handset.open()
    pupil.page.goto("/en/")
    pupil.handset.wait_for_worker()
    pupil.join(newcomer)
    return pupil


def test_the_server_is_killed_twenty_times_while_it_is_being_told(
    site: Site, wire: Wire, pupil: Pupil, newcomer: Newcomer
) -> None:
    chance = random.Random(20)  # noqa: S311 moments to kill at
    wire.slow(0, ROUND_TRIP)
    for _ in range(KILLS):
        wire.forget()
        request = while_sending(pupil, wire)
        time.sleep(chance.uniform(0, 0.8 * ROUND_TRIP / 2000))
        site.server.kill()
        assert request.status == 0, "the answer came before the server was killed"
        site.server.start()
    wire.slow(0, 0)
    pupil.handset.send_all()
    expect_once(site, newcomer.learner_id, pupil.handset, pupil.deeds)


def test_answers_are_lost_after_the_server_has_written(
    site: Site, wire: Wire, pupil: Pupil, newcomer: Newcomer
) -> None:
    for lost in range(1, 6):
        pupil.answer_some(4)
        wire.lose_answers(lost, SYNC)
        while wire.answers_to_lose:
            pupil.handset.send()
    pupil.handset.send_all()
    expect_once(site, newcomer.learner_id, pupil.handset, pupil.deeds)


def test_the_browser_is_killed_while_it_sends(
    site: Site, wire: Wire, handset: Handset, pupil: Pupil, newcomer: Newcomer
) -> None:
    for _ in range(5):
        wire.slow(0, ROUND_TRIP)
        wire.forget()
        while_sending(pupil, wire)
        handset.kill()
        wire.slow(0, 0)
        handset.open().goto("/en/")
        handset.wait_for_worker()
    handset.send_all()
    expect_once(site, newcomer.learner_id, handset, pupil.deeds)


def test_two_tabs_write_and_send_at_once(site: Site, wire: Wire, pupil: Pupil, newcomer: Newcomer) -> None:
    wire.slow(0, ROUND_TRIP)
    first, second = pupil.page, pupil.handset.new_tab()
    second.goto("/en/")
    for _ in range(6):
        pupil.answer_some(2)
        for tab in (first, second, first):
            tab.evaluate(SEND)
        pupil.answer_some(2, second)
    wire.slow(0, 0)
    for tab in (first, second):
        tab.evaluate("() => window.sending")
    pupil.handset.send_all()
    expect_once(site, newcomer.learner_id, pupil.handset, pupil.deeds)


@pytest.mark.parametrize("off", [TEN_YEARS, -TEN_YEARS], ids=["ahead", "behind"])
def test_the_phones_clock_is_ten_years_off(site: Site, handset: Handset, newcomer: Newcomer, off: timedelta) -> None:
    started = clock.now()
    handset.clock_off_by = int(off.total_seconds() * 1000)
    pupil = begin(Pupil(handset, site, "en", PACK), newcomer)
    assert abs(pupil.page.evaluate("Date.now() / 1000") - clock.now().timestamp()) > TEN_YEARS.total_seconds() / 2
    pupil.answer_some(5)
    handset.send_all()
    expect_once(site, newcomer.learner_id, handset, pupil.deeds)
    for event in held_events(site, newcomer.learner_id):
        assert started - timedelta(minutes=1) <= event.occurred_at <= clock.now() + timedelta(minutes=1)


def test_the_clock_is_set_right_between_doing_and_sending(
    site: Site, wire: Wire, handset: Handset, newcomer: Newcomer
) -> None:
    handset.clock_off_by = int(TEN_YEARS.total_seconds() * 1000)
    pupil = begin(Pupil(handset, site, "en", PACK), newcomer)
    wire.cut()
    pupil.answer_some(5)
    handset.close()
    handset.clock_off_by = 0
    wire.restore()
    handset.open().goto("/en/")
    handset.wait_for_worker()
    handset.send_all()
    expect_once(site, newcomer.learner_id, handset, pupil.deeds)
    for event in held_events(site, newcomer.learner_id):
        assert event.occurred_at <= clock.now() + timedelta(minutes=1)


def while_sending(pupil: Pupil, wire: Wire) -> Exchange:
    """Do something and let the phone send. Return its request when it has reached the server, unanswered.

    The phone also sends by itself, where there is Background Sync: then there is perhaps nothing left to send.
    """
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        pupil.answer_some(2)
        pupil.page.evaluate(SEND)
        for _ in range(100):
            for exchange in reversed(wire.exchanges):
                if exchange.path == SYNC and exchange.status == 0:
                    return exchange
            time.sleep(0.002)
    raise AssertionError("the phone sent nothing")
