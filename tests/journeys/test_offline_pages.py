"""Pages without a network: what the worker keeps and never keeps, how it is withdrawn, and the quick way out."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.servers import Server
from bench.wire import Wire
from tests.journeys.conftest import PHONE, SECONDS, OpenBrowser
from tests.journeys.site import Site

PACK = "nl-orientation"
LESSON = f"learn/{PACK}/your-rights/what-rights-are"
READY = """async (locale) => {
  const kept = await caches.open("pages");
  return navigator.serviceWorker.controller && (await kept.match(`/${locale}/offline`)) !== undefined;
}"""
KEPT = """async () => {
  const paths = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
  }
  return paths;
}"""
INSTALL = """async ([pack, locale]) => {
  const db = await import("/static/source/phone/db.js");
  const manifest = await (await fetch(`/api/v1/packs/${pack}/${locale}/manifest`)).json();
  const store = await caches.open("files");
  const files = {};
  for (const file of manifest.files) {
    if (!/(html|ogg)$/.test(file.path)) continue;
    const name = file.url.split("/").pop();
    files[file.path] = name;
    const isKept = file.kind === "fragment" || Object.keys(files).length % 10 === 0;
    if (isKept) await store.put(`/b/${name}`, await fetch(file.url));
  }
  const key = `${pack}/${manifest.locale}`;
  await db.put("installs", { key, pack, locale: manifest.locale, version: manifest.version, files });
  return (await store.keys()).map((request) => new URL(request.url).pathname);
}"""
PRETEND = """async (paths) => {
  const pages = await caches.open("pages");
  const page = () => new Response("<h1>Of before</h1>", { headers: { "Content-Type": "text/html" } });
  for (const path of paths) await pages.put(path, page());
}"""
RANGE = """async ([path, range]) => {
  const answer = await fetch(path, { headers: range ? { Range: range } : {} });
  return [answer.status, answer.headers.get("Content-Range"), (await answer.arrayBuffer()).byteLength];
}"""


@pytest.fixture
def page(open_browser: OpenBrowser, wire: Wire) -> Page:
    """A phone behind the wire."""
    return open_browser(base_url=wire.address, **PHONE)


@pytest.fixture
def switched_off(site: Site) -> Iterator[Server]:
    """The same site, served with OFFLINE=off."""
    environ = {"DATA_DIR": str(site.folder), "DATABASE_URL": "", "SECURE_COOKIES": "0", "OFFLINE": "off"}
    server = Server("wsgi:app", environ)
    server.start()
    yield server
    server.stop()


def visit(page: Page, locale: str = "en", path: str = "") -> None:
    """Open a page and wait until the worker has what it needs of this language."""
    page.goto(f"/{locale}/{path}")
    wait_until(page, READY, locale)


def wait_until(page: Page, question: str, given: Any = None) -> None:
    """Ask until the answer is yes. Playwright's own waiting takes any promise for a yes."""
    for _ in range(SECONDS * 10):
        if page.evaluate(question, given):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never became so: {question}")


def settle(page: Page, wire: Wire) -> None:
    """Wait until nothing has been asked for a while."""
    asked = -1
    while asked != len(wire.exchanges):
        asked = len(wire.exchanges)
        page.wait_for_timeout(500)


def cut_off(page: Page, wire: Wire) -> None:
    """Take the network away when the worker has nothing more to fetch."""
    settle(page, wire)
    wire.cut()


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_what_was_opened_once_opens_without_a_network(page: Page, wire: Wire, locale: str) -> None:
    visit(page, locale)
    page.goto(f"/{locale}/privacy")
    cut_off(page, wire)
    for path in ("privacy", "", "calendar"):
        page.goto(f"/{locale}/{path}")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator('main a.btn[href=""]')).to_have_count(0)
    page.goto(f"/{locale}/{LESSON}")
    expect(page.locator('main a.btn[href=""]')).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", locale)
    wire.restore()
    page.locator('main a.btn[href=""]').tap()
    expect(page.locator("#content")).to_be_visible()


def test_an_error_or_a_page_of_somebodys_own_is_never_kept(page: Page, wire: Wire) -> None:
    visit(page)
    for path in ("nothing-here", "join", "me?joined=1", "learn/no-such-pack/", f"{LESSON}/done", "privacy?x=1"):
        page.goto(f"/en/{path}")
    page.goto("/staff/sign-in")
    page.goto("/en/")
    settle(page, wire)
    kept = [path for path in page.evaluate(KEPT) if not path.startswith("/static/")]
    allowed = {f"/en/{name}" for name in ("", "offline", "mine", "downloads", "phone", "calendar", "shell/en")}
    assert set(kept) <= allowed
    wire.cut()
    page.goto("/en/nothing-here")
    expect(page.locator('main a.btn[href=""]')).to_be_visible()


@pytest.mark.parametrize(
    "path",
    ["/en/learn/no-such-pack/", f"/en/learn/{PACK}", "/en/join"],
    ids=["is gone", "sends on", "is for one person"],
)
def test_a_kept_page_goes_when_its_address_has_none_for_everybody_any_more(page: Page, path: str) -> None:
    visit(page)
    page.evaluate(PRETEND, [path])
    page.goto(path)
    expect(page.get_by_text("Of before")).to_be_visible()
    wait_until(page, f"async () => !(await ({KEPT})()).includes('{path}')")
    page.goto(path)
    expect(page.get_by_text("Of before")).to_have_count(0)


def test_no_more_pages_are_kept_than_are_meant_to_be(page: Page) -> None:
    visit(page)
    page.evaluate(PRETEND, [f"/en/learn/long-ago/{number}/" for number in range(130)])
    page.goto("/en/privacy")
    wait_until(page, f"async () => !(await ({KEPT})()).includes('/en/learn/long-ago/10/')")
    kept = page.evaluate(KEPT)
    assert len([path for path in kept if "long-ago" in path]) == 119
    assert {"/en/privacy", "/en/offline", "/en/learn/long-ago/129/"} <= set(kept)


def test_a_page_of_a_pack_on_the_phone_is_put_together_without_a_request(page: Page, wire: Wire) -> None:
    visit(page)
    addresses = [f"/en/learn/{PACK}/", f"/en/learn/{PACK}/your-rights/", f"/en/{LESSON}"]
    online = []
    for address in addresses:
        online.append(_sent(page, address))
    page.evaluate(INSTALL, [PACK, "en"])
    page.evaluate("caches.delete('pages')")
    visit(page)
    settle(page, wire)
    wire.forget()
    for address, sent in zip(addresses, online, strict=True):
        assert _sent(page, address) == sent
    assert [path for path in wire.paths if "/learn/" in path] == []
    wire.cut()
    page.goto(f"/en/{LESSON}")
    expect(page.locator("#content h1")).to_be_visible()


def _sent(page: Page, address: str) -> str:
    """Open a page and return its HTML as whoever answers for it sends it; the words of scripts only the shell has."""
    answer = page.goto(address)
    assert answer is not None
    text = answer.text().replace('<meta name="robots" content="noindex">', "")
    return re.sub(r'<template id="words">.*?</template>', "", text, flags=re.DOTALL)


def test_a_player_gets_the_ranges_that_it_asks_for(page: Page) -> None:
    visit(page)
    stored = page.evaluate(INSTALL, ["nl-language-a1", "en"])
    sound = next(path for path in stored if path.endswith(".ogg"))

    def ask(given: str | None) -> Any:
        return page.evaluate(RANGE, [sound, given])

    status, _, size = ask(None)
    assert status == 200
    assert ask("bytes=0-") == [206, f"bytes 0-{size - 1}/{size}", size]
    assert ask("bytes=10-19") == [206, f"bytes 10-19/{size}", 10]
    assert ask("bytes=-5") == [206, f"bytes {size - 5}-{size - 1}/{size}", 5]
    assert ask(f"bytes={size}-") == [416, f"bytes */{size}", 0]
    assert ask("bytes=5-2")[0] == 200
    assert ask("bytes=0-1,4-5")[0] == 200


def test_the_server_can_withdraw_the_worker_and_what_learners_did_stays(
    page: Page, wire: Wire, switched_off: Server
) -> None:
    visit(page)
    page.evaluate("async () => (await fetch('/phone/me')).status")
    assert page.evaluate(KEPT) != []
    wire.server_port = switched_off.port
    wire.cut()
    wire.restore()
    page.goto("/en/")
    wait_until(page, "async () => !(await navigator.serviceWorker.getRegistration())")
    assert page.evaluate("async () => (await indexedDB.databases()).map((base) => base.name)") != []
    page.goto("/en/privacy")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.locator("html").get_attribute("data-offline") is None
    settle(page, wire)
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert page.evaluate("caches.keys()") == []


@pytest.mark.parametrize("is_cut", [False, True], ids=["online", "offline"])
@pytest.mark.parametrize("way", ["button", "escape"])
def test_a_page_is_left_at_once(page: Page, wire: Wire, way: str, is_cut: bool) -> None:
    visit(page)
    page.goto("/en/privacy")
    if is_cut:
        cut_off(page, wire)
    if way == "button":
        page.locator("a.exit").tap()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/en/calendar#m\d+$"))
    expect(page.locator("h1")).to_have_text(re.compile(r"^\d{4}$"))
    assert "rientation" not in page.title() + page.locator("body").inner_text()
    page.go_back()
    expect(page).not_to_have_url(re.compile("privacy"))


def test_two_times_or_slowly_is_not_leaving(page: Page) -> None:
    page.goto("/en/privacy", wait_until="load")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(2100)
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/en/privacy$"))


def test_a_page_says_calmly_that_there_is_no_network(page: Page, wire: Wire) -> None:
    visit(page, path=LESSON)
    expect(page.locator("#line")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator("#line")).to_have_text("You are offline. What you do is kept on this phone.")
    page.context.set_offline(False)
    expect(page.locator("#line")).to_be_hidden()
