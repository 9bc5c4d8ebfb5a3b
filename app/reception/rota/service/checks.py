"""The check before receiving."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.office.conduct.service.cases import record_incident
from app.office.history.service import record
from app.reception.rota import queries
from app.reception.rota.feature import CHECKED
from app.reception.rota.kinds import tell_reps_changed
from app.reception.rota.models import ReadinessCheck
from app.reception.rota.rules import lines as rules
from app.reception.rota.service.ledger import hold_open, today, write
from app.reception.rota.words import CANCEL_TURN, CONSEQUENCES
from app.unit_of_work import current_work, unit_of_work

RULE, READY = "staff.not_ready", N_("ready")


def check_readiness(
    staff_id: int,
    ticks: Mapping[str, bool],
    *,
    consequence: str | None = None,
    note: str | None = None,
    violation: bool = False,
    by: Actor,
) -> ReadinessCheck:
    """Record a look at somebody's dress, tools and information before receiving (R-08, R-09, S-10, A-03).

    `ticks` are the items with whether they were in order; ready is whoever has them all. Otherwise `consequence` is
    one of CONSEQUENCES. With `violation` it goes to the conduct ledger, where somebody decides (X-06). Raises Refused.
    """
    ready = all(ticks.values())
    if not ready and consequence not in CONSEQUENCES:
        raise Refused(Text("Say what follows from not being ready."), field="consequence")
    with unit_of_work(by=by) as work:
        day = today()
        if staff_id not in hold_open(day).line:
            raise Refused(Text("This person is not in the rota of today."))
        items = [{"item": item, "in_order": found} for item, found in ticks.items()]
        row = ReadinessCheck(day=day, staff_id=staff_id, ready=ready, items=items, at=work.at, by_name=by.name)
        row.consequence, row.note, row.by_id = None if ready else consequence, note, by.staff_id
        work.session.add(row)
        work.session.flush()
        _follow(row)
        if violation and not ready:
            _propose(row, by)
        tell_reps_changed(by=by)
    return row


def _follow(row: ReadinessCheck) -> None:
    write(row.day, rules.CHECK, row.staff_id, reason=row.consequence, note=row.note, facts={"ready": row.ready})
    if row.consequence == CANCEL_TURN:
        write(row.day, rules.CANCEL, row.staff_id, note=row.note)
    person = queries.names([row.staff_id])[row.staff_id]
    follows = CONSEQUENCES.get(row.consequence or "", READY)
    record(
        CHECKED, f"rota:{row.day}", facts={"person": person, "day": row.day, "result_msgid": follows}, reason=row.note
    )


def _propose(row: ReadinessCheck, by: Actor) -> None:
    """Tell the conduct ledger; nothing follows from it before somebody decides (X-06)."""
    missing = "、".join(one["item"] for one in row.items if not one["in_order"])
    facts = f"{missing}。{row.note}" if row.note else missing
    record_incident(row.staff_id, rule=RULE, happened_on=row.day, facts=facts, source=f"rota:{row.id}", by=by)
    current_work().touch("rota")
