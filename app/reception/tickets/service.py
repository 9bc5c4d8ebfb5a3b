"""Printers, and the prints of tickets: asked for, printed or failed, so that nobody's number is lost (R-12)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.jobs.service import enqueue
from app.office.history.service import record
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.reception.queue.models import Visit
from app.reception.queue.rules import HERE
from app.reception.tickets.feature import ADDED, ASKED, CHANGED, FAILED, PRINTED
from app.reception.tickets.models import TicketPrint, TicketPrinter
from app.reception.tickets.rules import NETWORK, PENDING, NewPrinter, check_printer
from app.unit_of_work import Work, current_work, unit_of_work

SEND, TEST = "tickets.send", "tickets.test"
LONGEST_CAUSE = 200


def add_printer(new: NewPrinter, *, by: Actor) -> TicketPrinter:
    """Set up a printer. Raises Refused for a taken name and for an address outside of the office's network."""
    kept = check_printer(new)
    with unit_of_work(by=by) as work:
        _check_name(work, kept.name)
        _only_usual(work, kept)
        printer = TicketPrinter(**asdict(kept))
        work.session.add(printer)
        work.session.flush()
        record(ADDED, f"ticket_printer:{printer.id}", facts={"name": kept.name, "host": kept.host, "port": kept.port})
    return printer


def change_printer(printer_id: int, version: int, new: NewPrinter, *, by: Actor) -> None:
    """Change a printer; out of use it prints nothing more. Raises Conflict, Refused."""
    kept = check_printer(new)
    with unit_of_work(by=by) as work:
        _check_name(work, kept.name, but=printer_id)
        _only_usual(work, kept)
        seen = update(TicketPrinter).where(TicketPrinter.id == printer_id, TicketPrinter.version == version)
        changed = work.session.execute(seen.values(**asdict(kept), version=TicketPrinter.version + 1))
        if not changed.rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody has changed this printer meanwhile. Look at it again."))
        record(CHANGED, f"ticket_printer:{printer_id}", facts={"name": kept.name, "host": kept.host, "port": kept.port})


def ask(visit_id: int, printer_id: int, *, address: str, by: Actor) -> TicketPrint:
    """Ask for the ticket of a visitor who is here; a printer in the network gets it as background work.

    `address` is where phones reach the program; the ticket has no code where it is empty. Raises Refused for a
    visitor who has gone, NoResultFound for no printer in use.
    """
    with unit_of_work(by=by) as work:
        visit = work.session.scalars(select(Visit).where(Visit.id == visit_id)).one()
        if visit.state not in HERE:
            raise Refused(Text("This visitor is not here any more."))
        in_use = select(TicketPrinter).where(TicketPrinter.id == printer_id, TicketPrinter.active)
        printer = work.session.scalars(in_use).one()
        asked = TicketPrint(visit_id=visit_id, printer_id=printer_id, state=PENDING, asked_at=work.at)
        asked.asked_by, asked.asked_by_id = by.name, by.staff_id
        work.session.add(asked)
        work.session.flush()
        facts = {"number": visit.number, "printer": printer.name}
        record(ASKED, f"visit:{visit_id}", customer_id=visit.customer_id, facts=facts)
        if printer.kind == NETWORK:
            arguments = {"print": asked.id, "address": address}
            enqueue(SEND, f"visit:{visit_id}", arguments, by=by, language=policy.of(OfficePolicy).language)
        work.touch("queue")
        return asked


def ask_for_test(printer_id: int, *, by: Actor) -> int:
    """Ask a printer in the network for a ticket that is none; return the job."""
    language = policy.of(OfficePolicy).language
    return enqueue(TEST, f"ticket_printer:{printer_id}", {"printer": printer_id}, by=by, language=language)


def printed(print_id: int, *, by: Actor) -> None:
    """A ticket came out of its printer. Nothing happens where it is known already."""
    with unit_of_work(by=by) as work:
        _end(work, print_id, "ok", None, (PENDING,))


def failed(print_id: int, cause: str, *, by: Actor) -> None:
    """A ticket did not come out, whatever the printer said: somebody holds no number until it is printed again."""
    with unit_of_work(by=by) as work:
        _end(work, print_id, "failed", cause[:LONGEST_CAUSE], (PENDING, "ok"))


def _end(work: Work, print_id: int, state: str, cause: str | None, known: tuple[str, ...]) -> None:
    waits = update(TicketPrint).where(TicketPrint.id == print_id, TicketPrint.state.in_(known))
    done = work.session.execute(waits.values(state=state, cause=cause, ended_at=work.at))
    if not done.rowcount:  # type: ignore[attr-defined]
        return
    query = select(Visit.id, Visit.number, Visit.customer_id, TicketPrinter.name)
    query = query.select_from(TicketPrint).join(Visit, Visit.id == TicketPrint.visit_id)
    one = work.session.execute(
        query.join(TicketPrinter, TicketPrinter.id == TicketPrint.printer_id).where(TicketPrint.id == print_id)
    ).one()
    facts: dict[str, Any] = {"number": one.number, "printer": one.name, "cause": cause or ""}
    record(FAILED if cause else PRINTED, f"visit:{one.id}", customer_id=one.customer_id, facts=facts)
    current_work().touch("queue")


def _check_name(work: Work, name: str, but: int | None = None) -> None:
    taken = select(TicketPrinter.id).where(TicketPrinter.name == name, TicketPrinter.id != (but or 0))
    if work.session.scalar(taken) is not None:
        raise Refused(Text("There is a printer of this name already."), field="name")


def _only_usual(work: Work, new: NewPrinter) -> None:
    """At most one printer prints every ticket by itself."""
    if new.usual:
        work.session.execute(update(TicketPrinter).values(usual=False))
