"""What those who look after customers tell others: the first page, the marks of a customer, history."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from sqlalchemy import ColumnElement, select

from app.customers.care import queries, rules
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable, file_visible
from app.customers.owners.feature import ASSIGN
from app.customers.owners.models import ContactReport
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Flag, Notice


def notices(actor: Actor) -> list[Notice]:
    """Next contacts that are due, and for managers important customers that too few look after (hook `today`)."""
    found = []
    due = queries.count_due(actor) if actor.staff_id else 0
    if due:
        url = url_for("owners.reports", whose="own", due="1")
        found.append(Notice(Text("Next contacts with customers due"), str(due), url, "yellow", order=58))
    short = queries.count_short(actor) if actor.may(ASSIGN.name) else 0
    if short:
        label = Text("Important customers that too few look after")
        found.append(Notice(label, str(short), url_for("owners.short"), "yellow", order=59))
    return found


def flags(ids: Iterable[int], actor: Actor) -> dict[int, list[Flag]]:
    """A mark at important customers that too few look after, for whoever may name others (hook `customer_flags`)."""
    if not actor.may(ASSIGN.name):
        return {}
    return {
        one: [Flag(Text("Important customer, looked after by only %(many)s", many=many), "yellow")]
        for one, many in queries.short_among(ids, actor).items()
    }


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a contact report; None for other subjects (O-12)."""
    report_id = _report_of(subject)
    return None if report_id is None else _is_there(report_id, file_visible(actor))


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on a contact report: leave to read is no leave to change (O-12)."""
    report_id = _report_of(subject)
    return None if report_id is None else _is_there(report_id, file_editable(actor))


def fact_labels() -> dict[str, Text]:
    """How the fields of a contact report are called in history."""
    return {f"contact_report.{key}": Text(label) for key, label in rules.LABELS.items()}


def _report_of(subject: str) -> int | None:
    return id_in(subject, "contact_report")


def _is_there(report_id: int, condition: ColumnElement[bool]) -> bool:
    query = select(ContactReport.id).join(Customer, Customer.id == ContactReport.customer_id)
    return db.session.scalar(query.where(ContactReport.id == report_id, condition)) is not None
