"""The office's own ladders of reminders and escalation."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.feature import LADDER_AS_SHIPPED, RUNG_ADDED, RUNG_REMOVED
from app.office.deadlines.kinds import DeadlineRule, Rung
from app.office.deadlines.models import LadderRung
from app.office.deadlines.service.asking import ask_again
from app.office.deadlines.words import addressee_name
from app.office.history.service import record
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action


def add_rung(rule: DeadlineRule, rung: Rung, *, by: Actor) -> None:
    """Add a step to the ladder of a rule; the first change makes the shipped ladder the office's own (O-02).

    It holds for all open deadlines of the rule. Raises Refused where the same addressee is told that day already.
    """
    with unit_of_work(by=by) as work:
        own = _own_ladder(rule)
        if any((one.days, one.addressee) == (rung.days, rung.addressee) for one in own):
            raise Refused(Text("This addressee is told on that day already."), field="addressee")
        work.session.add(_row(rule, rung))
        try:
            work.session.flush()
        except IntegrityError:
            raise Conflict(Text("Somebody else added this step a moment ago.")) from None
        _changed(RUNG_ADDED, rule, rung, by)


def remove_rung(rule: DeadlineRule, days: int, addressee: str, *, by: Actor) -> None:
    """Take a step out of the ladder of a rule. Raises Refused for its last one, Conflict where it is gone already."""
    with unit_of_work(by=by) as work:
        found = [one for one in _own_ladder(rule) if (one.days, one.addressee) == (days, addressee)]
        if not found:
            raise Conflict(Text("This step is not in the ladder any more."))
        if len(_own_ladder(rule)) == 1:
            raise Refused(Text("A ladder has at least one step. Add another one first."))
        work.session.delete(found[0])
        work.session.flush()
        _changed(RUNG_REMOVED, rule, Rung(days, addressee, found[0].slip), by)


def as_shipped(rule: DeadlineRule, *, by: Actor) -> None:
    """Give up the office's own ladder of a rule for the shipped one. Raises Conflict where it has none of its own."""
    with unit_of_work(by=by) as work:
        gone = work.session.execute(delete(LadderRung).where(LadderRung.rule == rule.key))
        if not gone.rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("This rule has its shipped ladder already."))
        record(LADDER_AS_SHIPPED, f"deadline_rule:{rule.key}", facts={"rule": rule.label})
        ask_again(by=by)


def _own_ladder(rule: DeadlineRule) -> list[LadderRung]:
    """The office's own ladder; made from the shipped one where it has none."""
    session = current_work().session
    query = select(LadderRung).where(LadderRung.rule == rule.key).order_by(LadderRung.id)
    if not session.scalars(query).all():
        session.add_all(_row(rule, rung) for rung in rule.ladder)
        session.flush()
    return list(session.scalars(query))


def _row(rule: DeadlineRule, rung: Rung) -> LadderRung:
    return LadderRung(rule=rule.key, days=rung.days, addressee=rung.addressee, slip=rung.slip)


def _changed(action: Action, rule: DeadlineRule, rung: Rung, by: Actor) -> None:
    facts = {"rule": rule.label, "days": rung.days, "to": addressee_name(rung.addressee)}
    record(action, f"deadline_rule:{rule.key}", facts=facts)
    ask_again(by=by)
