"""Complaints from the first word to money, paper and the table of the month: one of a factory, one of a service."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.desks import Desks
from tests.browser.factory import CUSTOMER, MATERIAL, ORDER, PHONE
from tests.browser.office import ROOT, Office, copied, served
from tests.browser.papers import fetched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def works(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a factory, served on the morning of its first complaint."""
    folder = copied(empty_folder, tmp_path_factory.mktemp("factory"))
    before = Office(folder, QIANTAI_NOW="2026-09-21T08:30")
    build = [sys.executable, "-m", "tests.browser.factory"]
    done = subprocess.run(build, cwd=ROOT, env=before.environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    with served(folder, QIANTAI_NOW="2026-09-21T09:00") as office:
        yield office


def travel(office: Office, desk: Desks, moment: str) -> None:
    """Let it be a later moment: the program is started anew, and the browsers of before ask for nothing meanwhile."""
    for context in desk.contexts:
        for page in context.pages:
            page.goto("about:blank")
    office.stop()
    office.environment["QIANTAI_NOW"] = moment
    office.start()


def fill(form: Locator, **typed: str) -> None:
    """Fill the boxes of these names; in a list choose what is written there, or its value."""
    for name, words in typed.items():
        box = form.locator(f"[name='{name}']").first
        kind = box.evaluate("one => one.type")
        if kind == "checkbox":
            tick(box)
        elif kind == "select-one":
            names = box.locator("option").all_inner_texts()
            box.select_option(label=words) if words in names else box.select_option(words)
        else:
            box.fill(words)


def tick(box: Locator) -> None:
    """Tick a box with the keyboard, unless it is ticked."""
    if not box.is_checked():
        box.press("Space")


def press(page: Page, button: Locator) -> None:
    """Press a button with the keyboard and wait for the page that comes; what is refused shows what it says."""
    posted, comes = page.expect_response(_is_posted), page.expect_navigation(wait_until="domcontentloaded")
    with posted as answer, comes:
        button.press("Enter")
    assert answer.value.status == 303, page.locator("main").inner_text()


def _is_posted(one: Response) -> bool:
    return one.request.method == "POST"


def send(page: Page, address: str, region: str, **typed: str) -> None:
    """Open a form, fill it in, and press its first button with the keyboard."""
    page.goto(address)
    form = page.locator(region)
    expect(form).to_be_visible()
    fill(form, **typed)
    press(page, form.locator("button.btn-primary[type=submit]").first)


def test_a_simple_complaint_is_closed_with_four_buttons(works: Office, desk: Desks) -> None:
    kong = desk(works, "kong")
    pressed: list[str] = []
    kong.on("request", lambda sent: pressed.append(sent.url) if sent.method == "POST" else None)
    taken(kong)
    solved(kong)
    answered(kong)
    visited(kong)
    expect(kong.locator("#case .card-title").first).to_contain_text("已结案")
    assert len(pressed) == 4, pressed


def taken(page: Page) -> None:
    """Take a complaint on the telephone, and read it back while it is typed."""
    page.goto("/complaints/new")
    expect(page.locator("#contact_phone")).to_be_focused()
    with page.expect_response("**/complaints/hints?*"):
        page.keyboard.type("13900001234")
        page.keyboard.press("Tab")
        page.keyboard.type("周小姐")
    fill(
        page.locator("#new"),
        facts="灶具点火后自动熄灭，报修两天无人上门。",
        route_key="服务投诉八步流程",
        confirmed="y",
    )
    press(page, page.locator("#new button[type=submit]"))


def solved(page: Page) -> None:
    """Fill in the five stages up to the solution on one page."""
    form = page.locator("#stage form")
    expect(form).to_be_visible()
    fill(form, ours="yes", kind="non_quality", solution="当日上门更换点火针，并向值班组通报。")
    press(page, form.locator("button[type=submit]"))


def answered(page: Page) -> None:
    """Tell the customer by telephone; she accepts it, and the complaint goes on."""
    page.locator("#offers a.btn-primary").press("Enter")
    expect(page.locator("#new_letter #words")).to_be_focused()
    fill(page.locator("#new_letter"), words="您反映的灶具问题，今日已上门更换点火针。", way="telephone", accepted="y")
    expect(page.locator("#onward")).to_be_checked()
    press(page, page.locator("#new_letter button[type=submit]"))


def visited(page: Page) -> None:
    """Note what she says when she is asked again, and close the complaint with it."""
    page.locator("#offers a.btn-primary").press("Enter")
    form = page.locator("#visit")
    fill(form, satisfied="satisfied", words="使用正常，满意。", close="y", lessons="随车常备点火针。")
    press(page, form.locator("button[type=submit]"))


CASE = "工厂客户抱怨处理流程"
GOODS = {
    "order_number": ORDER,
    "material_number": MATERIAL,
    "product": "四层板",
    "shipped_on": "2026-09-07",
    "unit": "片",
    "quantity": "5000",
    "defective_quantity": "320",
    "sample": "划伤板五片",
    "sales_opinion": "同批其余箱号未见异常，建议退货。",
}
FOUND = {
    "zhi": {
        "quality_analysis": "复检确认划伤集中在堆叠工序，未加隔纸。",
        "responsible_department_id": "制造部",
    },
    "zhu": {
        "production_cause": "夜班换人未交接，漏放隔纸。",
        "countermeasure": "成型站增加隔纸点检，班组长签字交接。",
        "shift": "夜班",
        "operators": "成甲、成乙",
    },
    "bai": {"manager_opinion": "同意质量管理部分析，请尽快安抚客户。"},
    "yan": {"research_opinion": "无设计因素。"},
}
WORDS = {"office": "资料齐全。", "combined": "责任成立，不良品退货，制造部检讨。"}
HANDLED = {
    "handling_opinion": "建议按不良数量退货。",
    "customer_result": "已向客户说明原因。",
    "supervisor_check": "已核。",
}
TEN = ("fang", "su", "kong", "zhi", "zhu", "bai", "yan", "fu", "gao", "xu")


def test_a_factory_case_goes_through_all_stages_by_ten_users(works: Office, desk: Desks) -> None:
    who = {name: desk(works, name) for name in TEN}
    case = heard(who["fang"])
    go_on(who["su"], case, **GOODS)
    go_on(who["kong"], case, kind="quality", severity="ordinary")
    number = who["kong"].locator("h1").inner_text().split()[1]
    assert re.fullmatch(r"2609\d\d", number)
    is_due(who["kong"], "2026-10-04")

    travel(works, desk, "2026-09-29T10:00")
    urged(who["zhi"])
    more_time(who, case)
    discussed(who, case)
    decided(who, case)
    stands_still(who["kong"], case)

    travel(works, desk, "2026-10-09T09:30")
    runs_again(who["kong"], case)
    seen_on_the_board(who["gao"], number)
    goods_come_back(who, case)
    told(who["su"], case)
    closed(who["kong"], case)

    travel(works, desk, "2026-11-06T09:00")
    loss_is_borne(who, case)
    month_is_confirmed(who["kong"], number)
    reopened(who, case)
    papers(who["kong"], case, number)


def is_due(page: Page, day: str) -> None:
    """The whole complaint is due on this day, as its page says."""
    why = page.locator("a[href*='/office/deadlines/']")
    expect(page.locator("#case .datagrid-content").filter(has=why).first).to_contain_text(day)


def more_time(who: Mapping[str, Page], case: str) -> None:
    """Ask for three days more on the whole, and let the superiors give them."""
    page = who["su"]
    page.goto(case)
    page.locator("#case a[href*='/office/deadlines/']").first.press("Enter")
    expect(page.locator("#deadline")).to_be_visible()
    send(page, f"{page.url}/more-time", "#more_time", extra="3", reason="客户要求第三方复检，须三天。")
    for name in ("bai", "fu", "gao"):
        approved(who[name], "同意延期三天。")
    page.goto(case)
    is_due(page, "2026-10-07")


def discussed(who: Mapping[str, Page], case: str) -> None:
    """Everybody says his word, at the stages from quality management to the combined opinion."""
    for name, typed in FOUND.items():
        go_on(who[name], case, **typed)
    go_on(who["kong"], case, office_check=WORDS["office"])
    go_on(who["su"], case, **HANDLED)
    go_on(who["kong"], case, combined_opinion=WORDS["combined"], upheld="yes", responsible_department_id="制造部")


def decided(who: Mapping[str, Page], case: str) -> None:
    """The first proposal is refused, the second is approved by everybody whom the matrix names."""
    page = who["kong"]
    proposed(page, case, amount="20000", words="整批退货。", return_quantity="5000")
    approved(who["bai"], "只退不良品。", deed="refuse")
    proposed(page, case, amount="4000", words=WORDS["combined"], return_quantity="320")
    for name in ("bai", "fu", "gao"):
        approved(who[name], "同意退不良品。")
    go_on(page, case)


def proposed(page: Page, case: str, **typed: str) -> None:
    """Propose that goods come back, with an apology."""
    page.goto(case)
    page.locator("#offers a.btn-primary").press("Enter")
    for remedy in ("return", "apology"):
        tick(page.locator(f"#form [name=remedies][value={remedy}]"))
    fill(page.locator("#form"), upheld="yes", for_customer="经查情况属实，我司接受不良品退货并致歉。", **typed)
    press(page, page.locator("#form button[type=submit]"))


def approved(page: Page, words: str, *, deed: str = "approve") -> None:
    """Say yes, or no, to the request that waits."""
    page.goto("/office/approvals")
    page.locator("#waiting tbody a").first.press("Enter")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type(words)
    with page.expect_response(_is_posted):
        page.locator(f"#request button[value={deed}]").press("Enter")
    expect(page.locator("#request button")).to_have_count(0)
    expect(page.locator("#request .timeline")).to_contain_text(words)


def stands_still(page: Page, case: str) -> None:
    """Let the clocks stand still over the holiday."""
    send(page, f"{case}/pause", "#do", cause="客户国庆停产放假，十月九日复工。")
    expect(page.locator("#case .card-title").first).to_contain_text("中止")


def runs_again(page: Page, case: str) -> None:
    """Let them run again: the due day has moved by the days on which they stood still."""
    send(page, f"{case}/resume", "#do")
    is_due(page, "2026-10-17")


def seen_on_the_board(page: Page, number: str) -> None:
    """The general manager finds the case from his board, at the stage where it is."""
    page.goto("/complaints/board")
    page.locator("#board tr").filter(has_text="业务部门执行并答复客户").locator("a").first.press("Enter")
    expect(page.locator("#complaints")).to_contain_text(number)


def goods_come_back(who: Mapping[str, Page], case: str) -> None:
    """The return slip is written, approved, the goods counted in the store, proved and booked."""
    su = who["su"]
    send(su, f"{case}/returns/new", "#form", reason="板面划伤", price_fen="12.50", handling="return", unit="片")
    slip = su.url
    press(su, su.locator("form[action$='/submit'] button"))
    approved(who["bai"], "同意退货。")
    store = who["zhu"]
    store.goto("/complaints/returns/store")
    store.locator("#returns tbody a").first.press("Enter")
    store.locator("a[href$='/receive']").press("Enter")
    fill(store.locator("#form"), received_quantity="320", note="外箱完好")
    press(store, store.locator("#form button[type=submit]"))
    send(su, f"{slip}/proof", "#form", kind="certificate", stamped="y", quantity="320", price_fen="12.50")
    xu = who["xu"]
    xu.goto("/complaints/vouchers/waiting")
    xu.locator("#waiting tbody a").first.press("Enter")
    fill(xu.locator("#book"), words="销货退回")
    press(xu, xu.locator("#book button[type=submit]"))
    paper = fetched(su, f"/documents/return_slip/{slip.rpartition('/')[2]}/pdf")
    assert paper.is_well_printed()
    assert paper.pages == 4
    for words in ("一、业务部门存（跟踪）", "二、成品仓库存", "三、会计科存", "四、业务部门存", "320", ORDER):
        assert words in paper.text, words


def told(page: Page, case: str) -> None:
    """Write to the customer what was decided; he accepts it, and the complaint is passed on."""
    page.goto(case)
    page.locator("#offers a[href*='/letters/']").press("Enter")
    fill(page.locator("#new_letter"), way="telephone", accepted="y")
    expect(page.locator("#onward")).not_to_be_checked()
    tick(page.locator("#onward"))
    press(page, page.locator("#new_letter button[type=submit]"))


def closed(page: Page, case: str) -> None:
    """Close the complaint with its lessons."""
    go_on(page, case, lessons="交接班须两人签字。")
    expect(page.locator("#case .card-title").first).to_contain_text("已结案")


def loss_is_borne(who: Mapping[str, Page], case: str) -> None:
    """The loss is fixed after the month to resell, judged, settled and proposed; notices go out once it is decided."""
    lost = {"sold": "resold", "grade_a": "4000", "proceeds": "1000", "reason": "降级转售。"}
    send(who["xu"], f"{case}/loss/fix", "#fix", **lost)
    kong = who["kong"]
    kong.goto(f"{case}/liability/judge")
    group = {"bearer_0": "group", "who_0": "成型夜班", "members_0": "成甲、成乙", "share_0": "80"}
    alone = {"bearer_1": "person", "who_1": "支检", "share_1": "20"}
    for n in range(2):
        kong.locator(f"[name=cause_{n}]").select_option(index=1)
    fill(kong.locator("#judge"), **group, **alone, reason="夜班漏放隔纸，检验漏检。")
    press(kong, kong.locator("#judge button[type=submit]"))
    for part in ("2,400.00", "1,440.00", "960.00", "600.00"):
        expect(kong.locator("#of-complaint")).to_contain_text(part)
    press(kong, kong.locator("form[action$='/settle'] button"))
    send(kong, f"{case}/liability/propose", "#propose", reason="按责任比例分摊。")
    noticed(who["gao"])


def noticed(page: Page) -> None:
    """The general manager decides on one of the three; its notice has three copies."""
    approved(page, "按分摊扣奖金。")
    page.goto("/office/conduct/")
    expect(page.locator("#cases tbody tr")).to_have_count(3)
    page.goto("/office/conduct/?state=decided")
    page.locator("#cases tbody a").first.press("Enter")
    notice = page.locator("a[href*='/documents/penalty_notice/']")
    address = notice.get_attribute("href") or ""
    paper = fetched(page, f"{address}/pdf")
    assert paper.is_well_printed()
    assert paper.pages == 3
    for words in ("奖罚通知单", "一、总经理室存", "二、会计存", "三、被扣部门存"):
        assert words in paper.text, words


def month_is_confirmed(page: Page, number: str) -> None:
    """The table of October has the case; the clerk confirms it before the tenth."""
    address = "/complaints/statistics/?month=2026-10"
    page.goto(address)
    expect(page.locator("#month")).to_contain_text(number)
    fill(page.locator("#month"), attendees="支检、朱造、颜研")
    press(page, page.locator("#month form[method=post] button[type=submit]"))
    expect(page.locator("#month .alert-success")).to_contain_text("支检、朱造、颜研")


def reopened(who: Mapping[str, Page], case: str) -> None:
    """The customer calls again: reopened where it is answered, the decision confirmed, told and closed once more."""
    kong = who["kong"]
    send(kong, f"{case}/reopen", "#do", to="业务部门执行并答复客户", reason="客户来电，另有两箱未换。")
    expect(kong.locator("#case .card-title").first).to_contain_text("重新处理：1")
    kong.locator("#offers a[href*='/confirm']").press("Enter")
    fill(kong.locator("#form"), reason="原决定同样适用。")
    press(kong, kong.locator("#form button[type=submit]"))
    told(who["su"], case)
    closed(kong, case)
    kong.goto("/complaints/statistics/?month=2026-10")
    expect(kong.locator("#month .alert-success")).to_contain_text("支检、朱造、颜研")


def papers(page: Page, case: str, number: str) -> None:
    """The form of the complaint, in five copies for five keepers."""
    page.goto(case)
    with page.context.expect_page() as opened:
        page.locator("a[href*='/documents/complaint_form/']").press("Enter")
    expect(opened.value.locator("article.form").first).to_contain_text(number)
    paper = fetched(page, f"/documents/complaint_form/{case.rpartition('/')[2]}/pdf")
    assert paper.is_well_printed()
    keepers = ("一、质量管理部存", "二、制造部存", "三、业务部执行", "四、会计科存", "五、总经理室存")
    said = (*GOODS.values(), *WORDS.values(), CUSTOMER, number, "成型站增加隔纸点检")
    for words in (*keepers, *(one for one in said if not one.isascii())):
        assert words.replace(" ", "") in paper.text, words


def heard(page: Page) -> str:
    """Take the complaint at the front desk for a colleague, read it back; return the address of its page."""
    page.goto("/complaints/new")
    expect(page.locator("#contact_phone")).to_be_focused()
    with page.expect_response("**/complaints/hints?*"):
        page.keyboard.type(PHONE)
    expect(page.locator("#hints select")).to_contain_text(CUSTOMER)
    page.locator("#new details summary").last.press("Enter")
    fill(
        page.locator("#new"), facts="来料检验发现板面划伤，集中在第三至第五箱。", remedy_wanted="return", route_key=CASE
    )
    fill(page.locator("#new"), contact_name="洪采购", kind="quality", handler_id="苏销")
    press(page, page.locator("#new button[type=submit]"))
    expect(page.locator("#read_back")).to_contain_text("来料检验发现板面划伤")
    page.keyboard.press("Enter")
    expect(page.locator("#case")).to_be_visible()
    return page.url


def go_on(page: Page, case: str, **typed: str) -> None:
    """Fill in the stage where the complaint stands, and pass it on."""
    page.goto(f"{case}/stage")
    form = page.locator("#stage form")
    expect(form).to_be_visible()
    for box in form.locator("select[name=cause_id]").all():
        box.select_option(index=1)
    fill(form, **typed)
    press(page, form.locator("button[type=submit]"))


def urged(page: Page) -> None:
    """Sign for the urging slip of the overdue stage, and answer it."""
    slip = page.locator("#tasks a[href*='/slips/']").first
    for _ in range(30):  # the worker issues it within its first seconds
        page.goto("/tasks/")
        if slip.count():
            break
        page.wait_for_timeout(500)
    slip.press("Enter")
    fill(page.locator("#slip"), answer="检测设备检修，今日补齐分析。")
    press(page, page.locator("#slip button[type=submit]"))
    expect(page.locator("#slip")).to_contain_text("检测设备检修")
