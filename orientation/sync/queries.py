"""Reads: which epoch it is."""

from uuid import UUID

from sqlalchemy import select

from orientation.db import db
from orientation.sync.models import Epoch

_PRESENT = select(Epoch.id).order_by(Epoch.began_at.desc(), Epoch.id.desc()).limit(1)


def get_epoch() -> UUID:
    """Return the present epoch; the first one begins with the database."""
    return db.session.scalars(_PRESENT).one()
