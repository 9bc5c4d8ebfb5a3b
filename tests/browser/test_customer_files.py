"""Customer files in other hands: a leaver's forty customers are handed over, and a mistaken merge is undone."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.desks import Desks
from tests.browser.office import Office
from tests.browser.papers import fetched
from tests.browser.test_petition import choose

pytestmark = pytest.mark.browser

LEAVER = "柳行舟"
PLACES = ("临江", "龙泉", "双桥", "石门", "青浦", "白马", "枫林", "沙溪")
TRADES = ("纺织厂", "食品厂", "印染厂", "玻璃厂", "造纸厂")
CUSTOMERS = [place + trade for place in PLACES for trade in TRADES]
COLUMNS = ("客户名称", "客户类型", "地址", "联系电话", "联系人", "企业性质", "主管单位")
MORE, SINCE = ("首次接触", "建档日期", "负责人"), ("2026-03-02", "2026-03-03")
FORTY, HALF = 40, 20
TWICE = "云栖包装有限公司"
MOVED = ("联系人：2", "客户咨询：1", "附件：1", "建档与变更报送：1")


def press(page: Page, button: str) -> None:
    """Press a button of this name with the keyboard."""
    page.get_by_role("button", name=button, exact=True).press("Enter")


def tick(box: Locator, wanted: bool = True) -> None:
    """Tick a box with the keyboard, or take the tick away."""
    if box.is_checked() != wanted:
        box.press("Space")
    assert box.is_checked() == wanted


def tab(page: Page, address: str, region: str) -> Locator:
    """Open a tab of the customer's page with the keyboard; return what is in it."""
    expect(page.locator("#tab > *").first).to_be_attached()
    page.locator(f".nav-tabs a[href*='{address}']").press("Enter")
    expect(page.locator(f"#tab > {region}")).to_be_attached()
    return page.locator(f"#tab > {region}")


def write_sheet(path: Path) -> Path:
    """The leaver's customers as a salesman keeps them."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow((*COLUMNS, *MORE))
        for n, name in enumerate(CUSTOMERS):
            about = (f"工业园{n + 1}号", f"1385550{n:04}", f"厂办{n + 1}", "民营", "区经信局")
            sheet.writerow((name, "单位", *about, *SINCE, LEAVER))
    return path


def hired(page: Page) -> None:
    """Add a salesman who does not sign in himself."""
    page.goto("/office/staff/add")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(LEAVER)
    choose(page, "#department", "销售部")
    choose(page, "#role", "销售")
    page.locator("#name").press("Enter")
    expect(page.locator("h1")).to_contain_text(LEAVER)


def imported(page: Page, sheet: Path) -> None:
    """Import the customers for him."""
    page.goto("/customers/")
    page.get_by_role("link", name="导入", exact=True).press("Enter")
    page.locator("#sheet").set_input_files(sheet)
    press(page, "检查文件")
    expect(page.locator("#batch .nav-link").filter(has_text="新增")).to_have_text(re.compile(rf"新增\s*{FORTY}"))
    press(page, f"保存各行：{FORTY}")
    expect(page.locator("#batch")).to_contain_text("已保存")


def let_go(page: Page) -> None:
    """Let him go; from now on nobody looks after his customers."""
    page.get_by_role("link", name="办理离职").press("Enter")
    expect(page.locator("#left_on")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="办理复职")).to_be_visible()


def drawn(page: Page) -> str:
    """Go from the task to the hand-over, draw between Su and oneself before a witness; return its number."""
    page.goto("/tasks/?kind=handovers.decide")
    page.locator("#tasks a").filter(has_text=LEAVER).first.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"移交 YJ2611-\d{3}"))
    expect(page.get_by_role("button", name="移交客户")).to_be_disabled()
    expect(page.locator("#handover table tbody tr")).to_have_count(FORTY)
    for one in page.locator("form[action$='/draw'] label.form-check").all():
        tick(one.locator("input"), one.inner_text().split()[0] in ("苏销", "白管"))
    page.locator("#witnesses").focus()
    page.keyboard.type("方前")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="移交客户")).to_be_focused()
    for name in ("苏销", "白管"):
        expect(page.locator("#handover table tbody tr").filter(has_text=name)).to_have_count(HALF)
    return page.locator("h1").inner_text().split()[1]


def handed_over(page: Page) -> None:
    """Hand all of them over with one key, and go on when it is done."""
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="继续")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#handover .card-title").first).to_contain_text("已移交")
    press(page, f"代 {LEAVER} 签字")
    expect(page.get_by_role("button", name=f"代 {LEAVER} 签字")).to_have_count(0)


def letters_printed(page: Page, number: str) -> None:
    """Print the letters as one file: one for every customer, and it says who comes now."""
    press(page, "打印客户通知函")
    expect(page.locator("#progress strong")).to_have_text("完成")
    page.reload()
    file = page.locator("table a[href*='/documents/jobs/']")
    expect(file).to_have_count(1)
    letters = fetched(page, file.get_attribute("href") or "")
    assert (letters.pages, letters.size) == (FORTY, (210, 297))
    assert letters.is_well_printed()
    assert letters.text.count("尊敬的") == FORTY
    for words in (*CUSTOMERS, LEAVER, "苏销", "白管", f"{number}-001", f"{number}-0{FORTY}"):
        assert words in letters.text, words


def taken_over(page: Page, number: str) -> None:
    """Sign for one's customers, report the first contact with one of them, and keep that with the others."""
    page.goto("/customers/handovers/mine")
    card = page.locator("#mine > .card").filter(has_text=number)
    expect(card.locator("tbody tr")).to_have_count(HALF)
    card.get_by_role("button", name="接收人签字").press("Enter")
    expect(card.get_by_role("button", name="接收人签字")).to_have_count(0)
    card.get_by_role("link", name="填写联系报告").first.press("Enter")
    page.locator("#content").focus()
    page.keyboard.type("上门拜访，说明今后由我联系。")
    press(page, "保存报告")
    expect(page.locator("h1")).to_have_text(re.compile(r"LX2611-\d{3}"))
    page.goto("/customers/handovers/mine")
    boxes = card.locator("input[name=items]")
    expect(boxes).to_have_count(HALF - 1)
    for box in boxes.all():
        tick(box)
    card.get_by_role("button", name="登记所选客户的首次联系").press("Enter")
    expect(card).to_have_count(0)


def nothing_left_behind(page: Page, number: str) -> None:
    """The hand-over is done, the leaver owns nothing, and every page and ledger names who looks after the customer."""
    page.goto(f"/customers/handovers/?q={number}")
    row = page.locator("#handovers tbody tr")
    expect(row).to_contain_text("完成")
    page.goto(f"/customers/?q={CUSTOMERS[0]}")
    owner = page.locator("#customers tbody td").nth(4).inner_text()
    assert owner in ("苏销", "白管")
    page.locator("#customers tbody a").press("Enter")
    expect(page.locator("#customer")).to_contain_text(owner)
    now, before = tab(page, "/owners", "#of-customer").locator("tbody").first.locator("tr").all()
    for words in (owner, "至今", "移交", number):
        expect(now).to_contain_text(words)
    expect(before).to_contain_text(LEAVER)
    expect(before).to_contain_text("2026-11-24")


def test_a_leavers_forty_customers_are_handed_over(demo_office: Office, desk: Desks, tmp_path: Path) -> None:
    admin, bai = desk(demo_office, "admin"), desk(demo_office, "bai")
    hired(admin)
    imported(bai, write_sheet(tmp_path / "客户.csv"))
    let_go(admin)
    number = drawn(bai)
    handed_over(bai)
    letters_printed(bai, number)
    taken_over(desk(demo_office, "su"), number)
    taken_over(bai, number)
    nothing_left_behind(bai, number)


def opened(page: Page, phone: str, contact: str) -> str:
    """Open a file of that name, sure that it is somebody else where the page asks; return the address of its page."""
    page.goto("/customers/new")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(TWICE)
    page.keyboard.press("Tab")
    page.keyboard.type(phone)
    choose(page, "#kind", "单位")
    page.locator("#contact").fill(contact)
    page.locator("#contact").press("Enter")
    expect(page.locator("#customer, #new .alert-warning")).to_be_visible()
    if page.locator("#confirmed").count():
        expect(page.locator("#confirmed")).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    expect(page.locator("#customer")).to_contain_text(TWICE)
    return page.url


def filled(page: Page, file: str, contact: str, house: str) -> None:
    """Hang a contact, a consultation and an attachment on a file."""
    page.goto(f"{file}/contacts/new")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(contact)
    page.keyboard.press("Enter")
    expect(page.locator("#customer")).to_be_visible()
    page.goto(f"/customers/consultations/new/{file.rpartition('/')[2]}")
    expect(page.locator("#house_address")).to_be_focused()
    page.keyboard.type(house)
    page.keyboard.press("Enter")
    expect(page.locator("#consultation")).to_contain_text(house)
    page.goto(file)
    paper = FilePayload(name=f"{house}.txt", mimeType="text/plain", buffer=house.encode())
    page.locator("#attached-file").set_input_files([paper])
    page.locator("#attachments button[type=submit]").press("Enter")
    expect(page.locator("#attachments")).to_contain_text(f"{house}.txt")


def picture(page: Page, file: str) -> dict[str, str]:
    """All that a reader sees of a file: its card, what hangs on it, and who looks after it now."""
    page.goto(file)
    expect(page.locator("#attachments")).to_be_attached()
    seen = {one: page.locator(one).inner_text() for one in ("#customer", "#attachments")}
    for address, region in (("/contacts", "#contacts"), ("/consultations/", "#of_customer")):
        seen[region] = tab(page, address, region).inner_text()
    carers = tab(page, "/owners", "#of-customer").locator("tbody tr").filter(has_text="至今")
    return {**seen, "owner": carers.locator("td").first.inner_text()}


def merged(page: Page, survivor: str, number: str) -> None:
    """Compare with the other by its number, look at what moves, take its contact, and make them one."""
    page.goto(f"{survivor}/duplicates")
    page.locator("#merge-number").focus()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.locator("#reason")).to_be_focused()
    for words in ("曾有人认定这两位客户不重复", "苏销", "白管", *MOVED):
        expect(page.locator("#preview")).to_contain_text(words)
    radios = page.locator("#preview input[name=keep_contact]")
    expect(radios.first).to_be_checked()
    radios.first.focus()
    page.keyboard.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    page.locator("#reason").focus()
    page.keyboard.type("同一家公司，建了两份档案。")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"HB2611-\d{3}"))
    for words in MOVED:
        expect(page.locator("#merge")).to_contain_text(words)


def undone(page: Page) -> None:
    """Find the merge among those that were made, and undo it."""
    page.goto("/customers/merging/")
    page.locator("#merges tbody tr").filter(has_text=TWICE).locator("a").press("Enter")
    page.locator("#merge #reason").focus()
    page.keyboard.type("两家公司同名，地址和负责人都不同。")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#merge .alert")).to_contain_text("两家公司同名")
    expect(page.locator("#merge p a")).to_have_count(2)


def test_a_mistaken_merge_is_undone_and_everything_stands_where_it_was(demo_office: Office, desk: Desks) -> None:
    su, bai = desk(demo_office, "su"), desk(demo_office, "bai")
    survivor, other = opened(su, "13755501001", "金主任"), opened(bai, "13755501002", "水经理")
    filled(su, survivor, "东门小金", "东门厂房")
    filled(bai, other, "西门小水", "西门厂房")
    before = [picture(bai, one) for one in (survivor, other)]
    assert (before[0]["owner"], before[1]["owner"]) == ("苏销", "白管")
    number = before[1]["#customer"].split()[0]

    merged(bai, survivor, number)
    bai.goto(other)
    expect(bai).to_have_url(survivor)
    together = picture(bai, survivor)
    for part, words in {"#attachments": "厂房.txt", "#of_customer": "厂房", "#contacts": "门小"}.items():
        assert together[part].count(words) == 2, together
    assert "水经理" in together["#customer"]
    assert together["owner"] == "苏销"
    bai.goto(f"/customers/?q={number}")
    expect(bai.locator("#customers tbody tr")).to_have_count(1)

    undone(bai)
    assert [picture(bai, one) for one in (survivor, other)] == before
    bai.goto(f"/customers/?q={TWICE}")
    expect(bai.locator("#customers tbody tr")).to_have_count(2)
