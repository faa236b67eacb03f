"""Packs on the phone: taken, cut, brought up to date, handed on. The network is really cut."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bench.chromium import PHONE
from bench.wire import Wire
from tests.journeys.conftest import SECONDS, OpenBrowser
from tests.journeys.downloading import (
    FIRST,
    HEAVY,
    STORED,
    card_of,
    expect_here,
    expect_says,
    lesson_of,
    press,
    publish_heavy,
    take_pack,
    wait_for_worker,
)
from tests.journeys.handset import Handset
from tests.journeys.looking import take_picture
from tests.journeys.offline import Pupil, enrol
from tests.journeys.site import Site

NO_ROOM = """() => {
  const put = Cache.prototype.put;
  window.makeRoom = () => { Cache.prototype.put = put; };
  Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
}"""
DAMAGED = """() => {
  const fetched = window.fetch;
  window.mend = () => { window.fetch = fetched; };
  window.fetch = (url, options) =>
    url.startsWith("/t/") ? Promise.resolve(new Response("not what was signed")) : fetched(url, options);
}"""
SLOW = """() => Object.defineProperty(Navigator.prototype, "connection", {
  get: () => ({ saveData: false, type: "cellular", effectiveType: "4g" }),
})"""
SHARES = """() => {
  Navigator.prototype.canShare = ({ files }) => files.length === 1;
  Navigator.prototype.share = async ({ files }) => { window.shared = [files[0].name, files[0].type, files[0].size]; };
}"""
WAVING, NODDING = "waving", "nodding"
"""Packs that change in a story."""
UPDATES = """async () => (await fetch("/phone/updates")).json()"""


@pytest.fixture(scope="module", autouse=True)
def heavy(site: Site) -> int:
    """The pack with a large photo."""
    return publish_heavy(site)


def open_downloads(page: Page) -> None:
    page.goto("/en/downloads")
    wait_for_worker(page)


def wait_until(page: Page, question: str) -> None:
    """Ask until the answer is yes. Playwright's own waiting takes any promise for a yes."""
    for _ in range(SECONDS * 10):
        if page.evaluate(question):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never became so: {question}")


def hand_on(page: Page, folder: Path) -> Path:
    """Make a file of the pack and save it."""
    card = card_of(page, HEAVY)
    press(card, "give")
    with page.expect_download() as saved:
        press(card, "save")
    path = folder / saved.value.suggested_filename
    saved.value.save_as(path)
    return path


def test_a_pack_is_read_without_a_network_and_handed_to_another_phone(
    open_browser: OpenBrowser, wire: Wire, tmp_path: Path
) -> None:
    page = open_browser(base_url=wire.address, **PHONE)
    open_downloads(page)
    take_picture(page, "downloads")
    take_pack(page, HEAVY)
    wire.cut()
    page.goto(lesson_of(HEAVY))
    expect(page.get_by_text(FIRST)).to_be_visible()
    expect(page.locator("img[src*='/b/']").first).to_have_js_property("complete", True)
    page.goto("/en/downloads")
    expect_here(card_of(page, HEAVY))
    take_picture(page, "downloads-here")
    file = hand_on(page, tmp_path)
    assert zipfile.ZipFile(file).testzip() is None

    wire.restore()
    other = open_browser(base_url=wire.address, **PHONE)
    open_downloads(other)
    wire.forget()
    other.locator("#file").set_input_files(file)
    expect_says(other.locator("#open"), "is on this phone now")
    expect_here(card_of(other, HEAVY))
    assert not [path for path in wire.paths if "/b/" in path or "/t/" in path]
    wire.cut()
    other.goto(lesson_of(HEAVY))
    expect(other.get_by_text(FIRST)).to_be_visible()


def test_a_download_that_was_cut_goes_on_in_the_middle_of_a_file(open_browser: OpenBrowser, wire: Wire) -> None:
    page = open_browser(base_url=wire.address, **PHONE)
    open_downloads(page)
    wire.forget()
    wire.cut_after(500_000)
    press(card_of(page, HEAVY), "get")
    expect_says(card_of(page, HEAVY), "Waiting for the network")
    take_picture(page, "downloads-waiting")
    wire.restore()
    expect_here(card_of(page, HEAVY))
    resumed = [exchange for exchange in wire.exchanges if "range" in exchange.asked]
    # Chromium's own cache, where it kept the beginning too, first asks for one byte to know that it is still the same.
    assert {exchange.status for exchange in resumed} == {206}
    assert len({exchange.path for exchange in resumed}) == 1
    assert resumed[0].asked["if-range"].strip('"') in resumed[0].path
    assert wire.bytes_down < 1_000_000


def test_a_download_that_was_paused_waits_for_its_owner_also_when_the_browser_was_closed(
    handset: Handset, wire: Wire
) -> None:
    page = handset.open()
    open_downloads(page)
    wire.slow(2000, 20)
    card = card_of(page, HEAVY)
    press(card, "get")
    expect_says(card, "You can read it now")
    press(card, "pause")
    expect_says(card, "Paused")
    handset.close()
    page = handset.open()
    page.goto("/en/downloads")
    card = card_of(page, HEAVY)
    expect_says(card, "Paused")
    press(card, "again")
    wire.slow(0, 0)
    expect_here(card)


def test_a_download_goes_on_by_itself_when_the_browser_was_killed(handset: Handset, wire: Wire) -> None:
    page = handset.open()
    open_downloads(page)
    wire.slow(2000, 20)
    press(card_of(page, HEAVY), "get")
    expect_says(card_of(page, HEAVY), "You can read it now")
    handset.kill()
    wire.slow(0, 0)
    handset.open().goto("/en/downloads")
    expect_here(card_of(handset.page, HEAVY))


def test_an_update_that_is_cut_leaves_the_old_version_readable(
    open_browser: OpenBrowser, wire: Wire, site: Site
) -> None:
    publish_heavy(site, WAVING)
    page = open_browser(base_url=wire.address, **PHONE)
    open_downloads(page)
    take_pack(page, WAVING)
    wire.forget()
    page.reload()
    expect_here(card_of(page, WAVING))
    page.wait_for_timeout(500)
    asked = [exchange for exchange in wire.exchanges if "/changes" in exchange.path]
    assert [(exchange.status, exchange.body) for exchange in asked] == [(304, 0)]

    version = publish_heavy(site, WAVING, "Neighbours wave from the window.")
    page.reload()
    card = card_of(page, WAVING)
    expect_says(card, "There is something new")
    take_picture(page, "downloads-newer")
    wire.lose_answers(1000, "/t/")  # more than anybody tries
    press(card, "update")
    expect_says(card, "Waiting for the network")
    wire.cut()
    page.goto(lesson_of(WAVING))
    expect(page.get_by_text(FIRST)).to_be_visible()
    wire.restore()
    wire.lose_answers(0)
    wire.forget()
    page.goto("/en/downloads")
    expect_here(card_of(page, WAVING))
    assert {record["key"]: record["version"] for record in page.evaluate(STORED, "installs")} == {
        f"{WAVING}/en": version
    }
    assert [path for path in wire.paths if "/b/" in path] == []
    page.goto(lesson_of(WAVING))
    expect(page.get_by_text("Neighbours wave from the window.")).to_be_visible()


def test_a_file_that_somebody_changed_is_refused(open_browser: OpenBrowser, site: Site, tmp_path: Path) -> None:
    page = open_browser(**PHONE)
    open_downloads(page)
    take_pack(page, HEAVY)
    file = hand_on(page, tmp_path)
    press(card_of(page, HEAVY), "ask")
    press(card_of(page, HEAVY), "remove")
    box = page.locator("#open")
    for path, words in (
        ("first/hello.html", "A text in this file is missing or was changed"),
        ("manifest.json", "This file does not come from us"),
    ):
        page.locator("#file").set_input_files(_changed(file, path))
        expect_says(box, words)
        assert page.evaluate(STORED, "installs") == []
    page.locator("#file").set_input_files({"name": "x.zip", "mimeType": "application/zip", "buffer": b"PK nothing"})
    expect_says(box, "This is not a whole file of lessons")
    picture = next(name for name in zipfile.ZipFile(file).namelist() if name.endswith((".png", ".webp", ".jpg")))
    page.locator("#file").set_input_files(_changed(file, picture))
    expect_says(box, "They were refused; the rest is good.")
    take_picture(page, "downloads-partly")
    assert picture not in page.evaluate(STORED, "installs")[0]["files"]


def test_the_servers_archive_can_be_opened(open_browser: OpenBrowser, site: Site) -> None:
    page = open_browser(**PHONE)
    open_downloads(page)
    archive = page.request.get(f"/api/v1/packs/{HEAVY}/en/archive.zip").body()
    page.locator("#file").set_input_files({"name": "a.zip", "mimeType": "application/zip", "buffer": archive})
    expect_here(card_of(page, HEAVY))


def test_a_full_phone_says_so_and_breaks_nothing(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE)
    open_downloads(page)
    page.evaluate(NO_ROOM)
    card = card_of(page, HEAVY)
    press(card, "get")
    expect_says(card, "There is no room left on this phone")
    take_picture(page, "downloads-full")
    assert page.evaluate(STORED, "installs") == []
    page.evaluate("() => window.makeRoom()")
    press(card, "again")
    expect_here(card)


def test_a_damaged_file_is_thrown_away_and_fetched_again(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE)
    open_downloads(page)
    page.evaluate(DAMAGED)
    card = card_of(page, HEAVY)
    press(card, "get")
    expect_says(card, "A file arrived damaged")
    assert page.evaluate(STORED, "installs") == []
    page.evaluate("() => window.mend()")
    press(card, "again")
    expect_here(card)


def test_a_pack_that_is_removed_leaves_nothing(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE)
    open_downloads(page)
    take_pack(page, HEAVY)
    card = card_of(page, HEAVY)
    press(card, "ask")
    card.get_by_text("No, keep it").tap()
    press(card, "ask")
    press(card, "remove")
    expect(card.locator("[data-do=get]").first).to_be_visible()
    wait_until(page, "async () => !(await (await caches.open('files')).keys()).length")
    assert page.evaluate(STORED, "installs") + page.evaluate(STORED, "partials") == []


def test_what_the_officer_asked_for_is_taken_with_one_button(handset: Handset, site: Site) -> None:
    page = handset.open()
    page.goto("/en/")
    handset.wait_for_worker()
    pupil = Pupil(handset, site, "en", HEAVY)
    pupil.join(enrol(site, "en", [(HEAVY, "first")]))
    page.goto("/en/downloads")
    box = page.locator("[data-asked]")
    expect(box).to_be_visible()
    expect(page.locator("#packs > section").first).to_have_attribute("data-pack", HEAVY)
    take_picture(page, "downloads-asked")
    box.get_by_role("button").tap()
    expect_here(card_of(page, HEAVY))
    expect(box).to_be_hidden()
    assert [record["key"] for record in page.evaluate(STORED, "installs")] == [f"{HEAVY}/en"]


def test_where_bytes_cost_money_only_text_is_chosen(open_browser: OpenBrowser, site: Site) -> None:
    page = open_browser(**PHONE)
    page.add_init_script(f"({SLOW})()")
    open_downloads(page)
    expect(page.get_by_text("Your network is slow or costs money.")).to_be_visible()
    card = card_of(page, HEAVY)
    expect(card.locator("[name=pictures]")).not_to_be_checked()
    expect(card.locator("[name=all]")).not_to_be_checked()
    take_pack(page, HEAVY)
    [install] = page.evaluate(STORED, "installs")
    assert not [path for path in install["files"] if path.endswith((".png", ".ogg", ".mp3"))]
    card.locator("[name=pictures]").check()
    press(card, "get")
    wait_until(page, f"async () => (await ({STORED})('installs'))[0].files['media/door.png'] !== undefined")
    expect_here(card)


def test_a_pack_is_shared_with_what_the_phone_shares_by(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE)
    page.add_init_script(f"({SHARES})()")
    open_downloads(page)
    take_pack(page, HEAVY)
    press(card_of(page, HEAVY), "give")
    press(card_of(page, HEAVY), "share")
    page.wait_for_function("() => window.shared")
    name, media_type, size = page.evaluate("() => window.shared")
    assert (name, media_type) == ("heavy-en.zip", "application/zip")
    assert size > 700_000


def test_a_file_is_chosen_with_the_keyboard_by_a_button_in_the_pages_words(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE)
    page.goto("/ar/downloads")
    wait_for_worker(page)
    expect(page.locator("#open")).to_be_visible()
    picker = page.locator("#file")
    expect(picker).to_have_css("clip-path", "inset(50%)")
    expect(picker).to_have_accessible_name(page.locator("label[for=file]").inner_text())
    picker.focus()
    with page.expect_file_chooser():
        picker.press("Enter")
    with page.expect_file_chooser():
        page.locator("label[for=file]").tap()


def test_a_pack_that_the_browser_threw_away_is_offered_again(open_browser: OpenBrowser, wire: Wire) -> None:
    page = open_browser(base_url=wire.address, **PHONE)
    open_downloads(page)
    take_pack(page, HEAVY)
    page.evaluate("() => caches.delete('files')")
    wire.forget()
    page.goto(lesson_of(HEAVY))
    expect(page.get_by_text(FIRST)).to_be_visible()
    assert f"GET {lesson_of(HEAVY)}" in wire.paths
    page.goto("/en/downloads")
    card = card_of(page, HEAVY)
    expect_says(card, "The browser has thrown this pack away.")
    take_picture(page, "downloads-gone")
    assert page.evaluate(STORED, "installs") == []
    press(card, "get")
    expect_here(card)


def test_the_way_to_the_downloads_says_once_a_day_that_there_is_something_new(
    open_browser: OpenBrowser, wire: Wire, site: Site
) -> None:
    publish_heavy(site, NODDING)
    page = open_browser(base_url=wire.address, **PHONE)
    open_downloads(page)
    take_pack(page, NODDING)
    page.goto("/en/privacy")
    sign = page.locator("[data-newer]")
    assert page.evaluate(UPDATES) == {"newer": False}
    publish_heavy(site, NODDING, "Neighbours nod.")
    assert page.evaluate(UPDATES) == {"newer": False}
    page.evaluate("""async () => {
      const db = await import("/static/source/phone/db.js");
      await db.put("settings", { key: "updates", at: Date.now() - 90000000, found: {} });
    }""")
    page.goto("/en/privacy")
    expect(sign).to_be_visible()
    take_picture(page, "downloads-sign")
    page.goto("/en/downloads")
    press(card_of(page, NODDING), "update")
    expect(card_of(page, NODDING).locator("[data-slot=newer]")).to_be_hidden()
    expect_here(card_of(page, NODDING))
    wait_until(page, f"async () => (await ({STORED})('partials')).length === 0")
    page.goto("/en/privacy")
    assert page.evaluate(UPDATES) == {"newer": False}
    expect(sign).to_be_hidden()


def _changed(file: Path, path: str) -> FilePayload:
    """Return the zip with one letter of an entry changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = bytearray(old.read(name))
            if name == path:
                content[len(content) // 2] ^= 1
            new.writestr(name, bytes(content))
    return {"name": "changed.zip", "mimeType": "application/zip", "buffer": written.getvalue()}
