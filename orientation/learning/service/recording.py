"""Recording what learners did: each event once, marked again, added to the progress rows."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, bindparam, select

from orientation.actor import Actor, LearnerErased, Role
from orientation.db import lean_transaction, transaction, writing
from orientation.errors import NotSignedIn
from orientation.learning.queries import CatalogShelf
from orientation.learning.rules.folding import Progress, fold, merge
from orientation.learning.rules.forms import DEVICE, WINDOW, FormAct, form_event
from orientation.learning.rules.intake import (
    MOST_KEPT,
    Batch,
    Event,
    EventNotUnderstood,
    check_size,
    echoed_id,
    understand,
)
from orientation.learning.schemas import load_events
from orientation.learning.service.cards import add_reviews
from orientation.learning.service.placements import add_placements
from orientation.learning.service.quarantine import keep_aside
from orientation.learning.service.rows import (
    EVENTS,
    LEARNERS,
    add_events,
    load_progress_near,
    raise_revision,
    save_progress,
)
from orientation.prepared import undone_when_taken

_CONTENT = ("verb", "pack", "module", "lesson", "item", "answer")
"""What an id stands for: sent again, these are equal."""
_KNOWN = select(EVENTS.c.id, EVENTS.c.verdict, *(EVENTS.c[name] for name in _CONTENT)).where(
    EVENTS.c.learner_id == bindparam("learner_id"), EVENTS.c.id.in_(bindparam("ids", expanding=True))
)
_FULL = EventNotUnderstood(
    "quarantine-full", f"The server keeps {MOST_KEPT} such events of a learner and has not taken this one."
)
_HOLD = select(LEARNERS.c.id).where(LEARNERS.c.id == bindparam("learner_id")).with_for_update(key_share=True)


class Ack(NamedTuple):
    """What became of the event at `index` of the batch: stored, duplicate, quarantined or refused.

    `id` is as sent, None when there was none to speak of. `verdict` is the server's, for answers. `reason` says why
    it is in quarantine, or why it was not even taken there.
    """

    index: int  # type: ignore[assignment]  # a tuple's method of that name is of no use here
    id: str | None
    status: str
    verdict: str | None = None
    reason: str | None = None


def record(learner_id: UUID, batch: Batch, now: datetime) -> list[Ack]:
    """Add a batch to what the learner did; return an ack for each event, in order. Sending again does nothing.

    Events that can't be understood go into quarantine and cost their neighbours nothing. Two phones of one learner
    queue. Raises BatchTooLarge and LearnerErased; nothing is written then.
    """
    check_size(batch)
    taken = _examine(batch, now)
    acks, fresh = _sort(batch, taken, {})
    added = fold(fresh)
    with lean_transaction():
        if not fresh or not _add(learner_id, fresh, added, now):
            hold_learner(learner_id)
            acks, fresh = _sort(batch, taken, _find_known(learner_id, taken))
            _add(learner_id, fresh, fold(fresh), now)
        return _keep_refused(learner_id, batch, acks, now)


def record_form(actor: Actor, act: FormAct, now: datetime) -> Ack:
    """Record what a learner did on a page. A form sent twice within ten seconds counts once.

    Raises NotSignedIn or NotAllowed for anybody but a learner with a session.
    """
    actor.require(Role.LEARNER)
    if actor.learner_id is None or actor.session_id is None:
        raise NotSignedIn("Join with your card to keep what you learn.")
    with transaction():
        hold_learner(actor.learner_id)
        event = form_event(actor.session_id, act, now)
        earlier = form_event(actor.session_id, act, now, windows_ago=1)
        if _happened_since(actor.learner_id, UUID(earlier["id"]), now - WINDOW):
            event = earlier
        return record(actor.learner_id, Batch(DEVICE, now, [event]), now)[0]


def hold_learner(learner_id: UUID) -> None:
    """Let nobody else change this learner's progress until the transaction ends. Raises LearnerErased."""
    if writing().scalar(_HOLD, {"learner_id": learner_id}) is None:
        raise LearnerErased  # since the session was looked up


def _examine(batch: Batch, now: datetime) -> list[Event | EventNotUnderstood]:
    """Understand and mark each event on its own, before anything is locked."""
    shelf = CatalogShelf()
    taken: list[Event | EventNotUnderstood] = []
    for given in load_events(batch.events):
        try:
            if isinstance(given, str):
                raise EventNotUnderstood("shape", given)
            taken.append(understand(given, batch, now, shelf))
        except EventNotUnderstood as refusal:
            taken.append(refusal)
    return taken


def _find_known(learner_id: UUID, taken: list[Event | EventNotUnderstood]) -> dict[UUID, Row[Any]]:
    ids = [event.id for event in taken if isinstance(event, Event)]
    if not ids:
        return {}
    rows = writing().execute(_KNOWN, {"learner_id": learner_id, "ids": ids})
    return {row.id: row for row in rows}


def _happened_since(learner_id: UUID, event_id: UUID, since: datetime) -> bool:
    query = select(EVENTS.c.id).where(
        EVENTS.c.learner_id == learner_id, EVENTS.c.id == event_id, EVENTS.c.occurred_at > since
    )
    return writing().scalar(query) is not None


def _sort(
    batch: Batch, taken: list[Event | EventNotUnderstood], known: dict[UUID, Row[Any]]
) -> tuple[list[Ack], list[Event]]:
    """Decide each event's fate. An id that stands for something else already is a fault of the phone's, and kept."""
    acks: list[Ack] = []
    fresh: list[Event] = []
    seen: dict[UUID, Row[Any] | Event] = {**known}
    for index, (raw, event) in enumerate(zip(batch.events, taken, strict=True)):
        name = echoed_id(raw)
        if isinstance(event, EventNotUnderstood):
            acks.append(Ack(index, name, "quarantined", reason=event.reason))
            continue
        before = seen.setdefault(event.id, event)
        if before is event:
            fresh.append(event)
            acks.append(Ack(index, name, "stored", event.verdict))
        elif all(getattr(before, part) == getattr(event, part) for part in _CONTENT):
            acks.append(Ack(index, name, "duplicate", before.verdict))
        else:
            taken_id = EventNotUnderstood("id-taken", "Another event of this learner has this id.")
            acks.append(Ack(index, name, "quarantined", reason=taken_id.reason))
    return acks, fresh


def _keep_refused(learner_id: UUID, batch: Batch, acks: list[Ack], now: datetime) -> list[Ack]:
    """Keep what could not be understood; say of what there was no room for that it was not taken."""
    reasons = {ack.index: ack.reason or "" for ack in acks if ack.status == "quarantined"}
    left_out = keep_aside(learner_id, batch, reasons, now) if reasons else set()
    return [ack._replace(status="refused", reason=_FULL.reason) if ack.index in left_out else ack for ack in acks]


def _add(learner_id: UUID, fresh: list[Event], added: Progress, now: datetime) -> bool:
    """Write these events, which add up to `added`, and add them to the progress: the learner's next revision.

    Returns whether that was done: not when one of them is here already, as when an answer was lost. Nearly always all
    are new, and asking first would cost more than everything else here.
    """
    if not fresh:
        return True
    with undone_when_taken(writing()) as is_taken:
        revision = raise_revision(learner_id)
        if revision is None:
            raise LearnerErased
        add_events(learner_id, fresh, now)
    if is_taken():
        return False
    add_reviews(learner_id, fresh, revision)
    add_placements(learner_id, fresh, revision)
    if not added.lessons:  # only reviews or placements
        return True
    before = load_progress_near(learner_id, added.lessons)
    touched = Progress(
        {lesson: known for lesson, known in before.lessons.items() if lesson in added.lessons},
        {item: known for item, known in before.items.items() if item in added.items},
    )
    save_progress(learner_id, merge(touched, added), revision)
    return True
