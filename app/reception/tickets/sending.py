"""Tickets on printers in the network, as background work: no unit waits for a printer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.domain.errors import Refused
from app.extensions import db
from app.jobs.service import Running
from app.reception.queue.models import Visit
from app.reception.tickets import paper, queries, service
from app.reception.tickets.escpos import encoded
from app.reception.tickets.network import send
from app.reception.tickets.rules import PENDING
from app.web.language import say


def send_job(running: Running) -> dict[str, Any]:
    """Print one ticket, once: what was printed or given up before the job is taken up again stays so."""
    asked, printer = queries.print_of(int(running.arguments["print"]))
    if asked.state != PENDING:
        return {}
    visit = db.session.scalars(select(Visit).where(Visit.id == asked.visit_id)).one()
    data = encoded(paper.ticket(visit, str(running.arguments["address"])), printer.paper)
    print_id, host, port = asked.id, printer.host or "", printer.port or 0
    db.session.rollback()
    try:
        send(host, port, data)
    except Refused as refused:
        service.failed(print_id, say(refused.text), by=running.by)
    else:
        service.printed(print_id, by=running.by)
    return {}


def test_job(running: Running) -> dict[str, Any]:
    """Print a ticket that is nobody's. Raises Refused with what the printer said."""
    printer = queries.printer(int(running.arguments["printer"]))
    host, port, on = printer.host or "", printer.port or 0, printer.paper
    data = encoded(paper.trial_ticket(), on)
    db.session.rollback()
    send(host, port, data)
    return {"go_on": ["tickets.printers", {}]}
