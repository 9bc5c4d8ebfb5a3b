"""Papers for the round: the list of a book, and the slip that is filled in and signed at the door (G-07, G-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.readings.models import Plan, PlanItem
from app.billing.tariffs.pricelist import CATEGORIES, GENERAL, USES, Category
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.domain.volume import format_factor, format_volume
from app.extensions import db
from app.office.documents.document import Document, Many, Stack
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.web.language import say

AT_THE_DOOR = (Category.PUBLIC_WELFARE.value, Category.COMMERCIAL.value)  # read at the door and signed (G-07, G-08)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One account of a round, in the order of the walk."""

    place: str
    account: str
    name: str
    address: str
    meter: str
    previous: str
    average: str


@dataclass(frozen=True, slots=True)
class RoundBook:
    """One reading book of a round."""

    book: str
    rows: tuple[RoundRow, ...]


@dataclass(frozen=True, slots=True)
class RoundPaper:
    """The round list (抄表清单) of a plan: one book or all."""

    office: str
    period: str
    printed_on: str
    books: tuple[RoundBook, ...]


@dataclass(frozen=True, slots=True)
class DoorPaper:
    """A settlement slip that is still to be filled in at the door (F-82): what is known beforehand."""

    office: str
    reach: str
    period: str
    account: str
    name: str
    place: str
    category: str
    book: str
    meter: str
    digits: str
    previous: str
    previous_on: str
    factor: str


ROUND = RoundPaper(
    office="",
    period="2026-11",
    printed_on="2026-11-19",
    books=(
        RoundBook(
            "B01",
            (
                RoundRow("1", "10000001", "王小明", "湖西路 5 号 2 单元 1204 室", "G4-2023000001", "1330", "28"),
                RoundRow("2", "10000002", "李建国", "湖西路 5 号 2 单元 1203 室", "G4-2023000002", "867", "19"),
                RoundRow("3", "10000003", "红旗小吃店", "湖西路 7 号门市", "G10-2021000117", "20415", "412"),
            ),
        ),
    ),
)
DOOR = DoorPaper(
    office="",
    reach="",
    period="2026-11",
    account="10000003",
    name="红旗小吃店",
    place="红旗街道湖西路 7 号门市",
    category="商业",
    book="B01-3",
    meter="G10-2021000117",
    digits="6",
    previous="20415",
    previous_on="2026-10-21",
    factor="1",
)


def documents() -> list[Document]:
    """The round list and the slip for the door."""
    return [
        Document(
            key="round_list",
            chinese="抄表清单",
            english=Text("Round list"),
            papers=("a4-landscape", "a4"),
            template="print/round_list.html",
            permission="billing.readings.see",
            load=round_list,
            arguments=("book",),
            official=False,
            example=lambda: ROUND,
            blank_rows=14,
            used=Text("On the page of a month's readings"),
        ),
        Document(
            key="door_slip",
            chinese="气费结算单",
            english=Text("Settlement slip to fill in at the door"),
            form_no="F-82-1",
            papers=("a5", "a4", "241x140"),
            template="print/door_slip.html",
            permission="billing.readings.see",
            load=door_slip,
            official=False,
            copies=("存根联", "客户联"),
            many=Many(("period", "book"), door_stacks, door_slips),
            example=lambda: DOOR,
            signatures=(N_("Meter reader"), N_("Cashier"), N_("Customer's signature")),
            stamp=N_("Stamp"),
            used=Text("On the page of a month's readings, one or a whole book"),
        ),
    ]


def round_list(actor: Actor, subject_id: int, book: str = "") -> RoundPaper:
    """The list of a plan, or of one book of it, in route order (G-07). Raises NoResultFound."""
    plan = db.session.scalars(select(Plan).where(Plan.id == subject_id, Plan.frozen_at.is_not(None))).one()
    query = _items(actor).where(PlanItem.plan_id == plan.id)
    rows = _ordered(query.where(PlanItem.book == book) if book else query)
    if not rows:
        raise NoResultFound(f"no round for book {book!r} of plan {plan.id}")
    books = groupby(rows, lambda row: row[0].book or "")
    return RoundPaper(
        office=policy.of(OfficePolicy).name,
        period=plan.period,
        printed_on=clock.today().isoformat(),
        books=tuple(RoundBook(name, tuple(_round_row(*row) for row in group)) for name, group in books),
    )


def door_slip(actor: Actor, subject_id: int) -> DoorPaper:
    """The slip to fill in at the door of one account of a plan (G-08). Raises NoResultFound."""
    found = door_slips(actor, [subject_id])
    if not found:
        raise NoResultFound(f"no plan item {subject_id}")
    return found[0]


def door_stacks(actor: Actor, arguments: Mapping[str, str]) -> list[Stack]:
    """The public-welfare and commercial accounts of a period's plan in route order, one stack for each book (G-07)."""
    query = _items(actor).join(Plan, Plan.id == PlanItem.plan_id)
    query = query.where(Plan.period == arguments.get("period", ""), Plan.frozen_at.is_not(None))
    query = query.where(PlanItem.category.in_(AT_THE_DOOR))
    rows = _ordered(query.where(PlanItem.book == arguments["book"]) if arguments.get("book") else query)
    books = groupby(rows, lambda row: row[0].book or "-")
    return [Stack(book, [item.id for item, _ in group]) for book, group in books]


def door_slips(actor: Actor, ids: Sequence[int]) -> list[DoorPaper]:
    """The slips to fill in for these items of a plan, in the order of `ids`."""
    rows = db.session.execute(
        _items(actor)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .add_columns(Plan.period)
        .where(PlanItem.id.in_(ids), Plan.frozen_at.is_not(None))
        .order_by(PlanItem.id)
    )
    office = policy.of(OfficePolicy)
    found = {item.id: _door_paper(item, account, period, office) for item, account, period in rows}
    return [found[one] for one in ids if one in found]


def _items(actor: Actor) -> Any:
    joined = select(PlanItem, GasAccount).join(GasAccount, GasAccount.id == PlanItem.account_id)
    return joined.where(visible(actor))


def _ordered(query: Any) -> list[tuple[PlanItem, GasAccount]]:
    rows = db.session.execute(query.order_by(PlanItem.book, PlanItem.position, PlanItem.id)).all()
    return sorted(rows, key=lambda row: row[0].book or "")  # PostgreSQL puts empty ones last, SQLite first


def _round_row(item: PlanItem, account: GasAccount) -> RoundRow:
    return RoundRow(
        place="" if item.position is None else str(item.position),
        account=account.number,
        name=account.name,
        address=account.address,
        meter=item.meter_number or "",
        previous=format_volume(item.previous),
        average="" if item.average is None else format_volume(item.average),
    )


def _door_paper(item: PlanItem, account: GasAccount, period: str, office: OfficePolicy) -> DoorPaper:
    category = say(Text(CATEGORIES[item.category]))
    use = say(Text(USES[item.use])) if item.use in USES else item.use
    return DoorPaper(
        office=office.name,
        reach="\n".join(filter(None, (office.phone, office.address))),
        period=period,
        account=account.number,
        name=account.name,
        place=account.address,
        category=category if item.use == GENERAL else f"{category} · {use}",
        book="-".join(str(part) for part in (item.book, item.position) if part is not None),
        meter=item.meter_number or "",
        digits="" if item.digits is None else str(item.digits),
        previous=format_volume(item.previous),
        previous_on=item.previous_on.isoformat() if item.previous_on else "",
        factor=format_factor(item.factor),
    )
