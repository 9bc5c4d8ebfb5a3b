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
def demo_folder(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the demo office, built once."""
    office = Office(copied(empty_folder, tmp_path_factory.mktemp("demo")))
    office.do("demo", "build", "--accounts", str(ACCOUNTS))
    return office.folder


@pytest.fixture(scope="module")
def demo_office(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo office, served; each module has its own."""
    with served(copied(demo_folder, tmp_path_factory.mktemp("office"))) as office:
        yield office


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        expect.set_options(timeout=15_000)
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
