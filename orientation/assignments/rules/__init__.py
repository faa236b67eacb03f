"""Pure decisions: when something is due, how far somebody is, what a roster says."""
