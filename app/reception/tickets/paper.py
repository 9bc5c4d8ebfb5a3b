"""A visitor's ticket in the words of the office."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import has_request_context, request
from flask_babel import force_locale

from app import clock
from app.domain.text import Text
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.office.policy.switches import office
from app.reception.queue import queries as queue
from app.reception.queue.models import Visit
from app.reception.tickets.policy import TicketPolicy
from app.reception.tickets.queries import purpose_of
from app.reception.tickets.rules import Ticket
from app.web.language import say

NOT_FOR_PHONES = ("localhost", "127.0.0.1", "::1")


def address() -> str:
    """Where phones reach the program; empty where nobody has said it and the reception itself sits at the server."""
    rules = policy.of(TicketPolicy)
    if not rules.phone_page:
        return ""
    if rules.address:
        return rules.address.rstrip("/")
    if not has_request_context() or urlsplit(request.url_root).hostname in NOT_FOR_PHONES:
        return ""
    return request.url_root.rstrip("/")


def ticket(visit: Visit, at: str) -> Ticket:
    """The ticket of a visitor; `at` is where phones reach the program."""
    with force_locale(office().language):
        return Ticket(
            office=policy.of(OfficePolicy).name,
            title=say(Text("Your number")),
            number=visit.number,
            purpose=purpose_of(visit),
            ahead=say(Text("Before you: %(n)s", n=queue.ahead_of(visit))),
            time=clock.local(visit.arrived_at).strftime("%Y-%m-%d %H:%M"),
            url=f"{at}/t/{visit.token}" if at else "",
            hint=say(Text("Scan to see how far the line is")) if at else "",
            foot=policy.of(TicketPolicy).words,
        )


def trial_ticket() -> Ticket:
    """A ticket that is nobody's, to see how a printer prints."""
    with force_locale(office().language):
        moment = clock.local(clock.now()).strftime("%Y-%m-%d %H:%M")
        title, purpose = say(Text("Test ticket")), say(Text("This is no number"))
        return Ticket(policy.of(OfficePolicy).name, title, "A000", purpose, "", moment, "", "", "")
