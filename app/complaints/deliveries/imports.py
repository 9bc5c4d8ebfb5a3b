"""Sheets of orders and deliveries, as the factory's own program gives them out (F-98, O-15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import column, delete, exists, insert, select, table, tuple_

from app import clock
from app.columns import table_of
from app.complaints.deliveries import rules
from app.complaints.deliveries.feature import ENTERED, KEEP, WITHDRAWN
from app.complaints.deliveries.models import DeliveryNote
from app.complaints.deliveries.queries import subject_of
from app.complaints.deliveries.service import NUMBERS, plain
from app.customers.files.models import Customer
from app.customers.files.queries import visible
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import parse_fen, parse_rate
from app.domain.text import Text
from app.exchange.cells import to_date, to_identifier, to_whole
from app.exchange.columns import Column
from app.exchange.read import Row
from app.extensions import db
from app.office.batches.kinds import BY, CREATE, DUPLICATE, REFUSED, SAME, ImportKind, Verdict
from app.office.batches.models import Batch, BatchRow
from app.office.history.service import Deed, record_many
from app.office.staff.models import Staff
from app.unit_of_work import current_work

COLUMNS = (
    Column("order_number", "订单号", "order", required=True, also=("订单编号", "订单号码")),
    Column("material_number", "料号", "material", required=True, also=("物料编号", "产品编号")),
    Column("note_number", "交货单号", "note", required=True, also=("送货单号", "出货单号")),
    Column("customer", "客户编号", "customer", required=True, also=("客户", "客户名称")),
    Column("product", "品名", "product", also=("产品名称", "产品")),
    Column("unit", "单位", "unit", required=True, also=("计量单位",)),
    Column("ordered", "订购数量", "ordered", required=True, also=("订单数量",)),
    Column("delivered", "交货数量", "delivered", required=True, also=("出货数量", "数量")),
    Column("shipped_on", "出货日期", "shipped_on", required=True, also=("交货日期", "发货日期")),
    Column("price_fen", "单价", "price", required=True, also=("未税单价",)),
    Column("excess_ratio", "超量允收比率", "excess_ratio", also=("允收比率",)),
    Column("staff_id", "业务员", "sales_person", also=("业务", "销售员")),
)
# By its name only: return slips stand above deliveries and know them, not the other way round.
RETURN_SLIPS = table("return_slips", column("delivery_id"), column("number"))
NAMED_AT_MOST = 5
TOLD = ("customer_id", "order_number", "note_number", "delivered")
Key = tuple[str, str, str]


def kinds() -> list[ImportKind]:
    """The one kind of import of this feature."""
    return [
        ImportKind(
            key="deliveries",
            label=Text("Import orders and deliveries"),
            permission=KEEP,
            columns=COLUMNS,
            check=check,
            apply=apply,
            undo=undo,
            remove=remove,
            home="deliveries.listing",
        )
    ]


def check(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Judge every row; writes nothing. What stands already is left as it is: it is corrected on its own page."""
    customers, people = _customers(rows, options[BY]), _people()
    read = [_read(row, customers, people) for row in rows]
    known, seen = _known([one for one in read if isinstance(one, dict)]), dict[Key, int]()
    for row, one in zip(rows, read, strict=True):
        if isinstance(one, Refused):
            yield Verdict(row.number, REFUSED, one.text)
        elif (first := seen.setdefault(_key(one), row.number)) != row.number:
            yield Verdict(row.number, DUPLICATE, Text("The same delivery stands in row %(row)s.", row=first))
        else:
            yield _verdict(row.number, one, known.get(_key(one)))


def apply(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Store one slice of deliveries, hidden by their import, with their history."""
    work = current_work()
    common = {"batch_id": batch.id, "made_by": work.by.name, "made_at": work.at, "version": 1}
    values = [{**row.values, "shipped_on": date.fromisoformat(row.values["shipped_on"]), **common} for row in rows]
    made = insert(table_of(DeliveryNote)).returning(table_of(DeliveryNote).c.id, sort_by_parameter_order=True)
    ids = work.session.scalars(made, values).all()
    record_many(ENTERED, [_deed(one, row.values) for one, row in zip(ids, rows, strict=True)])


def undo(batch: Batch) -> None:
    """Agree to take the import back. Raises Refused where a return slip was written by one of its deliveries."""
    ours = select(DeliveryNote.id).where(DeliveryNote.batch_id == batch.id)
    query = select(RETURN_SLIPS.c.number).where(RETURN_SLIPS.c.delivery_id.in_(ours)).limit(NAMED_AT_MOST)
    if numbers := list(current_work().session.scalars(query)):
        names = ", ".join(numbers)
        raise Refused(Text("Goods of this import are sent back already, by the slips %(names)s.", names=names))


def remove(batch: Batch, limit: int) -> int:
    """Take back at most `limit` deliveries inside a short unit; return how many."""
    session = current_work().session
    used = exists().where(RETURN_SLIPS.c.delivery_id == DeliveryNote.id)
    query = select(DeliveryNote).where(DeliveryNote.batch_id == batch.id, ~used).order_by(DeliveryNote.id).limit(limit)
    rows = session.scalars(query).all()
    record_many(WITHDRAWN, [_deed(one.id, {name: getattr(one, name) for name in TOLD}) for one in rows])
    session.execute(delete(DeliveryNote).where(DeliveryNote.id.in_([one.id for one in rows])))
    return len(rows)


def _deed(delivery_id: int, values: Mapping[str, Any]) -> Deed:
    facts = {"order": values["order_number"], "note": values["note_number"], "delivered": values["delivered"]}
    return Deed(subject_of(delivery_id), values["customer_id"], facts)


def _verdict(number: int, values: dict[str, Any], known: DeliveryNote | None) -> Verdict:
    if known is None:
        return Verdict(number, CREATE, values=values)
    stored = {name: getattr(known, name) for name in values} | {"shipped_on": known.shipped_on.isoformat()}
    if stored == values:
        return Verdict(number, SAME)
    return Verdict(number, DUPLICATE, Text("It stands here already and says something else: correct it on its page."))


def _read(row: Row, customers: Mapping[str, int], people: Mapping[str, int]) -> dict[str, Any] | Refused:
    """The row as columns that JSON can hold, or why it cannot be read."""
    cells = row.cells
    try:
        new = rules.NewDelivery(
            _one_of(customers, cells["customer"], Text("There is no such customer.")),
            **{name: to_identifier(cells[name]) for name in NUMBERS},
            unit=cells["unit"],
            ordered=to_whole(cells["ordered"], 1, rules.MOST_PIECES),
            delivered=to_whole(cells["delivered"], 0, rules.MOST_PIECES),
            shipped_on=to_date(cells["shipped_on"]),
            price_fen=parse_fen(cells["price_fen"]),
            product=cells["product"][:120] or None,
            excess_ratio=parse_rate(cells["excess_ratio"]) if cells["excess_ratio"] else None,
            staff_id=_one_of(people, cells["staff_id"], Text("Nobody of this name works here."))
            if cells["staff_id"]
            else None,
        )
        rules.check(new, clock.today())
    except Refused as refused:
        return refused
    return {**plain(new), "shipped_on": new.shipped_on.isoformat()}


def _one_of(known: Mapping[str, int], typed: str, otherwise: Text) -> int:
    found = known.get(typed) or known.get(typed.upper())
    if found is None:
        raise Refused(otherwise)
    return found


def _customers(rows: Sequence[Row], by: Actor) -> dict[str, int]:
    """The customers whom the sheet names by number or, where it is one alone, by name."""
    named = {word for row in rows if (cell := row.cells["customer"]) for word in (cell, cell.upper())}
    query = select(Customer.id, Customer.number, Customer.name).where(visible(by))
    found = list(db.session.execute(query.where(Customer.number.in_(named) | Customer.name.in_(named))))
    return {**_alone((row.name, row.id) for row in found), **{row.number: row.id for row in found}}


def _people() -> dict[str, int]:
    query = select(Staff.name, Staff.id).where(Staff.active)
    return _alone((row.name, row.id) for row in db.session.execute(query))


def _alone(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Ids by name, without the names that several have."""
    named: dict[str, list[int]] = {}
    for name, one in pairs:
        named.setdefault(name, []).append(one)
    return {name: ids[0] for name, ids in named.items() if len(ids) == 1}


def _known(values: Sequence[Mapping[str, Any]]) -> dict[Key, DeliveryNote]:
    wanted, columns = sorted({_key(one) for one in values}), [getattr(DeliveryNote, name) for name in NUMBERS]
    found: dict[Key, DeliveryNote] = {}
    for start in range(0, len(wanted), 300):
        part = select(DeliveryNote).where(tuple_(*columns).in_(wanted[start : start + 300]))
        found |= {(one.order_number, one.material_number, one.note_number): one for one in db.session.scalars(part)}
    return found


def _key(values: Mapping[str, Any]) -> Key:
    return values["order_number"], values["material_number"], values["note_number"]
