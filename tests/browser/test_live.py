"""Open pages show what happens elsewhere, without disturbing whoever works in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.domain.actor import OPERATOR
from app.office.access.service.sessions import end_sessions
from app.unit_of_work import unit_of_work
from tests import factories
from tests.browser.office import copied
from tests.live.house import House, opened
from tests.office.factories_tasks import person, task

pytestmark = pytest.mark.browser
WITHOUT_WORKERS = "delete window.SharedWorker;"


@pytest.fixture(scope="module")
def house(template: Path, program: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(copied(template, tmp_path_factory.mktemp("live")), program, QIANTAI_WEB_THREADS="40") as found:
        yield found


@pytest.fixture
def browser(house: House, chromium: Browser) -> Iterator[BrowserContext]:
    """A browser in which Su is signed in; what a page complains about fails the test."""
    context = chromium.new_context(base_url=house.server.url)
    context.set_default_timeout(15_000)
    name, _, value = house.cookies[2].partition("=")
    context.add_cookies([{"name": name, "value": value, "url": house.server.url}])
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context
    context.close()
    assert faults == []


def live(context: BrowserContext, path: str = "/probe/") -> Page:
    """A page that hears."""
    page = context.new_page()
    page.goto(path)
    page.wait_for_selector("body[data-live=open]")
    return page


def test_ten_tabs_of_one_browser_share_a_stream_and_all_show_a_change(house: House, browser: BrowserContext) -> None:
    pages = [live(browser) for _ in range(10)]
    for _ in range(2):
        revision, _at = house.change_here()
        for page in pages:
            expect(page.locator("#figure")).to_have_text(str(revision), timeout=2000)
            expect(page.locator("#asked")).to_have_text(str(revision), timeout=2000)
    # The tenth tab reads and writes: no connection is held by the others.
    pages[9].locator("#ask").click()
    expect(pages[9].locator("#answer")).to_have_text(str(revision), timeout=2000)
    pages[0].close()
    pages[1].goto("/tasks/")
    revision, _at = house.change_here()
    expect(pages[9].locator("#figure")).to_have_text(str(revision), timeout=2000)
    pages[1].go_back()
    expect(pages[1].locator("#figure")).to_have_text(str(revision), timeout=5000)


def test_what_somebody_is_doing_survives_a_change(house: House, browser: BrowserContext) -> None:
    page = live(browser)
    page.locator("#more summary").click()
    page.locator("#note").focus()
    page.keyboard.type("half a wo")
    page.keyboard.press("ArrowLeft")
    revision, _at = house.change_here()
    expect(page.locator("#figure")).to_have_text(str(revision))
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("X")
    expect(page.locator("#note")).to_have_value("half a wXo")
    expect(page.locator("#more")).to_have_attribute("open", "")
    expect(page.locator("input[name=csrf_token][value=kept]")).to_have_count(1)
    page.locator("#search").focus()  # what was typed stays when the cursor is elsewhere
    revision, _at = house.change_here()
    expect(page.locator("#figure")).to_have_text(str(revision))
    expect(page.locator("#note")).to_have_value("half a wXo")
    page.locator("#ask").click()
    expect(page.locator("#answer")).to_have_text(str(revision))


def test_a_menu_stays_open_and_shows_what_is_new(house: House, browser: BrowserContext) -> None:
    page = live(browser)
    page.locator("#menu").click()
    expect(page.locator("#items")).to_be_visible()
    revision, _at = house.change_here()
    expect(page.locator("#item")).to_have_text(str(revision))
    expect(page.locator("#items")).to_be_visible()
    expect(page.locator("#menu")).to_have_attribute("aria-expanded", "true")


def test_where_streams_are_blocked_the_page_says_so_and_asks(house: House, browser: BrowserContext) -> None:
    browser.add_init_script(WITHOUT_WORKERS)
    browser.route("**/live/stream*", lambda route: route.abort())
    page = browser.new_page()
    page.goto("/probe/")
    expect(page.locator("[data-live-state=lost]")).to_be_visible()
    expect(page.locator("[data-live-state=lost]")).to_have_text("Connection lost, reconnecting")
    revision, _at = house.change_here()
    expect(page.locator("#figure")).to_have_text(str(revision), timeout=8000)
    browser.unroute("**/live/stream*")
    expect(page.locator("#live-bar")).to_be_hidden()
    revision, _at = house.change_here()
    expect(page.locator("#figure")).to_have_text(str(revision), timeout=2000)


def test_the_figure_of_waiting_tasks_changes_by_itself(house: House, browser: BrowserContext) -> None:
    page = live(browser, "/tasks/")
    expect(page.locator("#badges .badge")).to_have_count(0)
    with house.app.app_context():
        task(person("su"))
    expect(page.locator("#badges .badge")).to_have_text("1", timeout=2000)


def test_a_page_catches_up_after_the_server_was_away(house: House, browser: BrowserContext) -> None:
    page = live(browser)
    house.server.stop()
    revision, _at = house.change_here()
    expect(page.locator("[data-live-state=lost]")).to_be_visible()
    house.server.start()
    expect(page.locator("#figure")).to_have_text(str(revision))
    expect(page.locator("#asked")).to_have_text(str(revision))
    expect(page.locator("#live-bar")).to_be_hidden()


def test_a_page_says_that_its_user_is_no_longer_signed_in(house: House, browser: BrowserContext) -> None:
    page = live(browser)
    with house.app.app_context(), unit_of_work(by=OPERATOR):
        end_sessions(factories.staff_id("su"), "test")
    expect(page.locator("[data-live-state=ended]")).to_be_visible(timeout=2000)
    page.locator("#live-bar a").click()
    page.wait_for_url("**/sign-in*")
