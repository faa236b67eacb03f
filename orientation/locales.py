"""The registry of locales: names, direction, script, digits, fallbacks. Nothing else decides these.

Sources: CLDR 45 by way of Babel for plural counts; direction from our own table, because Babel reads
`ku-Arab` as left-to-right and knows no `prs` (Dari is `fa_AF` to it).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from orientation.errors import NotFound


@dataclass(frozen=True)
class Locale:
    """One locale. `tag` is BCP 47; `name` is its own name; `digits` are its ten digits, zero first."""

    tag: str
    name: str
    english: str
    direction: Literal["ltr", "rtl"]
    script: str
    babel: str
    digits: str = "0123456789"
    fallback: str | None = None


_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"

_ALL = (
    Locale("en", "English", "English", "ltr", "Latn", "en_GB"),  # day before month, as in all of Europe
    Locale("nl", "Nederlands", "Dutch", "ltr", "Latn", "nl"),
    Locale("ar", "العربية", "Arabic", "rtl", "Arab", "ar"),
    Locale("ar-SY", "العربية (سوريا)", "Arabic (Syria)", "rtl", "Arab", "ar_SY", _ARABIC_INDIC, "ar"),
    Locale("ar-SD", "العربية (السودان)", "Arabic (Sudan)", "rtl", "Arab", "ar_SD", _ARABIC_INDIC, "ar"),
    Locale("fa-AF", "دری", "Dari", "rtl", "Arab", "fa_AF", _PERSIAN),
    Locale("ti", "ትግርኛ", "Tigrinya", "ltr", "Ethi", "ti"),
    Locale("so", "Soomaali", "Somali", "ltr", "Latn", "so"),
    Locale("fr", "Français", "French", "ltr", "Latn", "fr"),
    Locale("uk", "Українська", "Ukrainian", "ltr", "Cyrl", "uk"),
    Locale("ps", "پښتو", "Pashto", "rtl", "Arab", "ps", _PERSIAN),
    Locale("ku", "Kurmancî", "Kurmanji", "ltr", "Latn", "ku"),
    Locale("ckb", "کوردیی ناوەندی", "Sorani", "rtl", "Arab", "ckb", _ARABIC_INDIC),
    Locale("sw", "Kiswahili", "Swahili", "ltr", "Latn", "sw"),
    Locale("am", "አማርኛ", "Amharic", "ltr", "Ethi", "am"),
    Locale("om", "Afaan Oromoo", "Oromo", "ltr", "Latn", "om"),
    Locale("rw", "Ikinyarwanda", "Kinyarwanda", "ltr", "Latn", "rw"),
    Locale("tr", "Türkçe", "Turkish", "ltr", "Latn", "tr"),
    Locale("es", "Español", "Spanish", "ltr", "Latn", "es"),
    Locale("de", "Deutsch", "German", "ltr", "Latn", "de"),
)
REGISTRY = {locale.tag: locale for locale in _ALL}

SOURCE = "en"
INTERFACE = ("en", "nl", "ar", "fa-AF", "ti", "so", "fr", "uk")
"""Locales that the interface itself is translated into."""

_ALIASES = {"fa": "fa-AF", "prs": "fa-AF", "ku-Arab": "ckb", "ku-Latn": "ku", "kmr": "ku"}


class UnknownLocale(NotFound):
    """The tag isn't in the registry."""


def get_locale(tag: str) -> Locale:
    """Return the locale with exactly this tag. Raises UnknownLocale."""
    try:
        return REGISTRY[tag]
    except KeyError:
        raise UnknownLocale(f"There is no language “{tag[:20]}” here. Choose one from the list.") from None


def chain(tag: str) -> tuple[str, ...]:
    """Return the tags in which to look for a text, best first, without the source locale: ar-SY → (ar-SY, ar)."""
    locale = get_locale(tag)
    return (tag, locale.fallback) if locale.fallback else (tag,)


def negotiate(wanted: Iterable[str], offered: Iterable[str]) -> str | None:
    """Return the first offered locale that serves one of the wanted tags (best first), or None.

    `fa` is served by `fa-AF`, `ku-Arab` by `ckb`, `ar-EG` by `ar`; an unknown tag is passed over.
    """
    available = list(offered)
    for raw in wanted:
        tag = _canonical(raw)
        while tag:
            tag = _ALIASES.get(tag, tag)
            if tag in available:
                return tag
            tag = tag.rpartition("-")[0]
    return None


def _canonical(raw: str) -> str:
    parts = raw.strip().replace("_", "-").split("-")
    return "-".join(
        [
            parts[0].lower(),
            *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p.lower() for p in parts[1:]),
        ]
    )


def digits_in(text: str, tag: str) -> str:
    """Return the text with ASCII digits as the locale writes them (Babel changes separators only)."""
    return text.translate({ord("0") + i: digit for i, digit in enumerate(get_locale(tag).digits)})
