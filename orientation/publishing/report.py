"""A teacher's view of a language pack: what each unit has, what learners can hear and see, what is never practised."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from orientation.publishing.coverage import Gaps, find_gaps
from orientation.publishing.drills import choosing
from orientation.publishing.drills.chance import rank
from orientation.publishing.drills.course import Course, CourseWord, words_in
from orientation.publishing.drills.made import Asked, CannotMake, Made
from orientation.publishing.source import Source
from orientation.publishing.strings import MARK
from orientation.publishing.texts import Texts
from orientation.spelling import spelled

WORDS_WANTED = (12, 18)
PHRASES_WANTED = 6
ITEMS_WANTED = 30
"""What the curriculum asks of a unit: 12 to 18 words, 6 phrases, about 30 items."""
_CHOOSERS = (choosing.hear_picture, choosing.picture_word, choosing.hear_word, choosing.meaning_word)
BY_HAND = "by hand"


@dataclass(frozen=True)
class Unit:
    """A module of the pack: its words by kind, its items by kind, and by ask those that were made from words."""

    slug: str
    words: int
    phrases: int
    letters: int
    items: int
    kinds: Mapping[str, int]
    asks: Mapping[str, int]
    pictured: int
    heard: int
    slow: int
    recorded: int
    lines: int
    lines_heard: int

    @property
    def is_as_planned(self) -> bool:
        """Tell whether words and phrases are as many as the curriculum wants."""
        return WORDS_WANTED[0] <= self.words <= WORDS_WANTED[1] and self.phrases >= PHRASES_WANTED


@dataclass(frozen=True)
class Language:
    """A locale: its texts by translation state, the paths without translation, how many sentences can be heard."""

    locale: str
    states: Mapping[str, int]
    untranslated: tuple[str, ...]
    words_translated: int
    pictures_described: int
    sentences_heard: int


@dataclass(frozen=True)
class Report:
    """The whole pack. The last three name words."""

    pack: str
    units: tuple[Unit, ...]
    languages: tuple[Language, ...]
    pictures: int
    gaps: Gaps
    never_practised: tuple[str, ...]
    lacking_choices: tuple[str, ...]


def make_report(source: Source) -> Report:
    """Return the report of a language pack; another kind of pack has units without words."""
    gaps = find_gaps(source)
    described = [path for word in source.words for path in (f"words/{word}/alt",) if "alt" in source.words[word]]
    return Report(
        pack=source.slug,
        units=tuple(_unit(source, slug, gaps) for slug in source.pack["modules"]),
        languages=tuple(_language(source, tag, gaps, described) for tag in source.pack["locales"]),
        pictures=len(described),
        gaps=gaps,
        never_practised=tuple(_never_practised(source)),
        lacking_choices=tuple(_lacking_choices(source.course)) if source.course is not None else (),
    )


def _unit(source: Source, slug: str, gaps: Gaps) -> Unit:
    own = {name: word for name, word in source.words.items() if word["unit"] == slug}
    of_kind = Counter(word["kind"] for word in own.values())
    lessons = {f"{slug}/{lesson}": source.lessons[f"{slug}/{lesson}"] for lesson in source.modules[slug]["lessons"]}
    written = [item for lesson in lessons.values() for block in lesson["blocks"] for item in block.get("items", ())]
    made = [item for place, items in source.drills.items() if place.startswith(f"{slug}/") for item in items]
    lines = [
        f"{place.partition('/')[2]}-{line['id']}"
        for place, lesson in lessons.items()
        for block in lesson["blocks"]
        for line in block.get("lines", ())
    ]
    return Unit(
        slug=slug,
        words=of_kind["word"],
        phrases=of_kind["phrase"],
        letters=of_kind["letter"],
        items=len(written) + len(made),
        kinds=dict(Counter(item["kind"] for item in written) + Counter(item.kind for item in made)),
        asks=dict(Counter({BY_HAND: len(written)}) + Counter(item.ask for item in made)),
        pictured=len(own.keys() - set(gaps.no_picture)),
        heard=len(own.keys() - set(gaps.no_sound)),
        slow=len(own.keys() - set(gaps.no_sound) - set(gaps.no_slow)),
        recorded=len(own.keys() - set(gaps.no_sound) - set(gaps.not_recorded)),
        lines=len(lines),
        lines_heard=sum((source.target_language, name) in source.media.sounds for name in lines),
    )


def _language(source: Source, locale: str, gaps: Gaps, described: list[str]) -> Language:
    texts = Texts(source, locale)
    for string in source.strings:
        texts.look(string.path, string.text)
    untranslated = tuple(path for path, state in texts.seen.items() if state == "missing")
    return Language(
        locale=locale,
        states={state: number for state, number in texts.states.items() if number},
        untranslated=untranslated,
        words_translated=len(gaps.words) - len(gaps.untranslated.get(locale, ())),
        pictures_described=len(described) - len(set(described) & set(untranslated)),
        sentences_heard=sum(tag == locale for tag, _ in source.media.texts),
    )


def _never_practised(source: Source) -> Iterator[str]:
    """Yield the words that no item is about, and whose text stands in none that a person wrote."""
    named = {name for items in source.drills.values() for item in items for name in item.made.used}
    written = [
        item for lesson in source.lessons.values() for block in lesson["blocks"] for item in block.get("items", ())
    ]
    named |= {name for item in written for name in _named_in(item)}
    said = [f" {' '.join(map(spelled, words_in(text)))} " for item in written for text in _taught_in(item)]
    for name, word in source.words.items():
        text = f" {' '.join(map(spelled, words_in(word['text'])))} "
        if name not in named and not any(text in each for each in said):
            yield name


def _named_in(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (item[key] for key in ("listen", "letter") if key in item)
    yield from (choice["word"] for choice in item.get("choices", ()) if "word" in choice)


def _taught_in(node: Any) -> Iterator[str]:
    """Yield what an item says in the language that is taught."""
    if isinstance(node, str):
        yield from (found.group(2) for found in MARK.finditer(node))
    elif isinstance(node, list):
        for inner in node:
            yield from _taught_in(inner)
    elif isinstance(node, dict):
        for key, inner in node.items():
            if key in ("sentence", "accept", "tiles", "right", "choices") and not isinstance(inner, bool):
                yield from (text for text in ([inner] if isinstance(inner, str) else inner) if isinstance(text, str))
            yield from _taught_in(inner)


def _lacking_choices(course: Course) -> Iterator[str]:
    """Yield the words for which too few others can stand beside them, whatever is asked."""
    for word in course.words.values():
        if word.kind != "letter" and any(_lacks(course, word, make) for make in _CHOOSERS):
            yield word.id


def _lacks(course: Course, word: CourseWord, make: Callable[[Asked], Made]) -> bool:
    try:
        make(Asked(course, word, str(rank(course.pack, word.id))))
    except CannotMake as reason:
        return str(reason) == choosing.TOO_FEW
    return False
