"""Scripts: what the linker reads, what it refuses, and what they weigh."""

from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from orientation.web import scripts
from orientation.web.assets import script, script_url
from orientation.web.minifying import minified_module, minified_script
from orientation.web.scripts import BUNDLES, BadScript, link

OFFLINE = ("app", "after", "downloads", "profiles")
BUDGETS = {
    "staff": 384,
    "app": 704,
    "after": 2624,
    "lesson": 8960,
    "downloads": 5888,
    "handover": 2496,
    "profiles": 2176,
    "listen": 2048,
    "speaking": 3072,
    "placement": 5 * 1024,
    "practice": 6144,
    "the worker": 9472,
}
"""Bytes with brotli. A script that grows past its budget is a decision, not an accident."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of scripts."""
    monkeypatch.setattr(scripts, "FOLDER", tmp_path)
    return tmp_path


def write(folder: Path, **files: str) -> Path:
    """Write files by name and return the entry."""
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text)
    return folder / "main.js"


def test_an_import_stands_before_whoever_asked_for_it_once(folder: Path) -> None:
    entry = write(
        folder,
        main='import { twice } from "./a.js";\nimport { one } from "./b.js";\ntwice(one);\n',
        a='import { one } from "./b.js";\nexport function twice(x) {\n  return x + one;\n}\n',
        b="export const one = 1;\n",
    )
    assert link(entry).split("\n") == ["const one = 1;", "function twice(x) {", "  return x + one;", "}", "twice(one);"]


@pytest.mark.parametrize(
    ("main", "complaint"),
    [
        ('import one from "./b.js";', "main.js, line 1: write imports as"),
        ('import { one as two } from "./b.js";', "main.js, line 1: write imports as"),
        ('const x = 1;\nimport { one } from "./b.js";', "main.js, line 2: imports stand at the top"),
        ('import { two } from "./b.js";', "main.js, line 1: b.js doesn't export two"),
        ('import { hidden } from "./b.js";', "main.js, line 1: b.js doesn't export hidden"),
        ('import { one } from "./c.js";', "main.js, line 1: there is no c.js"),
        ('import { one } from "./b.js";\nconst hidden = 2;', "main.js, line 2: “hidden” is declared in b.js too"),
        ('import { loop } from "./loop.js";', "loop.js, line 1: main.js imports this file itself"),
        ("export default 1;", "main.js, line 1: export a function, a const or a class"),
        ("const x = 1;\nexport { x };", "main.js, line 2: export a function, a const or a class"),
    ],
)
def test_what_the_linker_cant_read_is_refused_with_its_line(folder: Path, main: str, complaint: str) -> None:
    entry = write(
        folder,
        main=main,
        b="const hidden = 1;\nexport const one = hidden;\n",
        loop='import { x } from "./main.js";\nexport const loop = x;\n',
    )
    with pytest.raises(BadScript, match=complaint.replace("(", r"\(")):
        link(entry)


def test_a_bundle_without_an_entry_is_refused(folder: Path) -> None:
    with pytest.raises(BadScript, match=r"There is no nothing/main\.js"):
        scripts.bundle("nothing")


def test_a_bundle_on_top_of_others_imports_what_those_have(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "BASES", {"top": "middle", "middle": "ground"})
    for name in ("top", "middle", "ground"):
        (folder / name).mkdir()
    write(folder / "ground", main='import { one } from "./a.js";\none();\n', a="export function one() {}\n")
    write(folder / "middle", main='import { two } from "./b.js";\ntwo();\n', b="export function two() {}\n")
    write(
        folder / "top",
        main='import { one } from "../ground/a.js";\nimport { two } from "../middle/b.js";\ntwo(one);\n',
    )
    ground, middle, top = (scripts.bundle(name).decode() for name in ("ground", "middle", "top"))
    assert ground.startswith("export const $=(()=>{")
    assert middle.startswith("export const $=(()=>{")
    imports = [
        f'import{{$ as $0}}from"../{scripts.fingerprint(middle.encode())}/middle.js";',
        f'import{{$ as $1}}from"../{scripts.fingerprint(ground.encode())}/ground.js";',
    ]
    assert top == "".join(imports) + "(()=>{const[e]=$0,[t]=$1;e(t)})()"


def test_names_that_nobody_else_uses_are_shortened() -> None:
    text = "function nobodysBusiness(thing) { return thing.kept; }\nself.answer = nobodysBusiness;"
    assert minified_module(text) == "(()=>{function e(e){return e.kept}self.answer=e})()"
    assert minified_script("let one;") == '(()=>{"use strict";let e})()'


def test_what_is_joined_stays_in_its_order() -> None:
    text = "(async () => {\nconst x = (n) => go(n);\nconst { y } = await ask({ z: x(1) });\nsay(y);\n})();"
    assert "const e=e=>go(e),{y:t}=await ask({z:e(1)});say(t)" in minified_module(text)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_kept_for_a_year_under_its_own_fingerprint(app: Flask, client: FlaskClient, name: str) -> None:
    with app.test_request_context():
        address = script_url(name)
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert brotli.decompress(answer.data) == scripts.bundle(name)
    assert client.get(f"/static/0123456789ab/{name}.js").headers["Cache-Control"] == "no-store"


def test_every_script_keeps_to_its_budget() -> None:
    weights = {name: len(script(f"{name}.js").encoded["br"]) for name in BUNDLES}
    weights["the worker"] = len(brotli.compress(scripts.worker('const RELEASE = "0123456789ab";')))
    offline = sum(weights[name] for name in ("the worker", *OFFLINE))
    for name, weight in {**weights, "all for offline": offline}.items():
        print(f"{name}: {weight} bytes")  # noqa: T201 figures for people, shown with -s
    assert {name: weight for name, weight in weights.items() if weight > BUDGETS[name]} == {}
