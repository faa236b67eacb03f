"""Exercises made from words: which items a drill has is decided here, once a version, by pure functions."""
