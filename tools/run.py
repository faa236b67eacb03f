"""`make run`: migrate, publish what ships, make people to try things with, serve on loopback."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
DEMO = {"DEMO": "1", "SECURE_COOKIES": "0", "STAFF_SECOND_FACTOR": "optional", "LOG_LEVEL": "warning"}


def main() -> None:
    """Prepare and serve. Settings already in the environment win over the demo's."""
    environ = {**DEMO, **os.environ, "FLASK_APP": "wsgi.py"}
    environ.setdefault("PORT", "8000")
    packs = sorted(str(p.parent.relative_to(ROOT)) for p in ROOT.glob("content/*/pack.yaml"))
    for step, command in (
        ("Bringing the database up to date …", ["db", "upgrade"]),
        ("Publishing the packs in content/ …", ["packs", "publish", *packs]),
        ("", ["demo"]),
    ):
        if step:
            print(step, flush=True)
        finished = subprocess.run([BIN / "flask", *command], cwd=ROOT, env=environ, check=False)
        if finished.returncode:
            sys.exit(finished.returncode)
    os.chdir(ROOT)
    os.execve(BIN / "gunicorn", ["gunicorn", "wsgi:app"], environ)


if __name__ == "__main__":
    main()
