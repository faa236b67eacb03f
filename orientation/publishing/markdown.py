"""The little Markdown of a pack's texts: checked as source, rendered to HTML that is sanitised again.

Two additions of ours: `:nl[gemeente]` marks words of another language, `{fact:emergency-number}` inserts a fact.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from orientation.locales import REGISTRY
from orientation.publishing.strings import FACT, MARK, normalise

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "bdi", "br"}
_ATTRIBUTES = {"a": {"href"}, "bdi": {"lang", "dir"}, "ol": {"start"}}
_INLINE = {"text", "text_special", "strong", "em", "link", "softbreak", "hardbreak", "mark", "fact"}
_BLOCK = {"paragraph", "bullet_list", "ordered_list", "list_item", "inline"}
_NAMES = {
    "html_inline": "HTML",
    "html_block": "HTML",
    "heading": "A heading",
    "image": "A picture inside text",
    "code_inline": "Code",
    "code_block": "Code",
    "fence": "Code",
    "blockquote": "A quotation",
    "hr": "A line across",
}


def find_wrong(text: str, *, inline: bool) -> list[tuple[str, str]]:
    """Return what the text has and may not have, as (message, mend). `inline` allows one paragraph, no lists."""
    found: dict[tuple[str, str], None] = {}
    text = normalise(text)
    if inline and "\n\n" in text:
        found[("It has an empty line.", "Write it as one line.")] = None
    for token in _flat(_parse(text, inline=inline, html=True)):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind not in _INLINE | _BLOCK:
            name = _NAMES.get(kind, kind)
            found[(f"{name} can't stand in text.", "Use paragraphs, **strong**, *emphasis*, lists and links.")] = None
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if not href.startswith("https://") or token.markup == "autolink":
                found[("A link must lead to an https address.", "Write [text](https://…).")] = None
        if kind == "mark" and token.info not in REGISTRY:
            found[(f"There is no language “{token.info}” here.", "Use a tag of orientation/locales.py.")] = None
        if kind == "mark" and not token.content.strip():
            found[("A mark of another language is empty.", "Write the words between the brackets.")] = None
        if kind == "text" and ":nl[" in token.content:
            found[("A mark of another language isn't closed.", "Write :nl[words] on one line.")] = None
    if "{fact:" in FACT.sub("", text):
        found[("A fact's name can't be read.", "Write {fact:name} with a name from pack.yaml.")] = None
    return list(found)


def render(text: str, facts: Mapping[str, str], *, inline: bool) -> str:
    """Return the text as HTML: `<p>`, lists, `<strong>`, `<em>`, `<a>`, `<bdi>`, nothing else whatever comes in."""
    html = _markdown(html=False).renderer.render(
        _parse(normalise(text), inline=inline, html=False), _markdown(html=False).options, {"facts": facts}
    )
    return nh3.clean(
        html.strip(), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel="noopener noreferrer"
    )


def render_plain(text: str) -> str:
    """Return text without markup as HTML."""
    return escape(" ".join(text.split()), quote=False)


def _parse(text: str, *, inline: bool, html: bool) -> list[Token]:
    parser = _markdown(html=html)
    return parser.parseInline(text) if inline else parser.parse(text)


def _flat(tokens: Sequence[Token]) -> list[Token]:
    return [t for token in tokens for t in (token, *_flat(token.children or []))]


@cache
def _markdown(*, html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html}).disable(["reference", "lheading"])
    parser.inline.ruler.before("emphasis", "mark", _rule("mark", MARK.match, ":"))
    parser.inline.ruler.before("emphasis", "fact", _rule("fact", FACT.match, "{"))
    parser.add_render_rule("mark", _render_mark)
    parser.add_render_rule("fact", _render_fact)
    return parser


def _rule(kind: str, match: Callable[..., Any], first: str) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != first:
            return False
        found = match(state.src[state.pos : state.posMax])
        if found is None:
            return False
        if not silent:
            token = state.push(kind, "", 0)
            token.info = found.group(1)
            token.content = found.group(2) if kind == "mark" else ""
        state.pos += found.end()
        return True

    return rule


def _render_mark(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    locale = REGISTRY.get(token.info)
    if locale is None:
        return escape(token.content)
    words = FACT.sub(lambda found: str(env["facts"].get(found.group(1), "")), token.content)
    return f'<bdi lang="{locale.tag}" dir="{locale.direction}">{escape(words, quote=False)}</bdi>'


def _render_fact(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    """A number in right-to-left text keeps its order only when it is isolated."""
    return f"<bdi>{escape(str(env['facts'].get(tokens[index].info, '')), quote=False)}</bdi>"
