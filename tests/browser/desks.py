"""Browsers at the desks of the office."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.office import PASSWORD, Office


class Desks:
    """Opens pages in browsers of their own and notes what the browser complains about."""

    def __init__(self, chromium: Browser) -> None:
        self.chromium = chromium
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    def page(self, office: Office, **options: Any) -> Page:
        """A page of a stranger; `options` go to the browser context."""
        size = {"width": 1366, "height": 768}
        options = {"viewport": size, "locale": "zh-CN", "base_url": office.url, **options}
        context = self.chromium.new_context(**options)
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self.note(page, message))
        return page

    def note(self, page: Page, message: ConsoleMessage) -> None:
        """Keep what is an error; a refusal (4xx) is no fault of the page, nor an answer for which it waits no longer.

        Whoever goes on while a part is still asked for breaks that off; what fails by itself says htmx:sendError.
        """
        broken_off = message.text.startswith(("htmx:afterRequest,", "htmx:sendAbort,"))
        if message.type == "error" and "status of 4" not in message.text and not broken_off:
            self.faults.append(f"{page.url}: {message.text}")

    def __call__(self, office: Office, username: str, *, anew: bool = False, **options: Any) -> Page:
        """Sign in, in Chinese, and return the page; `anew` with a session that nobody else has."""
        page = self.page(office, **options)
        if anew or (office.url, username) not in _cookies:
            sign_in(page, username)
        else:
            page.context.add_cookies(_cookies[office.url, username])
            page.goto("/")
        expect(page.locator("h1")).to_have_text("工作台")
        if not anew:
            _cookies.setdefault((office.url, username), page.context.cookies())
        return page


_cookies: dict[tuple[str, str], list[Any]] = {}  # signing in takes longer than many a test


def sign_in(page: Page, username: str) -> None:
    """Sign in with the keyboard."""
    page.goto("/sign-in")
    expect(page.locator("#username")).to_be_focused()
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
