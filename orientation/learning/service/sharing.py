"""Showing the officer what a placement found, or not any more."""

from datetime import datetime

from orientation.actor import Actor, Role
from orientation.catalog.queries import get_current, get_placement
from orientation.db import new_id, transaction
from orientation.errors import NotSignedIn
from orientation.learning.rules.forms import DEVICE
from orientation.learning.rules.intake import Batch
from orientation.learning.rules.levels import PLACEMENT, SHARED, PlacementFold
from orientation.learning.service.placements import load_placements
from orientation.learning.service.recording import hold_learner, record


def share_placement(actor: Actor, pack: str, now: datetime, *, is_shared: bool) -> None:
    """Record that the learner shows her officer where she was placed, or not any more; nothing when it is so already.

    Raises NotSignedIn or NotAllowed for anybody but a learner, PackNotFound, and LessonNotFound for a pack without a
    placement.
    """
    actor.require(Role.LEARNER)
    if actor.learner_id is None:
        raise NotSignedIn("Join with your card to show it to your officer.")
    version = get_current(pack)
    units = get_placement(version, version.source_locale)["units"]
    with transaction():
        hold_learner(actor.learner_id)
        if load_placements(actor.learner_id).get(pack, PlacementFold()).is_shared is is_shared:
            return
        event = {
            "id": str(new_id()),
            "seq": 0,
            "verb": SHARED,
            "pack": pack,
            "version": version.number,
            "module": units[0],
            "lesson": PLACEMENT,
            "item": SHARED,
            "answer": is_shared,
            "at": now.isoformat(),
        }
        record(actor.learner_id, Batch(DEVICE, now, [event]), now)
