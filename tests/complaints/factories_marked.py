"""A complaint with a row in every table of complaints, and a marker in every column that must not leave the office.

Every row has the same id, so that a paper of any kind about it is asked for by one number. A table of a later feature
takes part by itself: it counts as internal, every word and sum of it, unless it is named in OUTSIDE.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from app import clock
from app.columns import Base, UtcDateTime
from app.complaints.cases.fields import CHOICE, INTERNAL
from app.complaints.fields import FIELDS
from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.extensions import db
from app.office.staff.models import Department, Staff
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case, make_route
from tests.customers.factories_customers import a_customer

ID = 7777
PLAIN = "可告知"
# Tables whose words are made for the customer; for each what of it stays in the office all the same.
OUTSIDE: Mapping[str, frozenset[str]] = {
    "reply_letters": frozenset(),
    "complaint_decisions": frozenset({"words", "why", "amount_fen"}),
    "allowances": frozenset(),
    "return_slips": frozenset({"question"}),
    "delivery_notes": frozenset(),
    "service_orders": frozenset({"referred_words", "result"}),
    "failures": frozenset({"plan"}),
}
CODES = {  # words by which the papers that leave look something up
    ("reply_letters", "state"): "sent",
    ("reply_letters", "way"): "letter",
    ("complaint_decisions", "state"): "approved",
    ("complaint_decisions", "basis"): "amount",
    ("allowances", "state"): "approved",
    ("return_slips", "state"): "received",
    ("return_slips", "handling"): "return",
    ("service_orders", "state"): "ordered",
    ("service_orders", "part"): "private",
    ("failures", "state"): "analysed",
}
Given = Mapping[str, Mapping[str, Any]]
NOTHING: Given = {}
KEPT = {"complaints", "complaint_stages", "complaint_routes", "complaint_route_limits", "complaint_route_stages"}


@dataclass
class Marked:
    """The markers by where they stand; whom rows point to: `people` where it is secret who it is, else `others`."""

    customer_id: int
    people: Mapping[str, int]
    others: Mapping[str, int]
    markers: dict[str, str] = field(default_factory=dict)

    def word(self, place: str) -> str:
        """A marker of its own for a column, short enough for every column."""
        return self.markers.setdefault(place, f"密{len(self.markers):03d}密")

    def sum(self, place: str) -> Fen:
        """The same for money: an amount that stands nowhere else; it is looked for as papers write it."""
        yuan = 31_000 + len(self.markers)
        self.markers.setdefault(place, f"{yuan:,}.77")
        return Fen(yuan * 100 + 77)


def marked_case(given: Given = NOTHING) -> Marked:
    """Make the complaint with everything about it; what is `given` of a table stands in its row. Needs an app
    context."""
    with unit_of_work(by=OPERATOR) as work:
        customer = a_customer("宏运电子有限公司", phone="13800000001")
        person, unit = Staff(name="密职工密"), Department(name="密部门密")
        work.session.add_all([person, unit])
        work.session.flush()
        others = {"staff": factories.staff_id("su"), "departments": factories.department_id("销售部")}
        names = {"staff": person.name, "departments": unit.name}
        made = Marked(customer.id, {"staff": person.id, "departments": unit.id}, others, names)
        _cause(made)
        make_case(make_route(), id=ID, customer_id=customer.id, contact_name=PLAIN, **_internal(made))
        opinion = {"id": ID, "word": made.word("complaint_stages.opinion")}
        work.session.execute(sa.text("UPDATE complaint_stages SET id = :id, opinion = :word"), opinion)
        work.session.execute(sa.text("UPDATE complaints SET stage_id = :id"), {"id": ID})
        for table in _tables():
            work.session.execute(table.insert().values({**_row(table, made), **given.get(table.name, {})}))
    return made


def _cause(made: Marked) -> None:
    table = Base.metadata.tables["complaint_causes"]
    db.session.execute(table.insert().values(_row(table, made)))


def _internal(made: Marked) -> dict[str, Any]:
    """A value for each column of a complaint that never leaves the office; yes, no and choices cannot be told apart."""
    table, found = Base.metadata.tables["complaints"], dict[str, Any]()
    for name in sorted(INTERNAL):
        if FIELDS[name].kind != CHOICE and not isinstance(table.c[name].type, sa.Boolean):
            found[name] = _secret(table.c[name], made)
    return found


def _tables() -> Iterator[sa.Table]:
    """Every other table of complaints, what is pointed to first."""
    ours = {one.local_table.name for one in Base.registry.mappers if one.class_.__module__.startswith("app.complaints")}
    for table in Base.metadata.sorted_tables:
        if table.name in ours - KEPT - {"complaint_causes"}:
            yield table


def _row(table: sa.Table, made: Marked) -> dict[str, Any]:
    inner = OUTSIDE.get(table.name)
    return {
        column.name: _secret(column, made) if inner is None or column.name in inner else _open(column, made)
        for column in table.columns
    }


def _secret(column: sa.Column[Any], made: Marked) -> Any:
    place = f"{column.table.name}.{column.name}"
    if isinstance(column.type, sa.String | sa.Text) and not _is_code(column):
        return made.word(place)[: column.type.length or 99]
    if column.name.endswith("_fen"):
        return made.sum(place)
    if column.name == "supplier_share":
        made.markers[place] = "31.4159"
        return 314159
    if isinstance(column.type, sa.Date) and column.table.name == "complaints":
        made.markers[place] = "1999-09-09"
        return date(1999, 9, 9)
    return _open(column, made)


def _open(column: sa.Column[Any], made: Marked) -> Any:
    table, name, kind = column.table.name, column.name, column.type
    if name == "id":
        return ID
    if column.foreign_keys:
        secret = table not in OUTSIDE or name in OUTSIDE[table]
        return _pointed(next(iter(column.foreign_keys)).column.table.name, made, secret=secret)
    if isinstance(kind, sa.String | sa.Text):
        plain = f"{PLAIN}{table}-{name}" if not _is_code(column) else f"x{name}"[:7]
        return CODES.get((table, name), "complaint:7777" if name == "subject" else plain)
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Date):
        return clock.today()
    if isinstance(kind, sa.DateTime | UtcDateTime):
        return clock.now()
    return [] if isinstance(kind, sa.JSON) else None if name == "approval_id" else 7


def _pointed(table: str, made: Marked, *, secret: bool) -> int | None:
    known = {"customers": made.customer_id, **(made.people if secret else made.others)}
    ours = table.startswith("complaint") or (table in Base.metadata.tables and table in {t.name for t in _tables()})
    return known.get(table, ID if ours else None)


def _is_code(column: sa.Column[Any]) -> bool:
    """Whether a column holds a word of the program, a number or a key, and nothing that somebody wrote."""
    return (getattr(column.type, "length", None) or 999) <= 60
