"""Where scripts are switched off, the work is less lively and still gets done."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desks import Desks
from tests.browser.office import Office
from tests.browser.people import called

pytestmark = pytest.mark.browser


def test_a_payment_is_taken_without_scripts(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen", java_script_enabled=False)
    page.goto("/billing/payments/take")
    page.locator("#q").fill("魏力建")
    page.locator("#q").press("Enter")
    expect(page.locator("#take h2")).to_have_text("10000043 魏力建")
    page.locator("#amount").fill("没钱")
    page.locator("#amount").press("Enter")
    expect(page.locator("#amount-errors")).to_contain_text("没钱")
    expect(page.locator("#amount")).to_have_value("没钱")
    page.locator("#amount").fill("50")
    page.locator("#tendered").fill("100")
    page.locator("#tendered").press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"收款 R2611-\d{6}"))
    expect(page.locator("#payment")).to_contain_text(re.compile(r"找零\s*￥50\.00"))


def test_a_reading_is_entered_without_scripts(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "ma", java_script_enabled=False)
    house = called("社区食堂57部")
    page.goto(f"/billing/readings/2026-11/enter?book={house.book}")
    row = page.locator("[data-reading-row]").filter(has_text=house.account)
    box = row.locator("[data-reading]")
    box.fill("八百")
    box.press("Enter")
    expect(page.locator("[data-reading-problem]")).to_contain_text("八百")
    box = page.locator("[data-reading-row]").filter(has_text=house.account).locator("[data-reading]")
    box.fill("99000")
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("录入 2026-11 读数")
    row = page.locator("[data-reading-row]").first
    expect(row).to_contain_text(house.account)
    expect(row.locator("[data-reading]")).to_have_value("99000")
    expect(row).to_contain_text("m³")


def test_the_search_box_answers_with_a_page_without_scripts(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen", java_script_enabled=False)
    page.locator("#search").fill("徐静洋")
    page.locator("#search").press("Enter")
    page.locator("main a").filter(has_text="燃气用户").click()
    expect(page.locator("h1")).to_have_text("燃气用户 10000052")
