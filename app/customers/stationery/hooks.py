"""What blank contracts tell others: the search box, the first page, attachments, and when somebody leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import url_for
from sqlalchemy import func, select

from app import clock
from app.customers.handovers.kinds import Part
from app.customers.handovers.queries.hanging import slices
from app.customers.stationery.models import Blank
from app.customers.stationery.queries import sheets
from app.customers.stationery.tasks import LEFT
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of, top
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.service import open_task
from app.unit_of_work import unit_of_work
from app.web.converters import id_in
from app.web.hooks import Hit, Notice


def hits(actor: Actor, query: str) -> list[Hit]:
    """The sheets of this serial number (hook `search`)."""
    return [
        Hit(Text("Contract stationery"), one.serial, kind, sheets.page_url(one.id))
        for one, kind, *_ in sheets.found(query, actor)
    ]


def notices(actor: Actor) -> list[Notice]:
    """Sheets that this user should have given back or on, and those that finance is to receive (hook `today`)."""
    if actor.staff_id is None:
        return []
    late, waiting = sheets.figures(actor)
    mine = url_for("stationery.listing", overdue="y", holder=actor.staff_id)
    lines = (
        (Text("Contracts that I should have given back or passed on"), late, mine, "red"),
        (Text("Contracts reported to finance"), waiting, url_for("stationery.receive"), "blue"),
    )
    return [Notice(label, str(figure), url, colour, order=61) for label, figure, url, colour in lines if figure]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a sheet, such as its history; None for other subjects (O-12)."""
    found = id_in(subject, "blank")
    if found is None:
        return None
    return db.session.scalar(select(Blank.id).where(Blank.id == found, sheets.visible(actor))) is not None


def staff_left(staff_id: int, _left_on: date, *, by: Actor) -> None:
    """Let the head of the department, else the top, see to the contracts of somebody who leaves (hook `staff_left`)."""
    held = sheets.held_by(staff_id)
    if not held:
        return
    with unit_of_work(by=by) as work:
        name, home = work.session.execute(select(Staff.name, Staff.department_id).where(Staff.id == staff_id)).one()
        office = organisation()
        heirs = (head_of(office, home) if home else None, *top(office))
        heir = next((one for one in heirs if one not in (None, staff_id)), None)
        if heir is not None:
            open_task(
                LEFT, sheets.left_with(staff_id), facts={"name": name, "number": held},
                url=f"{sheets.PLACE}/?holder={staff_id}", to=Party(staff_id=heir), due_on=clock.today(), by=by,
            )  # fmt: skip


def handover_parts(staff_id: int, customer_ids: Sequence[int]) -> dict[int, list[Part]]:
    """The signed contracts of these customers that somebody has in hand (hook `handover_parts`, C-23)."""
    label, found = Text("Signed contracts in hand"), {}
    in_hand = select(Blank.customer_id, func.count().label("number")).where(
        Blank.holder_id == staff_id, Blank.state.in_(sheets.WAITING)
    )
    for part in slices(customer_ids):
        mine = in_hand.where(Blank.customer_id.in_(part)).group_by(Blank.customer_id)
        for row in db.session.execute(mine):
            found[row.customer_id] = [Part(label, row.number, f"{sheets.PLACE}/?holder={staff_id}")]
    return found
