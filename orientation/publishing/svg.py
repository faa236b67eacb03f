"""Drawings: read as XML without entities, held against a list of what may stand in them, written anew.

What is written has only the listed elements and attributes, sorted, so that the same drawing is the same bytes.
"""

import io
import re
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS

NAMESPACE = "http://www.w3.org/2000/svg"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_WORDS = {"title", "desc"}
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?"
"""Only one way to read each number: with two, a drawing of long ones would be read for hours."""
_LENGTH = re.compile(rf"{_NUMBER}(?:px|%)?\Z")
_NUMBERS = re.compile(r"[\d\s,.eE+-]+\Z")
_COLOUR = re.compile(r"(?:#[0-9a-fA-F]{3,8}|none|currentColor|[a-z]{3,20}|rgb\([\d\s,.%]{5,40}\))\Z")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*\Z")
_TRANSFORM = re.compile(r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\([-+\d\s,.eE]{1,200}\)[\s,]*)*\Z")
_WORD = re.compile(r"[a-z]{3,12}\Z")
ATTRIBUTES = {
    **dict.fromkeys(("x", "y", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "width", "height"), _LENGTH),
    **dict.fromkeys(("viewBox", "points", "stroke-dasharray"), _NUMBERS),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stroke-width", "stroke-miterlimit"), _LENGTH),
    **dict.fromkeys(("fill", "stroke"), _COLOUR),
    **dict.fromkeys(("fill-rule", "stroke-linecap", "stroke-linejoin"), _WORD),
    "stroke-dashoffset": _LENGTH,
    "transform": _TRANSFORM,
    "d": _PATH,
}
LONGEST = 200
"""Characters of an attribute's value, but for those that draw."""
_DRAWING = ("d", "points", "transform")
_MEND = "Export it as plain SVG with shapes only, or use a PNG."


class _Drawing(ContentHandler):
    """Checks each piece as it comes and writes the clean drawing."""

    def __init__(self, file: str, faults: Faults) -> None:
        super().__init__()
        self.file, self.faults = file, faults
        self.out = io.StringIO()
        self.open: list[str] = []
        self.size = (0, 0)

    def wrong(self, message: str, mend: str = _MEND) -> None:
        """Note a fault at the present line."""
        locator: Any = self._locator  # type: ignore[attr-defined]  # set by the parser
        self.faults.add(self.file, message, mend, line=locator.getLineNumber())

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:  # noqa: ARG002, N802
        """Check an element and its attributes, and write it."""
        space, local = name
        if space != NAMESPACE or local not in self._children():
            self.wrong(f"<{local[:40]}> can't stand here.")
        kept = self._attributes(attrs)
        if not self.open:
            self._measure(kept.get("viewBox", ""))
            kept = {"xmlns": NAMESPACE, **{k: v for k, v in kept.items() if k not in ("width", "height", "x", "y")}}
        self.open.append(local)
        written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())
        self.out.write(f"<{local}{written}>")

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: ARG002, N802
        """Close the element."""
        self.open.pop()
        self.out.write(f"</{name[1]}>")

    def characters(self, content: str) -> None:
        """Keep the words of titles and descriptions; drop white space; refuse the rest."""
        if self.open and self.open[-1] in _WORDS:
            self.out.write(escape(content))
        elif content.strip():
            self.wrong("Text can't stand in a drawing.", "Draw it as a path, or say it in the lesson.")

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: ARG002, N802
        """Refuse what could load a style sheet."""
        self.wrong(f"<?{target[:40]} …?> can't stand in a drawing.")

    def _children(self) -> set[str]:
        if not self.open:
            return {"svg"}
        return (
            {"g", *_SHAPES, *_WORDS} if self.open[-1] in ("svg", "g") else _WORDS if self.open[-1] in _SHAPES else set()
        )

    def _attributes(self, attrs: Any) -> dict[str, str]:
        kept = {}
        for (space, local), value in attrs.items():
            rule = ATTRIBUTES.get(local) if space is None else None
            if rule is None:
                self.wrong(f"The attribute {local[:40]} can't stand here.")
            elif len(value) > LONGEST and local not in _DRAWING:
                self.wrong(f"The attribute {local} has a value of more than {LONGEST} characters.")
            elif not rule.match(value.strip()):
                self.wrong(f"The attribute {local} has a value that can't be used.")
            else:
                kept[local] = " ".join(value.split())
        return dict(sorted(kept.items()))

    def _measure(self, box: str) -> None:
        numbers = [float(number) for number in re.findall(_NUMBER, box)]
        if len(numbers) != 4 or not 0 < numbers[2] < 1e5 or not 0 < numbers[3] < 1e5:
            self.wrong("The drawing has no viewBox with a width and a height.", 'Write viewBox="0 0 96 96" in <svg>.')
        else:
            self.size = (max(1, round(numbers[2])), max(1, round(numbers[3])))


def clean_svg(file: str, content: bytes, faults: Faults) -> tuple[bytes, int, int] | None:
    """Return the clean drawing with its width and height, or None when it has what can't be kept; why is noted."""
    before = len(faults)
    if content.count(b"<") > 2 * LIMITS.svg_elements:
        faults.add(file, f"The drawing has more than {LIMITS.svg_elements} elements.", "Simplify it, or use a PNG.")
        return None
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    drawing = _Drawing(file, faults)
    parser.setContentHandler(drawing)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException:
        faults.add(file, "It has a document type or entities.", "Remove the line with <!DOCTYPE.")
    except SAXException as error:
        line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
        faults.add(file, "It isn't well-formed XML.", "Open it in a drawing program and save it again.", line=line)
    except (ValueError, LookupError):
        faults.add(file, "Its encoding can't be read.", "Save it as UTF-8.")
    if len(faults) > before:
        return None
    return re.sub(r"></(?!title|desc)[a-z]+>", _short, drawing.out.getvalue()).encode(), *drawing.size


def _short(found: re.Match[str]) -> str:
    return "/>" if found.group(0)[3:-1] in _SHAPES else found.group(0)
