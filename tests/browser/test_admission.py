"""A new company from first contact to admission: opened by sales, its papers verified, and three who say yes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import Desks
from tests.browser.office import Office
from tests.browser.test_petition import choose

pytestmark = pytest.mark.browser

NAME = "海岳新材料有限公司"
CODE = "91330100MA27XXXX1X"
PAPERS = {  # kind: number, expires
    "营业执照": (CODE, "2036-05-01"),
    "税务登记证（国税）": ("国税330100", ""),
    "税务登记证（地税）": ("地税330100", ""),
    "组织机构代码证": ("MA27XXXX1", "2030-01-01"),
}
FILE = {
    "#phone": "0571-88123456",
    "#address": "滨江区江南大道 99 号",
    "#contact": "岳明",
    "#nature": "民营",
    "#supervising_unit": "市经信局",
}


def opened(page: Page) -> str:
    """Open the file of a company that telephones for the first time; return the address of its page."""
    page.goto("/customers/new")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(NAME)
    choose(page, "#kind", "单位")
    for box, words in FILE.items():
        page.locator(box).fill(words)
    page.locator("#address").press("Enter")
    expect(page.locator("#customer")).to_contain_text(NAME)
    return page.url


def papers_entered(page: Page, customer: str) -> None:
    """Go from the file to its admission, and enter what is missing: after each paper comes the next."""
    page.goto(f"{customer}/admission")
    page.get_by_role("link", name="录入所缺证照").press("Enter")
    for left in reversed(range(len(PAPERS))):
        kind = page.locator("#kind_id option:checked").inner_text()
        number, expires = PAPERS[kind]
        expect(page.locator("#number")).to_be_focused()
        page.keyboard.type(number)
        if expires:
            page.locator("#expires_on").fill(expires)
        page.locator("#number").press("Enter")
        if left:
            expect(page.locator("#kind_id option:checked")).not_to_have_text(kind)
    expect(page.locator("#bank")).to_be_focused()
    page.keyboard.type("工商银行滨江支行")
    for box, words in {"#tax_number": CODE, "#account": "1202026009900123456"}.items():
        page.locator(box).fill(words)
    page.locator("#bank").press("Enter")
    expect(page.locator("#admission")).to_be_visible()


def verified(page: Page, customer: str) -> None:
    """Verify what waits for this reader, all ticked already, and come back to the admission."""
    page.goto(f"{customer}/admission")
    page.locator("#admission a[href*='/verify']").press("Enter")
    page.locator("#verify button[type=submit]").first.press("Enter")
    expect(page.locator("#admission")).to_be_visible()


def approved(page: Page, customer: str, words: str) -> None:
    """Decide from the page of the admission."""
    page.goto(f"{customer}/admission")
    page.locator("#admission a[href*='/approvals/']").first.press("Enter")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#request .timeline")).to_contain_text(words)


def test_a_new_company_is_admitted_by_sales_finance_and_the_general_manager(demo_office: Office, desk: Desks) -> None:
    su = desk(demo_office, "su")
    customer = opened(su)
    papers_entered(su, customer)
    bai, xu, gao = (desk(demo_office, username) for username in ("bai", "xu", "gao"))
    verified(bai, customer)
    su.goto(f"{customer}/admission")
    expect(su.locator("#purpose")).to_be_focused()
    su.keyboard.type("每月采购液化气二十吨，先款后货。")
    su.get_by_role("button", name="申请开户").press("Enter")
    expect(su.locator("#admission")).to_contain_text("申请中")
    approved(bai, customer, "销售核实无误。")
    verified(xu, customer)
    approved(xu, customer, "税务与开票资料核对无误。")
    approved(gao, customer, "同意开户。")
    su.goto(f"{customer}/admission")
    expect(su.locator("#admission h2").first).to_contain_text("已准入")
    for words in ("销售核实无误。", "税务与开票资料核对无误。", "同意开户。"):
        expect(su.locator("#admission")).to_contain_text(words)
    su.get_by_role("button", name="业务已开始").press("Enter")
    expect(su.get_by_role("button", name="业务已开始")).to_have_count(0)
