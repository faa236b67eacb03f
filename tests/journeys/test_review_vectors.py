"""The phone schedules as the server does: every one of tens of thousands of random reviews, in a real browser."""

import json

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE, OpenBrowser
from tests.review_vectors import FILE, histories

HOW_MANY = 48_000
HISTORIES, SETS = HOW_MANY // 20, 24
REVIEW_ALL = """async (sets) => {
  const { review } = await import("/static/x/practice/scheduling.js");
  const differing = [];
  let count = 0;
  const isNear = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  for (const { settings, cards } of JSON.parse(sets)) for (const history of cards) {
    let card;
    for (const [at, rating, [state, step, stability, difficulty, due]] of history) {
      card = review(settings, card, rating, at);
      count += 1;
      const isSame = card.state === state && card.step === step && card.due === due && card.last === at;
      const isClose = isNear(card.stability, stability) && isNear(card.difficulty, difficulty);
      if (!isSame || !isClose) differing.push([card, rating]);
    }
  }
  return { count, differing };
}"""


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    """A page of the site, from which its scripts can be loaded."""
    page = open_browser(**PHONE)
    page.goto("/en/privacy")
    return page


def test_the_phone_agrees_on_every_one_of_48000_random_reviews(page: Page) -> None:
    found = page.evaluate(REVIEW_ALL, json.dumps(histories(7, HISTORIES, SETS)))
    assert found == {"count": HOW_MANY, "differing": []}


def test_the_phone_agrees_with_the_table_for_other_apps(page: Page) -> None:
    found = page.evaluate(REVIEW_ALL, FILE.read_text())
    assert found["differing"] == []
    assert found["count"] >= 2000
