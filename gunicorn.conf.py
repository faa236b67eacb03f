"""How gunicorn serves `wsgi:app`. Every value can be changed by gunicorn's own options or GUNICORN_CMD_ARGS."""

import os
from typing import Any

from gunicorn.glogging import Logger


class WithoutRequests(Logger):
    """Says that a request was malformed or failed, without its address and its path: one could hold a card's secret."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Invalid request"):
            msg, args = "Invalid request", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling request", ()
        super().exception(msg, *args, **kwargs)


logger_class = WithoutRequests
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
worker_class = "gthread"
threads = 4
# Without it all keep-alive connections can land on one worker.
reuse_port = True
keepalive = 15
timeout = 60
graceful_timeout = 20
# Heartbeat files belong in memory: a slow disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 gunicorn's heartbeat only
# The application logs requests itself, without addresses and paths.
control_socket_disable = True
accesslog = None
loglevel = "warning"
