"""A lesson with what drills make and with the kinds that are typed, laid and traced, as its document holds them."""

import json
from dataclasses import replace
from typing import Any

from orientation.catalog.compiled import Compiled
from orientation.publishing.fragment import render_fragment
from tests.web import sample_document as sample
from tests.web.desk_pack import desk_pack

SLOW = [{"src": "/b/" + "3" * 64 + ".ogg", "type": "audio/ogg; codecs=opus"}]
ALL_RIGHT = {
    "hear": "hallo",
    "write": "goedemorgen",
    "number": "12",
    "build.t2": "1",
    "build.t1": "2",
    "letters.a": "2",
    "letters.j": "1",
    "letter-a": "true",
    "fill.1": "woon",
}
"""The fields of a form in which everything is right."""


def word(name: str, meaning: str, locale: str) -> dict[str, Any]:
    """A word with slow sound, as documents of this release have it."""
    return {**sample.word(name, meaning, locale), "slow": SLOW, "upper": None}


def items(locale: str = "en") -> list[dict[str, Any]]:
    """One item of each new kind, made by a drill or by hand."""
    _, heading, sentence = sample.WORDS[locale]
    hallo, morgen = word("hallo", heading, locale), word("goedemorgen", sentence, locale)

    def taught(html: str) -> dict[str, Any]:
        return sample.text(html, "nl", "source")

    def choice(name: str) -> dict[str, Any]:
        sound = {"sounds": hallo["sounds"], "slow": SLOW, "spoken_by": "machine"}
        return {"id": name, "text": taught(name), "picture": None, "explanation": None, "sound": sound}

    def tile(name: str, html: str) -> dict[str, Any]:
        return {"id": name, "text": taught(html)}

    return [
        _item(
            "hear", "choose-one", "hear-word", "hallo", hallo, listen=hallo, choices=[choice("hoi"), choice("hallo")]
        ),
        _item("write", "type", "type", ["goedemorgen"], morgen, listen=morgen, **_typed(["goedenavond"])),
        _item("number", "type", "number", ["12"], None, listen=hallo, **_typed([], exact=True)),
        _item(
            "build",
            "tiles",
            "tiles",
            ["t2", "t1"],
            morgen,
            listen=morgen,
            join=" ",
            tiles=[tile("t1", "morgen"), tile("t3", "avond"), tile("t2", "goede")],
        ),
        _item(
            "letters",
            "tiles",
            None,
            ["j", "a"],
            None,
            prompt=sample.text(heading, locale),
            join="",
            tiles=[tile("a", "a"), tile("j", "j")],
        ),
        _item(
            "letter-a",
            "trace",
            "trace",
            True,
            None,
            letter={"html": "a", "lang": "nl"},
            strokes=["M70 30 L30 50 L70 70", "M70 30 L70 80"],
        ),
        _item(
            "fill",
            "gap",
            None,
            {"1": ["woon"]},
            None,
            prompt=sample.text(heading, locale),
            sentence=taught("Ik {1} in Utrecht."),
            gaps=[{"id": "1", "choices": None}],
            others={"1": ["woont"]},
        ),
    ]


def _typed(others: list[str], *, exact: bool = False) -> dict[str, Any]:
    return {"lang": "nl", "exact": exact, "others": others}


def _item(name: str, kind: str, ask: str | None, key: Any, about: Any, **more: Any) -> dict[str, Any]:
    common = {"id": name, "kind": kind, "ask": ask, "prompt": None, "picture": None, "listen": None, "heard": False}
    return {**common, "explanation": None, "about": about, "key": key, **more}


def document(locale: str = "en") -> dict[str, Any]:
    """The sample lesson with these items in its exercise."""
    made = sample.document(locale)
    blocks = [{**block, "items": items(locale)} if block["kind"] == "exercise" else block for block in made["blocks"]]
    return {**made, "blocks": blocks}


def drill_pack() -> Compiled:
    """A whole pack with that lesson in three languages."""
    pack = desk_pack()
    place = f"{sample.MODULE}/{sample.LESSON}"
    files = []
    for file in pack.files:
        if file.path == f"{place}.json":
            content = json.dumps(document(file.locale), ensure_ascii=False)
            file = replace(file, content=content.encode())
        elif file.path == f"{place}.html":
            module = sample.outline(file.locale)["modules"][0]
            file = replace(file, content=render_fragment("lesson", document(file.locale), module).encode())
        files.append(file)
    return replace(pack, files=files)
