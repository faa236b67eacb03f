"""What an officer may call a group, and when it may depart."""

import unicodedata
from datetime import date

from orientation.accounts.rules.people import is_text
from orientation.errors import Invalid

NAME_LENGTH = 80
DEPARTURES = (date(2000, 1, 1), date(2100, 12, 31))


class UnusableGroupName(Invalid):
    """The name is empty, too long or holds what can't be shown."""


class UnusableDeparture(Invalid):
    """The departure is in another century: a typing mistake."""


def check_name(text: str) -> str:
    """Return the name tidied. Raises UnusableGroupName."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise UnusableGroupName("Give the group a name that you will recognise, such as “March, morning”.")
    if len(name) > NAME_LENGTH:
        raise UnusableGroupName(f"Shorten the name to {NAME_LENGTH} characters.")
    if not is_text(name):
        raise UnusableGroupName("The name holds a control character. Type it again.")
    return name


def check_departure(day: date | None) -> date | None:
    """Return the day. Raises UnusableDeparture."""
    first, last = DEPARTURES
    if day is not None and not first <= day <= last:
        raise UnusableDeparture(f"Choose a departure between {first.year} and {last.year}, or leave it empty.")
    return day
