"""Marking: what an answer is worth. The browser has the same rules; tests/vectors/marking.json is run by both.

Kinds of items and the shapes of their answers are those of docs/pack-format.md. Only what is typed can be `nearly`:
everything else is right when all of it is right. What was left open is wrong; what can't be an answer to this item
at all (another shape, an id that the item doesn't have, one thing twice) is refused.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from orientation.errors import Invalid
from orientation.spelling import bare, likeness, spelled, tidy

Verdict = Literal["right", "nearly", "wrong"]
VERDICTS: tuple[Verdict, ...] = ("right", "nearly", "wrong")
Item = Mapping[str, Any]
"""An item of a compiled lesson document, with its key."""

LONGEST_TEXT = 300
"""Characters that a typed answer may have."""
_SHORT = 60
_MOST_REMEMBERED = 30


class AnswerNotUnderstood(Invalid):
    """This can't be an answer to this item. `data["problem"]` is kind, shape, unknown, incomplete or too-long."""


@dataclass(frozen=True)
class Marked:
    """What an answer is worth, as a whole and in `parts`.

    The parts are, by kind of item –
    choose-one, choose-several: every choice's id; right when it was rightly picked or rightly left alone;
    true-false: the same with the choices `true` and `false`;
    order: every element's id; right when it stands in its place;
    match: every left side's id; right when its pair is;
    gap: every gap's id;
    type: `text`; trace: `true`;
    tiles: every tile's id; right when it stands in its place, or rightly isn't used.
    """

    verdict: Verdict
    parts: dict[str, Verdict]


def mark(item: Item, answer: object) -> Marked:
    """Mark any JSON value as the answer to an item. Raises AnswerNotUnderstood, and nothing else."""
    marker = _MARKERS.get(item["kind"])
    if marker is None:
        raise AnswerNotUnderstood("This server doesn't know this kind of question yet.", problem="kind")
    return marker(item, answer)


class Marker:
    """Marks answers to one item. Remembers what the short ones were worth: thousands of people give the same few."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self._known: dict[str | bool, Verdict] = {}

    def verdict(self, answer: object) -> Verdict:
        """Return what `mark` says of the answer as a whole. Raises AnswerNotUnderstood."""
        if not isinstance(answer, bool) and not (isinstance(answer, str) and len(answer) <= _SHORT):
            return mark(self.item, answer).verdict
        known = self._known.get(answer)  # text never equals a bool, as a number would
        if known is None:
            known = mark(self.item, answer).verdict
            if len(self._known) < _MOST_REMEMBERED:
                self._known[answer] = known
        return known


def _choose_one(item: Item, answer: object) -> Marked:
    if not isinstance(answer, str):
        raise _misshapen("Answer with the id of one choice.")
    return _picked(_ids(item["choices"]), [answer], [item["key"]])


def _choose_several(item: Item, answer: object) -> Marked:
    return _picked(_ids(item["choices"]), _list_of_ids(answer), item["key"])


def _true_false(item: Item, answer: object) -> Marked:
    if not isinstance(answer, bool):
        raise _misshapen("Answer with true or false.")
    return _picked(["true", "false"], [_name(answer)], [_name(item["key"])])


def _name(answer: bool) -> str:
    return "true" if answer else "false"


def _picked(ids: list[str], picked: list[str], key: Collection[str]) -> Marked:
    _check_known(picked, ids)
    parts = {i: _verdict((i in picked) == (i in key)) for i in ids}
    return Marked(_all(parts.values()), parts)


def _order(item: Item, answer: object) -> Marked:
    given = _list_of_ids(answer)
    looks = _looks(item["elements"])
    _check_known(given, looks)
    if len(given) != len(looks):
        raise AnswerNotUnderstood("Put all of them in order, each once.", problem="incomplete")
    parts = {i: _verdict(looks[i] == looks[k]) for i, k in zip(given, item["key"], strict=True)}
    return Marked(_all(parts.values()), parts)


def _match(item: Item, answer: object) -> Marked:
    given = _texts_by_id(answer, "Answer with an object: the id of a left side and the id of its right side.")
    looks = _looks(item["rights"])
    lefts = _ids(item["lefts"])
    _check_known(given, lefts)
    _check_known(given.values(), looks)
    key = item["key"]
    parts = {i: _verdict(i in given and looks[given[i]] == looks[key[i]]) for i in lefts}
    return Marked(_all(parts.values()), parts)


def _gap(item: Item, answer: object) -> Marked:
    given = _texts_by_id(answer, "Answer with an object: the id of each gap and its text.")
    gaps = {gap["id"]: gap.get("choices") for gap in item["gaps"]}
    _check_known(given, gaps)
    others = item.get("others") or {}
    parts: dict[str, Verdict] = {}
    for i, choices in gaps.items():
        if i in others and not choices:
            parts[i] = _typed(given.get(i, ""), item["key"][i], item.get("lang"), others[i])
        else:
            parts[i] = _fill(given.get(i, ""), item["key"][i], choices)
    return Marked(_all(parts.values()), parts)


def _fill(text: str, accepted: list[str], choices: list[str] | None) -> Verdict:
    _check_length(text)
    if not spelled(text):
        return "wrong"
    if choices:
        _check_known([tidy(text)], [tidy(choice) for choice in choices])
        return _verdict(tidy(text) in map(tidy, accepted))
    if spelled(text) in map(spelled, accepted):
        return "right"
    return "nearly" if bare(text) and bare(text) in map(bare, accepted) else "wrong"


def _type(item: Item, answer: object) -> Marked:
    if not isinstance(answer, str):
        raise _misshapen("Answer with the text.")
    others = None if item.get("exact") else item.get("others", ())
    worth = _typed(answer, item["key"], item.get("lang"), others)
    return Marked(worth, {"text": worth})


def _typed(text: str, accepted: list[str], lang: str | None, others: Collection[str] | None) -> Verdict:
    _check_length(text)
    return likeness(text, accepted, lang, others)


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise AnswerNotUnderstood(f"Write at most {LONGEST_TEXT} characters.", problem="too-long")


def _tiles(item: Item, answer: object) -> Marked:
    given = _list_of_ids(answer)
    looks = _looks(item["tiles"])
    _check_known(given, looks)
    if not given:
        raise AnswerNotUnderstood("Use one tile at least.", problem="incomplete")
    wanted = [looks[i] for i in item["key"]]
    used = [looks[i] for i in given]
    missing = [look for n, look in enumerate(wanted) if wanted[:n].count(look) >= used.count(look)]
    parts: dict[str, Verdict] = {}
    for i, look in looks.items():
        if i in given:
            place = given.index(i)
            parts[i] = _verdict(place < len(wanted) and wanted[place] == look)
        else:
            parts[i] = _verdict(look not in missing)
            if look in missing:
                missing.remove(look)
    return Marked(_all(parts.values()), parts)


def _trace(_item: Item, answer: object) -> Marked:
    if answer is not True:
        raise _misshapen("Answer with true when the letter is written.")
    return Marked("right", {"true": "right"})


def _verdict(is_right: bool) -> Verdict:
    return "right" if is_right else "wrong"


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """The whole is as good as its worst part."""
    return max(verdicts, key=VERDICTS.index)


def _ids(things: list[Item]) -> list[str]:
    return [thing["id"] for thing in things]


def _looks(things: list[Item]) -> dict[str, object]:
    """Return what a learner sees of each thing: two that look the same can stand in each other's place."""
    return {thing["id"]: _look(thing) for thing in things}


def _look(thing: Item) -> object:
    text, picture = thing.get("text"), thing.get("picture")
    seen = (text["html"] if text else None, picture["src"] if picture else None)
    return thing["id"] if seen == (None, None) else seen


def _list_of_ids(answer: object) -> list[str]:
    if not isinstance(answer, list) or not all(isinstance(i, str) for i in answer):
        raise _misshapen("Answer with a list of ids.")
    if len(set(answer)) != len(answer):
        raise _misshapen("Name each id once.")
    return answer


def _texts_by_id(answer: object, how: str) -> dict[str, str]:
    if not isinstance(answer, dict) or not all(isinstance(t, str) for pair in answer.items() for t in pair):
        raise _misshapen(how)
    return answer


def _check_known(given: Iterable[str], known: Collection[str]) -> None:
    if not all(i in known for i in given):
        raise AnswerNotUnderstood("The answer names something that this question doesn't have.", problem="unknown")


def _misshapen(how: str) -> AnswerNotUnderstood:
    return AnswerNotUnderstood(how, problem="shape")


_MARKERS: dict[str, Callable[[Item, object], Marked]] = {
    "choose-one": _choose_one,
    "choose-several": _choose_several,
    "true-false": _true_false,
    "order": _order,
    "match": _match,
    "gap": _gap,
    "type": _type,
    "tiles": _tiles,
    "trace": _trace,
}
KINDS = tuple(_MARKERS)
