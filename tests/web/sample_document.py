"""A lesson and an outline made by hand, with every kind of block, item and translation state."""

from typing import Any

PACK, MODULE, LESSON = "nl-orientation", "your-rights", "what-rights-are"
WORDS = {
    "en": ("What your rights are", "Everyone has dignity", "You have value, and nobody may treat you as less."),
    "ar": ("ما هي حقوقك", "لكل إنسان كرامة", "لك قيمة، ولا يجوز لأحد أن يعاملك كأنك أقل من غيرك."),
    "ti": ("መሰላትካ እንታይ እዮም", "ነፍሲ ወከፍ ሰብ ክብሪ ኣለዎ", "ክብሪ ኣለካ፣ ዝኾነ ሰብ ከም ዝተሓተ ክሕዘካ ኣይግባእን።"),
}
PICTURE_SRC = "/b/" + "0" * 64 + ".svg"


def text(html: str, locale: str, state: str = "draft") -> dict[str, Any]:
    """A Text of the contract."""
    return {"html": html, "state": state, "locale": locale}


def picture(alt: str, locale: str) -> dict[str, Any]:
    """A Picture of the contract."""
    return {"src": PICTURE_SRC, "alt": text(alt, locale), "width": 96, "height": 96}


def word(name: str, meaning: str, locale: str) -> dict[str, Any]:
    """A Word of the contract, spoken by a machine."""
    sounds = [
        {"src": "/b/" + "1" * 64 + ".ogg", "type": "audio/ogg; codecs=opus"},
        {"src": "/b/" + "2" * 64 + ".mp3", "type": "audio/mpeg"},
    ]
    return {
        "id": name,
        "html": name,
        "lang": "nl",
        "article": None,
        "plural": None,
        "meaning": text(meaning, locale),
        "picture": picture(meaning, locale),
        "sounds": sounds,
        "spoken_by": "machine",
    }


def _item(name: str, kind: str, prompt: dict[str, Any], key: Any, **more: Any) -> dict[str, Any]:
    common = {"id": name, "kind": kind, "prompt": prompt, "picture": None, "listen": None, "heard": False}
    return {**common, "explanation": None, "key": key, **more}


def items(locale: str) -> list[dict[str, Any]]:
    """One item of each kind; the first is a rumour."""
    _, heading, sentence = WORDS[locale]

    def choice(name: str, shown: str) -> dict[str, Any]:
        return {"id": name, "text": text(shown, locale), "picture": None, "explanation": text(sentence, locale)}

    def side(name: str, shown: str) -> dict[str, Any]:
        return {"id": name, "text": text(shown, locale), "picture": None}

    choices = [choice("calm", heading), choice("guest", sentence), choice("threaten", heading + " …")]
    drawn = [
        {"id": name, "text": None, "picture": picture(heading, locale), "explanation": None} for name in ("sun", "moon")
    ]
    rights = [{"id": name, "text": None, "picture": picture(name, locale)} for name in ("door", "hand")]
    return [
        _item("rumour", "true-false", text(sentence, locale), False, heard=True, explanation=text(sentence, locale)),
        _item("one", "choose-one", text(heading, locale), "calm", choices=choices),
        _item("drawn", "choose-one", text(heading, locale), "sun", choices=drawn, listen=word("zon", heading, locale)),
        _item("several", "choose-several", text(heading, locale, "outdated"), ["calm", "guest"], choices=choices),
        _item(
            "order",
            "order",
            text(heading, locale),
            ["first", "second", "third"],
            elements=[{"id": name, "text": text(sentence, locale)} for name in ("second", "third", "first")],
            explanation=text(sentence, locale),
        ),
        _item(
            "match",
            "match",
            text(heading, locale),
            {"belief": "church", "privacy": "letters"},
            lefts=[side("belief", heading), side("privacy", sentence)],
            rights=[side("letters", sentence), side("church", heading)],
        ),
        _item(
            "match-drawn",
            "match",
            text(heading, locale),
            {"open": "door", "wave": "hand"},
            lefts=[side("open", heading), side("wave", sentence)],
            rights=rights,
        ),
        _item(
            "gap",
            "gap",
            text("Missing in this language", "en", "missing" if locale != "en" else "source"),
            {"1": ["jou"], "2": ["gaat"]},
            sentence=text("Hoe {2} het met {1}?", "nl", "source"),
            gaps=[{"id": "1", "choices": ["ja", "jou", "doei"]}, {"id": "2", "choices": None}],
            explanation=text(sentence, locale),
        ),
    ]


def document(locale: str = "en") -> dict[str, Any]:
    """A lesson document with every kind of block."""
    title, heading, sentence = WORDS[locale]
    body = f"<p>{sentence} <strong>{heading}</strong>. <bdi lang='nl'>Grondwet</bdi></p><ul><li>{sentence}</li></ul>"
    lines = [
        {**word("Goedemorgen, Sam!", sentence, locale), "id": "line-1", "speaker": "Lina", "picture": None},
        {**word("Hoi Lina! Hoe gaat het?", heading, locale), "id": "line-2", "speaker": "Sam", "picture": None},
    ]
    return {
        "format": 1,
        "pack": PACK,
        "module": MODULE,
        "lesson": LESSON,
        "locale": locale,
        "title": text(title, locale),
        "minutes": 6,
        "picture": picture(heading, locale),
        "states": {"source": 1, "reviewed": 0, "draft": 30, "outdated": 1, "missing": int(locale != "en")},
        "sources": [
            {"title": "Charter of Fundamental Rights", "link": "https://eur-lex.europa.eu/", "checked": None},
            {"title": "Grondwet, article 1", "link": "https://wetten.overheid.nl/", "checked": "2026-03-01"},
        ],
        "blocks": [
            {
                "id": "dignity",
                "kind": "text",
                "heading": text(heading, locale),
                "body": text(body, locale),
                "picture": picture(heading, locale),
            },
            {"id": "culture", "kind": "note", "heading": text(heading, locale), "body": text(body, locale)},
            {"id": "seen", "kind": "picture", "picture": picture(heading, locale), "caption": text(sentence, locale)},
            {
                "id": "words",
                "kind": "words",
                "heading": text(heading, locale),
                "words": [word("hallo", sentence, locale), word("goedemorgen", heading, locale)],
            },
            {"id": "talk", "kind": "dialogue", "heading": text(heading, locale), "lines": lines},
            {
                "id": "check",
                "kind": "exercise",
                "title": text(title, locale),
                "instructions": None,
                "items": items(locale),
            },
            {"id": "keep", "kind": "remember", "points": [text(sentence, locale), text(heading, locale)]},
        ],
    }


def outline(locale: str = "en") -> dict[str, Any]:
    """An outline with one module of two lessons."""
    title, heading, sentence = WORDS[locale]
    states = {"source": 0, "reviewed": 0, "draft": 30, "outdated": 0, "missing": 0}
    lessons = [
        {
            "slug": slug,
            "title": text(shown, locale),
            "minutes": 6,
            "picture": picture(heading, locale),
            "items": 4,
            "states": states,
        }
        for slug, shown in ((LESSON, title), ("equal-treatment", heading))
    ]
    module = {
        "slug": MODULE,
        "title": text(heading, locale),
        "summary": text(sentence, locale),
        "objectives": [text(sentence, locale)],
        "can_do": [text(sentence, locale)],
        "topic": "rights",
        "minutes": 40,
        "sensitive": False,
        "picture": picture(heading, locale),
        "states": states,
        "lessons": lessons,
    }
    return {
        "format": 1,
        "pack": PACK,
        "locale": locale,
        "title": text(title, locale),
        "summary": text(sentence, locale),
        "kind": "orientation",
        "destination": "NL",
        "target_language": None,
        "states": states,
        "sources_checked": False,
        "modules": [module],
    }
