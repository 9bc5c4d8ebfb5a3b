"""Every page, in both languages: valid HTML, a title, unique ids, one heading, and nothing left untranslated."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import flask_babel
import html5lib
import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from app import create_app
from app.customers.files.models import Customer, FileGrant
from app.customers.major_changes.models import MajorChange
from app.customers.owners.models import ContactReport, Spell
from app.demo.build import build
from app.extensions import db
from app.office.access.models import SignIn
from app.office.attachments.models import Attachment
from app.office.conduct.models import ConductCase
from app.office.deadlines.models import Deadline
from app.office.tasks.models import Task
from app.reception.enquiries.models import Enquiry
from app.reception.tickets.models import TicketPrint
from tests import factories
from tests.architecture.crawl import Seen, endpoint_of, unprinted, walk
from tests.architecture.deep_pages import of_complaints
from tests.conftest import settings_for

# Reached otherwise than by a link: by typing, with a token, or only while something is going on.
WITHOUT_LINK: dict[str, str] = {
    "access.first_start": "needs the one-time token of an office without administrator",
    "documents.printed": "stands where a long print job leads to",
    "documents.file": "stands where a long print job leads to",
    "jobs.show": "is there while something is at work",
    "live.stream": "is opened by the script of every page",
    "live.poll": "is asked by the script of every page where streams are blocked",
    "board.now": "is asked by the script of a public screen where streams are blocked",
    "board.stream": "is opened by the script of a public screen",
    "tickets.own": "is opened by the code on a ticket, on the visitor's own phone",
}
LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]")
OFFICE = "演示燃气公司"
# Signs of which neither markup nor control is one, and those that stand for a sign of markup.
PLAIN = r"[^<>&\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|&(?:amp|lt|gt|#34|#39);"
PLAIN_VALUE = re.compile(rf"""=(["'])(?:(?!\1)(?:{PLAIN}))*\1""")
PLAIN_WORDS = re.compile(rf">\s*(?=[^\s<])(?:{PLAIN})+<")
SPOKEN = ("title", "placeholder", "aria-label", "alt")
LANGUAGES = ("zh_Hans_CN", "en")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A small demo office in which Gao may do everything."""
    from flask_migrate import upgrade

    app = create_app(settings_for(tmp_path_factory.mktemp("demo"), DEMO=True))
    with app.app_context():
        upgrade()
        build(accounts=30)
        factories.let_do_everything("gao")
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def listed(items: Iterable[Any]) -> str:
    """What is wrong, a line each."""
    return "\n".join(map(str, items))


def seen_in(app: Flask, language: str) -> list[Seen]:
    """What a walk sees in this language; made once for each program and language.

    English is the language of the source, so that nothing translates it: here every sentence of it stands in brackets,
    and what stands outside was never given to be translated.
    """
    known: dict[str, list[Seen]] = app.extensions.setdefault("seen", {})
    if language not in known:
        with contextlib.nullcontext() if language == LANGUAGES[0] else in_brackets():
            known[language] = walked(app, language)
    return known[language]


@contextlib.contextmanager
def in_brackets() -> Iterator[None]:
    """Every sentence in brackets, and papers unprinted: they are in the language of the office, whoever asks."""
    with unprinted(), mock.patch.object(flask_babel.Domain, "get_translations", _brackets):
        yield


def _brackets(_domain: flask_babel.Domain) -> Brackets:
    return Brackets()


class Brackets:
    """A language that puts every msgid into brackets."""

    def gettext(self, msgid: str) -> str:
        return f"⟦{msgid}⟧"

    ugettext = gettext

    def ngettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    ungettext = ngettext


def walked(app: Flask, language: str) -> list[Seen]:
    """The walk of Gao, and what only those see whom it concerns."""
    start = (
        "/",
        "/sign-in",
        "/search?q=张",
        "/nowhere",
        "/billing/payments/take?q=10000001",
        "/billing/accounts/?state=suspended",
    )
    found = list(walk(app, speaking(app, "gao", language), start))
    for username, url in (*concerning(app), *of_complaints(app)):
        found.append(Seen(endpoint_of(app, url) or "", url, speaking(app, username, language).get(url)))
    return found


def speaking(app: Flask, username: str, language: str) -> FlaskClient:
    """One of the cast, signed in, who reads this language."""
    client = factories.signed_in(app, username)
    with client.session_transaction() as cookie:
        cookie["language"] = language
    return client


def concerning(app: Flask) -> list[tuple[str, str]]:
    """Pages that lie deep or are for one person: a file of a customer, an appeal, a command that is to be done."""
    with app.app_context():
        file = first(select(Attachment.id).where(Attachment.subject.startswith("customer:")))
        case = first(select(ConductCase.id).where(ConductCase.state == "decided"))
        command = first(select(Task.id).where(Task.kind == "tasks.command", Task.state == "open"))
        doer = first(select(SignIn.username).join(Task, Task.staff_id == SignIn.staff_id).where(Task.id == command))
        ticket, visitor = db.session.execute(select(TicketPrint.id, TicketPrint.visit_id).limit(1)).one()
        asked = select(Enquiry.id, SignIn.username).join(SignIn, SignIn.staff_id == Enquiry.owner_id)
        enquiry, owner = db.session.execute(asked.where(Enquiry.state == "open").limit(1)).one()
        term = first(select(Deadline.id).where(Deadline.rule == "office.own", Deadline.stopped_at.is_(None)))
        second = select(Spell.id, Spell.customer_id).where(Spell.part == "second", Spell.until_at.is_(None))
        spell, looked_after = db.session.execute(second.limit(1)).one()
        report = first(select(ContactReport.id))
        change = first(select(MajorChange.id).where(MajorChange.withdrawn_why.is_(None)))
        granted = select(FileGrant.customer_id)
        card = first(select(Customer.id).where(Customer.owner_id.is_not(None), Customer.id.not_in(granted)))
    return [
        ("gao", f"/attachments/{file}"),
        ("gao", f"/attachments/{file}/remove"),
        ("su", f"/office/conduct/{case}/appeal"),
        (doer, f"/tasks/{command}/finish"),
        ("gao", f"/reception/tickets/{visitor}/after"),
        ("gao", f"/reception/tickets/prints/{ticket}"),
        (owner, f"/reception/enquiries/{enquiry}/slip"),
        ("gao", f"/office/deadlines/{term}/stop"),
        ("gao", f"/customers/{looked_after}/owners/second/{spell}/end"),
        ("gao", f"/customers/{looked_after}/reports/new"),
        ("su", f"/customers/reports/{report}/change"),
        ("gao", f"/customers/major-changes/{change}/withdraw"),
        ("gao", "/customers/admission/parent.xlsx"),
        ("fang", f"/customers/access-requests/ask/{card}"),
    ]


def first(query: Any) -> Any:
    """The first answer of a query; an error where there is none."""
    return db.session.scalars(query.limit(1)).one()


@pytest.fixture(scope="module", params=LANGUAGES)
def seen(request: pytest.FixtureRequest, demo: Flask) -> list[Seen]:
    return seen_in(demo, request.param)


def test_no_page_is_at_fault(seen: list[Seen]) -> None:
    wrong = [(one.url, one.answer.status_code) for one in seen if one.answer.status_code not in (200, 204, 303)]
    assert not wrong, listed(wrong)


def test_every_page_is_reached(demo: Flask, seen: list[Seen]) -> None:
    reached = {one.endpoint for one in seen}
    looks = {rule.endpoint for rule in demo.url_map.iter_rules() if "GET" in (rule.methods or ())}
    missed = looks - reached - set(WITHOUT_LINK) - {"static"}
    assert not missed, listed(sorted(missed))


def test_every_page_is_valid_html(seen: list[Seen]) -> None:
    pages = [one for one in seen if one.is_page]
    wrong = [(one.url, code, position) for one in pages for position, code in faults_of(one.answer.text)]
    assert pages
    assert not wrong, listed(wrong)


def faults_of(page: str) -> list[tuple[Any, str]]:
    """What html5lib finds wrong: where and what. A page whose bones were found well in another page is not read."""
    bones = bones_of(page)
    if bones in _well:
        return []
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    if not parser.errors:
        _well.add(bones)
    return [(position, code) for position, code, _ in parser.errors[:3]]


_well: set[str] = set()


def bones_of(page: str) -> str:
    """The page without plain words: what is left decides whether it is valid HTML, in whatever language it is.

    Words are plain without signs of markup and control, values moreover between quotes only. Whether there
    are words at all stays to be seen, for in some places there may be none.
    """
    return PLAIN_WORDS.sub(">w<", PLAIN_VALUE.sub('="v"', page))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<p>a b</p>", "<p>a &nosuch; b</p>"),
        ("<p>a b</p>", "<p>a \x01 b</p>"),
        ("<p>a b</p>", "<p>a b</p"),
        ("<p>a b</p>", "<!-- a b"),
        ('<p title="a">b</p>', '<p title="&nosuch;">b</p>'),
        ('<p title="a">b</p>', '<p title="a>b</p>'),
        ('<p id="a">b</p>', '<p id="a" id="b">b</p>'),
        ("<ul><li>a</li></ul>", "<ul><li>a</ul></li>"),
    ],
)
def test_a_fault_is_found_though_a_page_like_it_was_well(good: str, bad: str) -> None:
    frame = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>{}</body></html>'
    assert faults_of(frame.format(good)) == []
    assert faults_of(frame.format(bad)) != []
    assert faults_of(frame.format(bad)) != []


def test_every_page_has_a_title_one_heading_and_unique_ids(seen: list[Seen]) -> None:
    wrong: list[Any] = []
    for one in (one for one in seen if one.is_page):
        tree = lxml.html.document_fromstring(one.answer.text)
        title = (tree.findtext(".//title") or "").split("·")[0].strip("⟦⟧ \n")
        doubled = [name for name, times in Counter(tree.xpath("//@id")).items() if times > 1]
        if not title or len(tree.xpath("//h1")) != 1 or doubled:
            wrong.append((one.url, title, len(tree.xpath("//h1")), doubled))
    assert not wrong, listed(wrong)


def test_every_field_has_a_label(seen: list[Seen]) -> None:
    wrong = []
    for one in (one for one in seen if one.is_page):
        tree = lxml.html.document_fromstring(one.answer.text)
        for item in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            named = (
                item.get("aria-label") or item.get("aria-labelledby") or tree.xpath(f"//label[@for='{item.get('id')}']")
            )
            if not named and not item.xpath("ancestor::label"):
                wrong.append((one.url, item.get("name")))
    assert not wrong, listed(wrong)


def test_no_page_holds_inline_script_or_style(seen: list[Seen]) -> None:
    wrong = []
    for one in (one for one in seen if one.answer.mimetype == "text/html" and one.answer.text):
        tree = lxml.html.document_fromstring(one.answer.text)
        bad = tree.xpath("//script[not(@src)] | //style | //*[@style] | //@*[starts-with(name(), 'on')]")
        if bad:
            wrong.append((one.url, str(bad[0])[:60]))
    assert not wrong, listed(wrong)


def test_every_region_has_one_root_with_its_own_name() -> None:
    wrong = []
    root = Path(__file__).parents[2] / "templates"
    for path in root.rglob("_*.html"):
        name = path.stem.removeprefix("_").replace("_", "-")
        text = re.sub(r"\{#.*?#\}|\{% macro .*?endmacro %\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        first = re.search(r"<(\w+)[^>]*>", text)
        if path.parent.name not in ("layouts", "print") and (
            first is None or not re.search(rf'id="({name}|{name.replace("-", "_")})[-"{{]?', first[0])
        ):
            wrong.append(str(path.relative_to(root)))
    assert not wrong, listed(wrong)


def test_nothing_is_left_untranslated(demo: Flask) -> None:
    wrong: list[tuple[str, str]] = []
    for one in (one for one in seen_in(demo, "en") if one.answer.mimetype == "text/html" and one.is_shown):
        tree = lxml.html.document_fromstring(one.answer.text)
        said = (text.replace(f"· {OFFICE}", "").replace("m³", "") for text in spoken(tree))
        wrong += [(one.endpoint, text) for text in said if LETTERS.search(outside_brackets(text))]
    assert not wrong, listed(sorted(set(wrong)))


def spoken(element: Any) -> Iterator[str]:
    """What a reader sees or hears of an element, without data and without code."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style") or element.get("translate") == "no":
        return
    yield from (element.get(name) or "" for name in SPOKEN)
    yield element.text or ""
    for child in element:
        yield from spoken(child)
        yield child.tail or ""


def outside_brackets(text: str) -> str:
    """What of a text stands in no bracket, however deep they are nested."""
    depth, kept = 0, []
    for sign in text:
        depth += sign == "⟦"
        if not depth:
            kept.append(sign)
        depth -= sign == "⟧"
    return "".join(kept)


def test_every_form_carries_the_one_time_key_of_the_deed_that_it_asks_for(demo: Flask) -> None:
    # A key of another deed is refused, so that the form could never be sent.
    keys = URLSafeSerializer(demo.config["SECRET_KEY"], salt="form key")
    posts = demo.url_map.bind("localhost")
    wrong, looked_at = set(), set()
    for one in (one for one in seen_in(demo, "en") if one.answer.mimetype == "text/html" and one.is_shown):
        for form in lxml.html.document_fromstring(one.answer.text).iter("form"):
            for key in form.xpath(".//input[@name='form_key']/@value"):
                endpoint, _ = posts.match(urlsplit(form.get("action")).path, method="POST")
                looked_at.add(endpoint)
                wrong |= {(one.url, endpoint)} if keys.loads(key)[1] != endpoint else set()
    assert not wrong, listed(sorted(wrong))
    assert {"payments.take", "readings.plan"} <= looked_at
