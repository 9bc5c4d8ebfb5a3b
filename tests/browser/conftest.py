"""A real server on the demo office, and a real Chromium in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.desks import Desks
from tests.browser.office import ACCOUNTS, Office, copied, served

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated database and nothing in it."""
    office = Office(tmp_path_factory.mktemp("empty"))
    office.do("db", "upgrade")
    return office.folder


@pytest.fixture(scope="session")
def demo_office(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo office, built and served once: every test has accounts or months of its own in it."""
    folder = copied(empty_folder, tmp_path_factory.mktemp("demo"))
    Office(folder).do("demo", "build", "--accounts", str(ACCOUNTS))
    with served(folder) as office:
        yield office


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        expect.set_options(timeout=30_000)
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desks]:
    """Sit down at a desk: `desk(office, "chen")`. Any complaint of the browser fails the test."""
    desks = Desks(chromium)
    yield desks
    for context in desks.contexts:
        context.close()
    assert desks.faults == []
