"""The very first start: an empty data folder, an address in the terminal, one form, an office that is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import Desks
from tests.browser.office import Office, copied, served

pytestmark = pytest.mark.browser

PASSWORD = "kaiye-daji-2026"


@pytest.fixture(scope="module")
def empty_office(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A program that nobody has set up."""
    with served(copied(empty_folder, tmp_path_factory.mktemp("first")), QIANTAI_DEMO="0") as office:
        yield office


def choose(page: Page, field: str, value: str) -> None:
    """Walk down the list that has the focus to the value, and on to the next field."""
    expect(page.locator(field)).to_be_focused()
    for _ in range(10):
        if page.locator(field).input_value() == value:
            break
        page.keyboard.press("ArrowDown")
    expect(page.locator(field)).to_have_value(value)
    page.keyboard.press("Tab")


def test_the_office_is_set_up_with_the_address_from_the_terminal_and_only_once(
    empty_office: Office, desk: Desks
) -> None:
    said = empty_office.do("office", "first-start-token")
    address = re.search(r"http://\S+/first-start\?token=\S+", said)
    assert address, said
    assert address[0].startswith(empty_office.url)

    page = desk.page(empty_office)
    page.goto("/first-start?token=guessed")
    expect(page.locator("#first_start")).to_have_count(0)

    page.goto(address[0])
    expect(page.locator("h1")).to_have_text("初次启动")
    expect(page.locator("#office")).to_be_focused()
    page.keyboard.type("长安燃气有限公司")
    page.keyboard.press("Tab")
    choose(page, "#profile", "gas")
    expect(page.locator("#language")).to_have_value("zh_Hans_CN")  # what this browser reads
    choose(page, "#language", "zh_Hans_CN")
    for typed in ("王掌柜", "wang", PASSWORD):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.type("another")
    page.keyboard.press("Enter")
    expect(page.locator("#again-errors")).to_be_visible()
    expect(page.locator("#office")).to_have_value("长安燃气有限公司")
    for secret in ("#password", "#again"):
        page.locator(secret).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("工作台")
    expect(page.locator(".navbar-brand")).to_have_text("长安燃气有限公司")

    stranger = desk.page(empty_office)
    stranger.goto(address[0])
    expect(stranger.locator("h1")).to_have_text("登录")
    assert empty_office.do("office", "first-start-token") == ""
    stranger.locator("#username").fill("wang")
    stranger.locator("#password").fill(PASSWORD)
    stranger.keyboard.press("Enter")
    expect(stranger.locator("h1")).to_have_text("工作台")
