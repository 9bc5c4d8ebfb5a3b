"""Noting and withdrawing major changes."""

from __future__ import annotations

from sqlalchemy import update

from app import clock
from app.customers.files.queries import file_to_change
from app.customers.major_changes import queries, rules
from app.customers.major_changes.feature import NOTED, WITHDRAWN
from app.customers.major_changes.models import MajorChange
from app.customers.major_changes.rules import NewChange
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web.feature import Action


def note(customer_id: int, new: NewChange, *, by: Actor) -> MajorChange:
    """Note a major change in the customer's file (C-09, C-10).

    Raises NoResultFound for a file that is not this actor's to change, Refused for what cannot be right.
    """
    with unit_of_work(by=by) as work:
        file_to_change(customer_id, by)
        rules.check(new, clock.today())
        made = MajorChange(customer_id=customer_id, side=new.side, happened_on=new.happened_on, what=new.what.strip())
        made.consequence = (new.consequence or "").strip() or None
        made.made_by, made.made_at = by.name, work.at
        work.session.add(made)
        work.session.flush()
        _record(NOTED, made)
    return made


def withdraw(change_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Say that a change was noted by mistake, with the reason; it stays to be read. Raises as `note`, Conflict."""
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by) as work:
        one = queries.one(change_id)
        file_to_change(one.customer_id, by)
        seen = (MajorChange.id == change_id, MajorChange.version == version, MajorChange.withdrawn_why.is_(None))
        changed = update(MajorChange).where(*seen).values(withdrawn_why=reason.strip(), version=version + 1)
        if work.session.scalar(changed.returning(MajorChange.id)) is None:
            raise Conflict(Text("Somebody was quicker: this change is no longer as you saw it."))
        _record(WITHDRAWN, one, reason.strip())


def _record(action: Action, one: MajorChange, reason: str | None = None) -> None:
    facts = {"day": one.happened_on, "what": rules.short(one.what)}
    record(action, f"major_change:{one.id}", customer_id=one.customer_id, facts=facts, reason=reason)
