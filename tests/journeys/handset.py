"""A phone with a disk: what it keeps is still there when its browser was closed, or killed."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, Worker, expect

from bench.chromium import ARGUMENTS, PATH
from bench.chromium import PHONE as SHAPE

SECONDS = 30
ASK = """async ([method, path, body]) => {
  const answer = await fetch(path, {
    method, headers: body ? {"Content-Type": "application/json"} : {}, body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return [answer.status, text && JSON.parse(text)];
}"""
ALL_OF = """async (store) => {
  const bases = (await indexedDB.databases()).filter((base) => base.name.startsWith("learner-"));
  const found = [];
  for (const {name} of bases) {
    const base = await new Promise((done, fail) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    found.push(...await new Promise((done, fail) => {
      const request = base.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    }));
    base.close();
  }
  return found;
}"""
INSTALLED = """(key) => new Promise((done, fail) => {
  const request = indexedDB.open("phone");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const found = request.result.transaction("installs").objectStore("installs").get(key);
    found.onsuccess = () => { request.result.close(); done(found.result || null); };
    found.onerror = () => fail(found.error);
  };
})"""
SHIFT = """(ms) => {
  const Real = Date;
  self.Date = class Date extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + ms); }
    static now() { return Real.now() + ms; }
  };
}"""


class Handset:
    """A phone. `folder` is its disk. Its clock can be off; what it complains of is in `complaints`."""

    def __init__(self, playwright: Playwright, folder: Path, address: str) -> None:
        self.complaints: list[str] = []
        self.clock_off_by = 0
        """Milliseconds; counts from the next `open`."""
        self._playwright, self._folder, self._address = playwright, folder, address
        self._context: BrowserContext | None = None
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """What is on the screen."""
        assert self._page, "the browser is closed"
        return self._page

    def open(self) -> Page:
        """Start the browser with what is on the disk."""
        assert PATH, "Chromium is not installed. On Debian: apt-get install chromium"
        self._context = self._playwright.chromium.launch_persistent_context(
            str(self._folder),
            executable_path=PATH,
            args=[*ARGUMENTS, "--autoplay-policy=no-user-gesture-required"],
            base_url=self._address,
            **SHAPE,
        )
        self._context.set_default_timeout(SECONDS * 1000)
        if self.clock_off_by:
            self._context.add_init_script(f"({SHIFT})({self.clock_off_by})")
            self._context.on("serviceworker", self._put_clock_wrong)
            for worker in self._context.service_workers:
                self._put_clock_wrong(worker)
        self._page = self.new_tab()
        return self._page

    def new_tab(self) -> Page:
        """Open a page beside what is open."""
        assert self._context
        page = self._context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def close(self) -> None:
        """Leave the browser as one does."""
        if self._context:
            self._context.close()
            self._context = self._page = None

    def kill(self) -> None:
        """End the browser with all its processes by SIGKILL, as a phone that is short of memory does."""
        for process in _family_of(self._folder):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(Error):
            self.close()
        self._context = self._page = None

    def wait_for_worker(self) -> None:
        """Wait until the service worker answers for the page."""
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Ask the worker, as the pages do, and return its status and JSON."""
        return ask(self.page, method, path, body)

    def kept(self, store: str) -> list[dict[str, Any]]:
        """Return every record of a store of the profiles on this phone."""
        records: list[dict[str, Any]] = self.page.evaluate(ALL_OF, store)
        return records

    def ids(self, *stores: str) -> list[str]:
        """Return the ids of the events in these stores, as often as they are there."""
        records = [record for store in stores for record in self.kept(store)]
        return [str((record.get("event") or record)["id"]) for record in records]

    def installed(self, pack: str, locale: str) -> Any:
        """Return the record of the pack that is on this phone, or None."""
        return self.page.evaluate(INSTALLED, f"{pack}/{locale}")

    def send(self) -> dict[str, Any]:
        """Let the worker send now what it has, and return what it says."""
        status, content = self.ask("POST", "/phone/send")
        assert status == 200, (status, json.dumps(content))
        found: dict[str, Any] = content
        return found

    def send_all(self) -> None:
        """Send until nothing is unsent. The worker's own waiting may come in between."""
        for _ in range(SECONDS):
            if self.send()["unsent"] == 0:
                return
            self.page.wait_for_timeout(1000)
        raise AssertionError(f"not everything was sent: {self.ask('GET', '/phone/me')}")

    def see_pictures(self) -> int:
        """Wait until every picture of the page can be drawn, and return how many there are.

        Of an exercise one question is on the screen: what the others show waits to be seen, so it is asked for here.
        """
        pictures = self.page.locator("main img")
        for picture in pictures.all():
            picture.evaluate("it => { it.loading = 'eager'; return it.decode(); }")
            assert picture.evaluate("it => it.naturalWidth") > 0, picture.get_attribute("src")
        return pictures.count()

    def hear(self) -> int:
        """Play the first sound to its end, read enough of every other to play it, and return how many there are."""
        sounds = self.page.locator("main audio")
        for sound in sounds.all():
            ready = """it => new Promise((done, fail) => {
              const check = () => it.readyState >= 3 && done(it.duration);
              it.addEventListener("canplay", check);
              it.addEventListener("error", () => fail(it.error), true);
              it.preload = "auto";
              it.load();
              check();
            })"""
            assert sound.evaluate(ready) > 0
        if sounds.count():
            sounds.first.evaluate("it => { it.muted = true; it.playbackRate = 4; return it.play(); }")
            expect(sounds.first).to_have_js_property("ended", True)
        return sounds.count()

    def _put_clock_wrong(self, worker: Worker) -> None:
        worker.evaluate(SHIFT, self.clock_off_by)


def ask(page: Page, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Ask the worker from this page and return its status and JSON."""
    status, content = page.evaluate(ASK, [method, path, body])
    return int(status), content


def _family_of(folder: Path) -> list[int]:
    """Return the process of the browser that has this disk, and all that descend from it."""
    parents: dict[int, int] = {}
    roots = set()
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            command = (place / "cmdline").read_bytes().split(b"\0")
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue  # it ended meanwhile
        parents[int(place.name)] = parent
        if f"--user-data-dir={folder}".encode() in command:
            roots.add(int(place.name))
    family = set(roots)
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sorted(family)
