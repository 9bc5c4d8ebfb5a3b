"""Cases of ownership: opening them, the opinion, and what follows when those who decide have spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.approvals.service import submit
from app.office.documents.render import office_language
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.reception.claims.feature import CASE_OPENED, OPINION_GIVEN
from app.reception.claims.models import ClaimCase
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.queries.cases import case_for_change
from app.reception.claims.queries.known import known
from app.reception.claims.rules import Change, Ruling, change_of_rep, family_case
from app.reception.claims.rules.cases import check_case
from app.reception.claims.service.evidence import record_evidence
from app.reception.claims.words import (
    CASES,
    CHANGE_REP,
    COMPLAINT,
    DECIDED,
    DESIGNATED,
    FAMILY,
    FAULTS,
    OPEN,
    OUTCOMES,
    OWNERSHIP,
    SETTLED_BY,
    WAITING,
)
from app.reception.rota.queries import names
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

MATTERS = {
    CHANGE_REP: "rota.change_rep",
    DESIGNATED: "rota.designated",
    COMPLAINT: "claims.complaint_on_rep",
    OWNERSHIP: "claims.ownership",
}
UNDECIDED = Ruling("first", None, ())


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case as somebody opens it: about whom, between whom, in which words.

    `fault` is that of the first representative in a change (FAULTS). `new_today` tells that the customer came for the
    first time today, `encouraged` that the second one is shown to have drawn him away, `insists` that he did not let
    himself be persuaded.
    """

    kind: str
    name: str
    words: str
    visit_id: int | None = None
    customer_id: int | None = None
    phone: str | None = None
    first_id: int | None = None
    second_id: int | None = None
    fault: str = "none"
    new_today: bool = False
    insists: bool = True
    encouraged: bool = False

    def about(self, **more: Any) -> NewCase:
        """The same case with more said about it."""
        return replace(self, **more)


def open_case(new: NewCase, *, by: Actor) -> ClaimCase:
    """Open a case (R-44, R-47, R-55 to R-60, R-95) and send it to whoever decides (A-04, A-05, A-10).

    A family is settled by the rules at once; a dispute stays open until somebody has given the opinion. Raises
    Refused where something needed is missing.
    """
    check_case(new.kind, new.first_id, new.second_id, new.words)
    with unit_of_work(by=by):
        ruling = _ruling(new)
        state = {FAMILY: DECIDED, OWNERSHIP: OPEN}.get(new.kind, WAITING)
        case = store_case(new, ruling, state, by=by)
        _keep_evidence(case, new, by)
        if new.kind in MATTERS and state == WAITING:
            _submit(case, by)
    return case


def give_opinion(
    case_id: int, version: int, opinion: str, outcome: str, *, quarrel: bool = False, by: Actor
) -> ClaimCase:
    """Give the written opinion on a dispute, and send it to whoever decides (R-95 to R-98, A-09, D-11).

    Where the two have quarrelled, it goes to the department (R-97). Raises Refused and Conflict.
    """
    if not opinion.strip():
        raise Refused(Text("Write the opinion: each side's fault and contribution."), field="opinion")
    if outcome not in SETTLED_BY:
        raise Refused(Text("Please choose one of the list."), field="outcome")
    with unit_of_work(by=by):
        case = case_for_change(case_id)
        if (case.state, case.version) != (OPEN, version):
            raise Conflict(Text("Somebody was quicker: this case is no longer as you saw it. Look at it again."))
        case.opinion, case.outcome = opinion, "department" if quarrel else outcome
        case.commission_case = "CM-11" if case.outcome == "department" else "CM-12"
        case.state, case.version = WAITING, version + 1
        if quarrel:
            about: dict[str, Any] = {"visit_id": case.visit_id, "customer_id": case.customer_id, "phone": case.phone}
            record_evidence("quarrel", case_id=case.id, staff_id=case.first_id, other_id=case.second_id, by=by, **about)
        record(OPINION_GIVEN, subject_of(case), customer_id=case.customer_id, facts=told(case), reason=opinion)
        _submit(case, by)
    return case


def store_case(new: NewCase, ruling: Ruling, state: str, *, by: Actor) -> ClaimCase:
    """Keep a case with what follows from the rules; inside a unit of work."""
    work = current_work()
    month = f"{clock.local(work.at):%y%m}"
    case = ClaimCase(number=f"GS{month}-{next_number('claim_cases', month):03}", kind=new.kind, state=state)
    case.visit_id, case.customer_id, case.name, case.phone = new.visit_id, new.customer_id, new.name, new.phone
    case.first_id, case.second_id, case.words, case.fault = new.first_id, new.second_id, new.words, new.fault
    case.outcome = None if new.kind == OWNERSHIP else ruling.follow_up
    case.commission_case, case.version = ruling.case, 1
    case.opened_at, case.opened_by, case.opened_by_id = work.at, by.name, by.staff_id
    if state == DECIDED:
        case.decided_at, case.decided_by = work.at, by.name
    work.session.add(case)
    work.session.flush()
    record(CASE_OPENED, subject_of(case), customer_id=case.customer_id, facts=told(case), reason=case.words)
    return case


def subject_of(case: ClaimCase) -> str:
    """What everything about a case hangs on: "claim_case:12"."""
    return f"claim_case:{case.id}"


def told(case: ClaimCase) -> dict[str, Any]:
    """What history keeps of a case."""
    return {"number": case.number, "kind": Text(CASES[case.kind]), "name": case.name}


def _ruling(new: NewCase) -> Ruling:
    """What follows if the case is granted."""
    day = clock.local(current_work().at).date()
    rules = policy.of(ClaimPolicy, day)
    if new.kind == OWNERSHIP:
        return UNDECIDED
    if new.kind == FAMILY:
        return family_case(rules)
    holds = known(new.customer_id, new.phone, day)
    others = [one for one in holds.others if one not in (new.first_id, new.second_id)]
    change = Change(
        new_today=new.new_today,
        valid=holds.valid,
        fault=new.fault if new.kind == CHANGE_REP else "none",
        insists=new.insists,
        encouraged=new.encouraged,
        verified=new.kind == COMPLAINT,
        earlier=len(others),
    )
    return change_of_rep(change, rules)


def _keep_evidence(case: ClaimCase, new: NewCase, by: Actor) -> None:
    kinds = {CHANGE_REP: ["refused"], COMPLAINT: ["complained"], FAMILY: ["family"], DESIGNATED: ["asked_for"]}
    said = [*kinds.get(new.kind, []), *(["encouraged"] if new.encouraged else [])]
    about: dict[str, Any] = {"visit_id": new.visit_id, "customer_id": new.customer_id, "phone": new.phone}
    for kind in said:
        who, other = (
            (new.first_id, new.second_id) if kind in ("refused", "complained") else (new.second_id, new.first_id)
        )
        record_evidence(kind, case_id=case.id, staff_id=who, other_id=other, by=by, **about)


def _submit(case: ClaimCase, by: Actor) -> None:
    """Ask whoever decides on this kind of case."""
    with office_language():
        title = f"{case.number} {say(Text(CASES[case.kind]))}"
    url = f"/reception/claims/cases/{case.id}"
    about: dict[str, Any] = {"customer_id": case.customer_id, "reason": case.words}
    sent = submit(MATTERS[case.kind], subject_of(case), title=title, url=url, snapshot=_snapshot(case), by=by, **about)
    case.approval_id = sent.id
    current_work().session.flush()


def _snapshot(case: ClaimCase) -> Sequence[tuple[Text | str, Text | str]]:
    called = names([case.first_id, case.second_id])
    fault = FAULTS[case.fault or "none"]
    rows: list[tuple[Text | str, Text | str]] = [
        (Text("What it is about"), Text(CASES[case.kind])),
        (Text("Customer"), case.name),
        (Text("First representative"), called.get(case.first_id or 0, "–")),
        (Text("Second representative"), called.get(case.second_id or 0, "–")),
        (Text("What happened"), case.words),
    ]
    rows += [(Text("Fault"), Text(fault))] if case.kind == CHANGE_REP else []
    rows += [(Text("Opinion"), case.opinion)] if case.opinion else []
    rows += [(Text("If granted, goes on with the customer"), Text(OUTCOMES[case.outcome]))] if case.outcome else []
    rows += [(Text("Case of commission"), case.commission_case)] if case.commission_case else []
    return rows
