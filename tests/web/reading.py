"""Reads a page as a screen reader would: language, headings, controls and their names."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNNAMED = ("hidden", "submit")


@dataclass
class Control:
    """A form control; `label` says how it is named."""

    tag: str
    attrs: dict[str, str | None]
    is_wrapped: bool


@dataclass
class Page(HTMLParser):
    """What a page is made of. Feed it once."""

    html: str
    attrs: dict[str, str | None] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    images_without_alt: int = 0
    inline: list[str] = field(default_factory=list)
    text: str = ""
    _labels: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.attrs = given
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag == "label":
            self._labels += 1
            self.labelled.add(given.get("for") or "")
        if tag in ("input", "select", "textarea") and given.get("type") not in UNNAMED:
            self.controls.append(Control(tag, given, self._labels > 0))
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag == "img" and "alt" not in given:
            self.images_without_alt += 1
        if "id" in given:
            self.ids.append(given["id"] or "")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.inline.append("script")

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._labels -= 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def unnamed_controls(self) -> list[Control]:
        """Controls that nobody could tell apart by ear."""
        return [
            control
            for control in self.controls
            if not (control.is_wrapped or control.attrs.get("aria-label") or control.attrs.get("id") in self.labelled)
        ]
