"""Settings of the web server.

One process with many threads: every open page holds a thread for its event stream, nearly always asleep, and SQLite
has one writer anyway. More processes are worth it with PostgreSQL only.
"""

import os
from pathlib import Path

bind = f"{os.environ.get('QIANTAI_HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("QIANTAI_WEB_WORKERS", "1"))
threads = int(os.environ.get("QIANTAI_WEB_THREADS", "256"))
preload_app = False  # each process opens its own connections and starts its own watcher

# Streams never end by themselves; browsers reconnect at once, so nobody gains by waiting longer.
graceful_timeout = 10
timeout = 60
keepalive = 5

# A heartbeat file on a slow disk stalls the process.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
errorlog = "-"
accesslog = None  # the program logs requests itself, with the request's id and the user
