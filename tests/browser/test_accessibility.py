"""What axe-core finds on the main pages in both themes, on the administrator's in English too: nothing serious."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import Desks
from tests.browser.office import ROOT, Office

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN = """async (options) => (await axe.run(document, {resultTypes: ["violations"], ...options})).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""
COLOURS_ONLY = {"runOnly": ["color-contrast", "link-in-text-block"]}
PAGES = {
    "chen": (
        "/",
        "/customers/9",
        "/billing/accounts/9",
        "/billing/accounts/new",
        "/billing/readings/2026-11",
        "/billing/readings/2026-11/enter?book=B01",
        "/billing/statements/1",
        "/billing/statements/delivery?period=2026-10&book=B01",
        "/billing/month/2026-11",
        "/billing/payments/take/4",
        "/billing/ledger/9",
        "/billing/tariffs/1",
        "/documents/statement/1",
    ),
    "admin": ("/office/roles/2", "/policy/", "/calendar/", "/journal/", "/nowhere", "/office/approvals/matrix"),
    "bai": (
        "/tasks/",
        "/tasks/new",
        "/office/deadlines/",
        "/office/approvals",
        "/office/petitions/",
        "/office/absences",
        "/office/conduct/1",
        "/registers/handover",
        "/documents/",
        "/office/organisation",
    ),
    "kong": (
        "/complaints/",
        "/complaints/inbox",
        "/complaints/board",
        "/complaints/new",
        "/complaints/20",
        "/complaints/20/stage",
        "/complaints/circulation/4",
        "/complaints/statistics/",
        "/complaints/lateness/",
    ),
}
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def opened(page: Page, address: str) -> None:
    """Open a page with what loads by itself."""
    page.goto(address)
    if page.locator("#tab").count():
        expect(page.locator("#tab")).not_to_be_empty()


def found_on(page: Page, address: str) -> list[str]:
    """What is serious on this page in the light theme, and what its colours are in the dark one."""
    opened(page, address)
    page.evaluate(AXE)
    faults = page.evaluate(RUN, {})
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    return [f"{address} {fault}" for fault in faults + page.evaluate(RUN, COLOURS_ONLY)]


@contextlib.contextmanager
def quiet_desk(office: Office, desk: Desks, username: str, language: str) -> Iterator[Page]:
    """A desk in this language, whose colours do not fade in: half-way colours would be measured."""
    page = desk(office, username, reduced_motion="reduce")
    if language == "English":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    yield page
    if language == "English":
        page.goto("/")
        page.get_by_role("button", name="简体中文").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


# In English the elements are the same and only the words differ: one list of pages is enough.
READERS = [*((username, "简体中文") for username in PAGES), ("admin", "English")]


@pytest.mark.parametrize(("username", "language"), READERS)
def test_nothing_serious_is_found_on_the_main_pages(
    demo_office: Office, desk: Desks, username: str, language: str
) -> None:
    with quiet_desk(demo_office, desk, username, language) as page:
        faults = [fault for address in PAGES[username] for fault in found_on(page, address)]
    assert faults == []


def test_pages_of_complaints_need_not_be_pushed_sideways(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "kong")
    wider = {}
    for size in ({"width": 1366, "height": 768}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for address in PAGES["kong"]:
            opened(page, address)
            wider[size["width"], address] = page.evaluate(WIDER)
    assert not {where: much for where, much in wider.items() if much}


def test_nothing_serious_is_found_before_signing_in_nor_beside_a_refusal(demo_office: Office, desk: Desks) -> None:
    page = desk.page(demo_office, reduced_motion="reduce")
    assert found_on(page, "/sign-in") == []
    page = desk(demo_office, "chen", reduced_motion="reduce")
    page.goto("/billing/payments/take/4")
    page.locator("#amount").fill("十元")
    page.locator("#amount").press("Enter")
    expect(page.locator("#amount-errors")).to_be_visible()
    page.evaluate(AXE)
    assert page.evaluate(RUN, {}) == []


def test_the_theme_is_chosen_in_the_menu_and_stays(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    page.get_by_role("button", name="陈收").click()
    page.get_by_role("button", name="浅色或深色").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/billing/payments/take")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_skip_link_leads_past_the_menu(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
