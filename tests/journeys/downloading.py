"""The page of downloads as people use it, and a pack that is large enough to be cut in the middle."""

import io
import json
import random
from functools import cache
from urllib.error import HTTPError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from orientation.actor import Role
from orientation.catalog.service import publish_version
from orientation.publishing.service import upload
from tests.journeys.site import Site
from tests.packs.workbench import tiny_files, zip_of

HEAVY = "heavy"
FIRST = "Neighbours say hello on the stairs."
STORED = """async (store) => {
  const base = await new Promise((done) => {
    const request = indexedDB.open("phone");
    request.onsuccess = () => done(request.result);
  });
  const found = await new Promise((done) => {
    const request = base.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => done(request.result);
  });
  base.close();
  return found.map(({key, version, files}) => ({key, version, files}));
}"""


@cache
def photo() -> bytes:
    """Return a picture of noise, which no coding makes much smaller: about 700 KB."""
    pixels = random.Random(7).randbytes(500 * 500 * 3)  # noqa: S311 only noise
    written = io.BytesIO()
    Image.frombytes("RGB", (500, 500), pixels).save(written, "PNG")
    return written.getvalue()


def lesson_of(pack: str) -> str:
    """Return the address of the lesson with the sentence."""
    return f"/en/learn/{pack}/first/hello"


def publish_heavy(site: Site, pack: str = HEAVY, sentence: str = FIRST) -> int:
    """Publish a pack with this sentence in its lesson, wait until the server's workers know, return the version.

    HEAVY is for all stories that only read it; who publishes anew takes a pack of its own.
    """
    files = tiny_files()
    files["pack.yaml"] = files["pack.yaml"].replace(b"id: tiny", b"id: " + pack.encode()).replace(b"A tiny", b"A heavy")
    files["media/door.png"] = photo()
    lesson = "modules/first/hello.yaml"
    files[lesson] = files[lesson].replace(FIRST.encode(), sentence.encode())
    editor = site.hire(Role.EDITOR).actor
    with site.behind_the_scenes():
        number = upload(editor, zip_of(files)).number
        publish_version(editor, pack, number)
    agreed = 0
    while agreed < 20:  # both workers, most likely
        try:
            with urlopen(f"{site.address}/api/v1/packs/{pack}/en/manifest") as answer:  # noqa: S310 our own server
                agreed = agreed + 1 if json.load(answer)["version"] == number else 0
        except HTTPError:  # a worker that has not heard of the pack at all
            agreed = 0
    return number


def card_of(page: Page, pack: str) -> Locator:
    """Return the pack's card on the page of downloads."""
    return page.locator(f'[data-pack="{pack}"]')


def press(card: Locator, name: str) -> None:
    """Tap the button that does this."""
    card.locator(f"[data-do={name}]:visible").tap()


def expect_here(card: Locator) -> None:
    """The pack is on the phone, whole, and nothing is under way."""
    expect(card.locator("[data-do=give]")).to_be_visible()


def expect_says(card: Locator, words: str) -> None:
    """The card says so."""
    expect(card.get_by_text(words)).to_be_visible()


def take_pack(page: Page, pack: str) -> None:
    """On the page of downloads: take the pack with everything, and wait until it is here."""
    card = card_of(page, pack)
    press(card, "get")
    expect_here(card)


def wait_for_worker(page: Page) -> None:
    """Wait until the worker answers for the page."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
