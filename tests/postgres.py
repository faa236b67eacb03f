"""A throw-away PostgreSQL cluster from installed binaries, on a socket in a temporary folder; no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg


class NoPostgres(RuntimeError):
    """The server's binaries are not on this machine."""


def find_binaries() -> Path:
    """Return the folder of initdb and pg_ctl. Raises NoPostgres."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    if found:
        candidates.append(Path(found).resolve().parent)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres("PostgreSQL's server binaries (initdb, pg_ctl) are not installed.")


class Cluster:
    """One cluster. The server refuses to run as root, so root runs it as `postgres` or `nobody`."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="orientation-pg-"))
        self.user: str | None = None
        if os.geteuid() == 0:
            self.user = next(n for n in ("postgres", "nobody") if n in {p.pw_name for p in pwd.getpwall()})
            shutil.chown(self.folder, self.user)

    @property
    def url(self) -> str:
        return f"postgresql://tests@/postgres?host={self.folder}"

    def start(self) -> None:
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off"
        self._run("pg_ctl", "-D", str(data), "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.binaries / program, *arguments],
            check=True,
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    @staticmethod
    def create_database(cluster_url: str, name: str) -> str:
        """Make an empty database and return its address."""
        with psycopg.connect(cluster_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
        return cluster_url.replace("/postgres?", f"/{name}?")
