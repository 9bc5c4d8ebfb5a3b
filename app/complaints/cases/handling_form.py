"""The complaint-handling form (客户抱怨处理表) as values ready for print: every stage dated, for the office only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app import clock
from app.complaints.cases import fields as of
from app.complaints.cases import stage_page, words
from app.complaints.cases.papers import day, decision_of, demand_of, moment, outcome_of, yes_no
from app.complaints.cases.queries.page import HERE, OVER, TO_COME, CasePage, StepOf, case_page
from app.complaints.cases.stage_page import Written
from app.domain.actor import Actor
from app.domain.money import format_fen, format_rate
from app.domain.text import N_, Text
from app.office.policy.switches import office
from app.web.language import say

WHO = (N_("Customer"), N_("Who complains"), N_("Heard first by"), N_("Who follows it up"))
STANDINGS = {HERE: N_("Here now"), OVER: N_("Stage passed over"), TO_COME: N_("Not yet")}


@dataclass(frozen=True, slots=True)
class StageBox:
    """A stage on the form: who had it, its dates, and what was added there as pairs of label and words."""

    name: str
    holder: str
    came: str
    due: str
    left: str
    outcome: str
    lines: tuple[tuple[str, str], ...]
    opinion: str


@dataclass(frozen=True, slots=True)
class ComplaintForm:
    """The complaint-handling form (F-63), every stage dated."""

    number: str
    office: str
    heard_at: str
    accepted_on: str
    due_on: str
    closed_on: str
    state: str
    printed_on: str
    facts: tuple[tuple[str, str], ...]
    matter: str
    demand: str
    stages: tuple[StageBox, ...]
    decision: str
    outcome: str
    linked: str


def complaint_form(actor: Actor, subject_id: int) -> ComplaintForm:
    """A complaint as it stands today (F-63). Raises NoResultFound for what this actor may not see."""
    page = case_page(subject_id, actor)
    one, known = page.case.one, stage_page.written(page)
    said = {written.field.column: _words(written) for group in known.values() for written in group}
    return ComplaintForm(
        number=one.number or "",
        office=office().name,
        heard_at=moment(one.heard_at),
        accepted_on=_accepted(page),
        due_on=day(one.due_on),
        closed_on=day(one.closed_on),
        state=say(Text(words.STATES[one.state])),
        printed_on=day(clock.today()),
        facts=_facts(page, said),
        matter=one.facts,
        demand=demand_of(one),
        stages=tuple(_boxes(page, said)),
        decision=decision_of(one),
        outcome=outcome_of(one),
        linked="、".join(other.number or other.matter for other in page.linked),
    )


def _facts(page: CasePage, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    one = page.case.one
    customer = f"{page.customer.number} {page.customer.name}" if page.customer else ""
    contact = " ".join(filter(None, (one.contact_name, one.contact_phone)))
    keys = ("channel", "kind", "severity", "origin", "order_number", "material_number", "product", "shipped_on")
    pairs = [(say(Text(of.FIELDS[key].label)), said.get(key, "")) for key in keys]
    unit = one.unit or ""
    amounts = [("quantity", one.quantity), ("defective_quantity", one.defective_quantity)]
    pairs += [(say(Text(of.FIELDS[key].label)), f"{n} {unit}".strip() if n is not None else "") for key, n in amounts]
    first = page.names.staff.get(one.first_contact_id or 0, "")
    handler = page.names.staff.get(one.handler_id or 0, "")
    who = [
        ("Customer", customer),
        ("Who complains", contact),
        ("Heard first by", first),
        ("Who follows it up", handler),
    ]
    return (*((say(Text(label)), value) for label, value in who), *pairs, (_label("sample"), one.sample or ""))


def _boxes(page: CasePage, said: dict[str, str]) -> Iterable[StageBox]:
    told = {"order_number", "material_number", "product", "shipped_on", "quantity", "defective_quantity", "unit"}
    told |= {"sample", "kind", "severity", "origin", "quantity_unknown"}
    for step in page.steps:
        asked = [key for key in (*step.stage.needs, *step.stage.asks) if key in of.FIELDS and key not in told]
        told.update(asked)
        lines = tuple((_label(key), said[key]) for key in asked if key in said)
        yield _box(step, lines)


def _box(step: StepOf, lines: tuple[tuple[str, str], ...]) -> StageBox:
    stay = step.stay if step.standing != TO_COME else None
    outcome = words.OUTCOMES[stay.outcome] if stay and stay.outcome else STANDINGS.get(step.standing, "")
    late = say(Text("Days late: %(n)s", n=step.late_days)) if step.late_days else ""
    return StageBox(
        name=step.stage.name,
        holder=" ".join(filter(None, (step.department, step.holder))),
        came=moment(stay.entered_at) if stay else "",
        due=day(stay.due_on) if stay else "",
        left=moment(stay.left_at) if stay and stay.left_at else "",
        outcome=" ".join(filter(None, (say(Text(outcome)) if outcome else "", late))),
        lines=lines if stay else (),
        opinion=(stay.opinion or "") if stay else "",
    )


def _accepted(page: CasePage) -> str:
    """The day when it was numbered: when the stage that numbers was left, else when it was taken (K-05)."""
    number = next((step.stay for step in page.steps if step.stage.kind == "number" and step.stay), None)
    if page.case.one.number is None:
        return ""
    return day(number.left_on if number and number.left_on else clock.local(page.case.one.made_at).date())


def _words(written: Written) -> str:
    value, kind = written.value, written.field.kind
    if kind == of.CHOICE:
        return say(Text(written.field.choices.get(value, value)))
    if kind == of.YES_NO:
        return yes_no(value)
    plain = {of.DAY: day, of.MONEY: lambda fen: format_fen(fen, symbol=True), of.SHARE: format_rate}
    return str(plain[kind](value) if kind in plain else value)


def _label(key: str) -> str:
    return say(Text(of.FIELDS[key].label))
