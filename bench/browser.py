"""What learning costs on a phone: bytes, requests and seconds, in a real Chromium behind a wire that is slow or cut."""

import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from bench.chromium import NOTE_WHEN_READABLE, PATH, chromium, phone
from bench.downloads import download_rows, script_rows
from bench.exchanges import Exchange
from bench.rows import Row
from bench.servers import gunicorn
from bench.stage import Stage
from bench.wire import open_wire

VISITS = 3
LESSON = "/ar/learn/nl-orientation/your-rights/what-rights-are"
LATER = frozenset({"image", "audio", "video", "manifest"})
"""What a page asks for that nobody waits for who reads, the icon among it; Sec-Fetch-Dest tells."""


def measure(stage: Stage) -> None:
    """Print every figure, if there is a Chromium."""
    if PATH is None:
        print("\nChromium is not installed: what learning costs on a phone is not measured.")
        return
    print("\nOn a phone: Chromium behind a wire of its own; bytes are on the wire, headers included")
    with gunicorn("wsgi:app", stage.environ, workers=2) as port, chromium() as browser:
        for row in rows(browser, port, stage):
            print(row, flush=True)


def rows(browser: Browser, port: int, stage: Stage) -> Iterator[Row]:
    """Measure one after the other."""
    for kbit, ms, most in ((400, 400, 2.5), (50, 800, 4.5)):
        yield from _first_visits(browser, port, kbit, ms, most)
    yield from script_rows(port)
    environ = {**os.environ, **stage.environ}
    yield from download_rows(browser, port, stage.folder / "sources", environ, stage.learner_token)


def _first_visits(browser: Browser, port: int, kbit: float, ms: float, most: float) -> Iterator[Row]:
    """The median of some first visits to a lesson."""
    _first_visit(browser, port, 0, 0)  # so that the server has made the page once
    visits = [_first_visit(browser, port, kbit, ms) for _ in range(VISITS)]
    size, requests, seconds = (statistics.median(each) for each in zip(*visits, strict=True))
    name = f"first lesson, Arabic, {kbit} kbit/s, {ms} ms"
    yield Row(f"{name}: bytes to read it", size, 14336)
    yield Row(f"{name}: requests", requests, 3)
    yield Row(f"{name}: seconds", seconds, most)


def _first_visit(browser: Browser, port: int, kbit: float, ms: float) -> tuple[int, int, float]:
    """Return bytes and requests of everything that the page needs to be read and to work, and seconds until it is."""
    with open_wire(port) as wire, phone(browser, wire.address) as context:
        wire.slow(kbit, ms)
        page = context.new_page()
        page.add_init_script(NOTE_WHEN_READABLE)
        page.goto(LESSON, wait_until="load")
        seconds = page.wait_for_function("() => window.readableAt").json_value() / 1000
        needed = list(_of_the_page(wire.exchanges))
    return sum(each.head + each.body for each in needed), len(needed), seconds


def _of_the_page(exchanges: list[Exchange]) -> Iterator[Exchange]:
    """What the page itself asked for, pictures and sound left out; not what its worker fetches for later."""
    for exchange in exchanges:
        if exchange.path.startswith("/sw.js"):
            return
        if exchange.asked.get("sec-fetch-dest") not in LATER:
            yield exchange


def main() -> None:
    """Measure this alone: `python -m bench.browser`."""
    from bench.stage import prepare

    with tempfile.TemporaryDirectory() as folder:
        measure(prepare(Path(folder), learners=1))


if __name__ == "__main__":
    main()
