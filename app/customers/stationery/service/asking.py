"""Kinds of stationery, and the monthly request for blank contracts (C-119, C-120)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.stationery.feature import ASKED, KIND_SET, REQUEST_OFF
from app.customers.stationery.models import StationeryKind, StationeryRequest
from app.customers.stationery.queries import months
from app.customers.stationery.rules_need import Need, check_request, month_after, month_of
from app.customers.stationery.tasks import REQUEST
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work

ASKED_STATE, OFF = "asked", "cancelled"


def set_kind(
    name: str, *, prefix: str | None, reserve: int, active: bool = True, kind_id: int | None = None, by: Actor
) -> StationeryKind:
    """Add a kind of contract stationery, or change one; the reserve is what is always to be at hand (C-119, C-120).

    Raises Refused for a name that another kind has, NoResultFound for no such kind.
    """
    with unit_of_work(by=by) as work:
        plain = tidy(name)
        taken = select(StationeryKind.id).where(StationeryKind.name == plain, StationeryKind.id != (kind_id or 0))
        if work.session.scalar(taken) is not None:
            raise Refused(Text("There is a kind of this name already."), field="name")
        one = months.kind(kind_id) if kind_id else StationeryKind()
        one.name, one.prefix, one.reserve, one.active = plain, (prefix or "").strip().upper() or None, reserve, active
        work.session.add(one)
        work.session.flush()
        record(KIND_SET, f"stationery_kind:{one.id}", facts={"name": one.name, "reserve": one.reserve})
    return one


def ask(
    kind_id: int, month: str, *, expected: int | None = None, wanted: int | None = None, reason: str | None = None,
    by: Actor,
) -> StationeryRequest:  # fmt: skip
    """Ask for the blank contracts of a month; the figures it was computed from stay with it (C-120).

    `expected` replaces the average of the last three months; `wanted` the computed figure, with the reason. What was
    asked for and not drawn yet is replaced. Raises Refused for another month than this and the next.
    """
    with unit_of_work(by=by) as work:
        if month not in (month_of(clock.today()), month_after(clock.today())):
            raise Refused(Text("Ask for this month or for the next."), field="month")
        usual, _ = months.need(kind_id)
        need = Need(usual.stock, usual.issued, usual.expected if expected is None else expected, usual.reserve)
        check_request(need, need.computed if wanted is None else wanted, reason)
        one = months.request_of(kind_id, month) or StationeryRequest(kind_id=kind_id, month=month, number=_number())
        if one.state == "drawn":
            raise Refused(Text("The contracts of this month were drawn already."), field="month")
        for name, value in _values(need, wanted, reason).items():
            setattr(one, name, value)
        one.made_by, one.made_at, one.version = by.name, work.at, (one.version or 0) + 1
        work.session.add(one)
        work.session.flush()
        close_tasks(subject_of(kind_id, month), kind=REQUEST, by=by)
        facts = {"kind": months.kind(kind_id).name, "month": month, "wanted": one.wanted, "number": one.number}
        record(ASKED, f"stationery_request:{one.id}", facts=facts, reason=reason)
    return one


def call_off(request_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Cancel a request for which nothing was drawn, with the reason. Raises Refused, Conflict, NoResultFound."""
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by):
        one = months.request_(request_id)[0]
        seen = (StationeryRequest.id == request_id, StationeryRequest.version == version)
        waiting = update(StationeryRequest).where(*seen, StationeryRequest.state == ASKED_STATE)
        changed = waiting.values(state=OFF, version=version + 1).returning(StationeryRequest.id)
        if current_work().session.scalar(changed.execution_options(synchronize_session=False)) is None:
            raise Conflict(Text("This request is no longer as you saw it. Look at it again."))
        record(REQUEST_OFF, f"stationery_request:{request_id}", facts={"number": one.number}, reason=reason.strip())


def subject_of(kind_id: int, month: str) -> str:
    """What the task to ask for a month is about."""
    return f"stationery_month:{kind_id}:{month}"


def _values(need: Need, wanted: int | None, reason: str | None) -> dict[str, Any]:
    return {
        "stock": need.stock,
        "issued": need.issued,
        "expected": need.expected,
        "reserve": need.reserve,
        "computed": need.computed,
        "wanted": need.computed if wanted is None else wanted,
        "reason": (reason or "").strip() or None,
        "state": ASKED_STATE,
    }


def _number() -> str:
    month = f"{clock.today():%y%m}"
    return f"HL{month}-{next_number('stationery_requests', month):03d}"
