"""The roster of the day: who signs in, pauses, comes back and leaves. None of it moves anybody else in the line."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.reception.rota import queries
from app.reception.rota.feature import CHANGED, KEEP, MANAGE
from app.reception.rota.kinds import check_before_duty, tell_reps_changed
from app.reception.rota.rules import check_may
from app.reception.rota.rules import lines as words
from app.reception.rota.service.ledger import hold_open, today, write
from app.unit_of_work import unit_of_work


def sign_in(staff_id: int, *, by: Actor) -> None:
    """Let somebody report for duty, oneself or by the front desk.

    Raises Refused for whoever is no member of the rota, or has not read what must be read before (R-11).
    """
    check_before_duty(staff_id)
    _change(words.SIGN_IN, staff_id, by)


def pause(staff_id: int, reason: str, *, note: str | None = None, by: Actor) -> None:
    """Begin somebody's pause, with one of the reasons AWAY; the place in the line stays (D-08).

    A visitor whom the rules had given him, and who has not been called, goes to somebody else (R-05). An errand that a
    manager enters for somebody else counts as verified at once (A-02). Raises Refused.
    """
    if reason not in words.AWAY:
        raise Refused(Text("Please choose one of the list."), field="reason")
    verified = reason == words.ERRAND and by.may(MANAGE.name) and by.staff_id != staff_id
    _change(words.PAUSE, staff_id, by, reason=reason, note=note, facts={"verified": verified})


def back(staff_id: int, *, by: Actor) -> None:
    """End somebody's pause. Raises Refused for whoever is not away."""
    _change(words.BACK, staff_id, by)


def leave(staff_id: int, *, by: Actor) -> None:
    """Let somebody leave for today. Raises Refused in the middle of a reception."""
    _change(words.LEAVE, staff_id, by)


def _change(deed: str, staff_id: int, by: Actor, **values: object) -> None:
    with unit_of_work(by=by):
        _check_whose(staff_id, by)
        name = queries.names([staff_id]).get(staff_id, "")
        day = today()
        state = hold_open(day)
        if staff_id not in state.line and staff_id not in queries.members():
            raise Refused(Text("%(name)s is not in the rota.", name=name))
        check_may(deed, state, staff_id, name, himself=not _keeps(by))
        write(day, deed, staff_id, **values)
        facts = {"person": name, "what_msgid": words.KINDS[deed], "day": day}
        record(CHANGED, f"rota:{day}", facts=facts)
        tell_reps_changed(by=by)


def _check_whose(staff_id: int, by: Actor) -> None:
    if staff_id != by.staff_id and not _keeps(by):
        raise Refused(Text("Everybody reports for himself; the front desk may do it for others."))


def _keeps(by: Actor) -> bool:
    return by.may(KEEP.name) or by.may(MANAGE.name)
