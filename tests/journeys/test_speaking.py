"""“Say it”: a word is heard, recorded and compared on the phone, and nothing of it goes anywhere."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from bench.chromium import ARGUMENTS, PATH, PHONE
from tests.journeys.conftest import SECONDS
from tests.journeys.looking import take_picture
from tests.journeys.site import Site

WORDS = "/learn/nl-language-a1/greetings/greetings-words"
FAKE = ["--use-fake-device-for-media-stream"]
ALLOWED = "--use-fake-ui-for-media-stream"
TONE = """(gain) => {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    const out = context.createMediaStreamDestination();
    volume.gain.value = gain;
    tone.connect(volume).connect(out);
    tone.start();
    return out.stream;
  };
}"""
"""A microphone that hears a tone, so loud."""
REFUSAL = "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '%s')); }"


@pytest.fixture(scope="module")
def listener(player: Playwright) -> Iterator[Browser]:
    """A browser with a microphone that beeps, and whose owner allows everything."""
    browser = player.chromium.launch(executable_path=PATH, args=[*ARGUMENTS, *FAKE, ALLOWED])
    yield browser
    browser.close()


@pytest.fixture
def asked(listener: Browser, site: Site) -> Iterator[tuple[Page, list[str]]]:
    """A page of words, and what it asks of the network from then on."""
    context = listener.new_context(base_url=site.address, service_workers="block", **PHONE)
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    page.goto(f"/en{WORDS}")
    expect(page.locator("[data-say]").first).to_be_visible()
    requests: list[str] = []
    context.on("request", lambda request: requests.append(f"{request.method} {request.url}"))
    yield page, requests
    context.close()


def open_panel(page: Page) -> Locator:
    """Tap “Say it” at the first word and return its card."""
    card = page.locator(".word:has([data-say])").first
    card.locator("[data-say]").tap()
    expect(card.locator("[data-part=record]")).to_be_visible()
    return card


def record(card: Locator, milliseconds: int = 900) -> None:
    card.locator("[data-part=record]").tap()
    expect(card.locator("[data-part=end]")).to_be_visible()
    card.page.wait_for_timeout(milliseconds)
    card.locator("[data-part=record]").tap()
    expect(card.locator("[data-part=begin]")).to_be_visible()


def test_a_word_is_recorded_compared_and_judged_and_nothing_leaves_the_phone(asked: tuple[Page, list[str]]) -> None:
    page, requests = asked
    card = open_panel(page)
    assert [urlsplit(one).path.rpartition("/")[2] for one in requests if "/static/" in one] == ["speaking.js"]
    record(card, 1500)
    expect(card.locator("svg.wave")).to_have_count(2)
    expect(card.locator("[data-part=play-both]")).to_be_focused()
    card.locator("[data-rate]").last.tap()
    expect(card.locator("[data-rate][aria-pressed=true]")).to_have_count(1)
    with page.expect_download() as kept:
        card.locator("[data-part=keep]").tap()
    assert kept.value.suggested_filename.startswith("hallo.")
    take_picture(page, "speaking-en", whole=False)
    card.locator("[data-part=play-both]").tap()
    outside = [one for one in requests if not one.startswith(("GET blob:", "GET data:"))]
    assert all(urlsplit(one.removeprefix("GET ")).path.startswith(("/static/", "/b/")) for one in outside), outside
    again = page.evaluate("() => document.querySelector('[data-part=mine]').src")
    record(card)
    expect(card.locator("[data-part=compare]")).to_be_visible()
    assert page.evaluate("address => fetch(address).then(() => 'kept', () => 'gone')", again) == "gone"


def test_the_microphone_is_off_between_tries_and_when_the_page_is_left(asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    page.evaluate("""() => {
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        window.tracks = [];
        navigator.mediaDevices.getUserMedia = async (wanted) => {
            const stream = await ask(wanted);
            tracks.push(...stream.getTracks());
            return stream;
        };
    }""")
    card = open_panel(page)
    record(card)
    states = "() => tracks.map((track) => track.readyState)"
    assert page.evaluate(states) == ["ended"]
    card.locator("[data-part=record]").tap()
    expect(card.locator("[data-part=end]")).to_be_visible()
    assert page.evaluate(states) == ["ended", "live"]
    page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect(card.locator("[data-part=begin]")).to_be_visible()
    assert page.evaluate(states) == ["ended", "ended"]


@pytest.mark.parametrize(
    ("microphone", "milliseconds", "says"),
    [
        (
            REFUSAL % "NotAllowedError",
            0,
            "refused",
        ),
        (
            REFUSAL % "NotFoundError",
            0,
            "missing",
        ),
        (f"() => ({TONE})(0.001)", 900, "quiet"),
        (f"() => ({TONE})(0.5)", 60, "short"),
    ],
    ids=["refused", "missing", "quiet", "short"],
)
def test_what_went_wrong_is_said_in_words(
    asked: tuple[Page, list[str]], microphone: str, milliseconds: int, says: str
) -> None:
    page, _ = asked
    card = open_panel(page)
    page.evaluate(microphone)
    if milliseconds:
        record(card, milliseconds)
    else:
        card.locator("[data-part=record]").tap()
    status = card.locator("[data-part=status]")
    expect(status).to_have_text(str(status.get_attribute(f"data-{says}")))
    expect(card.locator("[data-part=compare]")).to_be_hidden()


def test_only_lessons_may_use_the_microphone(asked: tuple[Page, list[str]], site: Site) -> None:
    page, _ = asked
    policies: dict[str, Any] = {
        address: page.request.get(address).headers["permissions-policy"]
        for address in (f"/en{WORDS}", "/en/shell/en", "/en/", "/en/me", "/staff/sign-in")
    }
    assert [address for address, policy in policies.items() if "microphone=(self)" in policy] == list(policies)[:2]
    assert all("microphone=()" in policies[address] for address in list(policies)[2:])
