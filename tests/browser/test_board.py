"""The public screen in a real browser: what it shows, what it says, and what it does when nobody answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app import clock, create_app
from app.domain.actor import OPERATOR
from app.extensions import db
from app.reception.board import service
from app.reception.board.models import Screen
from app.reception.board.rules import speech
from app.reception.board.service import Setting
from app.reception.counters.models import Purpose
from app.unit_of_work import unit_of_work
from tests.browser.desks import Desks
from tests.browser.office import Office, copied, served
from tests.browser.test_reception import at, in_line, register, seated
from tests.conftest import NOW, settings_for
from tests.reception.factories_visits import desk as new_desk
from tests.reception.factories_visits import purpose, visitor

pytestmark = pytest.mark.browser

LENGTHS = json.loads((Path(__file__).parents[2] / "static" / "audio" / "clips.json").read_text(encoding="utf-8"))
RECORD_SOUND = """
  // Ten times as quick, and every word written down with its length and the moment at which it begins.
  window.said = [];
  const decode = BaseAudioContext.prototype.decodeAudioData;
  BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
    const whole = await decode.call(this, bytes);
    return this.createBuffer(1, Math.round(whole.length / 10), whole.sampleRate);
  };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (at) {
    window.said.push({ ms: Math.round(this.buffer.duration * 10_000), at });
    return start.call(this, at);
  };
"""
# What a browser does that nobody has touched; Playwright touches every page that it looks into.
LOCK_SOUND = """
  let touched = false;
  addEventListener("pointerdown", () => { touched = true; }, true);
  const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "state").get;
  Object.defineProperty(BaseAudioContext.prototype, "state", {
    get() { return touched ? state.call(this) : "suspended"; },
  });
  const resume = AudioContext.prototype.resume;
  AudioContext.prototype.resume = function () {
    if (!touched) return Promise.reject(new Error("locked"));
    return resume.call(this).then(() => { this.dispatchEvent(new Event("statechange")); });
  };
"""


@pytest.fixture(scope="module")
def office(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with nothing in it, served."""
    with served(copied(empty_folder, tmp_path_factory.mktemp("screens"))) as found:
        yield found


@pytest.fixture(scope="module")
def other_process(office: Office) -> Iterator[Flask]:
    """A second program on the same data, as a worker or a command line is."""
    app = create_app(settings_for(office.folder))
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@dataclass(frozen=True)
class Wall:
    """A screen that shows three desks of its own: two that the voice knows, one that it does not."""

    url: str
    window: tuple[int, str]
    table: tuple[int, str]
    hall: tuple[int, str]


@pytest.fixture
def wall(other_process: Flask) -> Iterator[Wall]:
    """A screen of its own, so that no test hears the calls of another."""
    with other_process.app_context():
        number = db.session.query(Screen).count() + 1
        desks = [(new_desk(name), name) for name in (f"窗口 {number}", f"洽谈区 {number}", f"孔雀厅 {number}")]
        screen = service.add_screen(Setting(f"大厅 {number}", 4, True, [one for one, _ in desks]), by=OPERATOR)
        yield Wall(f"/board/{screen.token}", *desks)


def call(page: Page, number: str, desk: tuple[int, str], *, seconds_ago: int = 0) -> list[int]:
    """Call somebody out from the other process, by the clock of the server; return the lengths of what is said."""
    at = page.evaluate("Number(document.getElementById('now').dataset.at)") / 1000
    clock.set_up(NOW.tzinfo, datetime.fromtimestamp(at, NOW.tzinfo) - timedelta(seconds=seconds_ago))  # type: ignore[arg-type]
    pays = db.session.query(Purpose.id).scalar() or purpose()
    visit = visitor(pays, number, "王小明", "called", desk_id=desk[0])
    with unit_of_work(by=OPERATOR):
        service.announce(visit, "call", OPERATOR)
    return [LENGTHS[name] for name in speech(number, desk[1]).clips]


@pytest.fixture
def loud(chromium: Browser, office: Office) -> Iterator[Page]:
    """A kiosk in front of the empty office."""
    with kiosk(chromium, office) as page:
        yield page


@contextmanager
def kiosk(chromium: Browser, office: Office) -> Iterator[Page]:
    """A browser that may speak without being touched."""
    kind = chromium.browser_type
    args = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
    path = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
    browser = kind.launch(executable_path=path, args=args)
    page = browser.new_page(base_url=office.url, viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    page.add_init_script(RECORD_SOUND)
    yield page
    browser.close()


def spoken(page: Page, words: int, *, within: int) -> list[dict[str, float]]:
    """Everything said up to now, once that is so many `words`, at the latest `within` so many seconds.

    Asked again and again from outside: a condition handed to the page would be evaluated by the page's own timer, and
    the content security policy rightly stops that.
    """
    for _ in range(within * 10):
        said: list[dict[str, float]] = page.evaluate("window.said")
        if len(said) >= words:
            return said
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(said)} words of {words} were said within {within} s")


def test_calls_are_shown_at_once_and_spoken_once_in_order_without_cutting_off(loud: Page, wall: Wall) -> None:
    loud.goto(wall.url)
    expect(loud.locator("#sound")).to_be_hidden()
    first = call(loud, "B001", wall.window)
    second = call(loud, "B002", wall.table)
    expect(loud.locator(".newest .number")).to_have_text("B002", timeout=3_000)
    expect(loud.locator(".newest strong")).to_have_text(wall.table[1])
    expect(loud.locator(".before tbody tr").first).to_contain_text("B001")
    expect(loud.locator(".before tbody tr").first).to_contain_text("王**")

    wanted = [*first, *first, *second, *second]
    said = spoken(loud, len(wanted), within=40)
    assert [one["ms"] for one in said] == pytest.approx(wanted, abs=2)
    starts = [one["at"] for one in said]
    ends = [at + ms / 10_000 for at, ms in zip(starts, wanted, strict=True)]
    assert all(end <= later for end, later in zip(ends, starts[1:], strict=False)), "nothing is cut off"
    loud.reload()
    expect(loud.locator(".newest .number")).to_have_text("B002")
    loud.wait_for_timeout(1_000)
    assert loud.evaluate("window.said.length") == 0, "what was said is not said again after a reload"


def test_a_screen_that_comes_late_keeps_quiet(loud: Page, wall: Wall) -> None:
    loud.goto(wall.url)
    call(loud, "B003", wall.window, seconds_ago=100)
    expect(loud.locator(".newest .number")).to_have_text("B003")
    wanted = call(loud, "B004", wall.hall)
    assert [one["ms"] for one in spoken(loud, 2 * len(wanted), within=30)] == pytest.approx(wanted * 2, abs=2)


def test_while_the_browser_locks_the_sound_a_red_button_says_so(office: Office, wall: Wall, desk: Desks) -> None:
    page = desk.page(office)
    page.add_init_script(RECORD_SOUND + LOCK_SOUND)
    page.goto(wall.url)
    button = page.locator("#sound")
    expect(button).to_be_visible()
    assert button.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(198, 40, 40)"
    call(page, "B005", wall.window)
    expect(page.locator(".newest .number")).to_have_text("B005")
    assert page.evaluate("window.said.length") == 0
    button.click()
    expect(button).to_be_hidden()
    spoken(page, 1, within=20)


def test_without_an_answer_the_last_good_picture_stays_with_a_small_mark(
    office: Office, wall: Wall, chromium: Browser
) -> None:
    page = chromium.new_page(base_url=office.url, locale="zh-CN")
    page.clock.install()
    page.goto(wall.url)
    call(page, "B006", wall.window)
    expect(page.locator(".newest .number")).to_have_text("B006")
    page.context.set_offline(True)
    page.route("**/board/**", lambda route: route.abort())
    for _ in range(6):
        page.clock.run_for(10_000)
        page.wait_for_timeout(50)
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator(".newest .number")).to_have_text("B006")
    page.unroute_all()
    page.context.set_offline(False)
    call(page, "B007", wall.window)
    for _ in range(4):
        page.clock.run_for(5_000)
        page.wait_for_timeout(100)
    expect(page.locator(".newest .number")).to_have_text("B007")
    expect(page.locator("#lost")).to_be_hidden()
    page.context.close()


def test_where_streams_are_blocked_looking_every_few_seconds_does(
    office: Office, wall: Wall, chromium: Browser
) -> None:
    page = chromium.new_page(base_url=office.url, locale="zh-CN")
    page.route("**/stream", lambda route: route.abort())
    page.goto(wall.url)
    call(page, "B008", wall.window)
    expect(page.locator(".newest .number")).to_have_text("B008", timeout=9_000)
    page.context.close()


def test_whoever_is_registered_at_the_door_and_called_at_a_window_is_shown_and_spoken(
    chromium: Browser, demo_office: Office, desk: Desks
) -> None:
    door, window = at(desk(demo_office, "fang")), seated(at(desk(demo_office, "chen")))
    door.goto("/reception/board/")
    address = door.locator("[href*='/board/']:not([href*='/reception/'])").first.get_attribute("href") or ""
    door = at(door)
    with kiosk(chromium, demo_office) as screen:
        screen.goto(address[address.index("/board/") :])
        in_line(window, register(door, "13733330001"))
        window.keyboard.press("F4")
        window.locator("#main-step[hx-post*='/receive']").wait_for()
        called = window.locator("#desk .visit-number").first.inner_text()
        expect(screen.locator(".newest .number")).to_have_text(called)
        spoken(screen, 1, within=20)
        expect(door.locator("#line li", has_text=called)).to_contain_text("陈收")
