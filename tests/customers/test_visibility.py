"""Nobody sees what is not his: every page, list, search, count, export, file, tab and paper, asked for by everybody."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule
from werkzeug.test import TestResponse

from app import clock
from app.columns import table_of
from app.customers.files.models import FileGrant
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access.models import Role, StaffRole
from app.office.attachments.models import Attachment
from app.office.documents.document import documents
from app.unit_of_work import unit_of_work
from app.web import registry
from tests import factories
from tests.architecture.crawl import unprinted
from tests.customers.foreign import MARK, PICTURE, make_foreign, words_of_file
from tests.factories import department_id, staff_id

SignIn = Callable[[str], FlaskClient]
# Everybody who neither looks after the customer nor belongs to his department nor may read every file.
OTHERS = ("fang", "chen", "ma", "kong", "admin", "wu")
# Whose deeds change what is in a file or hangs on it. Left out is what readers and those with the card may do, what is
# of no customer, and what asks beside the file for the writer or for a whole form before it asks for the file.
OF_FILES = (
    "admission", "archive", "classes", "consultations", "contacts", "contracts", "correspondence", "customers",
    "duplicates", "filing", "major_changes", "merging", "owners", "papers", "retention",
)  # fmt: skip
LEFT_OUT = (
    "customers.uncover", "customers.fields", "contacts.show", "papers.numbers", "filing.report_change",
    "classes.take_example", "classes.scheme", "classes.add_class", "classes.change_class", "papers.kind",
    "archive.put_away", "owners.new_report", "owners.change_report", "papers.renewal", "consultations.reach",
    "merging.undo",  # the merge of these facts is of a file with itself
)  # fmt: skip
HANGS_ON = ("customer", "paper", "letter", "contract", "consultation", "contact_report", "admission")
TYPED = {"version": "1", "reason": "查阅", "why": "查阅", "other_version": "1"}
WITH_CUSTOMERS = {f"office.{name}" for name in ("today", "tasks", "deadlines", "approvals", "journal", "batches")}
WORDS = {"form": "csv", "kind": "customers", "month": "2026-11", "register": "calls", "day": "2026-11-20"}


@pytest.fixture
def foreign(app: Flask) -> int:
    """The customer; Kong is made manager of his own department, so that there is a manager of another one too."""
    with app.app_context():
        factories.make_posts()
        with unit_of_work(by=OPERATOR) as work:
            manager = work.session.scalars(select(Role.id).where(Role.key == "department_manager")).one()
            home = department_id("客户服务部")
            work.session.add(StaffRole(staff_id=staff_id("kong"), role_id=manager, department_id=home))
        return make_foreign()


def addresses(app: Flask, customer_id: int) -> Iterator[str]:
    """Every address that can be asked for, about this customer and what hangs on him."""
    with app.app_context():
        kinds = list(documents())
        attachments = list(db.session.scalars(select(Attachment.id)))
        subjects = list(db.session.scalars(select(Attachment.subject)))
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint == "static" or "stream" in rule.rule:
                continue
            if not rule.arguments and not _is_about_customers(rule.endpoint):
                continue
            if rule.endpoint in {"documents.show", "documents.pdf"}:
                yield from (built(app, rule, customer_id, kind=kind) for kind in kinds)
            elif "attachment_id" in rule.arguments:
                yield from (built(app, rule, customer_id, attachment_id=one) for one in attachments)
            else:
                yield built(app, rule, customer_id)
    for subject in subjects:
        yield from (f"/attachments/of/{subject}", f"/attachments/?subject={subject}", f"/journal/subject/{subject}")
        yield f"/journal/of/{subject}"
    for text in (MARK, f"{MARK}-contacts-name", "13912345678", f"{MARK}-papers-number", f"{MARK}-contracts-number"):
        yield from (f"/search?q={text}", f"/customers/?q={text}", f"/customers/export.csv?q={text}")
    yield from (f"/customers/alike?name=长江贸易&phone={phone}" for phone in ("13987650001", "13912345678"))


def _is_about_customers(endpoint: str) -> bool:
    """Whether a page on which nothing is chosen may speak of files: what an office sets up does not, nor billing."""
    feature = registry.feature_of(endpoint.partition(".")[0])
    return feature.startswith(("customers.", "reception.")) or feature in WITH_CUSTOMERS


def built(app: Flask, rule: Rule, customer_id: int, **given: object) -> str:
    """The address of a rule; whatever else it asks for is the first of its kind."""
    values = {name: _value(name, rule._converters[name], customer_id) for name in rule.arguments}
    address = rule.build({**values, **given}, append_unknown=False)
    assert address is not None, rule
    return address[1]


def _value(name: str, converter: BaseConverter, customer_id: int) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if name in {"customer_id", "subject_id"}:
        return customer_id
    if name == "subject":
        return f"customer:{customer_id}"
    return 1 if isinstance(converter, IntegerConverter) else WORDS.get(name, "1")


def read(answer: TestResponse) -> str:
    """What an answer says, also inside a workbook."""
    if answer.data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return "".join(book.read(one).decode("utf-8", "replace") for one in book.namelist())
    return answer.data.decode("utf-8", "replace")


def test_nothing_of_a_file_of_another_department_appears_anywhere(app: Flask, foreign: int, sign_in: SignIn) -> None:
    with app.app_context():
        assert len(set(words_of_file())) > 60, "the file is full of words to be found"
    asked = list(dict.fromkeys(addresses(app, foreign)))
    with unprinted():
        told = [f"{who} {address}" for who in OTHERS for address in revealing(sign_in(who), asked)]
    assert told == []


def revealing(client: FlaskClient, asked: Sequence[str]) -> Iterator[str]:
    """The addresses whose answers hold a word of the file; what was asked for may be repeated."""
    for address in asked:
        answer = client.get(address)
        assert answer.status_code < 500, address
        if MARK in read(answer).replace(f"q={MARK}", "").replace(f'value="{MARK}', ""):
            yield address


def grant(app: Flask, foreign: int) -> None:
    """Leave for Kong to read the file until tomorrow."""
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        given = {"customer_id": foreign, "staff_id": staff_id("kong"), "ground": "request", "from_on": clock.today()}
        until = {"until_on": clock.today() + timedelta(days=1), "given_by": "高总", "given_at": work.at}
        work.session.execute(insert(table_of(FileGrant)), [{**given, **until}])


def test_leave_to_read_is_no_leave_to_change_by_any_deed(app: Flask, foreign: int, sign_in: SignIn) -> None:
    grant(app, foreign)
    client = sign_in("kong")
    with app.test_request_context():
        rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and rule.arguments]
        wanted = [one for one in rules if one.endpoint.partition(".")[0] in OF_FILES and one.endpoint not in LEFT_OUT]
        deeds = [built(app, rule, foreign) for rule in wanted]
        hung = db.session.scalar(select(func.count(Attachment.id)))
    with unprinted():
        answers = {one: client.post(one, data=TYPED).status_code for one in deeds}
        for kind in HANGS_ON:
            hang(client, f"{kind}:{foreign if kind == 'customer' else 1}")
    assert len(deeds) > 25
    assert {one: status for one, status in answers.items() if status not in (403, 404)} == {}
    with app.app_context():
        assert db.session.scalar(select(func.count(Attachment.id))) == hung
    hang(sign_in("su"), f"customer:{foreign}")
    with app.app_context():
        assert db.session.scalar(select(func.count(Attachment.id))) == hung + 1, "the owner may"


def hang(client: FlaskClient, subject: str) -> None:
    client.post(f"/attachments/of/{subject}", data={"file": (io.BytesIO(PICTURE + b"1"), "scan.png"), "note": "查阅"})


def test_leave_to_read_opens_the_file_and_all_that_hangs_on_it_until_its_last_day(
    app: Flask, foreign: int, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    grant(app, foreign)
    pages = ("/customers/{}", "/customers/consultations/of-customer/{}", "/journal/customer/{}")
    for day, readable in ((0, True), (1, True), (2, False)):
        monkeypatch.setattr(clock, "now", lambda day=day: now + timedelta(days=day))
        seen = [MARK in read(sign_in("kong").get(page.format(foreign))) for page in pages]
        assert seen == [readable] * len(pages), f"day {day}"
