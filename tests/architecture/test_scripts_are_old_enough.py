"""Every script runs where we promise: ES2017, and only what Chrome 61, Safari 12 and Firefox 60 have.

What is newer may stand only where `NEWER` names it, and there behind a feature test.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import esprima
import pytest

from orientation.web import scripts
from tests.conftest import ROOT

STATIC = ROOT / "orientation" / "web" / "static"
SCRIPTS = sorted(STATIC.rglob("*.js"))

METHODS = {
    "flat", "flatMap", "fromEntries", "matchAll", "replaceAll", "allSettled", "any", "at", "hasOwn", "findLast",
    "findLastIndex", "toSorted", "toReversed", "toSpliced", "trimStart", "trimEnd", "groupBy", "withResolvers",
}  # fmt: skip
"""Of the language's own library, and newer than one of the three. They count where they are called."""
ABSENT = {
    # language and its library
    "globalThis", "queueMicrotask", "structuredClone", "WeakRef", "BigInt", "SharedArrayBuffer",
    # pages
    "AbortController", "AbortSignal", "BroadcastChannel", "ResizeObserver", "IntersectionObserver", "replaceChildren",
    "showModal", "inert", "requestIdleCallback", "checkVisibility", "requestSubmit", "toggleAttribute",
    "adoptedStyleSheets", "PointerEvent", "showPicker", "togglePopover", "showPopover", "userAgentData",
    # bytes and the network
    "CompressionStream", "DecompressionStream", "TextDecoderStream", "TransformStream", "WritableStream", "pipeThrough",
    "pipeTo", "stream", "arrayBuffer", "randomUUID", "keepalive", "connection",
    # the phone
    "storage", "persist", "persisted", "estimate", "share", "canShare", "locks", "databases", "sync", "periodicSync",
    "navigationPreload", "showSaveFilePicker", "showOpenFilePicker", "setAppBadge", "wakeLock", "commit",
}  # fmt: skip
"""Of browsers, and newer than one of the three."""
NEWER = {
    "downloads": {"connection", "storage", "persist", "persisted", "estimate"},
    "handover/giving.js": {"share", "canShare"},
    "phone": set[str](),
    "worker/api.js": {"sync"},
    "worker/updates.js": {"connection"},
    "worker/outbox.js": {"AbortController", "CompressionStream", "pipeThrough", "stream"},
    "handover/zip.js": {"DecompressionStream", "pipeThrough", "stream"},
}
"""Where they may stand, behind a feature test: a file or a folder."""
FEATURE_TESTS = {
    "AbortController": "self.AbortController",
    "CompressionStream": "self.CompressionStream",
    "DecompressionStream": "DecompressionStream",
    "sync": "registration.sync)",
    "connection": "connection &&",
    "persist": "navigator.storage",
    "canShare": "navigator.canShare",
}
"""What a file that uses the name must have in it."""
SANITISED = ("lesson/exercise.js", "lesson/verdict.js")
"""May put HTML into the page: what publishing has sanitised, from the page's own keys."""
BODIES = {"arrayBuffer", "stream"}
"""Requests and answers have had these always; blobs since 2020."""


def _relative(path: Path) -> str:
    return str(path.relative_to(STATIC))


def _tree(path: Path) -> Any:
    return esprima.parseModule(path.read_text(), {"loc": True})


def _nodes(node: Any) -> Iterator[Any]:
    """Every node of a syntax tree."""
    if isinstance(node, list):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, esprima.nodes.Node):
        yield node
        for value in vars(node).values():
            yield from _nodes(value)


@pytest.mark.parametrize("path", SCRIPTS, ids=_relative)
def test_a_script_is_es2017(path: Path) -> None:
    _expect_es2017(_tree(path), _relative(path))


@pytest.mark.parametrize("name", [*scripts.BUNDLES, scripts.WORKER])
def test_what_is_served_of_it_is_es2017(name: str) -> None:
    text = (scripts.worker("") if name == scripts.WORKER else scripts.bundle(name)).decode()
    _expect_es2017(esprima.parseModule(text, {"loc": True}), name)


@pytest.mark.parametrize("name", [*scripts.BUNDLES, scripts.WORKER])
def test_what_is_served_of_it_uses_no_name_before_its_turn(name: str) -> None:
    """Some releases of the minifier put `const {a} = f(b)` before `const b = …` when they join the two."""
    text = (scripts.worker("") if name == scripts.WORKER else scripts.bundle(name)).decode()
    for node in _nodes(esprima.parseModule(text)):
        if node.type == "VariableDeclaration":
            names = [
                {one.name for one in _done_at_once(each.id) if one.type == "Identifier"} for each in node.declarations
            ]
            for place, each in enumerate(node.declarations):
                later = set().union(*names[place + 1 :])
                used = {one.name for one in _done_at_once(each.init) if one.type == "Identifier"}
                assert not used & later, text[: text.index("=>")]


def _done_at_once(node: Any) -> Iterator[Any]:
    """Every node of an expression but for what functions in it do later, and names of members and properties."""
    if isinstance(node, list):
        for one in node:
            yield from _done_at_once(one)
    elif isinstance(node, esprima.nodes.Node) and "Function" not in node.type:
        yield node
        is_name = node.type == "MemberExpression" and not node.computed and "property"
        is_key = node.type == "Property" and not node.computed and "key"
        for part, value in vars(node).items():
            if part not in (is_name, is_key):
                yield from _done_at_once(value)


def _expect_es2017(tree: Any, name: str) -> None:
    for node in _nodes(tree):
        where = f"{name}, line {node.loc.start.line}"
        if node.type in ("ObjectExpression", "ObjectPattern"):
            kinds = {one.type for one in node.properties}
            assert not kinds & {"SpreadElement", "RestElement", "SpreadProperty", "RestProperty"}, where
        assert node.type != "Import", f"{where}: import() is ES2020"
        if node.type == "ForOfStatement":
            assert not getattr(node, "await", False), f"{where}: for await is ES2018"
        if node.type == "FunctionDeclaration" or node.type == "FunctionExpression":
            assert not (node.generator and node.isAsync), f"{where}: async generators are ES2018"
        if node.type == "CatchClause":
            assert node.param is not None, f"{where}: catch without a name is ES2019"
        if node.type == "Literal" and getattr(node, "regex", None):
            assert not re.search(r"\(\?<|\\p\{|\\k<", node.regex.pattern), f"{where}: this pattern is ES2018"
            assert "s" not in node.regex.flags, f"{where}: the flag s is ES2018"


@pytest.mark.parametrize("path", SCRIPTS, ids=_relative)
def test_a_script_uses_only_what_old_browsers_have(path: Path) -> None:
    name, text = _relative(path), path.read_text()
    allowed = {one for place, names in NEWER.items() if name.startswith(place) for one in names}
    tree = _tree(path)
    used = _names_in(tree) & ABSENT | _called_in(tree) & METHODS
    assert used - allowed == set()
    assert [one for one in used if FEATURE_TESTS.get(one, "") not in text] == []


def _names_in(tree: Any) -> set[str]:
    """Names of globals that are used and of members that are asked for."""
    found = set()
    for node in _nodes(tree):
        if node.type == "MemberExpression" and not node.computed:
            if not (node.property.name in BODIES and _is_body(node.object)):
                found.add(node.property.name)
        elif node.type == "NewExpression" and node.callee.type == "Identifier":
            found.add(node.callee.name)
    return found


def _called_in(tree: Any) -> set[str]:
    """Names of methods that are called, but for those of the worker's `clients`."""
    calls = (node.callee for node in _nodes(tree) if node.type == "CallExpression")
    members = (callee for callee in calls if callee.type == "MemberExpression" and not callee.computed)
    return {one.property.name for one in members if getattr(one.object.property, "name", "") != "clients"}


def _is_body(node: Any) -> bool:
    """Tell whether this is a request or an answer, by its name; a new Response is one too."""
    if node.type == "NewExpression":
        return bool(node.callee.name in ("Response", "Request"))
    return node.type == "Identifier" and node.name in ("answer", "request", "response", "stored")


@pytest.mark.parametrize("path", SCRIPTS, ids=_relative)
def test_a_script_holds_no_words_and_builds_no_html(path: Path) -> None:
    for node in _nodes(_tree(path)):
        where = f"{_relative(path)}, line {node.loc.start.line}"
        if node.type == "MemberExpression" and not node.computed:
            is_html = node.property.name in ("innerHTML", "outerHTML", "insertAdjacentHTML")
            assert not is_html or _relative(path) in SANITISED, where
            assert node.property.name != "style", where
        if node.type == "CallExpression" and node.callee.type == "Identifier":
            assert node.callee.name not in ("eval", "alert", "confirm", "prompt"), where


@pytest.mark.parametrize("path", SCRIPTS, ids=_relative)
def test_a_script_has_one_subject_and_says_which(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("/*"), "a script begins by saying what it is about"
    assert len(text.splitlines()) <= 400
