"""A learner with a phone. Nothing here depends on the language: acts go by addresses, places and signs."""

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import take_picture

Answers = dict[str, Any]
"""Item → answer, as the pack format defines it."""


@dataclass
class Phone:
    """Somebody's phone, showing the pages of one locale. `name` is for pictures."""

    page: Page
    locale: str
    name: str = ""

    def look(self, what: str) -> None:
        """Keep a picture of the page."""
        if self.name:
            take_picture(self.page, f"{self.name}-{what}")

    def scan(self, link: str) -> None:
        """Open the link that the camera read from a card."""
        self.page.goto(link)

    def tap_main_button(self) -> None:
        """Tap the one button that the page is about."""
        self.page.locator("main form button").first.tap()

    def type_code(self, code: str) -> None:
        """Open the address on the card and type its number."""
        self.page.goto(f"/{self.locale}/join")
        self.page.locator("#code").fill(code)
        self.tap_main_button()

    def expect_joined(self) -> None:
        """The learner's own page says so."""
        expect(self.page).to_have_url(re.compile(f"/{self.locale}/me(\\?joined=1|#joined)$"))
        expect(self.page.get_by_role("status")).to_be_visible()

    def open_own_page(self) -> None:
        """Tap the person in the bar on top."""
        self.page.locator(f'.bar a[href="/{self.locale}/me"]').tap()

    def tap_link_to(self, address: str) -> None:
        """Tap the first visible link whose address ends so; within a pack links are relative."""
        last = re.sub(r".*/(?=.)", "", address)
        self.page.locator(f'a[href$="{address}"]:visible, a[href="{last}"]:visible').first.tap()
        expect(self.page).to_have_url(re.compile(re.escape(address) + "$"))

    def expect_text(self, text: str) -> None:
        """It stands in the page's content."""
        expect(self.page.locator("main")).to_contain_text(text)

    def answer(self, block: dict[str, Any], answers: Answers) -> None:
        """Fill the exercise in and send it."""
        form = self.page.locator(f"#b-{block['id']} form")
        for item in block["items"]:
            fill(form, item, answers[item["id"]])
        form.get_by_role("button").tap()
        expect(self.page).to_have_url(re.compile(f"/{block['id']}\\?"))

    def expect_marked(self, block: dict[str, Any], answers: Answers) -> None:
        """Every item has its verdict and says why; what was wrong shows what is right."""
        for item in block["items"]:
            marked = self.page.locator(f"section#i-{item['id']}")
            verdict = "right" if answers[item["id"]] == right_answer(item) else "wrong"
            expect(marked.locator("h2")).to_have_class(f"verdict {verdict}")
            shown = " ".join(marked.inner_text().split())
            for explanation in explanations(item, answers[item["id"]]):
                assert explanation in shown, f"{explanation} is not in {shown}"

    def go_on(self) -> None:
        """From the marked answers back to what follows in the lesson."""
        self.page.locator('main p > a.btn[href*="#"]').first.tap()
        expect(self.page).to_have_url(re.compile("#"))

    def finish_lesson(self) -> None:
        """Tap the button at the end."""
        self.page.locator('form[action$="/done"] button').tap()
        expect(self.page).to_have_url(re.compile("/done$"))

    def lessons_done(self, module: str) -> tuple[int, int]:
        """Return done and all lessons of the module, read from the bar on the learner's own page."""
        card = self.page.locator("main .card", has=self.page.locator(f'a[href*="/{module}/"]'))
        bar = card.get_by_role("progressbar")
        return int(bar.get_attribute("value") or 0), int(bar.get_attribute("max") or 0)

    @property
    def path(self) -> str:
        """The address without host, query and fragment."""
        return urlsplit(self.page.url).path


def right_answer(item: dict[str, Any]) -> Any:
    """Return an answer that is right: of a gap the first that is accepted."""
    if item["kind"] == "gap":
        return {gap: accepted[0] for gap, accepted in item["key"].items()}
    return item["key"][0] if item["kind"] == "type" else item["key"]


def wrong_answer(item: dict[str, Any]) -> Any:
    """Return a whole answer that is wrong: another choice, the opposite, everything the other way round."""
    key = item["key"]
    match item["kind"]:
        case "choose-one":
            return next(choice["id"] for choice in item["choices"] if choice["id"] != key)
        case "choose-several":
            return [choice["id"] for choice in item["choices"] if choice["id"] not in key]
        case "true-false":
            return not key
        case "order" | "tiles":
            return key[::-1] if len(key) > 1 else [tile["id"] for tile in item["tiles"] if tile["id"] not in key][:1]
        case "type":
            return "00" if item.get("ask") == "number" else "qq"
        case "match":
            return dict(zip(key, list(key.values())[::-1], strict=True))
        case kind:
            raise AssertionError(f"nobody has thought about wrong answers to {kind}")


def explanations(item: dict[str, Any], answer: Any) -> list[str]:
    """Return what must be explained to somebody who answered so: the item, what they chose, and what is right."""
    texts = [item["explanation"]]
    chosen = answer if isinstance(answer, list) else [answer]
    for choice in item.get("choices", []):
        if choice["id"] in chosen or choice["id"] in item["key"]:
            texts.append(choice["explanation"])
    return [plain(text["html"]) for text in texts if text]


def plain(marked_up: str) -> str:
    """Return the words of a text on one line."""
    return " ".join(html.unescape(re.sub("<[^>]+>", "", marked_up)).split())


def fill(form: Locator, item: dict[str, Any], answer: Any) -> None:
    """Give the answer to one item with its controls."""
    name = item["id"]
    match item["kind"]:
        case "choose-one":
            _pick(form, name, answer)
        case "choose-several":
            for choice in answer:
                _pick(form, name, choice)
        case "true-false":
            _pick(form, name, "true" if answer else "false")
        case "type":
            form.locator(f'input[name="{name}"]').fill(answer)
        case "trace":
            _pick(form, name, "true")
        case "order" | "tiles":
            _lay(form.locator(f'fieldset[data-item="{name}"]'), item, answer)
        case "match":
            for left, right in answer.items():
                _pair(form.locator(f'[name="{name}.{left}"]'), [one["id"] for one in item["rights"]], right)
        case "gap":
            offered = {gap["id"]: gap["choices"] for gap in item["gaps"]}
            for gap, word in answer.items():
                control = form.locator(f'[name="{name}.{gap}"]')
                if offered[gap]:
                    control.select_option(word)
                else:
                    control.fill(word)


def _pick(form: Locator, name: str, value: str) -> None:
    form.locator(f'input[name="{name}"][value="{value}"]').check()


def _pair(control: Locator, rights: list[str], right: str) -> None:
    """Say what goes with something: by tapping its picture where there is script, else from a list."""
    pictures = control.locator("xpath=following-sibling::div[@data-taps]/button")
    if pictures.count():
        picture = pictures.nth(rights.index(right))
        if picture.get_attribute("aria-pressed") == "false":
            picture.tap()
    else:
        control.select_option(right)


def _lay(question: Locator, item: dict[str, Any], answer: list[str]) -> None:
    """Put things in order: by tapping where there is script, else by numbers."""
    things = item["elements"] if item["kind"] == "order" else item["tiles"]
    if not question.locator("[data-taps]").count():
        for place, thing in enumerate(answer, 1):
            question.locator(f'[name="{item["id"]}.{thing}"]').select_option(str(place))
        return
    for laid in question.locator(".laid .tap").all()[::-1]:
        laid.tap()
    left = [thing["id"] for thing in things]
    for thing in answer:
        question.locator(".taps:not(.laid) .tap").nth(left.index(thing)).tap()
        left.remove(thing)


def check(form: Locator) -> None:
    """Tap “Check” under the question that is asked."""
    form.locator('[data-word="check"]').tap()


def go_on(form: Locator) -> None:
    """Tap “Continue” under the marked answer."""
    form.locator('[data-word="go-on"]').tap()


def answer_each(form: Locator, items: list[dict[str, Any]], answers: Answers) -> None:
    """With script: answer one question after the other, each checked before the next is asked."""
    for item in items:
        fill(form, item, answers[item["id"]])
        check(form)
        expect(form.locator("section.card:visible > .verdict")).to_be_focused()
        go_on(form)
    expect(form.locator('[data-word="score"]')).to_be_focused()
