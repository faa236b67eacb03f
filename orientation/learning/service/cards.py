"""Cards as rows of one learner: what her reviews add up to. Call inside a transaction that holds the learner."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, select

from orientation.db import upsert, writing
from orientation.learning.models import Card
from orientation.learning.rules.intake import Event
from orientation.learning.rules.reviews import REVIEWED, CardFold, Review, fold_on, replay
from orientation.learning.service.rows import EVENTS, table_of
from orientation.prepared import Prepared

CARDS = table_of(Card)


class CardKey(NamedTuple):
    """Which card. It has no version and no module: what was learned survives both."""

    pack: str
    card: str


_OF_LEARNER = CARDS.c.learner_id == bindparam("learner_id")
_ALL = select(*list(CARDS.c)[1:-1]).where(_OF_LEARNER)
_THESE = _ALL.where(CARDS.c.pack == bindparam("pack"), CARDS.c.card.in_(bindparam("cards", expanding=True)))
_REVIEWS = select(EVENTS.c.pack, EVENTS.c.item, EVENTS.c.occurred_at, EVENTS.c.id, EVENTS.c.answer).where(
    EVENTS.c.learner_id == bindparam("learner_id"), EVENTS.c.verb == REVIEWED
)
_REVIEWS_OF = _REVIEWS.where(EVENTS.c.pack == bindparam("pack"), EVENTS.c.item == bindparam("card"))
_SAVE = Prepared(lambda: upsert(CARDS, [column.name for column in CARDS.primary_key]))


def add_reviews(learner_id: UUID, fresh: Iterable[Event], revision: int) -> None:
    """Add the reviews among these events, which are written already, to the learner's cards, as of this revision.

    A review that comes after all that is known of its card is added to it; else the card is replayed from its events.
    """
    reviews: defaultdict[CardKey, list[Review]] = defaultdict(list)
    for event in fresh:
        if event.verb == REVIEWED:
            reviews[_key(event.pack, event.item)].append(Review(event.occurred_at, event.id, event.answer))
    if not reviews:
        return
    known = _load_these(learner_id, reviews)
    folds = {card: fold_on(known.get(card), given) for card, given in reviews.items()}
    save_cards(
        learner_id,
        {card: fold or replay(_reviews_of(learner_id, card)) for card, fold in folds.items()},
        revision,
    )


def load_cards(learner_id: UUID) -> dict[CardKey, CardFold]:
    """Return all of the learner's cards."""
    return _shown(_ALL, {"learner_id": learner_id})


def replay_cards(learner_id: UUID) -> dict[CardKey, CardFold]:
    """Return what the learner's cards should be by her events."""
    reviews: defaultdict[CardKey, list[Review]] = defaultdict(list)
    for row in writing().execute(_REVIEWS, {"learner_id": learner_id}):
        reviews[_key(row.pack, row.item)].append(_review(row))
    return {card: replay(given) for card, given in reviews.items()}


def save_cards(learner_id: UUID, cards: dict[CardKey, CardFold], revision: int) -> None:
    """Write these cards over the rows that are there, as of this revision."""
    if not cards:
        return
    rows = [(*card, *fold) for card, fold in cards.items()]
    names = (*CardKey._fields, *CardFold._fields)
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    _SAVE.each(writing(), learner_id=learner_id, revision=revision, **columns)


def delete_cards(learner_id: UUID) -> None:
    """Remove the learner's cards."""
    writing().execute(delete(CARDS).where(CARDS.c.learner_id == learner_id))


def _load_these(learner_id: UUID, cards: Collection[CardKey]) -> dict[CardKey, CardFold]:
    by_pack: defaultdict[str, list[str]] = defaultdict(list)
    for card in cards:
        by_pack[card.pack].append(card.card)
    found: dict[CardKey, CardFold] = {}
    for pack, names in by_pack.items():
        found |= _shown(_THESE, {"learner_id": learner_id, "pack": pack, "cards": names})
    return found


def _reviews_of(learner_id: UUID, card: CardKey) -> Sequence[Review]:
    rows = writing().execute(_REVIEWS_OF, {"learner_id": learner_id, **card._asdict()})
    return [_review(row) for row in rows]


def _shown(query: Select[Any], asked: dict[str, Any]) -> dict[CardKey, CardFold]:
    return {CardKey(*row[:2]): CardFold(*row[2:]) for row in writing().execute(query, asked)}


def _review(row: Any) -> Review:
    return Review(row.occurred_at, row.id, row.answer)


def _key(pack: str, card: str | None) -> CardKey:
    return CardKey(pack, card or "")  # a review always names its card: the intake saw to it
