"""The ticket of a visitor in a real browser: it prints itself beside the page, and a lost one is marked in the line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.desks import Desks
from tests.browser.office import Office
from tests.browser.test_reception import at, register

pytestmark = pytest.mark.browser

PRINTS = """
  window.top.printed ??= [];
  window.print = () => {
    window.top.printed.push(document.querySelector(".ticket h1").textContent);
    setTimeout(() => window.dispatchEvent(new Event("afterprint")), 50);
  };
"""
PRINTERS = "/reception/tickets/printers"


@pytest.fixture
def printer(demo_office: Office, desk: Desks) -> Iterator[None]:
    """A printer of the reception's own computer that prints every ticket; out of use again afterwards."""
    page = desk(demo_office, "admin")
    page.goto(f"{PRINTERS}/add")
    page.locator("#name").fill("浏览器小票机")
    page.locator("#usual").check()
    page.locator("#add-printer button[type=submit]").click()
    row = page.locator("#printers tr", has_text="浏览器小票机")
    expect(row).to_be_visible()
    yield
    page.goto(PRINTERS)
    row.locator("a").first.click()
    page.locator("#active").uncheck()
    page.locator("#printer button[type=submit]").click()
    expect(page.locator("#printers")).to_be_visible()


@pytest.mark.usefixtures("printer")
def test_a_ticket_prints_itself_once_and_a_lost_one_is_marked_in_the_line(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "fang")
    page.context.add_init_script(PRINTS)
    at(page)
    number = register(page, "13711119001")
    expect(page.locator("#after .bg-green-lt")).to_be_visible()
    assert page.evaluate("window.printed") == [number]
    expect(page.locator("#who")).to_be_focused()

    page.goto(page.locator("#after a").get_attribute("href") or "")
    page.locator("form[action$='/failed'] button").click()
    expect(page.locator("#ticket .bg-red-lt")).to_be_visible()
    at(page)
    mark = page.locator("#line li", has_text=number).locator(".bg-red-lt")
    expect(mark).to_be_visible()
