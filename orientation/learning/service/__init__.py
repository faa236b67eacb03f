"""Commands: record what learners did, mark without recording, add everything up again, understand late."""

from orientation.learning.service.marking import MarkedItem, mark_answers
from orientation.learning.service.recording import Ack, record, record_form
from orientation.learning.service.refolding import refold
from orientation.learning.service.retrying import retry_quarantined
from orientation.learning.service.sharing import share_placement

__all__ = [
    "Ack",
    "MarkedItem",
    "mark_answers",
    "record",
    "record_form",
    "refold",
    "retry_quarantined",
    "share_placement",
]
