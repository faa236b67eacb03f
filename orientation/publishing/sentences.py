"""Where a text's sentences begin and end, marked in its HTML, so that each can be shown while it is spoken.

For all scripts of our locales: Latin, Cyrillic, Arabic and Ethiopic punctuation. A text is cut where a reader would
breathe; when in doubt it isn't cut, because two sentences that are spoken as one are no harm.
"""

import re
from collections.abc import Iterator

SENTENCE = "data-s"
"""The attribute of what is spoken as one."""

_TOKEN = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|[^<]+")
_BLOCKS = frozenset({"p", "ul", "ol", "li", "div"})
_EMPTY = frozenset({"br"})
_END = re.compile(r"(?:[.!?؟۔…]+[\"'”»’)\]]*(?=\s)|(?:[።፧]|፡፡)+[\"'”»’)\]]*)\s*")
_ABBREVIATIONS = frozenset(
    [
        "bijv.",
        "bv.",
        "o.a.",
        "enz.",
        "nr.",
        "dhr.",
        "mevr.",
        "mw.",
        "ca.",
        "max.",
        "min.",
        "i.p.v.",
        "e.g.",
        "i.e.",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "vs.",
        "approx.",
        "ex.",
        "p.ex.",
        "mme.",
        "etc.",
        "т.д.",
        "напр.",
        "вул.",
        "грн.",
        "др.",
        "iwm.",
    ]
)
"""After these a point ends no sentence, in whatever language."""
Token = tuple[str, str, int, int]
"""Its HTML, the tag's name ("" for text), how many elements it is inside of, its place in the plain text."""


def mark_sentences(html: str) -> str:
    """Return the HTML with every sentence in a `<span data-s>`.

    `html` is what `markdown.render` makes. A sentence never reaches over a paragraph or list entry, and what stands in
    an element (a link, emphasis, words of another language) is never cut in two.
    """
    made: list[str] = []
    run: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(html):
        if found[2] in _BLOCKS:
            made += [*_marked(run), found[0]]
            run = []
        else:
            run.append((found[0], found[2] or ""))
    return "".join([*made, *_marked(run)])


def find_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield (where a sentence ends, where the next begins) for each but the last of a plain text."""
    for found in _END.finditer(text):
        following = text[found.end() : found.end() + 1]
        last = text[: found.end()].rstrip().rpartition(" ")[2].lstrip("(\"'“«‘[").lower()
        is_initial = re.fullmatch(r"\w\.", last) is not None and not last[0].isdigit()
        if following and not following.islower() and last not in _ABBREVIATIONS and not is_initial:
            yield found.start() + len(found[0].rstrip()), found.end()


def _marked(run: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the pieces of a paragraph's inside with its sentences marked."""
    tokens = list(_placed(run))
    ends = dict(find_ends("".join(html for html, name, _, _ in tokens if not name)))
    is_open = False
    for html, name, depth, place in tokens:
        if name or depth:
            if not is_open:
                yield f"<span {SENTENCE}>"
                is_open = True
            yield html
            continue
        at = 0
        for end in sorted(end for end in ends if place <= end <= place + len(html)):
            start = ends[end]
            if start > place + len(html):
                continue
            head, gap = html[at : end - place], html[end - place : start - place]
            if head.strip() and not is_open:
                yield f"<span {SENTENCE}>"
                is_open = True
            yield head
            if is_open:
                yield "</span>"
                is_open = False
            yield gap
            at = start - place
        rest = html[at:]
        if rest.strip() and not is_open:
            lead = rest[: len(rest) - len(rest.lstrip())]
            yield f"{lead}<span {SENTENCE}>"
            rest, is_open = rest[len(lead) :], True
        yield rest
    if is_open:
        yield "</span>"


def _placed(run: list[tuple[str, str]]) -> Iterator[Token]:
    depth = place = 0
    for html, name in run:
        if not name:
            yield html, "", depth, place
            place += len(html)
            continue
        is_end = html.startswith("</")
        depth -= is_end
        yield html, name, depth, place
        depth += not is_end and name not in _EMPTY
