"""The little Markdown of texts: what may stand in it, and what it becomes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.publishing.markdown import find_wrong, render, render_plain

FACTS = {"line": "0900-8844"}


def test_paragraphs_lists_and_emphasis() -> None:
    assert render("One **two**\n*three*\n\n- a\n- b", {}, inline=False) == (
        "<p>One <strong>two</strong> <em>three</em></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    )


def test_a_word_of_another_language_is_isolated_with_its_direction() -> None:
    assert render(":nl[gemeente] :ar[سلام]", {}, inline=True) == (
        '<bdi lang="nl" dir="ltr">gemeente</bdi> <bdi lang="ar" dir="rtl">سلام</bdi>'
    )


def test_a_fact_is_inserted_isolated_so_that_its_digits_keep_their_order() -> None:
    assert render("اتصل {fact:line}", FACTS, inline=True) == "اتصل <bdi>0900-8844</bdi>"
    assert render(":nl[bel {fact:line}]", FACTS, inline=True) == '<bdi lang="nl" dir="ltr">bel 0900-8844</bdi>'


def test_a_link_leads_to_https_and_tells_the_other_site_nothing() -> None:
    assert render("[x](https://a.nl/b)", {}, inline=True) == (
        '<a href="https://a.nl/b" rel="noopener noreferrer">x</a>'
    )


def test_gaps_and_signs_stay_as_they_are() -> None:
    assert render("Tot {1}: 5 < 6 & 7 > 2", {}, inline=True) == "Tot {1}: 5 &lt; 6 &amp; 7 &gt; 2"
    assert render_plain("a <b> & c") == "a &lt;b&gt; &amp; c"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<b>x</b>", "HTML"),
        ("a <script>x</script>", "HTML"),
        ("<!-- x -->", "HTML"),
        ("# x", "A heading"),
        ("`x`", "Code"),
        ("![x](https://a.nl/b.png)", "A picture"),
        ("> x", "A quotation"),
        ("---", "A line"),
        ("[x](http://a.nl)", "https"),
        ("[x](/relative)", "https"),
        ("<https://a.nl>", "A link"),
        (":xx[y]", "no language"),
        (":nl[]", "empty"),
        (":nl[open", "isn't closed"),
        ("{fact:Not Known}", "can't be read"),
    ],
)
def test_what_can_not_stand_in_text_is_told(text: str, says: str) -> None:
    assert any(says in message for message, _ in find_wrong(text, inline=False))


def test_a_line_has_no_paragraphs() -> None:
    assert find_wrong("a\n\nb", inline=True)
    assert not find_wrong("a\nb", inline=True)


def test_ordinary_texts_are_fine() -> None:
    for text in ("14.30 is *half past two*.", "“+10” means (:nl[vertraging])", "1. one\n2. two", "a@b, c_d_e, 3 * 4"):
        assert find_wrong(text, inline=False) == []


PIECES = [
    "<script>",
    "<b>",
    "[x](javascript:a)",
    "](",
    "`",
    "**",
    ":nl[",
    "]",
    "{fact:line}",
    '"',
    "&lt;",
    "\n\n",
    "- ",
    "a",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.booleans())
def test_nothing_but_our_tags_ever_comes_out(text: str, inline: bool) -> None:
    html = render(text, FACTS, inline=inline)
    tags = re.findall(r"</?([a-z]+)", html)
    assert set(tags) <= {"p", "ul", "ol", "li", "strong", "em", "a", "bdi", "br"}
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', html))
