"""A month of the billing clerk: accounts from a sheet, the plan, the round, drafts, a second person, slips, ledger."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from app.domain.capitals import capitals
from app.domain.money import Fen
from tests.browser.desks import Desks
from tests.browser.office import ACCOUNTS, Office
from tests.browser.papers import fetched

pytestmark = pytest.mark.browser

PERIOD, BOOK = "2026-12", "B09"
HEADER = ("户号", "户名", "用户类别", "地址", "表号", "表位数", "表底数", "安装日期", "册号", "册内序号")
ROWS = (
    ("20000001", "测试甲", "居民", "长安街1号", "N90000001", 5, 1000, "2026-11-01", BOOK, 1),
    ("20000002", "测试乙", "居民", "长安街2号", "N90000002", 5, 2000, "2026-11-01", BOOK, 2),
    ("20000003", "测试面馆", "商业", "长安街3号", "N90000003", 5, 500, "2026-11-01", BOOK, 3),
    ("20000004", "测试丁", "居民", "长安街4号", "N90000004", 5, 4000, "2026-11-01", BOOK, 4),
    ("20000005", "测试茶楼", "商业", "长安街5号", "N90000005", 5, 700, "2026-11-01", BOOK, 5),
    ("20000006", "错类别", "外星人", "长安街6号", "N90000006", 5, 0, "2026-11-01", BOOK, 6),
    ("20000007", "借别人的表", "居民", "长安街7号", "M70000001", 5, 0, "2026-11-01", BOOK, 7),
    ("20000001", "又一次", "居民", "长安街1号", "N90000008", 5, 0, "2026-11-01", BOOK, 8),
)
GOOD = 5
TOTAL = Fen(5220 + 10440 + 125100)  # 20 and 40 m³ at 2.61, 300 m³ at 4.17


def write_sheet(path: Path) -> Path:
    """The office's register as its clerk keeps it."""
    book = Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    book.save(path)
    return path


def term(page: Page, name: str) -> Locator:
    """The figure beside this word in a list of words and figures."""
    return page.locator(f"dt:text-is('{name}') + dd").first


def import_accounts(page: Page, sheet: Path) -> None:
    """Upload, look at what would happen, leave the refused rows out."""
    page.goto("/billing/accounts/")
    page.get_by_role("link", name="导入燃气用户").click()
    page.locator("#sheet").set_input_files(sheet)
    page.get_by_role("button", name="检查文件").click()
    expect(page.locator("#batch")).to_contain_text("已检查，尚未保存")
    for word, number in (("新增", GOOD), ("重复", 1), ("拒绝", 2)):
        expect(page.locator("#batch .nav-link").filter(has_text=word)).to_have_text(re.compile(rf"{word}\s*{number}"))
    refused = page.locator("#batch tbody")
    expect(refused).to_contain_text("外星人")
    expect(refused).to_contain_text("M70000001")
    expect(refused.locator("tr").first.locator("td").last).to_have_text(re.compile("[\u4e00-\u9fff]{3}"))

    store = page.get_by_role("button", name=re.compile(f"{GOOD}"))
    store.click()
    expect(page.locator("#batch .alert")).to_contain_text("2")  # refused rows must be left out knowingly
    page.locator("#partial").check()
    store.click()
    expect(page.locator("#batch")).to_contain_text("已保存")
    page.get_by_role("link", name="返回清单").click()
    expect(page.locator("#accounts .card-header")).to_contain_text(f"{ACCOUNTS + GOOD}")


def plan_the_month(page: Page) -> None:
    """Freeze who is to be read; what comes next is one Enter away."""
    page.goto("/billing/readings/")
    expect(page.locator("#period")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(PERIOD)
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_contain_text("完成")
    expect(page.locator("#progress progress")).to_have_attribute("value", str(ACCOUNTS + GOOD))
    expect(page.get_by_role("link", name="继续")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"{PERIOD} 读数")
    expect(term(page, "计划")).to_have_text(str(ACCOUNTS + GOOD))


def enter_the_round(page: Page) -> None:
    """Digits and Enter, in route order; the amount of each at once."""
    page.locator("#books tr").filter(has_text=BOOK).get_by_role("link", name="录入读数").click()
    rows = page.locator("[data-reading-row]")
    expect(rows).to_have_count(GOOD)
    boxes = page.locator("[data-reading]")
    expect(boxes.nth(0)).to_be_focused()
    for place, (typed, amount) in enumerate((("1020", "￥52.20"), ("2040", "￥104.40"), ("800", "￥1,251.00"))):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(boxes.nth(place + 1)).to_be_focused()
        expect(rows.nth(place)).to_contain_text(amount)
        expect(rows.nth(place)).to_contain_text("已抄")
    page.keyboard.type("4o50")
    page.keyboard.press("Enter")
    expect(rows.nth(3).locator("[data-reading-problem]")).to_contain_text("4o50")
    expect(boxes.nth(3)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-1")
    page.keyboard.press("Enter")
    expect(boxes.nth(4)).to_be_focused()
    expect(rows.nth(3)).to_contain_text("未抄：门锁")
    page.keyboard.type("700")
    page.keyboard.press("Enter")
    expect(rows.nth(4)).to_contain_text("零用气")


def accept_what_is_held(page: Page) -> None:
    """A shop without consumption is billed as read once somebody says why."""
    page.goto(f"/billing/readings/{PERIOD}/held")
    expect(page.locator("#held tbody tr")).to_have_count(2)
    page.locator("#held").get_by_role("link", name="20000005").click()
    accept = page.locator("form#accept")
    accept.get_by_label("放行原因").fill("店面装修停业")
    accept.get_by_label("放行原因").press("Enter")
    expect(page.locator("#past")).to_contain_text("店面装修停业")
    expect(page.locator("form#accept")).to_have_count(0)
    page.goto(f"/billing/readings/{PERIOD}/held")
    expect(page.locator("#held tbody tr")).to_have_count(1)


def draft_the_month(page: Page) -> None:
    """Draft, look at the totals; whoever drafted does not post."""
    page.goto("/billing/statements/runs")
    page.locator("#period").fill(PERIOD)
    page.locator("#period").press("Enter")
    expect(page.locator("h1")).to_have_text(f"{PERIOD} 结算单")
    expect(page.locator("#totals")).to_be_visible()
    for name, figure in (("计划", str(ACCOUNTS + GOOD)), ("已抄", "4"), ("暂挂", "1"), ("零用气", "1")):
        expect(term(page, name)).to_have_text(figure)
    expect(term(page, "气量")).to_have_text("360 m³")
    expect(term(page, "金额")).to_have_text("￥1,407.60")
    expect(page.get_by_role("button", name="结算单入账")).to_have_count(0)


def post_the_month(page: Page) -> None:
    """The second person looks and posts; what she drafted herself she may not post."""
    page.goto("/billing/statements/runs")
    page.locator("#runs").get_by_role("link", name=PERIOD).click()
    post = page.get_by_role("button", name="结算单入账")
    page.get_by_role("button", name="重新生成草稿").click()
    expect(post).to_be_disabled()
    expect(page.locator("#why-not")).to_have_text("这些结算单草稿由您生成，须由他人核对并入账。")


def xu_posts(page: Page) -> None:
    """Post and wait for the end of it."""
    page.goto("/billing/statements/runs")
    page.locator("#runs").get_by_role("link", name=PERIOD).click()
    page.get_by_role("button", name="结算单入账").click()
    expect(page.locator("#run")).to_contain_text("已入账")
    expect(page.locator("#run")).to_contain_text("徐财")


def deliver_the_book(page: Page) -> None:
    """The reader's book was handed over as a whole."""
    page.goto(f"/billing/statements/delivery?period={PERIOD}")
    page.locator("#delivery").get_by_role("link", name=BOOK).click()
    expect(page.locator("#delivered_on")).to_be_focused()
    expect(page.locator("input[name=slip]")).to_have_count(4)
    page.get_by_role("button", name="全册已送达").click()
    expect(page.locator("#delivery tbody tr").filter(has_text=BOOK)).to_have_text(re.compile(rf"{BOOK}\s*4\s*4"))


def look_at_the_slip(page: Page) -> None:
    """The slip of the noodle shop, on screen and on paper."""
    page.goto(f"/billing/statements/?period={PERIOD}&q=20000003")
    page.locator("#slips tbody a").click()
    number = page.locator("h1").inner_text().split()[-1]
    expect(page.locator("#reckoning tfoot")).to_contain_text("￥1,251.00")
    page.get_by_role("link", name="打印").click()
    expect(page.locator("main")).to_contain_text("气费结算单")
    slip = fetched(page, f"/documents/statement/{page.url.rstrip('/').split('/')[-1].split('?')[0]}/pdf?paper=a5")
    assert slip.size == (210, 148)
    assert slip.pages == 3  # customer, counterfoil, finance
    assert slip.is_well_printed()
    for words in (
        "气费结算单",
        number,
        "户号",
        "20000003",
        "测试面馆",
        "￥1,251.00",
        capitals(Fen(125100)),
        "本单非发票",
    ):
        assert words in slip.text, (words, slip.text)


def look_at_the_month(page: Page) -> None:
    """Every figure of the month leads to its rows."""
    page.goto(f"/billing/month/{PERIOD}")
    stages = page.locator("#stages .card")
    posted = stages.filter(has_text="已入账")
    expect(posted).to_contain_text("￥1,407.60")
    expect(stages.filter(has_text="已送达").locator(".h2")).to_have_text("4")
    expect(stages.filter(has_text="暂挂").locator(".h2")).to_have_text("1")
    posted.get_by_role("link").click()
    expect(page.locator("#slips tbody tr")).to_have_count(4)
    page.go_back()
    stages.filter(has_text="暂挂").get_by_role("link").click()
    expect(page.locator("#held tbody tr")).to_have_count(1)
    expect(page.locator("#held")).to_contain_text("20000004")


def look_at_the_ledger(page: Page) -> None:
    """What the account owes at the end stands in its last line."""
    page.goto("/billing/accounts/?q=20000001")
    page.locator("#accounts").get_by_role("link", name="20000001").click()
    ledger = page.locator("#tab #ledger tbody tr")
    expect(ledger.last.locator("td").last).to_have_text("欠费 ￥52.20")
    number = page.url.rstrip("/").split("/")[-1]
    page.goto(f"/billing/ledger/{number}")
    expect(page.locator("h1")).to_have_text("户号 20000001 台账")
    expect(page.locator("#ledger tbody tr").last.locator("td").last).to_have_text("欠费 ￥52.20")


def test_a_month_from_the_sheet_to_the_ledger(demo_office: Office, desk: Desks, tmp_path: Path) -> None:
    chen = desk(demo_office, "chen")
    import_accounts(chen, write_sheet(tmp_path / "用户登记.xlsx"))
    plan_the_month(chen)
    enter_the_round(chen)
    accept_what_is_held(chen)
    draft_the_month(chen)
    xu = desk(demo_office, "xu")
    post_the_month(xu)
    draft_the_month(chen)
    xu_posts(xu)
    deliver_the_book(chen)
    look_at_the_slip(chen)
    look_at_the_month(chen)
    look_at_the_ledger(chen)
