"""What a first lesson page costs on the wire, on the real lessons: everything that is needed to read it."""

import re

import brotli
import pytest
from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.catalog.queries import get_current, list_files
from orientation.locales import INTERFACE
from orientation.publishing.service import publish_folder
from orientation.web.assets import inline_css
from tests.conftest import ROOT

ROUND_TRIP = 14 * 1024
"""Ten segments: what a server may send before the phone has answered (RFC 6928)."""


WITHOUT_BROTLI = 16 * 1024
"""Lessons with many words name their sounds and pictures by hash, which gzip takes to be noise. Every browser that we
support takes brotli over https; an older one waits for one round trip more."""


@pytest.mark.parametrize(
    ("pack", "encoding", "most"),
    [
        ("nl-orientation", "br", ROUND_TRIP),
        ("nl-orientation", "gzip", ROUND_TRIP),
        ("nl-language-a1", "br", ROUND_TRIP),
        ("nl-language-a1", "gzip", WITHOUT_BROTLI),
    ],
)
def test_the_heaviest_lesson_of_every_locale_arrives_in_the_first_round_trip(
    context: None, client: FlaskClient, pack: str, encoding: str, most: int
) -> None:
    publish_folder(SYSTEM, ROOT / "content" / pack)
    for locale in INTERFACE:
        fragments = [file for file in list_files(get_current(pack), locale) if file.kind == "fragment"]
        lessons = [
            file for file in fragments if not file.path.endswith(("/cards.html", "placement.html"))
        ]  # lists of all words, all tasks
        heaviest = max(lessons, key=lambda file: file.size).path.removesuffix(".html")
        address = f"/{locale}/learn/{pack}/{heaviest}"
        needed = _needed(client.get(address).text)
        assert len(needed) + 1 <= 3
        assert sum(_weight(client, url, encoding) for url in (address, *needed)) <= most, address


def test_the_style_sheet_inside_the_page_is_small() -> None:
    assert len(brotli.compress(inline_css().encode())) <= 3584


def _needed(html: str) -> list[str]:
    """Return what a browser fetches before pictures and sound."""
    return re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', html)


def _weight(client: FlaskClient, url: str, encoding: str) -> int:
    """Return the bytes of an answer with its headers."""
    with client.get(url, headers={"Accept-Encoding": encoding}) as answer:
        assert answer.status_code == 200
        return len(answer.data) + len(str(answer.headers))
