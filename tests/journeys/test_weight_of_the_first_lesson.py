"""What the first lesson costs on the wire when a phone opens it for the first time, as the browser itself counts."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from orientation.locales import INTERFACE
from tests.journeys.conftest import PHONE, OpenBrowser

LESSONS = ("nl-orientation/your-rights/what-rights-are", "nl-language-a1/greetings/greetings-words")
ROUND_TRIP = 14 * 1024
REQUESTS = 3
LATER = {"Image", "Media"}
"""Pictures and sound come after the text."""


@dataclass
class Meter:
    """Counts what comes over the wire, headers included, except pictures and sound."""

    kinds: dict[str, str] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        """Start counting with an empty cache."""
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._note_kind)
        session.on("Network.loadingFinished", self._note_weight)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _note_kind(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _note_weight(self, event: dict[str, Any]) -> None:
        self.weights[event["requestId"]] = int(event["encodedDataLength"])

    @property
    def to_be_read(self) -> list[int]:
        """The weights of what is needed to read the page."""
        return [self.weights[request] for request, kind in self.kinds.items() if kind not in LATER]


@pytest.mark.parametrize("locale", INTERFACE)
@pytest.mark.parametrize("lesson", LESSONS)
def test_the_first_lesson_arrives_in_one_round_trip(open_browser: OpenBrowser, lesson: str, locale: str) -> None:
    page = open_browser(**PHONE)
    meter = Meter()
    meter.watch(page)
    page.goto(f"/{locale}/learn/{lesson}")
    assert 0 < len(meter.to_be_read) <= REQUESTS
    assert 1024 < sum(meter.to_be_read) <= ROUND_TRIP
