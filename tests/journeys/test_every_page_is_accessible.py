"""axe-core finds nothing on any page, in English, Arabic (in the dark) and Tigrinya; and what axe can't see."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from orientation.accounts.rules.codes import shown_code
from orientation.actor import Role
from orientation.locales import get_locale
from tests.journeys.conftest import DESK, PHONE, OpenBrowser
from tests.journeys.desk import sign_in
from tests.journeys.house import PIN, House, furnish
from tests.journeys.inspection import FOCUS, faults_of
from tests.journeys.looking import take_picture
from tests.journeys.phone import fill, right_answer, wrong_answer
from tests.journeys.site import PASSWORD, Site
from tests.packs.workbench import with_change, zip_of

LOCALES = ("en", "ar", "ti")
LESSONS = (
    "nl-orientation/your-rights/what-rights-are",
    "nl-language-a1/greetings/greetings-words",
    "nl-language-a1/greetings/greetings-dialogue",
    "nl-language-a1/greetings/greetings-culture",
    "tiny/first/hello",
    "tiny/first/practice",
)
BAD_CSV = "label,locale,age_band\nBlue door,xx,12\n"


@dataclass(frozen=True)
class Visit:
    """Somebody's way through the pages in one language. Each stop is looked at before the next step."""

    page: Page
    site: Site
    house: House
    locale: str

    def goto(self, address: str) -> None:
        """Open a page."""
        self.page.goto(address)

    def submit(self, within: str = "main form") -> None:
        """Send the first form there with its first button, whatever the browser itself would refuse."""
        form = self.page.locator(within).first
        form.evaluate("form => { form.noValidate = true }")
        with self.page.expect_navigation():
            form.locator("button").first.click()


@pytest.fixture(scope="session")
def house(site: Site) -> House:
    """Something to see on every page of this worker's site."""
    return furnish(site)


def guest(visit: Visit) -> Iterator[str]:
    """Everything that is open to everybody."""
    start = f"/{visit.locale}/"
    for name, address in (
        ("home", start),
        ("privacy", f"{start}privacy"),
        ("guest", f"{start}me"),
        ("join", f"{start}join"),
        ("pack", f"{start}learn/nl-language-a1/"),
        ("module", f"{start}learn/nl-orientation/your-rights/"),
        ("no-such-page", f"{start}learn/nowhere/"),
        ("done", f"{start}learn/nl-orientation/your-rights/what-rights-are/done"),
    ):
        visit.goto(address)
        yield name
    visit.page.locator("header details summary").click()
    yield "languages"
    visit.goto(f"{start}join")
    visit.page.fill("#code", "1234")
    visit.submit()
    yield "join-mistyped"
    for lesson in LESSONS:
        visit.goto(f"{start}learn/{lesson}")
        yield f"lesson-{lesson.replace('/', '-')}"


def learner(visit: Visit) -> Iterator[str]:
    """Joining, answering, finishing, the own page."""
    start, house = f"/{visit.locale}/", visit.house
    visit.goto(f"{start}join")
    visit.page.fill("#code", shown_code(house.card_with_pin.code))
    visit.submit()
    yield "pin"
    visit.page.fill("#pin", PIN[::-1])
    visit.submit()
    yield "pin-wrong"
    visit.goto(f"/j/{house.card.secret}")
    yield "card"
    visit.submit()
    visit.goto(f"{start}me?joined=1")
    yield "me"
    visit.page.locator("main details summary").click()
    visit.page.fill("#pin", "1")
    visit.submit("main details form")
    yield "me-pin-error"
    yield from _answered(visit)
    with visit.page.expect_navigation():
        visit.goto(f"{start}learn/tiny/first/hello")
    visit.submit('form[action$="/done"]')
    yield "finished"
    visit.goto(f"{start}me?saved=1")
    yield "me-begun"
    visit.goto("/j/nobody-has-this-card")
    visit.submit()
    yield "card-refused"


def _answered(visit: Visit) -> Iterator[str]:
    """Every kind of item answered wrong, right, and not at all."""
    document = visit.site.lesson("nl-language-a1", visit.locale, "greetings", "greetings-culture")
    block = next(block for block in document["blocks"] if block["kind"] == "exercise")
    address = f"/{visit.locale}/learn/nl-language-a1/greetings/greetings-culture"

    def wrong(item: dict[str, Any]) -> Any:
        return {gap["id"]: "nee" for gap in item["gaps"]} if item["kind"] == "gap" else wrong_answer(item)

    ways: dict[str, tuple[Callable[[dict[str, Any]], Any], int]] = {
        "marked-right": (right_answer, len(block["items"])),
        "marked-wrong": (wrong, len(block["items"])),
        "marked-open": (right_answer, 1),
    }
    for name, (answer, count) in ways.items():
        visit.goto(address)
        form = visit.page.locator(f"#b-{block['id']} form")
        for item in block["items"][:count]:
            if item["kind"] != "gap" or answer is right_answer or not item["gaps"][0]["choices"]:
                _choose(visit.page, block["id"], item, answer(item))
        visit.submit(f"#b-{block['id']} form")
        expect(form).to_have_count(0)
        yield name


def _choose(page: Page, block: str, item: dict[str, Any], answer: Any) -> None:
    fill(page.locator(f"#b-{block} form"), item, answer)


def officer(visit: Visit) -> Iterator[str]:
    """Groups, people, cards."""
    house = visit.house
    sign_in(visit.page, visit.site.hire(Role.OFFICER, visit.locale))
    yield "home"
    group, person = f"/staff/groups/{house.group_id}", f"/staff/learners/{house.learner_id}"
    for name, address in (
        ("groups", "/staff/groups"),
        ("group", group),
        ("group-by-progress", f"{group}?sort=progress"),
        ("group-stuck", f"/staff/groups/{house.stuck_group_id}?show=stuck"),
        ("group-nobody-stuck", f"{group}?show=stuck"),
        ("group-empty", f"/staff/groups/{house.new_group_id}"),
        ("group-new", "/staff/groups/new"),
        ("group-edit", f"{group}/edit"),
        ("people", f"{group}/people"),
        ("assign", f"{group}/assign"),
        ("assign-without-day", f"/staff/groups/{house.new_group_id}/assign"),
        ("choose-cards", f"{group}/cards"),
        ("person", person),
        ("person-edit", f"{person}/edit"),
        ("person-assign", f"{person}/assign"),
        ("not-here", "/staff/nowhere"),
        ("not-allowed", "/staff/packs"),
    ):
        visit.goto(address)
        yield name
    visit.goto("/staff/groups/new")
    visit.submit('form[action="/staff/groups/new"], main form.form')
    yield "group-refused"
    visit.goto(f"{group}/people")
    visit.page.set_input_files("#file", {"name": "a.csv", "mimeType": "text/csv", "buffer": BAD_CSV.encode()})
    visit.submit('main form[action$="/file"]')
    yield "people-refused"
    visit.goto(f"{group}/cards")
    visit.page.locator("main button[value=all]").click()
    expect(visit.page.locator("article.paper").first).to_be_visible()
    yield "cards"


def editor(visit: Visit) -> Iterator[str]:
    """Packs, versions, previews, uploads."""
    sign_in(visit.page, visit.site.hire(Role.EDITOR, visit.locale))
    yield "home"
    preview = f"/staff/preview/tiny/3/{visit.locale}/"
    for name, address in (
        ("packs", "/staff/packs"),
        ("pack", "/staff/packs/nl-orientation"),
        ("pack-ready", "/staff/packs/tiny"),
        ("upload", "/staff/packs/upload"),
        ("publish", "/staff/packs/tiny/3/publish"),
        ("roll-back", "/staff/packs/tiny/1/roll-back"),
        ("discard", "/staff/packs/tiny/3/discard"),
        ("phone", "/staff/packs/tiny/3/phone"),
        ("preview", preview),
        ("preview-module", f"{preview}first/"),
        ("preview-lesson", f"{preview}first/hello"),
        ("preview-marked", f"{preview}first/practice/check?rumour=true&hear=sun"),
    ):
        visit.goto(address)
        yield name
    visit.goto("/staff/packs/upload")
    files = with_change("modules/first/hello.yaml", "minutes: 3", "minutes: three")
    visit.page.set_input_files("#pack", {"name": "p.zip", "mimeType": "application/zip", "buffer": zip_of(files)})
    visit.submit()
    expect(visit.page.locator(".fault")).not_to_have_count(0)
    yield "report"


def administrator(visit: Visit) -> Iterator[str]:
    """Colleagues, posts, the record, the own account."""
    sign_in(visit.page, visit.site.hire(Role.ADMINISTRATOR, visit.locale))
    yield "home"
    for name, address in (
        ("people", "/staff/admin/people"),
        ("new", "/staff/admin/people/new"),
        ("colleague", f"/staff/admin/people/{visit.house.new_colleague_id}"),
        ("posts", "/staff/admin/posts"),
        ("record", "/staff/admin/record"),
        ("account", "/staff/account"),
        ("second-factor-on", "/staff/second-factor"),
    ):
        visit.goto(address)
        yield name
    visit.goto("/staff/admin/people/new")
    visit.submit()
    yield "new-refused"
    visit.page.fill("#name", f"guest.of.{visit.locale}")
    visit.page.locator("input[value=reviewer]").check()
    visit.submit()
    expect(visit.page.locator("#link")).to_have_value(re.compile("/staff/set-up/"))
    link = visit.page.locator("#link").input_value().strip()
    yield "link"
    visit.page.locator("header form button").click()
    yield "sign-in"
    visit.page.locator("select[name=locale]").select_option(visit.locale)
    visit.page.locator("form.filters button").click()
    yield "sign-in-in-the-language"
    visit.page.fill("#name", "nobody")
    visit.page.fill("#password", "wrong")
    visit.submit()
    yield "sign-in-refused"
    yield from _newcomer(visit, link)


def _newcomer(visit: Visit, link: str) -> Iterator[str]:
    """From the one-time link to one-time codes."""
    page = visit.page
    visit.goto(link)
    yield "set-up"
    page.fill("#password", PASSWORD)
    page.fill("#again", "something else")
    visit.submit()
    yield "set-up-refused"
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    visit.submit()
    page.fill("#password", PASSWORD)
    visit.submit()
    yield "second-factor"
    visit.submit()
    yield "second-factor-secret"
    page.fill("#code", "000000")
    visit.submit()
    yield "second-factor-refused"


Audience = Callable[[Visit], Iterator[str]]
WITHOUT_WORKER: dict[str, Any] = {"viewport": PHONE["viewport"], "service_workers": "block"}
"""Pages as the server sends them; test_offline_pages_are_accessible.py looks at what the worker makes of them."""


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", [guest, learner, officer, editor, administrator])
def test_nothing_is_wrong_with_any_page(
    site: Site, house: House, open_browser: OpenBrowser, audience: Audience, locale: str
) -> None:
    options = WITHOUT_WORKER if audience in (guest, learner) else {"viewport": DESK["viewport"]}
    tag = {"ar": "ar-SY", "ti": "ti-ER"}.get(locale, locale)
    page = open_browser(**options, locale=tag, color_scheme="dark" if locale == "ar" else "light")
    faults = []
    for name in audience(Visit(page, site, house, locale)):
        take_picture(page, f"page-{locale}-{audience.__name__}-{name}")
        expect(page.locator("a.exit:visible")).to_have_count(1)
        faults += faults_of(page, locale, get_locale(locale).direction)
    assert not faults, "\n".join(["", *faults])


def test_the_page_for_developers_and_the_way_out_have_no_faults(open_browser: OpenBrowser) -> None:
    page = open_browser(viewport=DESK["viewport"], locale="en")
    faults = []
    for address in ("/", "/en/calendar"):
        page.goto(address)
        faults += faults_of(page, "en", "ltr")
    page.goto("/api/v1/")
    faults += faults_of(page, "en", "ltr", colours_in=[".contents", "#refusals", "article:nth-of-type(1)"])
    assert not faults, "\n".join(["", *faults])


def test_an_exercise_is_answered_and_sent_with_the_keyboard_alone(site: Site, open_browser: OpenBrowser) -> None:
    document = site.lesson("nl-language-a1", "en", "greetings", "greetings-culture")
    block = next(block for block in document["blocks"] if block["kind"] == "exercise")
    page = open_browser(**WITHOUT_WORKER, reduced_motion="reduce")
    page.goto(f"/en/learn/nl-language-a1/greetings/greetings-culture#b-{block['id']}")
    answered: set[str] = set()
    for _ in range(120):
        at = _focus(page)
        if at["tag"] == "button" and at["type"] == "submit":
            break  # those to listen come when the page has loaded
        if at["type"] in ("radio", "checkbox") and at["name"] not in answered:
            page.keyboard.press("Space")
        elif at["tag"] == "select":
            page.keyboard.press("ArrowDown")
        elif at["type"] == "text":
            page.keyboard.type("hallo")
        answered.add(at["name"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/{block['id']}\\?"))
    kinds = {item["id"]: item["kind"] for item in block["items"]}
    shown = {item for item in kinds if page.locator(f"section#i-{item} h2.verdict").count()}
    assert {kind for item, kind in kinds.items() if item not in shown} <= {"order"}, "an order needs different places"


def test_the_focus_can_be_seen_all_the_way_through_a_group(site: Site, house: House, open_browser: OpenBrowser) -> None:
    page = open_browser(**DESK, reduced_motion="reduce")
    sign_in(page, site.hire(Role.OFFICER))
    page.goto(f"/staff/groups/{house.group_id}")
    seen = []
    while (at := _focus(page))["tag"] != "body":
        seen.append(at["text"])
    assert seen[0] == "Skip to the content"
    assert "Blue door" in seen


def _focus(page: Page) -> dict[str, Any]:
    """Go on with the tabulator key and return what has the focus now; it can be seen."""
    page.keyboard.press("Tab")
    at: dict[str, Any] = page.evaluate(FOCUS)
    if at["tag"] not in ("body", "audio"):  # the page's end; the browser's own controls, which have their own ring
        assert at["outline"] >= 2, f"the focus on {at} can't be seen"
        assert at["isInSight"], f"{at} has the focus and is out of sight"
    return at
