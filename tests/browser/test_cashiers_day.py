"""A day at the window: find the customer, take the money, hand out the receipt, take a payment back, close the day."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen, parse_fen, plain_fen
from tests.browser.desks import Desks
from tests.browser.office import Office
from tests.browser.papers import fetched
from tests.browser.people import called

pytestmark = pytest.mark.browser

PAPERS = {"80mm": 80, "a5": 210, "a4": 210}  # width in mm


def fen_in(shown: Locator) -> Fen:
    """The amount that stands there."""
    found = re.search(r"(-?)￥([\d,]+\.\d\d)", shown.inner_text())
    assert found, shown.inner_text()
    return parse_fen(found[1] + found[2])


def at_the_window(page: Page, name: str) -> Fen:
    """Open the payment of an account with the keyboard alone, by its number; return what it owes."""
    page.goto("/billing/payments/take")
    page.keyboard.type(called(name).account)
    page.keyboard.press("Enter")
    expect(page.locator("#amount")).to_be_focused()
    expect(page.locator("#take h2")).to_have_text(f"{called(name).account} {name}")
    owed = page.locator("#debts tfoot")
    return fen_in(owed) if owed.count() else Fen(0)


def take(page: Page, amount: Fen) -> str:
    """Type the amount over what is proposed and take it; return the receipt's number."""
    page.locator("#amount").press("ControlOrMeta+a")
    page.keyboard.type(plain_fen(amount))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"收款 R2611-\d{6}"))
    return page.locator("h1").inner_text().split()[1]


def taken_today(page: Page) -> Fen:
    """The sum of the cashier's day."""
    page.goto("/billing/payments/mine")
    together = page.locator("#sums tfoot th")
    return fen_in(together.last) if together.count() else Fen(0)


def test_an_account_is_found_by_whatever_the_customer_says(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    for typed in ("静洋", "xjy", "xujing", "10000052", "9363", "青年街114号"):
        page.goto("/billing/payments/take")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type(typed)
        first = page.locator("#found a").first
        expect(first).to_contain_text("10000052 徐静洋")
        expect(first).to_contain_text("欠费")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#take h2")).to_have_text("10000052 徐静洋")

    for typed in ("静洋", "xjy", "9363"):
        page.goto("/")
        page.keyboard.press("/")
        expect(page.locator("#search")).to_be_focused()
        page.keyboard.type(typed)
        expect(page.locator("#hits a").filter(has_text="10000052")).to_contain_text("徐静洋")
        expect(page.locator("#search")).to_have_value(typed)


def test_the_search_box_is_walked_with_the_arrow_keys(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    page.keyboard.press("Control+k")
    page.keyboard.type("徐静")
    expect(page.locator("#hits a")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hits a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#hits a").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#hits a")).to_have_count(0)

    page.keyboard.press("/")
    page.keyboard.type("10000052")
    page.locator("#hits a").filter(has_text="燃气用户").press("Enter")
    expect(page.locator("h1")).to_have_text("燃气用户 10000052")


def test_money_is_taken_with_the_keyboard_and_the_receipt_says_how_much(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    owed = at_the_window(page, "唐平鑫")
    assert owed > 0
    expect(page.locator("#amount")).to_have_value(plain_fen(owed))

    amount = Fen(owed + 1550)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(plain_fen(amount))
    expect(page.locator("#debts tbody td.num").last).to_have_text(format_fen(owed, symbol=True))
    prepaid = page.locator("#debts .card-footer")
    expect(prepaid).to_contain_text("本次收款转入预存\n￥15.50", use_inner_text=True)

    page.locator("#tendered").focus()
    page.keyboard.type(plain_fen(Fen(amount + 450)))
    expect(prepaid).to_contain_text("应找零\n￥4.50", use_inner_text=True)
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(re.compile(r"收款 R2611-\d{6}"))
    number = page.locator("h1").inner_text().split()[1]
    expect(page.locator("#payment")).to_contain_text("找零\n￥4.50", use_inner_text=True)
    expect(page.get_by_role("link", name="下一位客户")).to_be_focused()

    for paper, width in PAPERS.items():
        receipt = fetched(page, page.locator(f"#payment a[href*='paper={paper}']").get_attribute("href") or "")
        assert receipt.size[0] == width
        assert receipt.is_well_printed(), paper
        for words in (
            "收款收据",
            number,
            capitals(amount),
            format_fen(amount, symbol=True),
            "唐平鑫",
            "陈收",
            "￥4.50",
        ):
            assert words in receipt.text, (paper, words, receipt.text)


def test_only_the_first_print_of_a_receipt_goes_without_a_mark(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    at_the_window(page, "吴浩")
    take(page, Fen(1000))
    address = page.locator("#payment a[href*='paper=80mm']").get_attribute("href") or ""
    assert "补打" not in fetched(page, address).text
    assert "补打1" in fetched(page, address).text
    assert "补打2" in fetched(page, address).text


def test_a_second_click_or_a_reload_does_not_take_the_money_twice(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    before = taken_today(page)
    owed = at_the_window(page, "任雪辉")
    sent = page.evaluate("Object.fromEntries(new FormData(document.querySelector('form#payment')))")
    window = page.url
    page.locator("#payment button[type=submit]").dblclick()
    expect(page.locator("h1")).to_have_text(re.compile(r"收款 R2611"))
    receipt = page.url
    page.reload()
    assert taken_today(page) == before + owed

    again = page.context.request.post(window, form=sent)  # what a browser sends that was asked to send it again
    assert again.url == receipt
    assert taken_today(page) == before + owed
    assert at_the_window(page, "任雪辉") == 0


def test_a_wrong_amount_is_told_beside_its_field_and_stays_as_typed(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    at_the_window(page, "余桂健")
    page.locator("#payer").fill("邻居老王")
    for typed, sentence in (("十元", "“十元”不是数字。"), ("0", "金额必须大于零。"), ("1.234", "最多允许 2 位小数")):
        page.locator("#amount").fill(typed)
        page.locator("#amount").press("Enter")
        expect(page.locator("#amount-errors")).to_contain_text(sentence)
        expect(page.locator("#amount")).to_have_value(typed)
        expect(page.locator("#amount")).to_be_focused()
        expect(page.locator("#payer")).to_have_value("邻居老王")
    page.locator("#amount").fill("50")
    page.locator("#tendered").fill("30")
    page.locator("#tendered").press("Enter")
    expect(page.locator("#tendered-errors")).to_have_text("尚差 ￥20.00。请填写实收金额。")
    expect(page.locator("#amount")).to_have_value("50")


def test_a_payment_is_taken_back_with_a_reason_and_is_owed_again(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    owed = at_the_window(page, "郑春勇")
    before = taken_today(page)
    at_the_window(page, "郑春勇")
    number = take(page, owed)
    page.get_by_role("link", name="冲销").click()
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#reason-errors")).to_have_text("请填写此项。")
    page.locator("#reason").fill("收错了用户")
    page.locator("#reverse button[type=submit]").click()

    expect(page.locator("#payment")).to_contain_text(number)
    expect(page.locator("#payment")).to_contain_text("收错了用户")
    expect(page.locator("#payment dd.h2").first).to_have_text(format_fen(Fen(-owed), symbol=True))
    page.get_by_role("link", name=number).click()
    expect(page.locator("h1")).to_have_text(f"收款 {number}")
    expect(page.get_by_role("button", name="冲销")).to_be_disabled()
    assert taken_today(page) == before
    assert at_the_window(page, "郑春勇") == owed


def test_the_day_adds_up_to_the_payments_behind_it(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen")
    before = taken_today(page)
    amounts = (Fen(1234), Fen(66))
    for amount in amounts:
        at_the_window(page, "苏兰强")
        take(page, amount)
    assert taken_today(page) == before + sum(amounts)

    page.get_by_role("link", name="相关收款").click()
    rows = page.locator("#payments table[data-walk] tbody tr")
    assert sum(fen_in(row) for row in rows.all()) == before + sum(amounts)
    assert fen_in(page.locator("#sums tfoot th").last) == before + sum(amounts)


def test_the_language_changes_on_every_page_and_signing_out_ends_the_day(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen", anew=True)
    at_the_window(page, "叶强秀")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Take a payment")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/billing/payments/mine")
    expect(page.locator("h1")).to_have_text("My day so far")
    page.get_by_role("button", name="简体中文").click()
    expect(page.locator("h1")).to_have_text("我的今日收款")

    page.get_by_role("button", name="陈收").click()
    page.get_by_role("button", name="退出").click()
    expect(page.locator("#password")).to_be_visible()
    page.goto("/billing/payments/mine")
    expect(page.locator("h1")).to_have_text("登录")
