"""Commands: record what learners did, mark without recording, add everything up again."""

from orientation.learning.service.marking import MarkedItem, mark_answers
from orientation.learning.service.recording import Ack, record, record_form
from orientation.learning.service.refolding import refold

__all__ = ["Ack", "MarkedItem", "mark_answers", "record", "record_form", "refold"]
