"""Opening consultations, filling in their form, and recording how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.consultations import queries, rules
from app.customers.consultations.feature import CHANGED, OPENED, REACHED, TAKEN_BACK
from app.customers.consultations.models import Consultation, ConsultationStage
from app.customers.files.queries import file_to_change
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.numbering.service import next_number
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work


def open_consultation(customer_id: int, values: Mapping[str, Any], *, by: Actor) -> Consultation:
    """Open a consultation of a customer (F-33). `values` are columns of Consultation; numbers are ZX2611-001 (O-04).

    Raises NoResultFound where the actor may not change the file, and Refused for a day that has not come or a form
    that says nothing.
    """
    with unit_of_work(by=by) as work:
        customer = file_to_change(customer_id, by)
        opened_on = values.get("opened_on") or clock.today()
        _check_day(opened_on)
        rules.check_told(values)
        about = {**values, "opened_on": opened_on, "stage": rules.ENQUIRY, "stage_on": opened_on}
        made = Consultation(customer_id=customer.id, made_by=by.name, made_at=work.at, **about)
        period = f"{clock.today():%y%m}"
        made.number = f"ZX{period}-{next_number('consultation', period):03d}"
        work.session.add(made)
        work.session.flush()
        record(OPENED, subject_of(made), customer_id=customer.id, facts={"number": made.number})
        return made


def change_consultation(consultation_id: int, version: int, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what stands in the form, every field with old and new value in history. Raises Conflict, Refused."""
    with unit_of_work(by=by):
        made = _to_change(consultation_id, by)
        changed = changes({name: getattr(made, name) for name in values}, values)
        if "opened_on" in values:
            _check_day(values["opened_on"])
        if not changed and made.version == version:
            return
        rules.check_told({key: values.get(key, getattr(made, key)) for key in rules.TOLD})
        stage = rules.stage_of(queries.steps(made.id), values.get("opened_on", made.opened_on))
        _store(made, version, {**values, "stage": stage[0], "stage_on": stage[1]})
        facts = {"number": made.number, "changes": _in_words(changed)}
        record(CHANGED, subject_of(made), customer_id=made.customer_id, facts=facts)


def reach(
    consultation_id: int, version: int, stage: str, on_day: date, *, amount: Fen | None, note: str | None, by: Actor
) -> None:
    """Record that a stage was reached on a day (C-107). Raises Conflict, and Refused for what cannot follow."""
    with unit_of_work(by=by) as work:
        made = _to_change(consultation_id, by)
        now, since = made.stage, made.stage_on
        rules.check_step(stage, on_day, amount, note, now=now, since=since, today=clock.today())
        _store(made, version, {"stage": stage, "stage_on": on_day})
        step = ConsultationStage(consultation_id=made.id, stage=stage, on_day=on_day, amount=amount, note=note)
        step.made_by, step.made_at = by.name, work.at
        work.session.add(step)
        facts = {"number": made.number, "stage": Text(rules.STAGES[stage]), "day": on_day, "amount_fen": amount}
        record(REACHED, subject_of(made), customer_id=made.customer_id, facts=facts, reason=note)


def take_back(consultation_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Take the newest step back, with the reason; the row of the ledger stays. Raises Conflict and Refused."""
    with unit_of_work(by=by) as work:
        made = _to_change(consultation_id, by)
        held = rules.standing(queries.steps(made.id))
        if not held:
            raise Refused(Text("There is no step that could be taken back."))
        stage, since = rules.stage_of(held[:-1], made.opened_on)
        _store(made, version, {"stage": stage, "stage_on": since})
        step = ConsultationStage(consultation_id=made.id, stage=held[-1].stage, on_day=held[-1].on_day, note=reason)
        step.takes_back_id, step.made_by, step.made_at = held[-1].id, by.name, work.at
        work.session.add(step)
        facts = {"number": made.number, "stage": Text(rules.STAGES[held[-1].stage])}
        record(TAKEN_BACK, subject_of(made), customer_id=made.customer_id, facts=facts, reason=reason)


def subject_of(made: Consultation) -> str:
    """The consultation as a subject of history and attachments."""
    return f"consultation:{made.id}"


def _to_change(consultation_id: int, by: Actor) -> Consultation:
    made: Consultation = queries.consultation(consultation_id, by)[0]
    file_to_change(made.customer_id, by)
    return made


def _check_day(opened_on: date) -> None:
    if opened_on > clock.today():
        raise Refused(Text("This day has not come yet."), field="opened_on")


def _store(made: Consultation, version: int, values: Mapping[str, Any]) -> None:
    session = current_work().session
    held = update(Consultation).where(Consultation.id == made.id, Consultation.version == version)
    if not session.execute(held.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody changed this consultation meanwhile. Look at what is stored now."))
    session.refresh(made)


def _in_words(changed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes with the names of people instead of their ids, and each field as history calls it."""
    return [
        {**one, "field": f"consultation.{one['field']}"}
        | ({side: _name(one[side]) for side in ("old", "new")} if one["field"].endswith("er_id") else {})
        for one in changed
    ]


def _name(staff_id: int | None) -> str | None:
    return current_work().session.scalar(select(Staff.name).where(Staff.id == staff_id)) if staff_id else None
