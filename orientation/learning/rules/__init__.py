"""Pure decisions about learning: marking an answer, taking in an event, adding events up."""
