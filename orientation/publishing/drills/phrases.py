"""Asks about the words of a phrase and the lines of a dialogue: put in order, fill the gap."""

import re
from collections.abc import Sequence as Listed

from orientation.publishing.drills.chance import mix, rank
from orientation.publishing.drills.course import Course, CourseWord, words_in
from orientation.publishing.drills.kinship import is_same, means_same
from orientation.publishing.drills.made import Asked, CannotMake, Element, Hole, Made, Sequence
from orientation.publishing.strings import GAP
from orientation.spelling import bare, spelled

FEWEST_WORDS, MOST_WORDS = 3, 8
GAP_CHOICES = 3
FEWEST_LINES, MOST_LINES = 3, 5


def order_words(asked: Asked) -> Made:
    """Put a phrase's words in order. They keep capital and full stop, so that no other order is a sentence."""
    word = asked.word
    check_phrase(word)
    texts = word.text.split()
    if not FEWEST_WORDS <= len(texts) <= MOST_WORDS:
        raise CannotMake(f"don't have {FEWEST_WORDS} to {MOST_WORDS} words")
    if any(_is_other_order(text, word.text) for text in word.accept):
        raise CannotMake("may be said in another order")
    elements = [Element(f"w{n}", text) for n, text in enumerate(texts, 1)]
    return Made(_mixed(asked.seed, elements), word.id, frozenset({word.id}), _sound(word), prompt="meaning")


def gap(asked: Asked) -> Made:
    """Choose a phrase's missing word. Its sound and meaning say which one is meant."""
    course, word, seed = asked.course, asked.word, asked.seed
    check_phrase(word)
    if GAP.search(word.text):
        raise CannotMake("have a gap in their own text")
    reason = "have no word that can be left out"
    for open_word in _open_words(course, word, seed):
        others = _others_for(course, word, open_word, seed)
        if len(others) == GAP_CHOICES - 1:
            sentence = _with_gap(word.text, open_word, "{1}")
            choices = tuple(mix(seed, [open_word, *others]))
            body = Hole(sentence, open_word, choices)
            return Made(body, word.id, frozenset({word.id}), _sound(word), prompt="meaning")
        reason = "have too few words to choose from in the gap"
    raise CannotMake(reason)


def dialogue(lines: Listed[Element], seed: str, number: int, of: int) -> Made:
    """Put some lines of a dialogue in order: the given one of so many runs, each of neighbouring lines."""
    size = min(MOST_LINES, len(lines) // of)
    if size < FEWEST_LINES:
        raise CannotMake(f"have fewer than {FEWEST_LINES} lines for each item")
    first = number * (len(lines) // of)
    return Made(_mixed(seed, lines[first : first + size]), None, frozenset())


def check_phrase(word: CourseWord) -> None:
    """Raise CannotMake unless the word is a phrase."""
    if word.kind != "phrase":
        raise CannotMake("aren't phrases")


def near_words(course: Course, word: CourseWord, target: str, seed: str) -> list[str]:
    """Return single words of the course that could stand for one of the phrase's, the nearest first.

    They come from the phrase's unit and, behind them, from units before. Names are left out, and what is also right.
    """
    own = course.find(target, word.unit)
    taken = {bare(text) for text in words_in(word.text)} | {bare(text) for text in word.accept}
    units = [word.unit, *course.before(word.unit)]
    found: dict[str, str] = {}
    for unit in units:
        texts = [text for other in course.of_unit(unit) if other.kind != "letter" for text in words_in(other.text)]
        texts.sort(key=lambda text: (-_likeness(own, course.find(text, word.unit), target, text), rank(seed, text)))
        for text in texts:
            known = course.find(text, word.unit)
            if (
                bare(text) in taken
                or bare(text) in found
                or text != text.lower()
                or (own and known and is_same(own, known))
            ):
                continue
            found[bare(text)] = text
        if len(found) >= 2 * GAP_CHOICES:
            break
    return list(found.values())


def is_another_right(course: Course, word: CourseWord, text: str) -> bool:
    """Tell whether a text would be right as well: another spelling of the phrase, or a phrase that means the same."""
    kin = [other for other in course.words.values() if other.id != word.id and means_same(word, other)]
    return any(spelled(text) == spelled(right) for other in (word, *kin) for right in other.accepted)


def _others_for(course: Course, word: CourseWord, open_word: str, seed: str) -> list[str]:
    found: list[str] = []
    for text in near_words(course, word, open_word, seed):
        if len(found) < GAP_CHOICES - 1 and not is_another_right(course, word, _with_gap(word.text, open_word, text)):
            found.append(text)
    return found


def _open_words(course: Course, word: CourseWord, seed: str) -> list[str]:
    """Return the words that can be left out, the best first: known ones, not at the start, no names, none twice."""
    texts = words_in(word.text)
    once = [text for text in texts if sum(bare(text) == bare(other) for other in texts) == 1]
    usable = [text for text in once if text == text.lower() or course.find(text, word.unit) is not None]
    inside = [text for text in usable if text != texts[0]] if len(texts) > 1 else []
    return sorted(inside, key=lambda text: (course.find(text, word.unit) is None, len(text) < 2, rank(seed, text)))


def _with_gap(text: str, word: str, instead: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: instead, text, count=1)


def _likeness(own: CourseWord | None, known: CourseWord | None, target: str, text: str) -> int:
    """Return how easily a word is taken for the target: by its letters, its length, its class."""
    same_class = bool(own and known and own.word_class == known.word_class)
    linked = bool(own and known and (known.id in own.confusable or own.id in known.confusable))
    shared = len(set(bare(target)) & set(bare(text)))
    return 10 * linked + 4 * same_class + 2 * shared - abs(len(target) - len(text))


def _is_other_order(text: str, right: str) -> bool:
    mine, theirs = [spelled(word) for word in words_in(text)], [spelled(word) for word in words_in(right)]
    return mine != theirs and sorted(mine) == sorted(theirs)


def _mixed(seed: str, elements: Listed[Element]) -> Sequence:
    key = [element.id for element in elements]
    order = mix(seed, key)
    if order == key:
        order = [*key[1:], key[0]]
    by_id = {element.id: element for element in elements}
    return Sequence(tuple(by_id[name] for name in order), tuple(key))


def _sound(word: CourseWord) -> str | None:
    return word.id if word.has_sound else None
