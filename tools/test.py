"""`make test`: every group that this machine can run, a line for each that it can't; CI=true allows none to miss."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import NoPostgres, find_binaries  # noqa: E402 the project's folder must be on the path first

WORKERS = ["-n", str(min(os.cpu_count() or 1, 4))]


@dataclass(frozen=True)
class Group:
    """Tests that need the same things of the machine. `missing` says why they can't run here, or None."""

    name: str
    arguments: list[str]
    missing: Callable[[], str | None]


def _no_postgres() -> str | None:
    try:
        find_binaries()
    except NoPostgres as reason:
        return f"{reason} On Debian: apt-get install postgresql"
    return None


def _no_chromium() -> str | None:
    return None if shutil.which("chromium") else "Chromium is not installed. On Debian: apt-get install chromium"


def _no_espeak() -> str | None:
    return None if shutil.which("espeak-ng") else "espeak-ng is not installed. On Debian: apt-get install espeak-ng"


GROUPS = (
    Group("rules, services, HTTP and pages on SQLite", [*WORKERS, "-m", "not browser and not speech"], lambda: None),
    Group(
        "services, HTTP and pages on PostgreSQL",
        [*WORKERS, "-m", "not browser and not speech and not sqlite", "--database=postgresql",
         "tests/service", "tests/http", "tests/web"],
        _no_postgres,
    ),
    Group("speech", ["-m", "speech"], _no_espeak),
    Group("journeys in Chromium", [*WORKERS, "-m", "browser"], _no_chromium),
)  # fmt: skip


def main() -> None:
    """Run the groups one after the other; a failure doesn't hide the next group's."""
    lines, bad = [], False
    for group in GROUPS:
        reason = group.missing()
        if reason is None:
            print(f"\n== {group.name}", flush=True)
            code = subprocess.run([sys.executable, "-m", "pytest", *group.arguments], cwd=ROOT, check=False).returncode
            bad |= code != 0
            lines.append(f"{'passed ' if code == 0 else 'FAILED '} {group.name}")
        else:
            bad |= os.environ.get("CI") == "true"
            lines.append(f"skipped {group.name}: {reason}")
    print("\n" + "\n".join(lines))
    sys.exit(bad)


if __name__ == "__main__":
    main()
