"""The looks at printers, at prints of tickets, and at a visitor's own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.extensions import db
from app.reception.counters.models import Desk, Purpose
from app.reception.queue import queries as queue
from app.reception.queue.models import Visit
from app.reception.queue.rules import CALLED, SERVING, WAITING
from app.reception.queue.waits import Range
from app.reception.tickets.models import TicketPrint, TicketPrinter

MOST_PRINTS = 10


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a visitor sees on his phone: nothing that tells who he is."""

    number: str
    purpose: str
    state: str
    ahead: int | None
    wait: Range | None
    desk: str | None

    @property
    def revision(self) -> str:
        """Changes whenever the page does."""
        wait = f"{self.wait.low}-{self.wait.high}" if self.wait else ""
        return f"{self.state}.{self.ahead}.{wait}.{self.desk}"


def printers(*, active_only: bool = False) -> Sequence[TicketPrinter]:
    """The printers: those in use first, by name."""
    query = select(TicketPrinter).order_by(TicketPrinter.active.desc(), TicketPrinter.name)
    return db.session.scalars(query.where(TicketPrinter.active) if active_only else query).all()


def printer(printer_id: int) -> TicketPrinter:
    """One printer. Raises NoResultFound."""
    return db.session.scalars(select(TicketPrinter).where(TicketPrinter.id == printer_id)).one()


def usual() -> TicketPrinter | None:
    """The printer of every visitor's ticket; None where tickets are printed only when somebody asks."""
    return db.session.scalars(select(TicketPrinter).where(TicketPrinter.usual, TicketPrinter.active)).first()


def print_of(print_id: int) -> tuple[TicketPrint, TicketPrinter]:
    """A print and its printer. Raises NoResultFound."""
    query = select(TicketPrint, TicketPrinter).join(TicketPrinter, TicketPrinter.id == TicketPrint.printer_id)
    found = db.session.execute(query.where(TicketPrint.id == print_id).execution_options(populate_existing=True)).one()
    return found[0], found[1]


def prints_of(visit_id: int) -> Sequence[Any]:
    """The prints of a visitor's ticket, newest first, as rows of print and printer."""
    query = select(TicketPrint, TicketPrinter).join(TicketPrinter, TicketPrinter.id == TicketPrint.printer_id)
    mine = query.where(TicketPrint.visit_id == visit_id).order_by(TicketPrint.id.desc()).limit(MOST_PRINTS)
    return db.session.execute(mine).all()


def print_states(visit_ids: Iterable[int]) -> Mapping[int, TicketPrint]:
    """The newest print of each of these visits; visits without any are not in it. One query."""
    wanted = list(visit_ids)
    newest = select(func.max(TicketPrint.id)).where(TicketPrint.visit_id.in_(wanted)).group_by(TicketPrint.visit_id)
    found = db.session.scalars(select(TicketPrint).where(TicketPrint.id.in_(newest))) if wanted else ()
    return {one.visit_id: one for one in found}


def of_token(token: str) -> Visit | None:
    """The visit of today to which this address belongs; None for an unknown one and for one of another day."""
    return db.session.scalars(select(Visit).where(Visit.token == token, Visit.day == clock.today())).one_or_none()


def own_page(visit: Visit) -> OwnPage:
    """What this visitor may see of his visit (R-12): his number, how many are before him, the desk that calls him."""
    waits = visit.state == WAITING
    called = visit.state in (CALLED, SERVING)
    return OwnPage(
        number=visit.number,
        purpose=purpose_of(visit),
        state=visit.state,
        ahead=queue.ahead_of(visit) if waits else None,
        wait=queue.wait_of(visit) if waits else None,
        desk=db.session.scalar(select(Desk.name).where(Desk.id == visit.desk_id)) if called else None,
    )


def purpose_of(visit: Visit) -> str:
    """What the visitor came for."""
    return db.session.scalars(select(Purpose.name).where(Purpose.id == visit.purpose_id)).one()
