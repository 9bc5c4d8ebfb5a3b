"""What the queue answers to the search box, to the first page and to the features below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for

from app import clock
from app.domain.actor import Actor
from app.domain.names import phone_tail
from app.domain.text import N_, Text
from app.reception.claims.kinds import VisitCard
from app.reception.queue.feature import SEE, SERVE
from app.reception.queue.models import Visit
from app.reception.queue.queries import finding
from app.reception.queue.queries.visits import leftovers
from app.reception.queue.rules import HERE, WAITING
from app.reception.queue.screen import shows_names
from app.reception.rota.kinds import Receiving
from app.web.converters import id_in
from app.web.hooks import Hit, Notice

LABELS = {
    "name": N_("Visitor's name"),
    "phone": N_("Telephone"),
    "party": N_("How many people"),
    "needs": N_("What the visitor wants"),
    "vip": N_("Important guest"),
    "first_time": N_("Been here before?"),
    "forgot": N_("Forgot who received him"),
    "complains": N_("Complains about staff"),
}


def hits(actor: Actor, query: str) -> list[Hit]:
    """The visits that answer the search box: today's number, the end of a telephone number, a name."""
    named = shows_names(actor)
    return [_hit(visit, purpose, named) for visit, purpose in finding.found(query, clock.today(), actor)]


def notices(actor: Actor) -> list[Notice]:
    """Who waits for this user, who waits at all, and who was left over from another day."""
    if not actor.may(SEE.name):
        return []
    mine, open_to_all = finding.waiting_for(actor.staff_id, clock.today())
    url, found = url_for("queue.index"), []
    if mine:
        found.append(Notice(Text("Visitors who wait for me"), str(mine), url, "red", order=5))
    if open_to_all and actor.may(SERVE.name):
        found.append(Notice(Text("Visitors who wait"), str(open_to_all), url, "yellow", order=6))
    left = len(leftovers(clock.today())) if actor.may(SERVE.name) else 0
    if left:
        found.append(Notice(Text("Visits of earlier days that nobody ended"), str(left), url, "orange", order=7))
    return found


def visit_cards(ids: Sequence[int]) -> dict[int, VisitCard]:
    """What stands on the register about these visits. Hook of claims."""
    return {visit.id: _card(visit) for visit in finding.cards(ids)}


def receiving_now(day: date) -> list[Receiving]:
    """Who receives whom now. Hook of the rota, asked when it is opened."""
    return finding.receiving(day)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a visit; None for other subjects (O-12)."""
    return actor.may(SEE.name) if subject.startswith("visit:") else None


def complaint_origin(subject: str, actor: Actor) -> dict[str, Any] | None:
    """Who came by a visit and what he wants, for whoever takes his complaint (hook of complaints)."""
    visit_id = id_in(subject, "visit")
    found = finding.cards([visit_id]) if visit_id and actor.may(SEE.name) else ()
    return next(
        (
            {
                "contact_name": visit.name, "contact_phone": visit.phone, "customer_id": visit.customer_id,
                "facts": visit.needs, "channel": "in_person",
                "label": Text("Visit %(number)s of %(day)s", number=visit.number, day=visit.day),
                "url": f"/reception/queue/{visit.id}",
            }
            for visit in found
        ),
        None,
    )  # fmt: skip


def fact_labels() -> dict[str, Text]:
    """How the details of a visitor are called in history."""
    return {f"visit.{key}": Text(label) for key, label in LABELS.items()}


def _card(visit: Visit) -> VisitCard:
    return VisitCard(
        id=visit.id, day=visit.day, number=visit.number, name=visit.name, phone=visit.phone,
        customer_id=visit.customer_id, staff_id=visit.staff_id, arrived_at=visit.arrived_at,
        open=visit.state in HERE, url=f"/reception/queue/{visit.id}",  # the worker has no request
    )  # fmt: skip


def _hit(visit: Visit, purpose: str, named: bool) -> Hit:
    tail = f"…{phone_tail(visit.phone)}" if visit.phone else ""
    detail = " · ".join(filter(None, [visit.day.isoformat(), purpose, tail]))
    title = f"{visit.number} {visit.name if named or visit.state != WAITING else ''}".strip()
    return Hit(Text("Visitor"), title, detail, url_for("queue.show", visit_id=visit.id))
