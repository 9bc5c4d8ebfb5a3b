"""Those who look after a customer: who names them, what they report, and which important customers have too few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import NoResultFound

from app.customers.care import queries, service
from app.customers.care.hooks import flags, notices
from app.customers.care.rules import NewReport
from app.customers.files.service_owners import give_to
from app.customers.owners.models import Spell
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.documents.document import document
from app.office.history.models import Entry
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.customers import factories_handovers as made
from tests.customers.factories_handovers import TODAY

pytestmark = pytest.mark.usefixtures("context")
REPORT = NewReport(TODAY, "visit", "谈新店用气", spoke_with="王总", next_on=TODAY + timedelta(5), next_what="送交方案")


@pytest.fixture
def bai(context: None) -> Actor:
    return factories.actor("bai")


def waiting() -> list[tuple[int | None, object]]:
    query = select(Task.staff_id, Task.due_on).where(Task.kind == "care.next_contact", Task.state == "open")
    return [(row.staff_id, row.due_on) for row in db.session.execute(query)]


def test_a_manager_names_another_owner_with_the_reason_and_what_waits_goes_with_the_customer(bai: Actor) -> None:
    su, [li] = factories.staff_id("su"), made.sales("李销")
    [customer_id] = made.customers(1, su)
    task_id = made.a_task(su, customer_id)
    give_to(customer_id, li, reason="片区调整", version=1, by=bai)
    assert made.owners() == made.ledger() == {customer_id: li}
    assert db.session.get_one(Task, task_id, populate_existing=True).staff_id == li
    told = db.session.scalars(select(Entry).where(Entry.action == "owners.passed_on")).one()
    assert (told.facts["from"], told.facts["to"], told.reason) == ("苏销", "李销", "片区调整")
    spells = [(row.person, row.Spell.ground, row.Spell.reason) for row in queries.ledger(customer_id)]
    assert spells == [("李销", "allocated", "片区调整"), ("苏销", "filed", None)]
    with pytest.raises(Conflict):
        give_to(customer_id, su, reason="再调", version=1, by=bai)
    with pytest.raises(Refused, match="looks after this customer already"):
        give_to(customer_id, li, reason="再调", version=2, by=bai)


def test_nobody_names_owners_of_files_that_he_may_not_change(bai: Actor) -> None:
    [customer_id] = made.customers(1, factories.staff_id("kong"))
    for ask in (
        lambda: give_to(customer_id, factories.staff_id("su"), reason="x", version=1, by=bai),
        lambda: service.add_second(customer_id, factories.staff_id("su"), None, by=bai),
        lambda: service.write_report(customer_id, REPORT, by=bai),
    ):
        with pytest.raises(NoResultFound):
            ask()


def test_an_important_customer_needs_two(bai: Actor) -> None:
    su, [li] = factories.staff_id("su"), made.sales("李销")
    few, plain = made.customers(1, su, important=True)[0], made.customers(1, su)[0]
    assert [row.Customer.id for row in queries.short_of(bai).rows] == [few]
    assert set(flags([few, plain], bai)) == {few}
    assert flags([few], factories.actor("su")) == {}
    service.add_second(few, li, "重要客户", by=bai)
    assert queries.short_of(bai).rows == []
    assert queries.carers(few) == [su, li]
    with pytest.raises(Refused, match="already"):
        service.add_second(few, su, None, by=bai)
    spell = db.session.scalars(select(Spell.id).where(Spell.part == "second")).one()
    service.end_second(spell, "调岗", by=bai)
    assert queries.count_short(bai) == 1
    with pytest.raises(Conflict):
        service.end_second(spell, "调岗", by=bai)


def test_a_report_is_written_by_those_who_look_after_the_customer_and_brings_the_next_contact_to_mind() -> None:
    su = factories.actor("su")
    [customer_id] = made.customers(1, su.staff_id)
    one = service.write_report(customer_id, REPORT, by=su)
    assert (one.number, waiting()) == ("LX2611-001", [(su.staff_id, TODAY + timedelta(5))])
    service.change_report(one.id, 1, replace(REPORT, next_on=TODAY + timedelta(9)), by=su)
    assert waiting() == [(su.staff_id, TODAY + timedelta(9))]
    with pytest.raises(Conflict):
        service.change_report(one.id, 1, REPORT, by=su)
    service.write_report(customer_id, replace(REPORT, next_on=None, next_what=None), by=su)
    assert waiting() == []
    gao = factories.actor("gao")
    for ask in (
        lambda: service.write_report(customer_id, REPORT, by=gao),
        lambda: service.change_report(one.id, 2, REPORT, by=gao),
    ):
        with pytest.raises(Refused, match="look after the customer"):
            ask()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"met_on": TODAY + timedelta(1)}, "met_on"),
        ({"next_on": TODAY}, "next_on"),
        ({"next_on": None}, "next_on"),
        ({"next_what": None}, "next_what"),
    ],
)
def test_a_report_says_what_comes_next_and_when(wrong: dict[str, object], field: str) -> None:
    su = factories.actor("su")
    [customer_id] = made.customers(1, su.staff_id)
    with pytest.raises(Refused) as refused:
        service.write_report(customer_id, replace(REPORT, **wrong), by=su)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_first_page_tells_of_next_contacts_and_of_customers_short_of_people(app_page: None, bai: Actor) -> None:
    su = factories.actor("su")
    [customer_id] = made.customers(1, su.staff_id, important=True)
    one = service.write_report(customer_id, REPORT, by=su)
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(type(one)).values(next_on=TODAY))
    assert [notice.figure for notice in notices(su)] == ["1"]
    assert [notice.url for notice in notices(bai)] == ["/customers/short-of-contacts"]
    assert queries.listing(queries.Filters(own=True, due=True), su).rows[0].Customer.id == customer_id


@pytest.fixture
def app_page(app: Flask) -> Iterator[None]:
    """A request, in which addresses of pages are known."""
    with app.test_request_context():
        yield


def test_the_report_prints_as_it_stands() -> None:
    su = factories.actor("su")
    [customer_id] = made.customers(1, su.staff_id)
    one = service.write_report(customer_id, REPORT, by=su)
    paper = document("contact_report").load(su, one.id)
    assert (paper.number, paper.writer, paper.next_what) == ("LX2611-001", "苏销", "送交方案")
    with pytest.raises(NoResultFound):
        document("contact_report").load(factories.actor("kong"), one.id)
