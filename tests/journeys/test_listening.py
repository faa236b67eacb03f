"""Every text of a lesson can be listened to, sentence by sentence, by a voice of its own language or by none."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, OpenBrowser
from tests.journeys.looking import take_picture

RIGHTS = "/learn/nl-orientation/your-rights/when-rights-are-broken"
WORDS = "/learn/nl-language-a1/greetings/greetings-words"
VOICES = """
{
  const voices = [
    {lang: "en-GB", localService: true, default: true}, {lang: "nl_NL", localService: true},
    {lang: "ar-EG", localService: false}, {lang: "tr-TR", localService: true},
  ];
  let current = null;
  const over = (how) => { const one = current; current = null; if (one) one[how](); };
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    addEventListener() {},
    cancel: () => over("onerror"),
    speak(one) {
      current = one;
      said.push({ lang: one.voice.lang, text: one.text, rate: one.rate,
                  shown: Array.from(document.querySelectorAll(".said"), (unit) => unit.textContent) });
      setTimeout(() => one === current && over("onend"), 30);
    },
  } });
}
"""
"""A phone's voices, because the machine that runs this has none: English and Dutch are its own, Arabic is not."""
ANSWERS = {"service_workers": "block"}


def open_lesson(open_browser: OpenBrowser, locale: str, lesson: str) -> Page:
    page = open_browser(**PHONE, **ANSWERS)
    page.add_init_script(VOICES)
    page.goto(f"/{locale}{lesson}")
    expect(page.locator(".listen").first).to_be_visible()
    return page


def listen(page: Page, place: str) -> list[dict[str, Any]]:
    """Tap “Listen” there, wait until it is over, and return what was said."""
    bar = page.locator(f"{place} .listen")
    before = bar.locator("[data-play]").inner_text()
    page.evaluate("said.length = 0")
    bar.locator("[data-play]").tap()
    expect(bar.locator("[data-play]")).to_have_text(before)
    said: list[dict[str, Any]] = page.evaluate("said")
    return said


def test_a_part_is_read_sentence_by_sentence_and_each_is_shown_while_it_sounds(open_browser: OpenBrowser) -> None:
    page = open_lesson(open_browser, "en", RIGHTS)
    part = page.locator("section.step").first
    said = listen(page, "section.step >> nth=0 >>")
    sentences = part.locator("[data-s]").all_inner_texts()
    assert len(said) > 5
    assert "".join(one["text"] for one in said).replace(" ", "") == "".join(sentences).replace(" ", "")
    assert all(len(one["shown"]) == 1 and one["text"].strip() in one["shown"][0] for one in said)
    assert [one["text"] for one in said if one["lang"] == "nl_NL"] == ["gemeente)."]
    expect(page.locator(".said")).to_have_count(0)


def test_all_is_read_slowly_until_somebody_stops_it(open_browser: OpenBrowser) -> None:
    page = open_lesson(open_browser, "en", RIGHTS)
    slow = page.locator(".listen [data-slow]")
    slow.first.tap()
    expect(page.locator(".listen [aria-pressed=true]")).to_have_count(slow.count())
    play = page.locator("header.lesson [data-play]")
    play.tap()
    page.wait_for_function("() => said.length > 8")
    take_picture(page, "listening-en", whole=False)
    play.tap()
    expect(page.locator(".said")).to_have_count(0)
    said = page.evaluate("said")
    assert said[0]["text"] == page.locator("h1").inner_text()
    assert {one["rate"] for one in said} == {0.7}
    page.wait_for_timeout(100)
    assert len(page.evaluate("said")) == len(said)


def test_a_language_without_a_voice_on_the_phone_says_so_and_nothing_else_speaks(open_browser: OpenBrowser) -> None:
    for locale in ("ar", "ti"):
        page = open_lesson(open_browser, locale, RIGHTS)
        assert listen(page, "section.step >> nth=0 >>") == []
        expect(page.locator("section.step .listen [role=status]").first).not_to_be_empty()
        take_picture(page, f"no-voice-{locale}", whole=False)


def test_words_sound_by_their_own_players(open_browser: OpenBrowser) -> None:
    page = open_lesson(open_browser, "en", WORDS)
    page.evaluate(
        "HTMLMediaElement.prototype.play = function () { said.push({ sound: this.currentSrc }); "
        "setTimeout(() => this.dispatchEvent(new Event('ended'))); return Promise.resolve(); }"
    )
    words = page.locator("section.step:has([data-w])").first
    said = listen(page, f"#{words.get_attribute('id')}")
    assert sum("sound" in one for one in said) == words.locator("[data-w]").count()
    assert [one["lang"] for one in said if "lang" in one] == ["en-GB"] * words.locator("[data-s]").count()


def test_leaving_ends_the_voice(open_browser: OpenBrowser) -> None:
    page = open_lesson(open_browser, "en", RIGHTS)
    page.locator("header.lesson [data-play]").tap()
    page.wait_for_function("() => said.length > 1")
    with page.expect_navigation(url="**/calendar#*"):
        hushed = page.evaluate("""() => {
            let hushed = 0;
            speechSynthesis.cancel = () => hushed++;
            document.querySelector("a.exit").click();
            return hushed;
        }""")
    assert hushed == 1
