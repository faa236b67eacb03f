"""What the words of a pack lack: translation, picture, sound. Gaps, not faults: such a pack can be published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from orientation.publishing.source import Source
from orientation.publishing.texts import Texts

_SHOWN = 5
"""Ids that a line names before it only counts."""


@dataclass(frozen=True)
class Gaps:
    """The ids of the words that lack something. Letters need neither picture nor translation.

    A word without sound is not named again among those without slow or recorded sound. `untranslated` is by locale,
    without the source locale; a translation that is out of date counts as none.
    """

    words: tuple[str, ...]
    no_picture: tuple[str, ...]
    no_sound: tuple[str, ...]
    no_slow: tuple[str, ...]
    not_recorded: tuple[str, ...]
    untranslated: Mapping[str, tuple[str, ...]]


def find_gaps(source: Source) -> Gaps:
    """Return what is missing."""
    words = source.words
    sounds = {name: source.media.sounds.get((source.target_language or "", name)) for name in words}
    heard = {name: sound for name, sound in sounds.items() if sound is not None}
    return Gaps(
        words=tuple(words),
        no_picture=tuple(n for n, word in words.items() if "picture" not in word and word["kind"] != "letter"),
        no_sound=tuple(n for n in words if n not in heard),
        no_slow=tuple(n for n, sound in heard.items() if not sound.slow),
        not_recorded=tuple(n for n, sound in heard.items() if sound.spoken_by != "person"),
        untranslated={tag: _untranslated(source, tag) for tag in source.pack["locales"] if tag != source.source_locale},
    )


def count_words(gaps: Gaps, locale: str) -> dict[str, int]:
    """Return what an outline says of a pack's words: all of them, and how many have what."""
    everything, silent = len(gaps.words), len(gaps.no_sound)
    return {
        "all": everything,
        "translated": everything - len(gaps.untranslated.get(locale, ())),
        "pictured": everything - len(gaps.no_picture),
        "heard": everything - silent,
        "slow": everything - silent - len(gaps.no_slow),
        "recorded": everything - silent - len(gaps.not_recorded),
    }


def list_hints(gaps: Gaps, *, whole: bool = False) -> list[str]:
    """Return a line for people about each kind of gap, with the first few ids, or with all of them."""
    named = {
        "without picture": gaps.no_picture,
        "without sound": gaps.no_sound,
        "without slow sound": gaps.no_slow,
        "spoken by a machine": gaps.not_recorded,
        **{f"not translated into {tag}": names for tag, names in gaps.untranslated.items()},
    }
    total = len(gaps.words)
    return [f"{len(n)} of {total} words {what}: {_first(n, whole=whole)}" for what, n in named.items() if n]


def _first(names: Iterable[str], *, whole: bool) -> str:
    listed = list(names)
    shown = listed if whole or len(listed) <= _SHOWN else [*listed[:_SHOWN], "…"]
    return ", ".join(shown)


def _untranslated(source: Source, locale: str) -> tuple[str, ...]:
    texts = Texts(source, locale)

    def lacks(name: str, word: Mapping[str, Any]) -> bool:
        return "meaning" in word and texts.look(f"words/{name}/meaning", word["meaning"])[1] in ("missing", "outdated")

    return tuple(name for name, word in source.words.items() if lacks(name, word))
