"""Spelling: when typed words are the same, nearly the same, or another word of the course, and where they differ.

Below learning and publishing, because both need it: one marks with it, the other says beforehand which words must
never pass. The browser has the same rules (static/lesson/spelling.js, tolerance.js, differences.js), and both run the
table in tests/vectors/marking.json. So only what JavaScript can do alike is used.
"""

from orientation.spelling.differences import Differences, differences
from orientation.spelling.forms import bare, spelled, tidy
from orientation.spelling.tolerance import likeness, near, words_at_risk

__all__ = ["Differences", "bare", "differences", "likeness", "near", "spelled", "tidy", "words_at_risk"]
