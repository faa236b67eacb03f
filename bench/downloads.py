"""What taking, updating and reading a pack costs, in a real Chromium; requests and bytes are counted on the wire."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, Page

from bench.chromium import phone
from bench.exchanges import Exchange
from bench.packs import BIG, LOCALE, SMALL, change_a_sentence, fetch, publish, publish_packs, tar_br
from bench.rows import Row
from bench.wire import Wire, open_wire

PATIENCE = 600_000
"""Milliseconds that a download may take before it counts as not happening."""
INSTALL = """(key) => new Promise((done, fail) => {
  const request = indexedDB.open("phone");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const found = request.result.transaction("installs").objectStore("installs").get(key);
    found.onsuccess = () => { request.result.close(); done(found.result); };
  };
})"""
SIX_MINUTES_LATER = """() => {
  const now = Date.now;
  Date.now = () => now() + 360000;
}"""
ASK = """async ([path, body]) => (await fetch(path, {method: "POST", body: body && JSON.stringify(body)})).status"""

LEARNING = ("lesson", "practice", "listen", "speaking", "placement")
"""Bundles that learning needs with a network too."""


def script_rows(port: int) -> Iterator[Row]:
    """What all script weighs, compressed as it is sent."""
    worker = fetch(port, "/sw.js", "br")
    text = brotli.decompress(worker).decode()
    sizes = {"sw": len(worker)}
    for address in sorted(set(re.findall(r"/static/[0-9a-f]+/\w+\.js", text))):
        sizes[Path(address).stem] = len(fetch(port, address, "br"))
    learning = {name: sizes.pop(name) for name in LEARNING if name in sizes}
    yield Row("all script for offline, brotli", sum(sizes.values()), 10240, _listed(sizes))
    yield Row("script of exercises and marking, brotli", learning.pop("lesson"), 12288)
    yield Row("script of practice with FSRS, brotli", learning.pop("practice"), 6144, _listed(learning))


def _listed(sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {size}" for name, size in sizes.items())


def download_rows(browser: Browser, port: int, folder: Path, environ: Mapping[str, str], token: str) -> Iterator[Row]:
    """Take the big pack and the small one, read, update, catch up."""
    publish_packs(folder, environ)
    with open_wire(port) as wire, phone(browser, wire.address) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"/{LOCALE}/")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        page.goto(f"/{LOCALE}/downloads", wait_until="networkidle")
        yield from _big(page, wire, port)
        yield from _read_again(page, wire)
        yield from _updates(page, wire, port, folder / BIG, environ)
        yield from _small(page, wire)
        context.add_cookies([{"name": "learner", "value": token, "url": wire.address}])
        yield from _catch_up(page, wire)


def _big(page: Page, wire: Wire, port: int) -> Iterator[Row]:
    asked = _take(page, wire, BIG, sound=True)
    files = page.evaluate(INSTALL, f"{BIG}/{LOCALE}")["files"]
    archive = tar_br({path: fetch(port, f"/b/{name}") for path, name in files.items()})
    body, head = _body(asked), sum(each.head for each in asked)
    note = f"{body} of {archive}; {len(asked)} requests; {len(files)} files"
    yield Row("a pack of 150 lessons: bodies against tar.br of its files", body / archive, 1.10, note)
    yield Row("the same with answers' headers", (body + head) / archive, None, f"headers {head}")


def _small(page: Page, wire: Wire) -> Iterator[Row]:
    asked = _take(page, wire, SMALL, sound=False)
    yield Row("a pack of 20 lessons without sound: requests", len(asked), 30, f"{_body(asked)} bytes")


def _take(page: Page, wire: Wire, pack: str, *, sound: bool) -> list[Exchange]:
    """Download a pack from its card and return what was asked for it."""
    page.goto(f"/{LOCALE}/downloads", wait_until="networkidle")
    card = page.locator(f'#packs [data-pack="{pack}"]')
    for box in card.locator("[name=pictures]").all():
        box.check()
    for box in card.locator("[name=all]").all():
        box.set_checked(sound)
    wire.forget()
    card.locator('[data-do="get"]:visible').first.tap()
    card.locator('[data-when="here !busy"]').first.wait_for()
    return list(wire.exchanges)


def _read_again(page: Page, wire: Wire) -> Iterator[Row]:
    wire.forget()
    wire.cut()
    page.goto(f"/{LOCALE}/learn/{BIG}/unit-02/lesson-015")
    page.locator("#content h1").wait_for()
    page.wait_for_function("() => [...document.images].every((it) => it.loading === 'lazy' || it.naturalWidth)")
    wire.restore()
    yield Row("a lesson read again offline: requests", len(wire.exchanges), 0)


def _updates(page: Page, wire: Wire, port: int, source: Path, environ: Mapping[str, str]) -> Iterator[Row]:
    page.goto(f"/{LOCALE}/downloads", wait_until="networkidle")
    wire.forget()
    page.goto(f"/{LOCALE}/downloads", wait_until="networkidle")
    unchanged = _asked(wire, f"/api/v1/packs/{BIG}/")
    statuses = ", ".join(str(each.status) for each in unchanged)
    yield Row(
        "asking for news when there are none: requests", len(unchanged), 1, f"{statuses}, {_body(unchanged)} bytes"
    )
    change_a_sentence(source)
    publish(source, environ)
    card = page.locator(f'#packs [data-pack="{BIG}"]')
    update = card.locator('[data-do="update"]')
    while not update.is_visible():
        page.goto(f"/{LOCALE}/downloads", wait_until="networkidle")
    wire.forget()
    update.tap()
    card.locator('[data-when="here !busy"]').first.wait_for()
    asked = list(wire.exchanges)
    how = " + ".join(f"{each.body} {each.told.get('content-encoding', '')}".strip() for each in asked)
    yield Row("one sentence, with dictionaries: bodies", _body(asked), 500, how)
    yield _without_dictionaries(port)


def _without_dictionaries(port: int) -> Row:
    feed = brotli.decompress(raw) if (raw := fetch(port, _feed(), "br"))[:1] != b"{" else raw
    text = re.findall(r'"path":\s*"([^"]+)",\s*"sha256":\s*"([0-9a-f]+)"', feed.decode())
    sizes = [
        len(fetch(port, f"/t/{BIG}/{LOCALE}/{path.split('/')[0] if '/' in path else 'pack'}/{digest}.html", "br"))
        for path, digest in text
    ]
    most = 1.2 * sum(sizes) + 300
    return Row(
        "the same without, brotli", len(raw) + sum(sizes), most, f"feed {len(raw)}, {len(sizes)} file {sum(sizes)}"
    )


def _feed() -> str:
    return f"/api/v1/packs/{BIG}/{LOCALE}/changes?since=1&kinds=fragment,picture,sound"


def _catch_up(page: Page, wire: Wire) -> Iterator[Row]:
    """Join with the session that the browser has, catch up, and ask once more a little later."""
    page.goto(f"/{LOCALE}/privacy", wait_until="networkidle")
    page.evaluate(ASK, ["/phone/join", {}])
    page.evaluate(ASK, ["/phone/send", None])
    page.wait_for_load_state("networkidle")
    for worker in page.context.service_workers:
        worker.evaluate(SIX_MINUTES_LATER)
    wire.forget()
    page.evaluate(ASK, ["/phone/send", None])
    asked: list[Any] = _asked(wire, "/api/v1/sync")
    yield Row("a sync with nothing new: requests", len(asked), 1)
    yield Row("its answer's body", _body(asked), 300, f"{sum(each.sent for each in asked)} bytes asked")


def _asked(wire: Wire, path: str) -> list[Exchange]:
    return [each for each in wire.exchanges if each.path.startswith(path)]


def _body(exchanges: list[Exchange]) -> int:
    return sum(each.body for each in exchanges)
