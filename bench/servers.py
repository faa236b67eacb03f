"""gunicorn on a port of its own, ended with the run."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PATIENCE = 60


def free_port() -> int:
    """Return a port that nobody uses on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """An application served as production does, on one port, that can be killed and started again."""

    def __init__(self, application: str, environ: dict[str, str], workers: int = 1) -> None:
        self.port = free_port()
        self._command = [str(BIN / "gunicorn"), "-w", str(workers), application]
        self._environ = {**os.environ, **environ, "PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and return when it answers."""
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # a log line a request, as in production, to nowhere
            start_new_session=True,
        )
        _wait(self.port)

    @property
    def is_running(self) -> bool:
        """Whether it was started and neither killed nor stopped since."""
        return self._process is not None

    def kill(self) -> None:
        """End it with all its workers by SIGKILL, in the middle of whatever they do."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Let it finish what it does, and end it."""
        if self._process:
            self._process.terminate()
            self._process.wait(30)
            self._process = None


@contextmanager
def gunicorn(application: str, environ: dict[str, str], workers: int = 1) -> Iterator[int]:
    """Serve an application as production does and yield its port."""
    server = Server(application, environ, workers)
    try:
        server.start()
        yield server.port
    finally:
        server.stop()


def _wait(port: int) -> None:
    """Wait until a worker answers: the port is open before any of them has loaded the application."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/nothing-is-here")
            connection.getresponse().close()
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("gunicorn did not start")
