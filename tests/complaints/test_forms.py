"""Whatever is typed into the forms of complaints is stored or refused in words; nothing falls over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import lxml.html
from flask import Flask
from flask.testing import FlaskClient

from app.web import registry
from tests import factories
from tests.architecture.crawl import unprinted
from tests.complaints.factories_foreign import foreign_case
from tests.complaints.factories_marked import Marked
from tests.complaints.test_visibility import built

SignIn = Callable[[str], FlaskClient]
JUNK = ("\x00a", "-5", "9999-12-31", "9" * 30, "x" * 9000, "99%")
MORE = ("version", "reason", "words", "to", "values", "holder_id", "staff_id", "amount_fen", "due_on", "quantity")


def deeds(app: Flask, made: Marked) -> Iterator[tuple[str, bool]]:
    """The address of every deed of complaints, and whether its form stands there too."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            methods = rule.methods or set()
            feature = registry.feature_of(rule.endpoint.partition(".")[0])
            if "POST" in methods and feature.startswith("complaints."):
                yield from ((address.partition("?")[0], "GET" in methods) for address in built(rule, made))


def asked_for(page: str) -> dict[str, str | None]:
    """The fields of a page by name: what a choice or a hidden field holds, None for what is typed."""
    found: dict[str, str | None] = {}
    for one in lxml.html.document_fromstring(page).xpath("//form[@method='post']//*[@name]"):
        if one.tag == "select":
            found[one.get("name")] = next(iter(one.xpath("option/@value[.!='']")), "x")
        else:
            found[one.get("name")] = one.get("value", "") if one.get("type") == "hidden" else None
    return found


def test_no_form_of_complaints_falls_over_whatever_is_typed(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        factories.make_posts()
        made = foreign_case()
        factories.let_do_everything("gao")
    browser, told = sign_in("gao"), list[tuple[str, str, int]]()
    with unprinted():
        for n, (address, has_form) in enumerate(deeds(app, made)):
            fields = asked_for(browser.get(address).text) if has_form else dict.fromkeys(MORE)
            for junk in (JUNK[n % len(JUNK)], JUNK[(n + 2) % len(JUNK)]):
                typed = {name: junk if value is None else value for name, value in fields.items()}
                status = browser.post(address, data=typed).status_code
                told += [(address, junk[:20], status)] if status >= 500 else []
    assert told == []
