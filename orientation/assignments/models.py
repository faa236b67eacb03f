"""Tables of who leaves together and what they were asked to learn."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from orientation.db import Base, new_id


class Group(Base):
    """People who leave together. `name` is the officer's own word for it and names nobody."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("post_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    name: Mapped[str] = mapped_column(String(80))
    departs_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)
    """Counts changes; the entity tag of the API."""
    created_at: Mapped[datetime]


class Membership(Base):
    """A learner is in one group at most."""

    __tablename__ = "memberships"

    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)


class Assignment(Base):
    """A module that a group or one learner is asked to learn, so many days before departure."""

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint("(group_id IS NULL) <> (learner_id IS NULL)", name="one_target"),
        UniqueConstraint("group_id", "pack", "module"),
        UniqueConstraint("learner_id", "pack", "module"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    learner_id: Mapped[UUID | None] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"))
    pack: Mapped[str] = mapped_column(ForeignKey("packs.slug"))
    module: Mapped[str] = mapped_column(String(60))
    days_before: Mapped[int]
    """Due this many days before the group's departure."""
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
