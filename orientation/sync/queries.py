"""Reads: which epoch it is."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from orientation.db import db
from orientation.sync.models import Epoch

_EPOCHS: Any = Epoch.__table__
_PRESENT = select(_EPOCHS.c.id).order_by(_EPOCHS.c.began_at.desc(), _EPOCHS.c.id.desc()).limit(1)


def get_epoch() -> UUID:
    """Return the present epoch; the first one begins with the database."""
    epoch: UUID = db.session.connection().execute(_PRESENT).scalar_one()
    return epoch
