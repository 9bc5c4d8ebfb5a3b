"""Settings of the web server.

One process with many threads: every open page holds a thread for its event stream, nearly always asleep, and SQLite
has one writer anyway. More processes are worth it with PostgreSQL only.
"""

import os
import signal
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('QIANTAI_HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("QIANTAI_WEB_WORKERS", "1"))
threads = int(os.environ.get("QIANTAI_WEB_THREADS", "256"))
preload_app = False  # each process opens its own connections and starts its own watcher

# The streams are ended below; what is left are ordinary requests.
graceful_timeout = 5
timeout = 60
keepalive = 5

# A heartbeat file on a slow disk stalls the process.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
errorlog = "-"
accesslog = None  # the program logs requests itself, with the request's id and the user


def post_worker_init(worker: Any) -> None:
    """End the open streams when the process is told to stop: they never end by themselves."""
    stop: Any = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: Any) -> None:
        worker_int(worker)
        stop(number, frame)

    signal.signal(signal.SIGTERM, end)
    signal.siginterrupt(signal.SIGTERM, False)  # other calls of the system go on, as gunicorn wants it


def worker_int(worker: Any) -> None:
    """The same for a stop by Ctrl-C."""
    from app.live.hub import hub_of

    hub_of(worker.wsgi).close()
