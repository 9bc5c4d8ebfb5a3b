"""A real server on the demo office, and a real Chromium in front of it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T09:00"
PASSWORD = "demo-qiantai"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def free_port() -> int:
    """A port on which nobody listens."""
    with contextlib.closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Office:
    """Web server and worker on a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ, "QIANTAI_DATA": str(folder), "QIANTAI_DEMO": "1", "QIANTAI_NOW": NOW, "FLASK_APP": "wsgi",
            "PORT": str(self.port), "QIANTAI_HOST": "127.0.0.1", "QIANTAI_WEB_THREADS": "64",
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
            log = (self.folder / f"{command[0]}.log").open("wb")
            self.running.append(
                subprocess.Popen(
                    [sys.executable, "-m", *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log
                )
            )
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


@pytest.fixture(scope="module")
def demo_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo office, served."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.do("db", "upgrade")
    office.do("demo", "build", "--accounts", "60")
    office.start()
    yield office
    office.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Callable[[Office, str], Page]]:
    """Sit down at a desk: `desk(office, "chen")` signs in with the keyboard, in Chinese, and returns the page."""
    contexts = []
    faults: list[str] = []

    def sit_down(office: Office, username: str) -> Page:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=office.url)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto("/sign-in")
        page.keyboard.type(username)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("工作台")
        return page

    yield sit_down
    for context in contexts:
        context.close()
    refused = [fault for fault in faults if "status of 4" not in fault]  # a refusal is no fault of the page
    assert refused == []
