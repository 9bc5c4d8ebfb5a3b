"""What conduct tells others: the first page, and who may know what hangs on a case."""

from __future__ import annotations

from flask import url_for
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.conduct import rules
from app.office.conduct.feature import RECORD, SET_BONUS
from app.office.conduct.models import ConductCase
from app.office.conduct.queries import cases, months
from app.office.conduct.words import APPEALED, PROPOSED
from app.web.converters import id_in
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """What was decided about this user and may be appealed against, and the month that waits to be settled."""
    found = []
    if actor.staff_id is not None:
        mine = cases.may_be_appealed(actor.staff_id, clock.today())
        if mine:
            url = url_for("conduct.of_person", staff_id=actor.staff_id)
            found.append(Notice(Text("Decisions about you that you may appeal against"), str(mine), url, "red", 5))
    if actor.may(SET_BONUS.name):
        found += _to_settle()
    return found


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may know of the case "conduct:7" and what hangs on it; None for what is no case (O-12)."""
    return None if _case_id(subject) is None else _seen(actor, subject) is not None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang files on a case: whoever records cases, but not in his own, and not while others
    decide on it (O-12); None for what is no case."""
    if _case_id(subject) is None:
        return None
    case = _seen(actor, subject)
    waits = case is not None and case.state in (PROPOSED, APPEALED)
    return case is not None and not waits and actor.may(RECORD.name) and case.staff_id != actor.staff_id


def _seen(actor: Actor, subject: str) -> ConductCase | None:
    try:
        return cases.case(_case_id(subject) or 0, actor)
    except NoResultFound:
        return None


def _case_id(subject: str) -> int | None:
    return id_in(subject, "conduct")


def _to_settle() -> list[Notice]:
    """The month before this one, where its deductions are not settled yet."""
    month = months.month_to_settle()
    if month is None or month >= rules.month_of(clock.today()):
        return []
    return [Notice(Text("Deductions to settle"), month, url_for("conduct.settle", month=month), "orange", 30)]
