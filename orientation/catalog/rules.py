"""What may happen to a version, and what can't be found. Pure."""

from datetime import datetime

from orientation.errors import Conflict, NotFound

FIXED = ("kind", "destination", "audience")
"""What stays the same in all versions of a pack once learners have seen one."""


class PackNotFound(NotFound):
    """No pack that this reader may see has this slug."""


class VersionNotFound(NotFound):
    """The pack has no version with this number that this reader may see."""


class ModuleNotFound(NotFound):
    """The version has no such module."""


class LessonNotFound(NotFound):
    """The module has no such lesson."""


class ItemNotFound(NotFound):
    """The lesson has no such item."""


class VersionTooOld(Conflict):
    """A newer version is published, so this one can't be."""


class VersionIsPublished(Conflict):
    """Learners have seen this version: it can't be discarded."""


class VersionNeverPublished(Conflict):
    """Only a version that learners have seen can be brought back."""


class VersionIsCurrent(Conflict):
    """Learners already see the files of this version."""


class PackChangedPurpose(Conflict):
    """A new version of a published pack would be for something else or somebody else."""


def position_of(kind: str) -> int:
    """Return where packs of a kind stand in the catalogue: orientation before language."""
    return {"orientation": 10, "language": 20}.get(kind, 30)


def check_same_purpose(known: dict[str, str], given: dict[str, str]) -> None:
    """Raise PackChangedPurpose, naming the first field of FIXED in which a published pack would change."""
    for field in FIXED:
        if known[field] != given[field]:
            raise PackChangedPurpose(
                f"This pack has the {field} “{known[field]}”, and learners have seen it. "
                f"Keep it, or give the pack with the {field} “{given[field]}” an id of its own.",
                field=field,
            )


def must_publish(number: int, published_at: datetime | None, current: int | None) -> bool:
    """Tell whether publishing changes anything: False when learners see this version already.

    `current` is the number that learners see. Raises VersionTooOld.
    """
    if current is not None and number < current:
        raise VersionTooOld(
            f"Version {current} is published, and version {number} is older. Upload the pack again to make a newer "
            "version, or roll back to a version that was published.",
            current=current,
        )
    return published_at is None


def check_can_roll_back(number: int, published_at: datetime | None, current: int, current_reissues: int | None) -> None:
    """Raise VersionNeverPublished or VersionIsCurrent unless the version can be brought back."""
    if published_at is None:
        raise VersionNeverPublished(f"Version {number} was never published. Publish it instead.")
    if number in (current, current_reissues):
        raise VersionIsCurrent(f"Learners already see what is in version {number}. Choose another version.")


def check_can_discard(number: int, published_at: datetime | None) -> None:
    """Raise VersionIsPublished unless nobody but editors has seen the version."""
    if published_at is not None:
        raise VersionIsPublished(
            f"Version {number} has been published, and a published version stays. Roll back to another one instead."
        )
