"""What a learner did on a page becomes events; what a guest did is not kept."""

from collections.abc import Sequence
from typing import Any

from orientation import clock
from orientation.actor import Actor
from orientation.catalog.version import Version
from orientation.db import transaction
from orientation.learning.rules.forms import FormAct
from orientation.learning.service import record_form
from orientation.web.learner.answers import SEEN, Fields, read_answer


def record_completed(actor: Actor, version: Version, module: str, lesson: str) -> None:
    """Keep that the learner has finished the lesson."""
    if actor.learner_id is not None:
        record_form(actor, FormAct("completed", version.pack, version.number, module, lesson), clock.now())


def record_answers(
    actor: Actor, version: Version, module: str, lesson: str, items: Sequence[dict[str, Any]], fields: Fields
) -> None:
    """Keep every whole answer of a form, all or none; those that were marked before are not counted again."""
    if actor.learner_id is None:
        return
    now = clock.now()
    with transaction():
        for item in items:
            reading = read_answer(item, fields)
            if reading.problem is None and item["id"] not in fields.get(SEEN, ()):
                act = FormAct("answered", version.pack, version.number, module, lesson, item["id"], reading.answer)
                record_form(actor, act, now)
