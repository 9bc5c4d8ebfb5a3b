"""Hand-overs on paper: the letter to the customer (O-13), the list that both sides sign, the protocol of a draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.files.models import Customer
from app.customers.handovers import examples, rules
from app.customers.handovers.feature import SEE
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.papers import DrawPaper, LetterPaper, ListPaper, ListRow, LotRow
from app.customers.handovers.queries import lists, protocol
from app.customers.handovers.queries.hanging import slices
from app.customers.handovers.queries.people import visible
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.extensions import db
from app.office.documents.document import Document, Many, Stack
from app.office.policy.switches import office
from app.office.staff.models import Staff
from app.web.guard import SIGNED_IN
from app.web.language import say

OVER = (rules.HANDED, rules.CONTACTED, rules.RETURNED)


def documents() -> list[Document]:
    """The three papers of a hand-over."""
    return [_letter(), _list(), _protocol()]


def _letter() -> Document:
    return Document(
        key="handover_letter",
        chinese="客户经理变更通知函",
        english=Text("Letter: another person looks after you"),
        papers=("a4", "a5"),
        template="print/handover_letter.html",
        permission=SIGNED_IN,
        load=lambda actor, subject_id: letters(actor, [subject_id])[0],
        official=False,
        many=Many(("handover",), stacks, letters),
        example=lambda: examples.LETTER,
        stamp=N_("Seal of the office"),
        used=Text("On the page of a hand-over, for one customer and for all"),
    )


def _list() -> Document:
    return Document(
        key="handover_list",
        chinese="客户移交清单",
        english=Text("Hand-over list of customers"),
        papers=("a4-landscape", "a4"),
        template="print/handover_list.html",
        permission=SIGNED_IN,
        load=handover_list,
        arguments=("successor",),
        official=False,
        copies=("一、移交人存", "二、接收人存", "三、部门存"),
        example=lambda: examples.LIST,
        signatures=(N_("Giver"), N_("Taker"), N_("Department manager")),
        paged=True,
        used=Text("On the page of a hand-over, whole or for one successor"),
    )


def _protocol() -> Document:
    return Document(
        key="handover_draw",
        chinese="客户重新分配抽签记录",
        english=Text("Protocol of a draw of successors"),
        papers=("a4",),
        template="print/handover_draw.html",
        permission=SEE.name,
        load=draw_protocol,
        official=False,
        example=lambda: examples.DRAW,
        signatures=(N_("Drawn by"), N_("Witnesses"), N_("Department manager")),
        paged=True,
        used=Text("On the page of a draw"),
    )


def stacks(actor: Actor, arguments: Mapping[str, str]) -> list[Stack]:
    """The customers of a hand-over that went over, in their order, as one stack."""
    query = select(HandoverItem.id).join(Handover, Handover.id == HandoverItem.handover_id)
    number = arguments.get("handover", "")
    query = query.where(Handover.number == number, visible(actor), HandoverItem.state.in_(OVER))
    return [Stack(number, list(db.session.scalars(query.order_by(HandoverItem.position))))]


def letters(actor: Actor, ids: Sequence[int]) -> list[LetterPaper]:
    """The letters to these customers, in the order of the ids. Raises NoResultFound where one is not his business."""
    successor = select(Staff.name, Staff.phone, Staff.id).subquery()
    found: dict[int, LetterPaper] = {}
    own = or_(visible(actor), HandoverItem.successor_id == actor.staff_id)
    for part in slices(ids):
        query = select(HandoverItem, Handover, Customer).add_columns(
            Staff.name.label("giver"), successor.c.name.label("taker"), successor.c.phone.label("phone")
        )
        query = query.join(Handover, Handover.id == HandoverItem.handover_id)
        query = query.join(Customer, Customer.id == HandoverItem.customer_id)
        query = query.join(Staff, Staff.id == Handover.staff_id)
        query = query.outerjoin(successor, successor.c.id == HandoverItem.successor_id)
        found |= {row[0].id: _written(row) for row in db.session.execute(query.where(HandoverItem.id.in_(part), own))}
    if set(ids) - set(found):
        raise NoResultFound("no such customer of a hand-over")
    return [found[one] for one in ids]


def handover_list(actor: Actor, subject_id: int, successor: str = "") -> ListPaper:
    """The list of a hand-over, or of what one successor takes over. Raises NoResultFound."""
    mine = Handover.staff_id == actor.staff_id
    chosen = int(successor) if successor.isdecimal() and len(successor) < 18 else None
    if chosen is not None and chosen == actor.staff_id:
        takes = HandoverItem.successor_id == actor.staff_id
        mine = or_(mine, Handover.id.in_(select(HandoverItem.handover_id).where(takes)))
    query = select(Handover).add_columns(Staff.name.label("giver")).join(Staff, Staff.id == Handover.staff_id)
    one, giver = db.session.execute(query.where(Handover.id == subject_id, or_(visible(actor), mine))).one()
    of = (HandoverItem.handover_id == subject_id) & (HandoverItem.state != rules.LEFT_OUT)
    rows = lists.cards(of & (HandoverItem.successor_id == chosen) if chosen else of)
    return ListPaper(
        number=one.number,
        office=office().name,
        giver=giver,
        cause=say(Text(rules.CAUSES[one.cause])),
        effective_on=one.effective_on.isoformat(),
        back_on=one.back_on.isoformat() if one.back_on else "",
        decided=_signed(one.decided_by, one.decided_at),
        signed=_signed(one.giver_signed_by, one.giver_signed_at),
        rows=tuple(_row(n, row) for n, row in enumerate(rows, 1)),
    )


def draw_protocol(actor: Actor, subject_id: int) -> DrawPaper:
    """The protocol of a draw, worked out again from what was kept (R-50). Raises NoResultFound."""
    found = protocol.repeated(subject_id, actor)
    return DrawPaper(
        number=found.handover.number,
        office=office().name,
        giver=found.giver,
        drawn_at=_moment(found.draw.drawn_at),
        drawn_by=found.draw.drawn_by,
        witnesses=found.draw.witnesses or "",
        reason=found.draw.reason or "",
        seed=found.draw.seed,
        people="、".join(f"{n} {name}" for n, name in enumerate(found.people, 1)),
        shares="、".join(f"{name} {count}" for name, count in found.shares),
        rows=tuple(LotRow(str(one.place), one.number, one.name, one.drawn, _named(one)) for one in found.lots),
    )


def _named(lot: protocol.Lot) -> str:
    return f"{lot.chosen}（{lot.why}）" if lot.chosen and lot.chosen != lot.drawn else ""


def _written(row: Any) -> LetterPaper:
    item, handover, customer = row[0], row[1], row[2]
    return LetterPaper(
        number=f"{handover.number}-{item.position:03d}",
        office=office().name,
        customer=customer.name,
        contact=customer.contact or "",
        giver=row.giver,
        taker=row.taker or "",
        phone=row.phone or "",
        effective_on=handover.effective_on.isoformat(),
        back_on=handover.back_on.isoformat() if handover.back_on else "",
        cause=handover.cause,
        written_on=clock.today().isoformat(),
    )


def _row(n: int, row: Any) -> ListRow:
    item = row.HandoverItem
    hanging = [f"{say(Text('Tasks'))} {len(item.found['tasks'])}"] if item.found["tasks"] else []
    hanging += [f"{say(Text('Deadlines'))} {len(item.found['deadlines'])}"] if item.found["deadlines"] else []
    hanging += [f"{say(Text(one['label']))} {one['count']}" for one in item.found["parts"]]
    return ListRow(
        place=str(n),
        number=row.number,
        name=row.name,
        part=say(Text(rules.PARTS[item.part])),
        hanging="；".join(hanging),
        successor=row.successor or "",
        signed=_signed(item.signed_by, item.signed_at),
        contacted_on=item.contacted_on.isoformat() if item.contacted_on else "",
    )


def _signed(name: str | None, at: datetime | None) -> str:
    return f"{name} {_moment(at)}" if at else ""


def _moment(at: datetime) -> str:
    return clock.local(at).strftime("%Y-%m-%d %H:%M")
