"""What a manager decides about the rota at once, with a reason that everybody can read in the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.reception.rota import queries
from app.reception.rota.feature import MANAGE, OVERRULED
from app.reception.rota.kinds import tell_reps_changed
from app.reception.rota.rules import State
from app.reception.rota.rules import lines as rules
from app.reception.rota.rules.fold import person_of
from app.reception.rota.service.ledger import hold_open, today, write
from app.reception.rota.words import CANCEL_TURN, KEEP_PLACE, OVERRULINGS, SWAP, TO_END, TO_FRONT
from app.unit_of_work import unit_of_work

# deed -> kind of line and what it carries
LINES: dict[str, tuple[str, dict[str, Any]]] = {
    SWAP: (rules.SWAP, {}),
    KEEP_PLACE: (rules.VERIFY, {}),
    CANCEL_TURN: (rules.CANCEL, {}),
    TO_FRONT: (rules.MOVE, {"facts": {"place": rules.FRONT}}),
    TO_END: (rules.MOVE, {"facts": {"place": rules.LAST}}),
    "credit": (rules.CREDIT, {"credit": 1}),
    "debit": (rules.CREDIT, {"credit": -1}),
    "unbar": (rules.CHECK, {"facts": {"ready": True}}),
}


def overrule(deed: str, staff_id: int, *, reason: str, other_id: int | None = None, by: Actor) -> None:
    """Decide something about the rota of today at once (R-02, R-03: an exception is logged with its reason).

    `deed` is one of OVERRULINGS. Raises Refused without the right, for whoever is not in the line, and where the deed
    does not fit.
    """
    if not by.may(MANAGE.name):
        raise Refused(Text("Only a manager of the rota may overrule it."))
    with unit_of_work(by=by):
        day = today()
        state = hold_open(day)
        check(deed, state, staff_id, other_id)
        carry_out(deed, day, staff_id, other_id, note=reason)
        person = queries.names([staff_id])[staff_id]
        facts = {"day": day, "person": person, "what_msgid": OVERRULINGS[deed]}
        record(OVERRULED, f"rota:{day}", facts=facts, reason=reason)
        tell_reps_changed(by=by)


def check(deed: str, state: State, staff_id: int, other_id: int | None) -> None:
    """Check that a deed fits the line as it stands. Raises Refused."""
    if staff_id not in state.line:
        raise Refused(Text("This person is not in the rota of today."), field="staff")
    if deed == SWAP and (other_id not in state.line or other_id == staff_id):
        raise Refused(Text("Name somebody else of the rota of today to swap with."), field="other")
    person = person_of(state, staff_id)
    if deed == KEEP_PLACE and not person.missed and (person.away != rules.ERRAND or person.verified):
        raise Refused(Text("There is no errand of this person that waits to be verified."), field="staff")
    if deed == "debit" and person.credits < 1:
        raise Refused(Text("This person has no make-up turn."), field="staff")


def carry_out(deed: str, day: date, staff_id: int, other_id: int | None, *, note: str) -> None:
    """Write the line of a deed that was decided, into a day whose row is held."""
    kind, values = LINES[deed]
    write(day, kind, staff_id, other_id=other_id if deed == SWAP else None, note=note, **values)
