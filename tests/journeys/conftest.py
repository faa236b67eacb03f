"""A site and a browser for each worker, and people's own browsers in it that never talk to anybody else."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

from bench.chromium import ARGUMENTS, PATH, PHONE
from bench.wire import Wire, open_wire
from tests.journeys.handset import Handset
from tests.journeys.site import Site, open_site

__all__ = ["DESK", "PHONE", "OpenBrowser"]

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 2}
SECONDS = 30
"""How long something may take before it counts as not happening: long, because machines are sometimes busy."""
expect.set_options(timeout=SECONDS * 1000)
BLOCKED = "Service Worker registration blocked by Playwright"
"""What the console says where a story wants pages without the worker."""
REFUSED = "Failed to load resource: the server responded with a status of 4"
"""What the console says of a page that is a refusal, which stories show on purpose."""
CUT = ("Failed to load resource: net::", "Failed to load resource: the server responded with a status of 5")
"""What it says when the wire is cut or the server gone, which stories do on purpose."""

OpenBrowser = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that opens a browser: no file can forget to say so."""
    for item in items:
        if "player" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This worker's own installation."""
    with open_site(tmp_path_factory.mktemp("site")) as opened:
        yield opened


@pytest.fixture
def wire(site: Site) -> Iterator[Wire]:
    """A wire to the site that can be slow, lose answers, and be cut: `open_browser(base_url=wire.address, **PHONE)`."""
    with open_wire(site.server.port) as opened:
        yield opened


@pytest.fixture(scope="session")
def player() -> Iterator[Playwright]:
    """What starts browsers; there can be only one."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(player: Playwright) -> Iterator[Browser]:
    """The machine's Chromium."""
    assert PATH, "Chromium is not installed. On Debian: apt-get install chromium"
    browser = player.chromium.launch(executable_path=PATH, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def handset(player: Playwright, wire: Wire, tmp_path: Path) -> Iterator[Handset]:
    """Somebody's phone behind the wire, whose browser can be closed, killed, and opened again."""
    one = Handset(player, tmp_path / "handset", wire.address)
    yield one
    one.close()
    assert one.complaints == []


@pytest.fixture
def open_browser(chromium: Browser, site: Site) -> Iterator[OpenBrowser]:
    """Call it with PHONE or DESK for somebody's own browser: no cookies, nothing kept; `base_url` is the site's.

    At the end nothing may have been asked of another host, and no page may have complained: of a script, or of what
    the content security policy forbids.
    """
    opened: list[BrowserContext] = []
    addresses = {site.address}
    strangers: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((*(f"{address}/" for address in addresses), "data:", "blob:")):
            strangers.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        forgiven = (REFUSED, BLOCKED, *CUT) if len(addresses) > 1 else (REFUSED, BLOCKED)
        if message.type in ("error", "warning") and not message.text.startswith(forgiven):
            complaints.append(message.text)

    def open_one(**options: Any) -> Page:
        context = chromium.new_context(**{"base_url": site.address, **options})
        addresses.add(options.get("base_url", site.address))
        opened.append(context)
        context.set_default_timeout(SECONDS * 1000)
        context.on("request", note_request)
        context.on("console", note_message)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()
    assert strangers == []
    assert complaints == []
