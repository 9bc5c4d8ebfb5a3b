"""What stands on the page of the queue: the same for a whole page, for one region and for the stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from app import clock
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.policy import queries as policy
from app.office.policy.switches import is_on
from app.reception.counters import queries as counters
from app.reception.counters.queries import Seat
from app.reception.queue import queries
from app.reception.queue.feature import MANAGE, REGISTER, SERVE
from app.reception.queue.kinds import visit_marks
from app.reception.queue.policy import QueuePolicy
from app.reception.queue.queries import Line, Row
from app.reception.queue.rules import CALLED, HOLD, LEFT, NO_SHOW, OUTCOMES, SERVING, STATES, WAITING, StillServing
from app.reception.rota import feature as rota
from app.reception.rota.showing import strip
from app.web import registry

Purposes = Sequence[tuple[int, str]]
BUSY = (CALLED, SERVING)
MOST_GONE = 5
AT_DESKS = ((CALLED, N_("Called")), (SERVING, N_("Being received")), (HOLD, N_("On hold")))
GONE, EARLIER = N_("Did not come or left"), N_("From earlier days")
COLOURS = {WAITING: "blue", CALLED: "orange", SERVING: "green", HOLD: "yellow", NO_SHOW: "red"}
RIGHTS = {  # what decides what is shown of the line and of a desk, by the words that audiences are named with
    "manage": MANAGE.name,
    "register": REGISTER.name,
    "serve": SERVE.name,
    "pay": "billing.payments.take",
    "file": "customers.files.edit",
    "card": "customers.card.see",
    "enquire": "reception.enquiries.take",
    "ask": "reception.incidents.ask",
    "complain": "complaints.cases.take",
}
OF_THE_LINE = ("manage", "serve")


@dataclass(frozen=True, slots=True)
class Panel:
    """Somebody's own desk: where he sits, which desks are free, whom he has before him or is to receive.

    `ways` lead from a visitor to what he came for. `asked` is the question whether to finish first, `again` the deed
    that does so.
    """

    staff_id: int
    staff: str
    seat: Seat | None
    free: tuple[Seat, ...]
    now: tuple[Row, ...]
    ways: Mapping[int, Sequence[tuple[Text, str]]]
    asked: Text | None = None
    again: str = ""

    @property
    def busy(self) -> bool:
        """True while somebody is called or received here."""
        return any(row.state in BUSY for row in self.now)

    @property
    def first(self) -> Row | None:
        """Whom the rules gave to this person and who waits to be received, the first; None while he is busy."""
        return None if self.busy else next((row for row in self.now if row.state == WAITING), None)


def rights_of(actor: Actor, words: Iterable[str] = tuple(RIGHTS)) -> frozenset[str]:
    """The words of RIGHTS that hold for this actor."""
    return frozenset(word for word in words if actor.may(RIGHTS[word]))


def line_context(rights: frozenset[str], line: Line, purposes: Purposes) -> dict[str, Any]:
    """What the region of the line needs, for everybody with these rights."""
    rules = policy.of(QueuePolicy)
    return {
        "line": line,
        "waiting": _by_purpose(line.of(WAITING), purposes),
        "others": _others(line),
        "calls": "manage" in rights or ("serve" in rights and rules.anyone_out_of_order),
        "named": "manage" in rights or rules.names_before_call,
        "flags": visit_marks([row.id for row in line.rows]),
        "warn_after": rules.warn_after,
        "now": clock.now(),
        "stubs": False,
    }


def shows_names(actor: Actor) -> bool:
    """Tell whether this actor sees the names of those who wait: where nobody may choose, only who manages (R-14)."""
    return actor.may(MANAGE.name) or policy.of(QueuePolicy).names_before_call


def shown_rows(context: Mapping[str, Any]) -> list[Row]:
    """Every row that the region of the line shows, in its order."""
    return [row for _, rows in (*context["waiting"], *context["others"]) for row in rows]


def _by_purpose(rows: Sequence[Row], purposes: Purposes) -> list[tuple[str, list[Row]]]:
    """The waiting by what they came for, in the office's order of purposes."""
    found: dict[str, list[Row]] = {name: [] for _, name in purposes}
    for row in rows:
        found.setdefault(row.purpose, []).append(row)
    return [(name, group) for name, group in found.items() if group]


def _others(line: Line) -> list[tuple[Text, tuple[Row, ...]]]:
    gone = tuple(row for row in line.ended if row.state in (NO_SHOW, LEFT))[:MOST_GONE]
    groups = [(Text(name), line.of(state)) for state, name in AT_DESKS]
    groups += [(Text(GONE), gone), (Text(EARLIER), line.leftovers)]
    return [(name, rows) for name, rows in groups if rows]


def panel_of(staff_id: int, staff: str, rights: frozenset[str], line: Line | None = None) -> Panel:
    """A person's own desk; `line` where it was read already."""
    seats = line.seats if line else counters.seats()
    mine = line.of_staff(staff_id) if line else queries.mine(staff_id)
    return Panel(
        staff_id=staff_id,
        staff=staff,
        seat=next((seat for seat in seats if seat.staff_id == staff_id), None),
        free=tuple(seat for seat in seats if seat.staff_id is None),
        now=mine,
        ways={row.id: ways(row, rights) for row in mine if row.state == SERVING},
    )


def desk_context(panel: Panel) -> dict[str, Any]:
    """What the region of a desk needs."""
    return {"panel": panel, "states": STATES, "outcomes": OUTCOMES}


def sees_rota(actor: Actor) -> bool:
    """Tell whether the rota stands on the page: the office has one, and this actor may see it."""
    return actor.may(rota.SEE.name) and is_on("reception.rota")


def asking(panel: Panel, refused: StillServing, again: str) -> Panel:
    """The desk with the question "finish and call, or stay"; `again` is the deed that finishes first (R-15)."""
    return Panel(
        panel.staff_id, panel.staff, panel.seat, panel.free, panel.now, panel.ways, asked=refused.text, again=again
    )


def workplace(actor: Actor, purposes: Purposes) -> dict[str, Any]:
    """What the whole place of work needs: the desk of whoever serves, the rota where there is one, the line."""
    rights, line = rights_of(actor), queries.board_of(clock.today())
    context = line_context(rights, line, purposes)
    context |= {"panel": None, "said": None, "problem": None, "beside": False, "rota": sees_rota(actor)}
    if context["rota"]:
        context["strip"] = strip(clock.today())
    if "serve" in rights and actor.staff_id is not None:
        context |= desk_context(panel_of(actor.staff_id, actor.name, rights, line))
    return context


def ways(row: Row, rights: frozenset[str]) -> list[tuple[Text, str]]:
    """From a visitor to what he came for, with what is known of him filled in; what he came for stands first."""
    origin, who = f"visit:{row.id}", {"name": row.name or None, "phone": row.phone}
    known = row.customer_id is not None
    found = [
        ("payment", "pay", Text("Take a payment"), way_to("payments.find", q=row.name or row.phone, origin=origin)),
        ("complaint", "complain", Text("Complaint"), way_to("complaints.new", visit=row.id)),
        ("file", "card", Text("Customer file"), known and way_to("customers.show", customer_id=row.customer_id)),
        ("file", "file", Text("Open a file"), not known and way_to("customers.new", **who)),
        ("enquiry", "enquire", Text("Enquiry"), way_to("enquiries.new", visit=row.id)),
        ("question", "ask", Text("Call a manager"), way_to("incidents.ask", visit=row.id)),
    ]
    found.sort(key=lambda one: one[0] != row.origin)
    return [(label, url) for _, right, label, url in found if url and right in rights]


def beside(row: Row, actor: Actor) -> list[tuple[Text, str]]:
    """From a visit to what others keep about it: who receives and why, evidence, the ticket."""
    found = [
        ("reception.claims.see", Text("Who receives and why"), way_to("claims.visit", visit_id=row.id)),
        ("reception.claims.record", Text("Record evidence"), way_to("claims.evidence", visit_id=row.id)),
        ("reception.register.see", Text("In the register"), way_to("register.line", subject="visit", line_id=row.id)),
        ("reception.tickets.print", Text("Ticket"), way_to("tickets.show", visit_id=row.id)),
    ]
    return [(label, url) for right, label, url in found if url and actor.may(right)]


def way_to(endpoint: str, **values: Any) -> str | None:
    """The address of a page of a feature that stands above; None where the office does not use it."""
    there = endpoint in current_app.view_functions and is_on(registry.feature_of(endpoint.partition(".")[0]))
    return url_for(endpoint, **values) if there else None
