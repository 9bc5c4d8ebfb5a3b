"""A petition from the first word to the printed paper: three are asked one after the other, the second is away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desks import Desks
from tests.browser.office import Office
from tests.browser.papers import fetched

pytestmark = pytest.mark.browser

SUBJECT = "关于更换叫号设备的请示"
BODY = "现有设备故障频繁，客户等候时间长。拟更换两台，附报价单，请批示。"
OPINIONS = {"bai": "情况属实，拟同意。", "chen": "预算内，同意。", "gao": "同意更换，尽快办理。"}
OFFER = {"name": "报价单.txt", "mimeType": "text/plain", "buffer": "叫号机两台，每台 6,400 元。".encode()}


@pytest.fixture
def xu_is_away(demo_office: Office, desk: Desks) -> Iterator[None]:
    """Xu records that she is away from today on and that Chen stands in; afterwards she takes it back."""
    page = desk(demo_office, "xu")
    page.goto("/office/absences/record")
    page.locator("#kind").select_option("business")
    page.locator("#deputy").select_option(label="陈收")
    page.locator("#record button[type=submit]").press("Enter")
    expect(page.locator("#absence")).to_contain_text("徐财")
    expect(page.locator("#absence")).to_contain_text("陈收")
    yield
    page.locator("form[action$='/cancel'] button").click()


def choose(page: Page, box: str, name: str) -> None:
    """Choose in a box by the keyboard: from its beginning down to the name, as fast as the keys can be pressed."""
    names = [option.inner_text() for option in page.locator(f"{box} option").all()]
    page.locator(box).focus()
    page.keyboard.press("Home")
    for _ in range(names.index(name)):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"{box} option:checked")).to_have_text(name)
    expect(page.locator(box)).to_be_focused()


def asked(page: Page) -> Locator:
    """Who will be asked, as the page shows it while the chain is chosen."""
    return page.locator("#asked li")


def written(page: Page) -> None:
    """Write the petition with the keyboard, with three who are asked one after the other."""
    page.goto("/office/petitions/new")
    expect(page.locator("#subject")).to_be_focused()
    page.keyboard.type(SUBJECT)
    choose(page, "#route", "自选审批人，依次审批")
    for number, name in enumerate(("白管", "徐财", "高总"), start=1):
        choose(page, f"#people-{number}", name)
        expect(asked(page)).to_have_count(number)
    expect(asked(page).nth(1)).to_contain_text("陈收")
    expect(asked(page).nth(1)).to_contain_text("徐财")
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    page.locator("#amount").focus()
    page.keyboard.type("12800")
    page.keyboard.press("Tab")
    page.keyboard.type(BODY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("签呈草稿")


def sent(page: Page) -> str:
    """Hang the offer on the draft, read once more who will be asked, send it; return its number."""
    page.locator("#attached-file").set_input_files([OFFER])  # type: ignore[list-item]
    page.locator("#attachments button[type=submit]").click()
    expect(page.locator("#attachments")).to_contain_text("报价单.txt")
    expect(asked(page)).to_have_count(3)
    button = page.get_by_role("button", name="呈送")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"签呈 QC2611-\d{3}"))
    expect(page.locator("#attachments form")).to_have_count(0)
    return page.locator("h1").inner_text().split()[1]


def approves(page: Page, username: str) -> None:
    """Find the petition among what waits for me, read it, and say yes with the keyboard."""
    page.goto("/office/approvals")
    page.locator("#waiting tr").filter(has_text=SUBJECT).locator("a").press("Enter")
    expect(page.locator("#words")).to_be_focused()
    expect(page.locator("#request")).to_contain_text(BODY)
    page.keyboard.type(OPINIONS[username])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#request .timeline")).to_contain_text(OPINIONS[username])
    page.goto("/office/approvals")
    expect(page.locator("#waiting tr").filter(has_text=SUBJECT)).to_have_count(0)


@pytest.mark.usefixtures("xu_is_away")
def test_a_petition_is_decided_by_three_and_printed_with_the_voice_of_the_stand_in(
    demo_office: Office, desk: Desks
) -> None:
    su = desk(demo_office, "su")
    written(su)
    number = sent(su)
    petition = su.url
    for username in OPINIONS:
        approves(desk(demo_office, username), username)

    su.goto(petition)
    expect(su.locator("#petition")).to_contain_text("已批准")
    su.get_by_role("button", name="已阅").click()
    expect(su.get_by_role("button", name="已阅")).to_have_count(0)
    with su.context.expect_page() as opened:
        su.get_by_role("link", name="打印").press("Enter")
    shown = opened.value.locator("article.form").first
    decided = ["白管", "陈收（代 徐财）", "高总"]
    expect(shown.locator(".f-chain tbody tr")).to_have_count(3)
    for row, who, words in zip(shown.locator(".f-chain tbody tr").all(), decided, OPINIONS.values(), strict=True):
        expect(row).to_contain_text(who)
        expect(row).to_contain_text(words)

    paper = fetched(su, f"/documents/petition/{petition.rpartition('/')[2]}/pdf")
    assert paper.is_well_printed()
    assert (paper.size, paper.pages) == ((210, 297), 2), "one page for each of the two keepers"
    wanted = ("签呈", number, SUBJECT, BODY, "人民币壹万贰仟捌佰元整", "报价单.txt", "一、总经理室存", "二、承办部门存")
    for words in (*wanted, *OPINIONS.values(), *decided):
        assert words.replace(" ", "") in paper.text, words


def test_a_report_that_would_jump_is_refused_and_nothing_typed_is_lost(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "su")
    page.goto("/office/petitions/new")
    page.keyboard.type(SUBJECT)
    choose(page, "#people-1", "高总")
    expect(page.locator("#why-not")).to_contain_text("白管")
    page.locator("#body").fill(BODY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#people-errors")).to_contain_text("报告须逐级呈报，不得越级")
    expect(page.locator("#people-1")).to_be_focused()
    expect(page.locator("#body")).to_have_value(BODY)
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    choose(page, "#people-1", "白管")
    page.locator("#new button[type=submit]").press("Enter")
    expect(page.locator("h1")).to_have_text("签呈草稿")
