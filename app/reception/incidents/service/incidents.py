"""Recording incidents and violations, dealing with them, and passing what was verified on (R-27 to R-29)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.conduct.service.cases import record_incident
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.reception.incidents import rules
from app.reception.incidents.feature import HANDLED, LED_AWAY, NOT_CONFIRMED, RECORDED, VERIFIED
from app.reception.incidents.models import Incident
from app.reception.incidents.queries import SeenIncident, incident, incident_of, incident_page, manager_for
from app.reception.incidents.rules import VIOLATIONS, NewIncident
from app.reception.incidents.tasks import FLOOR, TO_VERIFY
from app.unit_of_work import current_work, unit_of_work

QUICKER = Text("Somebody was quicker: this incident is no longer as you saw it. Look at it again.")
NOT_HIS = Text("You cannot do this with this incident.")


def record_event(new: NewIncident, *, by: Actor) -> Incident:
    """Record an incident on the floor (现场事件, R-27) or somebody's violation; a manager learns of it by a task.

    Nothing follows from a violation before it was verified (R-28, R-29, X-06). Raises Refused.
    """
    with unit_of_work(by=by) as work:
        rules.check_incident(new, work.at)
        today = clock.local(work.at).date()
        one = Incident(number=rules.number_of(today, next_number("incident", f"{today:%y%m}")))
        one.day, one.happened_at, one.kind = clock.local(new.happened_at).date(), new.happened_at, new.kind
        one.place, one.staff_id, one.others, one.visit_id = new.place, new.staff_id, new.others, new.visit_id
        one.text, one.removed_at = new.text.strip(), new.removed_at
        one.made_at, one.made_by, one.made_by_id = work.at, by.name, by.staff_id
        work.session.add(one)
        work.session.flush()
        _tell(one, by)
        record(RECORDED, incident_of(one.id), facts={"number": one.number})
    return one


def lead_away(incident_id: int, version: int, removed_at: datetime, *, by: Actor) -> None:
    """Say when those concerned were led away from the floor, which comes first (R-27).

    Raises NoResultFound, Conflict, Refused.
    """
    with unit_of_work(by=by) as work:
        one = _seen(incident_id, version, rules.LEAD_AWAY, by).incident
        rules.check_led_away(one.happened_at, removed_at, work.at)
        _change(one, removed_at=removed_at)
        record(LED_AWAY, incident_of(incident_id), facts={"number": one.number})


def handle(incident_id: int, version: int, words: str, removed_at: datetime | None, *, by: Actor) -> None:
    """Say how an incident on the floor was dealt with, after those concerned were led away (R-27).

    Raises NoResultFound, Conflict, Refused without words and where nobody was led away before.
    """
    if not words:
        raise Refused(Text("Please say how it was handled."), field="handled")
    with unit_of_work(by=by) as work:
        one = _seen(incident_id, version, rules.HANDLE, by).incident
        removed_at = one.removed_at or removed_at
        rules.check_handling(one.kind, removed_at)
        if removed_at is not None:
            rules.check_led_away(one.happened_at, removed_at, work.at)
        how = {"handled": words, "handled_at": work.at, "handled_by": by.name}
        _change(one, state=rules.HANDLED, removed_at=removed_at, **how)
        close_tasks(incident_of(incident_id), by=by)
        record(HANDLED, incident_of(incident_id), facts={"number": one.number})


def verify(incident_id: int, version: int, finding: str, words: str, *, by: Actor) -> Incident:
    """Say whether a violation was so, and how that is known; what was so goes to the conduct ledger (R-28, R-29).

    There people propose and decide; nothing has an effect by itself (X-06). Raises NoResultFound, Conflict, Refused.
    """
    with unit_of_work(by=by) as work:
        seen = _seen(incident_id, version, rules.VERIFY, by)
        one = seen.incident
        rules.check_finding(finding, words, concerned=one.staff_id == by.staff_id and by.staff_id is not None)
        so = finding == rules.CONFIRMED
        known = {"verified": words, "verified_at": work.at, "verified_by": by.name}
        case_id = _to_the_ledger(one, words, by) if so else None
        _change(one, state=rules.HANDLED, conduct_case_id=case_id, **known)
        close_tasks(incident_of(incident_id), by=by)
        record(VERIFIED if so else NOT_CONFIRMED, incident_of(incident_id), facts={"number": one.number})
    return one


def _to_the_ledger(one: Incident, words: str, by: Actor) -> int:
    case = record_incident(
        one.staff_id or 0,
        rule=VIOLATIONS[one.kind].rule,
        happened_on=one.day,
        facts=f"{one.text}\n{words}",
        source=incident_of(one.id),
        by=by,
    )
    return case.id


def _tell(one: Incident, by: Actor) -> None:
    """Open the task of the manager: of the person's superior for a violation, else of who is in charge."""
    manager = manager_for(one.staff_id or by.staff_id or 0, by.staff_id)
    if manager is None:
        return
    facts = {"number": one.number, "kind": Text(rules.KINDS[one.kind]), "text": rules.short(one.text)}
    open_task(
        TO_VERIFY if one.kind in VIOLATIONS else FLOOR,
        incident_of(one.id),
        facts=facts,
        url=incident_page(one.id),
        to=Party(staff_id=manager),
        due_on=clock.today(),
        by=by,
    )


def _seen(incident_id: int, version: int, move: str, by: Actor) -> SeenIncident:
    """The incident as stored now. Raises NoResultFound, Conflict, and Refused where this is not for him to do."""
    seen = incident(incident_id, by)
    if seen.incident.version != version:
        raise Conflict(QUICKER)
    if move not in seen.moves:
        raise Refused(NOT_HIS)
    return seen


def _change(one: Incident, **values: Any) -> None:
    """Change the row if it still is as seen. Raises Conflict."""
    work = current_work()
    seen = update(Incident).where(Incident.id == one.id, Incident.version == one.version)
    changed = seen.values(**values, version=one.version + 1).returning(Incident.id)
    if work.session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(QUICKER)
    work.session.refresh(one)
