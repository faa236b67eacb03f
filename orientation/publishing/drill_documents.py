"""The items of drills, as documents hold them: the same shapes as those of items that a person wrote."""

from orientation.publishing.drills.made import DrillItem, Hole, Made, Pairs, Pick, Sequence, Tiles, Trace, Typed
from orientation.publishing.item_documents import trace_of
from orientation.publishing.shown import Document, Shown


def drill_item(shown: Shown, item: DrillItem) -> Document:
    """Return the item with its texts in one locale."""
    made = item.made
    about = shown.word(made.about) if made.about is not None else None
    return {
        "id": item.id,
        "kind": item.kind,
        "ask": item.ask,
        "prompt": _prompt(shown, made),
        "picture": shown.picture_of(made.picture) if made.picture is not None else None,
        "listen": shown.word(made.listen) if made.listen is not None else None,
        "heard": False,
        "explanation": None,
        "about": about,
        **_body(shown, made),
    }


def _prompt(shown: Shown, made: Made) -> Document | None:
    if made.prompt is None or made.about is None:
        return None
    if made.prompt == "meaning":
        return shown.meaning(made.about)
    return shown.texts.taught(shown.source.words[made.about]["text"])


def _body(shown: Shown, made: Made) -> Document:
    match made.body:
        case Pick() as pick:
            return {"choices": [_choice(shown, pick, name) for name in pick.ids], "key": pick.right}
        case Pairs() as pairs:
            return _pairs(shown, pairs)
        case Sequence() as sequence:
            elements = [
                {"id": each.id, "text": shown.texts.taught(each.text), "sound": shown.sound_or_none(each.sound)}
                for each in sequence.elements
            ]
            return {"elements": elements, "key": list(sequence.key)}
        case Hole() as hole:
            return {
                "sentence": shown.texts.taught(hole.sentence),
                "gaps": [{"id": "1", "choices": list(hole.choices)}],
                "key": {"1": [hole.right]},
            }
        case Tiles() as tiles:
            shown_tiles = [{"id": name, "text": shown.texts.taught(text)} for name, text in tiles.tiles]
            return {"join": tiles.join, "tiles": shown_tiles, "key": list(tiles.key)}
        case Typed() as typed:
            return {
                "lang": shown.source.target_language,
                "exact": typed.exact,
                "key": list(typed.accepted),
                "others": list(typed.others),
            }
        case Trace() as trace:
            return trace_of(shown, trace.letter)


def _choice(shown: Shown, pick: Pick, name: str) -> Document:
    text = None
    if pick.shows == "text":
        text = shown.texts.taught(shown.source.words[name]["text"])
    elif pick.shows == "meaning":
        text = shown.meaning(name)
    return {
        "id": name,
        "text": text,
        "picture": shown.picture_of(name) if pick.shows == "picture" else None,
        "explanation": None,
        "sound": shown.sound_or_none(name) if pick.speaks else None,
    }


def _pairs(shown: Shown, pairs: Pairs) -> Document:
    words = shown.source.words

    def left(name: str) -> Document:
        text = words[name]["upper" if pairs.shows == "case" else "text"]
        return {"id": name, "text": shown.texts.taught(text), "picture": None, "sound": shown.sound_or_none(name)}

    def right(name: str) -> Document:
        if pairs.shows == "picture":
            return {"id": name, "text": None, "picture": shown.picture_of(name)}
        text = shown.meaning(name) if pairs.shows == "meaning" else shown.texts.taught(words[name]["text"])
        return {"id": name, "text": text, "picture": None}

    return {
        "lefts": [left(name) for name in pairs.lefts],
        "rights": [right(name) for name in pairs.rights],
        "key": {name: name for name in pairs.lefts},
    }
