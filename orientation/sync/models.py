"""Table of epochs: how phones learn that the server went back in time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from orientation.db import Base, new_id


class Epoch(Base):
    """A stretch of time in which the server forgot nothing. The last one begun is the present one.

    After a restore from backup a new one begins, and phones offer again what the server may no longer have.
    """

    __tablename__ = "epochs"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    began_at: Mapped[datetime]
