"""What publishing a version changes for whom: compared by the hashes of the files that learners read. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from orientation.catalog.version import Version

LessonKey = tuple[str, str]
"""Slugs of module and lesson."""
Hashes = Callable[[Version, str], dict[str, str]]
"""Returns path → SHA-256 of a version's files in a locale."""


@dataclass(frozen=True)
class Changes:
    """The difference between what learners see and a version. `by_locale` counts lessons that read differently."""

    is_first: bool
    added: list[LessonKey] = field(default_factory=list)
    removed: list[LessonKey] = field(default_factory=list)
    changed: list[LessonKey] = field(default_factory=list)
    by_locale: dict[str, int] = field(default_factory=dict)
    new_locales: list[str] = field(default_factory=list)
    lost_locales: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Tell whether learners would notice nothing."""
        lessons = self.added or self.removed or self.changed
        return not (self.is_first or lessons or self.new_locales or self.lost_locales)


def compare(before: Version | None, after: Version, hashes: Hashes) -> Changes:
    """Return what changes for learners when `after` takes the place of `before` (None: they see nothing yet)."""
    if before is None:
        return Changes(is_first=True, added=list(_lessons(after)), new_locales=list(after.locales))
    old, new = list(_lessons(before)), list(_lessons(after))
    kept = [lesson for lesson in new if lesson in old]
    changed: set[LessonKey] = set()
    by_locale = {}
    for locale in after.locales:
        if locale in before.locales:
            then, now = hashes(before, locale), hashes(after, locale)
            differing = [key for key in kept if then.get(_path(key)) != now.get(_path(key))]
            changed.update(differing)
            if differing:
                by_locale[locale] = len(differing)
    return Changes(
        is_first=False,
        added=[lesson for lesson in new if lesson not in old],
        removed=[lesson for lesson in old if lesson not in new],
        changed=[lesson for lesson in kept if lesson in changed],
        by_locale=by_locale,
        new_locales=[locale for locale in after.locales if locale not in before.locales],
        lost_locales=[locale for locale in before.locales if locale not in after.locales],
    )


def _lessons(version: Version) -> Iterable[LessonKey]:
    return ((module["slug"], lesson) for module in version.modules for lesson in module["lessons"])


def _path(key: LessonKey) -> str:
    return f"{key[0]}/{key[1]}.json"
