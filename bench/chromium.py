"""The machine's Chromium as somebody's phone, and what it says of the time that a page took."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

PATH = shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
NOTE_WHEN_READABLE = """
document.addEventListener("readystatechange", () => {
  if (document.readyState === "interactive")
    requestAnimationFrame(() => setTimeout(() => { window.readableAt = performance.now(); }));
});
"""
"""Milliseconds from the start of the visit until all of the page's text was painted: not until its scripts have run."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium. It never talks to anybody but loopback."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = browser.new_context(base_url=address, **PHONE)
    try:
        yield context
    finally:
        context.close()
