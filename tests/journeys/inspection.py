"""What may be wrong with a page for somebody who hears it, enlarges it, or holds a small phone."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALL = {"width": 320, "height": 640}
"""What WCAG 2.2 (1.4.10) asks for: 1280 pixels at 400 %."""
NAMED = frozenset(
    {"button", "link", "textbox", "searchbox", "combobox", "listbox", "radio", "checkbox", "spinbutton", "slider"}
    | {"switch", "tab", "progressbar", "image", "DisclosureTriangle"}
)
AXE = Axe()
OVERFLOW = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
DOUBLE = """() => {
  const root = document.documentElement;
  root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + "px";
}"""
AS_BEFORE = "() => document.documentElement.style.removeProperty('font-size')"
FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    tag: element.localName,
    type: element.type || "",
    name: element.name || "",
    value: element.value || "",
    text: element.textContent.trim().slice(0, 40),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    isInSight: box.bottom > 0 && box.top < innerHeight,
  };
}"""


def faults_of(page: Page, locale: str, direction: str, *, colours_in: list[str] | None = None) -> list[str]:
    """Return everything that is wrong with the page: by axe-core, by ear, and at 320 pixels with double text.

    Comparing colours takes axe-core seconds on a huge page; `colours_in` are selectors to which it is confined.
    """
    faults = [*_language(page, locale, direction), *_without_name(page), *_sideways(page)]
    if colours_in is None:
        faults += _axe(page)
    else:
        faults += _axe(page, options={"rules": {"color-contrast": {"enabled": False}}})
        faults += _axe(page, context=colours_in, options={"runOnly": ["color-contrast"]})
    return [f"{page.url}: {fault}" for fault in faults]


def _language(page: Page, locale: str, direction: str) -> list[str]:
    root = page.locator("html")
    found = (root.get_attribute("lang"), root.get_attribute("dir"))
    return [] if found == (locale, direction) else [f"lang and dir are {found}"]


def _axe(page: Page, context: list[str] | None = None, options: dict[str, Any] | None = None) -> list[str]:
    wanted = {"resultTypes": ["violations"], **(options or {})}
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:160]}"
        for violation in AXE.run(page, context, wanted).response["violations"]
        for node in violation["nodes"]
    ]


def _without_name(page: Page) -> list[str]:
    """Return the controls and pictures that a screen reader couldn't call by a name, from the browser's own tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    named_pictures = {node["nodeId"] for node in nodes if _role(node) == "image" and _name(node)}
    return [
        f"{_role(node)} without a name"
        for node in nodes
        if not node["ignored"] and _role(node) in NAMED and not _name(node)
        if node.get("parentId") not in named_pictures  # the drawing inside of what is named as a picture
    ]


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _sideways(page: Page) -> list[str]:
    """Return by how much the page must be scrolled sideways on a small phone, as it is and with double text."""
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": SMALL["width"], "height": SMALL["height"]})
    found = [f"{pixels} pixels too wide at 320" for pixels in [page.evaluate(OVERFLOW)] if pixels > 0]
    page.evaluate(DOUBLE)
    found += [f"{pixels} pixels too wide at 320 with double text" for pixels in [page.evaluate(OVERFLOW)] if pixels > 0]
    page.evaluate(AS_BEFORE)
    page.set_viewport_size(before)
    return found
