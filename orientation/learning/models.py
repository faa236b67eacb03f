"""Tables of what learners did. Events are only ever added; progress is what they add up to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from orientation.db import Base, new_id


class LearningEvent(Base):
    """Something a learner did. The key makes sending it again do nothing."""

    __tablename__ = "learning_events"

    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUIDv7 made on the phone."""
    device: Mapped[str] = mapped_column(String(40))
    seq: Mapped[int]
    """Counts up on that device."""
    verb: Mapped[str] = mapped_column(String(12))
    pack: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    module: Mapped[str] = mapped_column(String(60))
    lesson: Mapped[str] = mapped_column(String(60))
    item: Mapped[str | None] = mapped_column(String(60))
    answer: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    verdict: Mapped[str | None] = mapped_column(String(8))
    """The server's, whatever the phone said: right, nearly or wrong."""
    seconds: Mapped[int]
    """How long it took, 0 to 3600; bounded."""
    occurred_at: Mapped[datetime]
    """The phone's time, corrected by the difference of the clocks and bounded."""
    received_at: Mapped[datetime]


class QuarantinedEvent(Base):
    """What could not be understood, kept as it came with its reason. `fingerprint` makes sending again do nothing."""

    __tablename__ = "quarantined_events"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the item as it came."""
    raw: Mapped[Any] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(300))
    received_at: Mapped[datetime]
    device: Mapped[str | None] = mapped_column(String(40))
    phone_time: Mapped[datetime | None]
    """What the phone's clock showed as it sent this. With `device` it lets the event be tried again as it came."""


Index("uq_quarantined_events", QuarantinedEvent.learner_id, QuarantinedEvent.fingerprint, unique=True)


class LessonProgress(Base):
    """The fold of one lesson's events."""

    __tablename__ = "lesson_progress"

    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    pack: Mapped[str] = mapped_column(String(60), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(60), primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    seconds: Mapped[int]
    revision: Mapped[int] = mapped_column(server_default="0")
    """The learner's counter when this row last changed."""


class ItemProgress(Base):
    """The fold of one item's answers."""

    __tablename__ = "item_progress"

    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    pack: Mapped[str] = mapped_column(String(60), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(60), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    attempts: Mapped[int]
    right: Mapped[int]
    """How many attempts were right."""
    first_right_at: Mapped[datetime | None]
    last_at: Mapped[datetime]
    last_event: Mapped[UUID]
    """With `last_at` decides which answer was the last: equal instants are ordered by id."""
    last_verdict: Mapped[str] = mapped_column(String(8))
    revision: Mapped[int] = mapped_column(server_default="0")
    """The learner's counter when this row last changed."""


class Card(Base):
    """The replay of one card's reviews; see `orientation.learning.rules.reviews`. The learner's own: nobody else's."""

    __tablename__ = "cards"

    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    pack: Mapped[str] = mapped_column(String(60), primary_key=True)
    card: Mapped[str] = mapped_column(String(60), primary_key=True)
    """`<word>-hear` or `<word>-say`. It has no module: a word may move to another one."""
    state: Mapped[int]
    step: Mapped[int | None]
    stability: Mapped[float] = mapped_column(Double)
    difficulty: Mapped[float] = mapped_column(Double)
    due: Mapped[datetime]
    first_review: Mapped[datetime]
    last_review: Mapped[datetime]
    reviews: Mapped[int]
    lapses: Mapped[int]
    last_event: Mapped[UUID]
    """With `last_review` decides whether a review is later than all before: equal instants are ordered by id."""
    revision: Mapped[int] = mapped_column(server_default="0")
    """The learner's counter when this row last changed."""


class Placement(Base):
    """What a pack's placements add up to; see `orientation.learning.rules.levels`. The learner's own, unless shared."""

    __tablename__ = "placements"

    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    pack: Mapped[str] = mapped_column(String(60), primary_key=True)
    first_at: Mapped[datetime | None]
    first_event: Mapped[UUID | None]
    first_levels: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    last_at: Mapped[datetime | None]
    last_event: Mapped[UUID | None]
    last_levels: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    shared_at: Mapped[datetime | None]
    """When she last said whether her officer may see it."""
    shared_event: Mapped[UUID | None]
    is_shared: Mapped[bool]
    revision: Mapped[int] = mapped_column(server_default="0")
    """The learner's counter when this row last changed."""


class LearnerRevision(Base):
    """How often a learner's progress has changed: each batch that adds something raises it by one.

    It is raised while the learner is held, and stamped on the rows that the batch changed. So whoever has seen all
    rows up to a revision misses nothing by asking for the rows of later ones. No row means none yet.
    """

    __tablename__ = "learner_revisions"

    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int]
    generation: Mapped[int] = mapped_column(server_default="0")
    """How often rows were taken away: phones can't hear of what isn't there, so each begins an epoch for her."""
