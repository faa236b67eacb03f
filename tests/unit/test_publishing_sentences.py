"""Where sentences begin and end, in every script of ours, and that marking them changes nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.publishing.markdown import render
from orientation.publishing.sentences import find_ends, mark_sentences

FACTS = {"line": "0900-8844"}
MARK = re.compile(r"<span data-s>|</span>")


def sentences_of(text: str) -> list[str]:
    """Return a plain text cut where it is found to end."""
    made, at = [], 0
    for end, start in find_ends(text):
        made.append(text[at:end])
        at = start
    return [*made, text[at:]]


@pytest.mark.parametrize(
    "sentences",
    [
        ["One.", "Two!", "Is it three?", "Four …", "Five"],
        ["Hij zei: “Goedemorgen.”", "Daarna (‘s avonds) ging hij weg.)", "Klaar."],
        ["مرحبا.", "كيف حالك؟", "بخير!"],
        ["سلام.", "چطور هستید؟", "خوبم."],
        ["ሰላም።", "ከመይ ኣለኻ፧", "ጽቡቕ፡፡", "ደሓን ኩን።"],
        ["Привіт.", "Як справи?", "Добре…", "Так."],
        ["Bonjour !", "Ça va ?", "Oui."],
        ["Magacaygu waa Cali.", "Ma fiican tahay?", "Haa."],
    ],
)
def test_sentences_are_found_in_every_script(sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences)) == sentences


def test_ethiopic_sentences_need_no_space_between_them() -> None:
    assert sentences_of("ሰላም።ከመይ ኣለኻ፧ጽቡቕ።") == ["ሰላም።", "ከመይ ኣለኻ፧", "ጽቡቕ።"]


@pytest.mark.parametrize(
    "text",
    [
        "De winkel (bijv. de bakker) is open tot 18.30 uur",
        "It costs 1.5 euro, i.e. nothing",
        "Mr. Jansen and A. B. Smith e.g. live here",
        "Ask dr. Bakker",
        "Wait … and go",
        "“Is it true?” she asked",
        "п.",
        "",
    ],
)
def test_a_point_that_ends_no_sentence_cuts_none(text: str) -> None:
    assert sentences_of(text) == [text]


def test_each_sentence_of_a_text_is_marked_within_its_paragraph() -> None:
    html = render("One. **Two is** strong. *Three.* Four\n\n- a. B\n- c", {}, inline=False)
    assert mark_sentences(html) == (
        "<p><span data-s>One.</span> <span data-s><strong>Two is</strong> strong.</span> "
        "<span data-s><em>Three.</em></span> <span data-s>Four</span></p>\n"
        "<ul>\n<li><span data-s>a. B</span></li>\n<li><span data-s>c</span></li>\n</ul>"
    )


def test_what_stands_in_an_element_is_never_cut() -> None:
    html = render("You say :nl[Dag. Tot ziens.] Then [go. Run](https://a.nl/). Bye", {}, inline=True)
    assert MARK.sub("|", mark_sentences(html)) == (
        '|You say <bdi lang="nl" dir="ltr">Dag. Tot ziens.</bdi>| '
        '|Then <a href="https://a.nl/" rel="noopener noreferrer">go. Run</a>.| |Bye|'
    )


PIECES = [
    "One",
    ". ",
    "? ",
    "።",
    "**",
    "*",
    ":nl[Ja. Nee]",
    "{fact:line}",
    "\n\n",
    "\n- ",
    "[x. Y](https://a.nl)",
    " ",
    "&",
    "…",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_marks_add_nothing_else_and_are_well_nested(text: str) -> None:
    html = render(text, FACTS, inline=False)
    marked = mark_sentences(html)
    assert MARK.sub("", marked) == html
    open_tags: list[str] = []
    for slash, name in re.findall(r"<(/?)([a-z]+)", marked):
        if slash:
            assert open_tags.pop() == name
        elif name != "br":
            assert name != "span" or "span" not in open_tags
            open_tags.append(name)
    assert not open_tags
    words = re.sub(r"<span data-s>.*?</span>", "", marked, flags=re.S)
    assert not re.sub(r"<[^>]*>", "", words).strip(), "every word belongs to a sentence"
