"""A web server and a worker on a data folder of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T09:00"
PASSWORD = "demo-qiantai"
ACCOUNTS = 60


def free_port() -> int:
    """A port on which nobody listens."""
    with contextlib.closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Office:
    """Web server and worker on a data folder of their own."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "JOBS_URL")},
            "QIANTAI_DATA": str(folder), "QIANTAI_DEMO": "1", "QIANTAI_NOW": NOW, "FLASK_APP": "wsgi",
            "PORT": str(self.port), "QIANTAI_HOST": "127.0.0.1", "QIANTAI_WEB_THREADS": "64", **more,
        }  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []

    def do(self, *command: str) -> str:
        """Run a command of the program to its end; return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *command], cwd=ROOT, env=self.environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self) -> None:
        """Start web server and worker and wait until pages come."""
        for command in (("gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"), ("flask", "jobs", "worker")):
            with (self.folder / f"{command[0]}.log").open("wb") as log:
                start = [sys.executable, "-m", *command]
                self.running.append(subprocess.Popen(start, cwd=ROOT, env=self.environment, stdout=log, stderr=log))
        for _ in range(150):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/sign-in", timeout=5).close()
                return
            time.sleep(0.2)
        raise RuntimeError((self.folder / "gunicorn.log").read_text())

    def stop(self) -> None:
        """End both as an operator would."""
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(20)
        self.running.clear()


def copied(source: Path, target: Path) -> Path:
    """Copy a data folder that nobody is using."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    return target


@contextlib.contextmanager
def served(folder: Path, **more: str) -> Iterator[Office]:
    """Serve a data folder for as long as the block lasts; `more` goes to the environment."""
    office = Office(folder, **more)
    try:
        office.start()
        yield office
    finally:
        office.stop()
