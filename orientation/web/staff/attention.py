"""What needs somebody's attention, by role. Reads what the features say; decides nothing but the words."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from orientation.accounts.models import Staff
from orientation.accounts.queries import list_staff
from orientation.actor import Actor, Role
from orientation.assignments.queries import GroupSummary, list_groups
from orientation.catalog.queries import list_current, list_newest
from orientation.catalog.version import Version

SOON_DAYS = 30


@dataclass(frozen=True)
class Task:
    """One thing to look at. `kind` is info or warning."""

    title: str
    text: str
    address: str
    kind: str = "info"


def list_tasks(actor: Actor, now: datetime) -> list[Task]:
    """Return what the actor should look at, warnings first."""
    tasks: list[Task] = []
    if actor.has(Role.OFFICER) and actor.post_id is not None:
        tasks += [task for group in list_groups(actor) for task in group_tasks(group, now)]
    if actor.has(Role.EDITOR, Role.REVIEWER):
        current = {version.pack: version for version in list_current()}
        for version in list_newest():
            tasks += pack_tasks(version, current.get(version.pack), can_publish=actor.has(Role.EDITOR))
    if actor.has(Role.ADMINISTRATOR):
        tasks += [task for staff in list_staff(actor) for task in staff_tasks(staff, now)]
    return sorted(tasks, key=lambda task: task.kind != "warning")


def group_tasks(group: GroupSummary, now: datetime) -> list[Task]:
    """Return what an officer should look at in a group that hasn't departed."""
    address = f"/staff/groups/{group.id}"
    if group.departs_on is None:
        return [Task(group.name, _("No departure date yet, so nothing has a date to be done by."), address)]
    days = (group.departs_on - now.date()).days
    if days < 0:
        return []
    if group.modules == 0 and group.people:
        return [Task(group.name, _("Nothing is assigned to this group yet."), address, "warning")]
    if group.stuck:
        sentence = ngettext("%(num)s person is stuck.", "%(num)s people are stuck.", group.stuck)
        return [Task(group.name, sentence, address, "warning")]
    if days <= SOON_DAYS:
        return [Task(group.name, _("Departs on %(day)s.", day=format_date(group.departs_on, "long")), address)]
    return []


def pack_tasks(newest: Version, current: Version | None, *, can_publish: bool) -> list[Task]:
    """Return what an editor or reviewer should look at in a pack; `current` is what learners see."""
    address = url_for("editor.pack", pack=newest.pack)
    tasks = []
    if newest.published_at is None and can_publish:
        tasks.append(
            Task(
                newest.title,
                _("Version %(number)s is ready. Look at it, then publish it.", number=newest.number)
                if current
                else _("Version %(number)s is ready. Learners see nothing of this pack yet.", number=newest.number),
                address,
                "warning",
            )
        )
    open_strings = sum(counts.get("missing", 0) + counts.get("outdated", 0) for counts in newest.summary.values())
    if open_strings:
        sentence = ngettext(
            "%(num)s text is not translated or out of date.",
            "%(num)s texts are not translated or out of date.",
            open_strings,
        )
        tasks.append(Task(newest.title, sentence, address + "#translations"))
    drafts = sum(counts.get("draft", 0) for counts in newest.summary.values())
    if drafts:
        sentence = ngettext(
            "%(num)s translated text waits for a reviewer.", "%(num)s translated texts wait for a reviewer.", drafts
        )
        tasks.append(Task(newest.title, sentence, address + "#translations"))
    return tasks


def staff_tasks(staff: Staff, now: datetime) -> list[Task]:
    """Return what an administrator should look at in a colleague's account."""
    address = url_for("admin.colleague", staff_id=staff.id)
    if staff.disabled_at is not None:
        return []
    if staff.password_hash is None:
        if staff.setup_expires_at is None or staff.setup_expires_at <= now:
            return [Task(staff.name, _("The link for choosing a password has expired."), address, "warning")]
        return [Task(staff.name, _("Has not chosen a password yet."), address)]
    if staff.totp_confirmed_at is None:
        return [Task(staff.name, _("Has not set up one-time codes yet."), address)]
    return []
