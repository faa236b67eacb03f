"""`make lint`: every check runs, whatever another one found; the exit status says whether all were content."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CHECKS = (
    ("ruff", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy --strict", ["mypy"]),
    ("import-linter", ["lint-imports"]),
    ("djlint", ["djlint", "orientation", "--lint", "--quiet"]),
    ("message catalogues", ["python", "-m", "tools.catalogues", "check"]),
)


def main() -> None:
    """Run the checks and print a line for each."""
    failed = [name for name, command in CHECKS if not _passes(name, command, dict(os.environ))]
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": "", "FLASK_APP": "wsgi.py"}
        migrated = _passes("migrations run", ["flask", "db", "upgrade"], environ)
        if not (migrated and _passes("migration drift", ["flask", "db", "check"], environ)):
            failed.append("migrations")
    print("lint: " + ("failed: " + ", ".join(failed) if failed else "all content"))
    sys.exit(bool(failed))


def _passes(name: str, command: list[str], environ: dict[str, str]) -> bool:
    program, *arguments = command
    done = subprocess.run(
        [BIN / program, *arguments], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    main()
