"""The record's actions in words that a person understands."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from orientation.web.staff.words import role_name

DEEDS: Mapping[str, Any] = {
    "assignment.made": _later("Assigned a module"),
    "assignment.removed": _later("Took an assignment back"),
    "card.issued": _later("Printed a join card"),
    "card.revoked": _later("Revoked a join card"),
    "group.changed": _later("Changed a group"),
    "group.created": _later("Made a group"),
    "group.exported": _later("Exported a group's progress"),
    "group.people-added": _later("Added people to a group"),
    "group.read": _later("Looked at a group"),
    "group.removed": _later("Removed a group"),
    "groups.read": _later("Looked at the list of groups"),
    "learner.added": _later("Added learners"),
    "learner.changed": _later("Changed a learner's particulars"),
    "learner.erased": _later("Erased a learner"),
    "learner.listed": _later("Looked at a list of learners"),
    "learner.moved": _later("Moved a learner to another group"),
    "learner.read": _later("Looked at a learner"),
    "pack.added": _later("Uploaded a version of a pack"),
    "pack.discarded": _later("Discarded a version of a pack"),
    "pack.published": _later("Published a version of a pack"),
    "pack.rolled-back": _later("Rolled a pack back"),
    "password.changed": _later("Changed their password"),
    "pin.cleared": _later("Cleared a learner's PIN"),
    "post.created": _later("Added a post"),
    "second-factor.confirmed": _later("Set up one-time codes"),
    "session.opened": _later("Signed in"),
    "staff.created": _later("Added a colleague"),
    "staff.disabled": _later("Disabled a colleague's account"),
    "staff.enabled": _later("Enabled a colleague's account"),
    "staff.set-up": _later("Chose a password with the one-time link"),
    "staff.setup-renewed": _later("Made a new link for a colleague"),
}


def deed_name(action: str) -> str:
    """Return what was done, in words; an action without words of its own is shown as it is."""
    return str(DEEDS.get(action, action))


def deed_choices() -> list[tuple[str, str]]:
    """Return (action, words) for a filter, in the order of the words, with everything first."""
    return [("", _("Everything")), *sorted(((a, str(words)) for a, words in DEEDS.items()), key=lambda pair: pair[1])]


DETAILS: Mapping[str, Any] = {
    "count": _later("how many"),
    "fields": _later("what"),
    "people": _later("people"),
    "reissue_of": _later("back to version"),
    "roles": _later("roles"),
    "sessions_ended": _later("phones signed out"),
}


def detail_words(details: Mapping[str, Any]) -> str:
    """Return an entry's details on one line: “people: 5; roles: Liaison officer, Editor”."""
    return "; ".join(f"{DETAILS.get(key, key.replace('_', ' '))}: {_value(key, details[key])}" for key in details)


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(role_name(one) if key == "roles" else str(one) for one in value)
    return str(value)


SUBJECTS: Mapping[str, Any] = {
    "assignment": _later("Assignment"),
    "group": _later("Group"),
    "learner": _later("Learner"),
    "pack": _later("Pack"),
    "post": _later("Post"),
    "staff": _later("Colleague"),
}


def subject_name(kind: str, subject_id: str) -> str:
    """Return what an entry is about: the kind, with a pack's version or the end of a random id (a UUID)."""
    pack, slash, number = subject_id.partition("/")
    if kind == "pack" and slash:
        return str(_("%(pack)s, version %(number)s", pack=pack, number=number))
    is_random = len(subject_id) == 36 and subject_id.count("-") == 4
    return f"{SUBJECTS.get(kind, kind)} {'…' + subject_id[-6:] if is_random else subject_id}"
