"""Pure decisions about people and how they get in."""
