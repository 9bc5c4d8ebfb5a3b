"""Looks at erasures, at what stands against one, and at files without business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, and_, func, select

from app import clock
from app.customers.contracts.models import Contract
from app.customers.files.feature import SEEN
from app.customers.files.models import Customer
from app.customers.files.queries import file_visible, ids_of, present
from app.customers.retention import kinds, tables
from app.customers.retention.models import Erasure
from app.customers.retention.policy import RetentionPolicy
from app.customers.retention.rules import ASKED, DONE, FROZEN, KEPT, KEPT_PAPERS, years_before
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.office.policy import queries as policy
from app.web.paging import Order, Page, page_of

NO_BUSINESS = (SEEN.name, "customers.shown", "customers.exported")
NEWEST_FIRST = (Order(Erasure.id, descending=True),)


@dataclass(frozen=True, slots=True)
class Idle:
    """A file without business: the customer, and the last day on which something was done, if that is known."""

    customer: Customer
    last_on: date | None


def page(state: str | None, actor: Actor, after: str | None) -> Page[Any]:
    """One page of erasures, newest first, as rows of Erasure and Customer."""
    query = _erasures(actor).where(Erasure.state == state) if state else _erasures(actor)
    return page_of(db.session(), query, NEWEST_FIRST, after=after)


def one(erasure_id: int, actor: Actor) -> Any:
    """One erasure as a row of Erasure and Customer. Raises NoResultFound."""
    query = _erasures(actor).where(Erasure.id == erasure_id)
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def open_of(customer_id: int) -> Erasure | None:
    """The request about this customer that is not decided yet."""
    query = select(Erasure).where(Erasure.customer_id == customer_id, Erasure.state == ASKED)
    return db.session.scalars(query).first()


def files_of(customer_id: int) -> list[Customer]:
    """A customer and the files that were made one with his, himself first."""
    query = select(Customer).where(Customer.id.in_(ids_of(customer_id)))
    found = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return sorted(found, key=lambda each: (each.id != customer_id, each.id))


def obstacles(customer_id: int) -> list[Text]:
    """What stands against erasing this customer now: open deadlines and requests, debts, and what others say."""
    ids = ids_of(customer_id)
    deadlines = select(func.count()).select_from(Deadline).where(Deadline.customer_id.in_(ids))
    requests = select(func.count()).select_from(Approval).where(Approval.customer_id.in_(ids))
    running = db.session.scalar(deadlines.where(Deadline.stopped_at.is_(None))) or 0
    waiting = db.session.scalar(requests.where(Approval.state.in_(("waiting", "asked")))) or 0
    found = [Text("Open deadlines: %(count)s. End or drop them first.", count=running)] if running else []
    found += [Text("Requests that wait for approval: %(count)s.", count=waiting)] if waiting else []
    return [*found, *kinds.obstacles(ids)]


def kept(customer_id: int) -> list[dict[str, Any]]:
    """What must stay of this customer: table, rows and the sentence (msgid) that says why."""
    rows = tables.counts(ids_of(customer_id))
    found = [{"table": name, "rows": count, "why": KEPT.get(name, FROZEN)} for name, count in rows.items()]
    return [*found, {"table": "printed_documents", "rows": None, "why": KEPT_PAPERS}]


def erased_since(customer_ids: Sequence[int]) -> dict[int, datetime]:
    """Since when the personal data of these customers is gone (hook `erased`)."""
    query = select(Customer.id, Customer.erased_at).where(Customer.id.in_(customer_ids))
    return {row.id: row.erased_at for row in db.session.execute(query.where(Customer.erased_at.is_not(None)))}


def idle(actor: Actor, after: str | None) -> Page[Idle]:
    """One page of files with which nothing was done for the years that the office keeps them, oldest first (M-43).

    Looking at a file is no business. What others know of (hook `last_business`) takes a file off the page.
    """
    until = years_before(clock.today(), policy.of(RetentionPolicy).file_years)
    moment = clock.at_office(datetime.combine(until, time()))
    first = db.session.scalar(select(Entry.id).where(Entry.at >= moment).order_by(Entry.at, Entry.id).limit(1))
    business = select(Entry.id).where(Entry.customer_id == Customer.id, Entry.id >= (first or 0))
    query = select(Customer).where(file_visible(actor), Customer.opened_at < moment, Customer.erased_at.is_(None))
    if first is not None:
        query = query.where(~business.where(Entry.action.not_in(NO_BUSINESS)).exists())
    found = page_of(db.session(), query, [Order(Customer.id)], after=after)
    known = kinds.last_business([each.id for each in found.rows])
    rows = [Idle(each, known.get(each.id)) for each in found.rows if known.get(each.id, date.min) < until]
    return Page(rows, found.after)


def old_rows(actor: Actor) -> list[tuple[str, int, int]]:
    """What else is older than the office keeps it: name of the policy value, years, how many rows."""
    settings, today = policy.of(RetentionPolicy), clock.today()
    days = {
        name: years_before(today, getattr(settings, name)) for name in ("contract_years", "reading_years", "desk_years")
    }
    contracts = select(func.count()).select_from(Contract).join(Customer, Customer.id == Contract.customer_id)
    contracts = contracts.where(Contract.until_on < days["contract_years"], file_visible(actor))
    moment = clock.at_office(datetime.combine(days["reading_years"], time()))
    looks = select(func.count()).select_from(Entry).where(Entry.action == SEEN.name, Entry.at < moment)
    return [
        ("contract_years", settings.contract_years, db.session.scalar(contracts) or 0),
        ("reading_years", settings.reading_years, db.session.scalar(looks) or 0),
        ("desk_years", settings.desk_years, kinds.aged("desk", days["desk_years"])),
    ]


def waiting(actor: Actor) -> int:
    """How many requests wait for a decision of somebody else than who entered them."""
    query = select(func.count()).select_from(Erasure).join(Customer, Customer.id == Erasure.customer_id)
    query = query.where(Erasure.state == ASKED, file_visible(actor))
    return db.session.scalar(query.where(func.coalesce(Erasure.made_by_id, 0) != (actor.staff_id or 0))) or 0


def states_of(customer_ids: Sequence[int]) -> dict[int, str]:
    """Which of these customers are erased or to be erased, for the marks beside their names."""
    waits = and_(Erasure.customer_id == Customer.id, Erasure.state == ASKED)
    query = select(Customer.id, Customer.erased_at, Erasure.id.label("asked")).outerjoin(Erasure, waits)
    rows = db.session.execute(query.where(Customer.id.in_(customer_ids)).order_by(Customer.id)).all()
    return {row.id: DONE if row.erased_at else ASKED for row in rows if row.erased_at or row.asked}


def _erasures(actor: Actor) -> Select[Any]:
    query = select(Erasure).add_columns(Customer).join(Customer, Customer.id == Erasure.customer_id)
    return query.where(file_visible(actor), present())
