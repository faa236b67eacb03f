"""A module's text as one file: what is in it can be taken out again, and nothing of another module is."""

import hashlib
import json
from typing import Any

from orientation.catalog.compiled import CompiledFile
from orientation.publishing.bundles import LARGEST_DRAWING, make_bundles


def file(path: str, content: bytes, *, locale: str = "en", module: str | None = "rights") -> CompiledFile:
    kind, media_type = {
        "html": ("fragment", "text/html"),
        "json": ("lesson", "application/json"),
        "svg": ("picture", "image/svg+xml"),
        "png": ("picture", "image/png"),
        "ogg": ("sound", "audio/ogg"),
    }[path.rpartition(".")[2]]
    return CompiledFile(locale, path, kind, module, media_type, content)


FILES = [
    file("index.html", b"<h1>Pack</h1>", module=None),
    file("rights/index.html", b"<h1>Rights</h1>"),
    file("rights/dignity.html", "<h1>كرامة</h1>".encode()),
    file("rights/dignity.html", b"<h1>Waardigheid</h1>", locale="nl"),
    file("rights/dignity.json", b"{}"),
    file("shops/bread.html", b"<h1>Bread</h1>", module="shops"),
    file("media/hands.svg", b"<svg>1</svg>", locale=""),
    file("media/shared.svg", b"<svg>2</svg>", locale="", module=None),
    file("media/large.svg", b"<svg>" + b"x" * LARGEST_DRAWING, locale=""),
    file("media/photo.png", b"PNG", locale=""),
    file("media/hello.ogg", b"OggS", locale=""),
]


def opened(bundle: CompiledFile) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Take a bundle apart as the phone does."""
    head, _, rest = bundle.content.partition(b"\n")
    described = json.loads(head)
    inside = {}
    for path, sha256, size in described["files"]:
        inside[path], rest = rest[:size], rest[size:]
        assert hashlib.sha256(inside[path]).hexdigest() == sha256
    assert rest == b""
    return described, inside


def bundles() -> dict[tuple[str, str], CompiledFile]:
    made = make_bundles("first-steps", ["en", "nl"], ["rights", "shops"], FILES)
    return {(bundle.locale, bundle.path): bundle for bundle in made}


def test_each_locale_has_one_for_the_pack_and_one_for_each_module() -> None:
    assert list(bundles()) == [
        (locale, f"{name}.bundle") for locale in ("en", "nl") for name in ("pack", "rights", "shops")
    ]


def test_it_holds_a_modules_pages_and_the_small_drawings_that_only_it_uses() -> None:
    described, inside = opened(bundles()["en", "rights.bundle"])
    assert {key: described[key] for key in ("format", "pack", "locale", "module")} == {
        "format": 1,
        "pack": "first-steps",
        "locale": "en",
        "module": "rights",
    }
    assert list(inside) == ["rights/dignity.html", "rights/index.html", "media/hands.svg"]
    assert inside["rights/dignity.html"].decode() == "<h1>كرامة</h1>"


def test_the_packs_own_holds_its_page_and_what_modules_share() -> None:
    described, inside = opened(bundles()["en", "pack.bundle"])
    assert (described["module"], list(inside)) == (None, ["index.html", "media/shared.svg"])


def test_each_language_has_its_own_pages() -> None:
    assert opened(bundles()["nl", "rights.bundle"])[1]["rights/dignity.html"] == b"<h1>Waardigheid</h1>"
