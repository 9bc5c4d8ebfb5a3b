"""The door and a desk in two browsers: what one does the other sees at once, and nobody loses what he was doing."""

from __future__ import annotations

import re
import statistics
import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desks import Desks
from tests.browser.office import Office
from tests.browser.test_accessibility import AXE, COLOURS_ONLY, RUN

pytestmark = pytest.mark.browser

HERE = "/reception/queue/"
SOON = 300  # milliseconds between the screen of whoever did something and the others
WATCH = """() => {
  const numbers = () => [...document.querySelectorAll("#line .visit-number")].map((one) => one.textContent);
  const known = new Set(numbers());
  window.seenAt = 0;
  const look = () => { if (!window.seenAt && numbers().some((one) => !known.has(one))) window.seenAt = Date.now(); };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def at(page: Page) -> Page:
    """The page of reception and desks, once it hears."""
    page.goto(HERE)
    page.wait_for_selector("body[data-live=open]")
    return page


def seated(page: Page) -> Page:
    """The same, sitting at a desk, before which nobody stands."""
    if page.locator("#desk select[name=desk_id]").count():
        page.locator("#desk [formaction$='/sit-down']").click()
    expect(page.locator("#desk [formaction$='/stand-up']")).to_be_visible()
    main = page.locator("#main-step")
    while "/next" not in (now := main.get_attribute("formaction") or "/next"):
        main.click(delay=50)
        expect(main).not_to_have_attribute("formaction", now)
    return page


def register(page: Page, typed: str, purpose: str = "2") -> str:
    """Register a visitor with the keyboard alone; return the number."""
    made = page.locator("#made .visit-number")
    before = made.inner_text() if made.count() else "nobody"
    page.keyboard.press("F2")
    expect(page.locator("#who")).to_be_focused()
    page.keyboard.type(typed)
    page.keyboard.press("Tab")
    page.keyboard.press(purpose)
    page.keyboard.press("Enter")
    expect(made).not_to_have_text(before)
    return made.inner_text()


def in_line(page: Page, number: str) -> None:
    """Wait until somebody is in the line of this page."""
    expect(page.locator("#line .visit-number", has_text=number)).to_have_count(1)


def test_a_walk_in_is_registered_with_the_keyboard_and_seen_at_the_other_desk_at_once(
    demo_office: Office, desk: Desks
) -> None:
    door, window = at(desk(demo_office, "fang")), seated(at(desk(demo_office, "chen")))
    expect(door.locator("#who")).to_be_focused()
    started = time.monotonic()
    number = register(door, "13711110001")
    assert time.monotonic() - started < 10
    in_line(door, number)
    expect(door.locator("#who")).to_be_focused()
    expect(door.locator("#who")).to_have_value("")
    door.keyboard.type("13711110001")
    expect(door.locator("#door [name=again]")).to_have_count(1)
    door.keyboard.press("ArrowDown")
    expect(door.locator("#door [name=again]")).to_be_checked()
    expect(door.locator("#who")).to_be_focused()
    door.keyboard.press("Enter")
    expect(door.locator("#made .visit-number")).not_to_have_text(number)

    nobody_waits_for_a_ticket(door)

    waits = []
    for n in range(3):
        window.evaluate(WATCH)
        door.evaluate("document.addEventListener('htmx:beforeSwap', () => { window.doneAt = Date.now(); })")
        number = register(door, f"1372222000{n}")
        in_line(window, number)
        waits.append(window.evaluate("window.seenAt") - door.evaluate("window.doneAt"))
    assert statistics.median(waits) < SOON, waits
    whoever_works_is_not_disturbed(door, window)


def nobody_waits_for_a_ticket(door: Page) -> None:
    """While the ticket of one visitor is still on its way the next one is looked up and registered."""
    held: list[Route] = []
    door.route(re.compile("/tickets/[0-9]+/after"), lambda route: held.append(route))
    for phone in ("13711110007", "13711110008"):
        register(door, phone)
    assert held
    door.keyboard.type("13711110008")
    expect(door.locator("#door [name=again]")).to_have_count(1)
    for one in held:
        one.continue_()
    door.unroute_all(behavior="wait")
    at(door)


def whoever_works_is_not_disturbed(door: Page, window: Page) -> None:
    """While somebody types at the door a visitor is called, received, finished and taken back at the window."""
    door.keyboard.type("半个名")
    window.keyboard.press("F4")
    window.locator("#main-step[hx-post*='/receive']").wait_for()
    called = window.locator("#desk .visit-number").first.inner_text()
    expect(door.locator("#line li", has_text=called)).to_contain_text("陈收")
    expect(door.locator("#who")).to_be_focused()
    expect(door.locator("#who")).to_have_value("半个名")

    window.keyboard.press("F4")
    expect(window.locator("#main-step")).to_have_attribute("hx-post", re.compile("/finish"))
    expect(window.locator("#main-step")).to_be_focused()
    window.locator("#main-step").dblclick()  # the second click calls nobody
    expect(window.locator("#main-step")).to_have_attribute("hx-post", re.compile("/next"))
    expect(door.locator("#line .visit-number", has_text=called)).to_have_count(0)
    window.keyboard.press("F9")
    expect(window.locator("#main-step")).to_have_attribute("hx-post", re.compile("/finish"))
    in_line(door, called)
    window.keyboard.press("F4")
    expect(window.locator("#main-step")).to_have_attribute("hx-post", re.compile("/next"))


def test_without_scripts_visitors_are_registered_called_and_finished(demo_office: Office, desk: Desks) -> None:
    page = desk(demo_office, "chen", java_script_enabled=False)
    page.goto(HERE)
    seated(page)
    page.locator("#who").fill("13744440000")
    page.locator("#who").press("Enter")
    expect(page.locator("#made")).to_be_visible()
    page.goto(HERE)
    page.locator("#main-step").click()
    called = page.locator("#desk .visit-number").first.inner_text()
    for there in ("/receive", "/finish"):
        expect(page.locator("#main-step")).to_have_attribute("formaction", re.compile(there))
        page.locator("#main-step").click()
    expect(page.locator("#line .visit-number", has_text=called)).to_have_count(0)


def the_box_asks_for_what_a_step_lacks(page: Page, number: str) -> None:
    """A call out of order needs a reason; the box asks for it and closes when the step is taken."""
    row = page.locator("#line li", has_text=number)
    row.locator("button[hx-post*='/call']").click()
    expect(page.locator("#box #call-reason")).to_be_focused()
    page.keyboard.type("赶火车")
    page.keyboard.press("Enter")
    expect(page.locator("#box")).to_be_hidden()
    expect(page.locator("#desk")).to_contain_text(number)
    page.keyboard.press("F9")
    expect(row.locator("button[hx-post*='/call']")).to_have_count(1)


def test_the_box_takes_steps_and_nothing_serious_is_found_on_the_pages(demo_office: Office, desk: Desks) -> None:
    page = seated(at(desk(demo_office, "fang", reduced_motion="reduce")))
    register(page, "13755550000", "3")
    the_box_asks_for_what_a_step_lacks(page, register(page, "13755550001", "3"))
    page.keyboard.press("F2")
    page.keyboard.type("王")
    faults = []
    page.evaluate(AXE)
    faults += page.evaluate(RUN, {})
    page.locator("#line a[hx-get*='/deeds']").first.click()
    expect(page.locator("#box")).to_be_visible()
    page.locator("#box summary").first.click()
    faults += page.evaluate(RUN, {})
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    faults += page.evaluate(RUN, COLOURS_ONLY)
    page.keyboard.press("Escape")
    expect(page.locator("#box")).to_be_hidden()
    faults += page.evaluate(RUN, COLOURS_ONLY)
    for there in ("/reception/queue/1", "/reception/queue/day"):
        page.goto(there)
        page.evaluate(AXE)
        faults += page.evaluate(RUN, {})
    assert not faults, "\n".join(faults)
