"""Recording an incident, proposing a sanction, appealing against one. Nothing of it has an effect by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.office.approvals.service import submit
from app.office.conduct import rules
from app.office.conduct.feature import CASE_APPEALED, CASE_PROPOSED, CASE_RECORDED
from app.office.conduct.kinds import OWN, conduct_rules
from app.office.conduct.models import ConductCase
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.queries import cases as looks
from app.office.conduct.queries.money import bonus_of
from app.office.conduct.words import ADMINISTRATIVE, APPEALED, NONE, PROPOSED, RECORDED, SANCTIONS, VIOLATION
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

NOTICE, SANCTION, APPEAL = "conduct.notice", "conduct.sanction", "conduct.appeal"


def record_incident(
    staff_id: int,
    *,
    rule: str,
    happened_on: date,
    facts: str,
    by: Actor,
    kind: str = VIOLATION,
    words: str | None = None,
    source: str | None = None,
) -> ConductCase:
    """Record what somebody did against a rule (S-31); nothing follows from it before something is proposed.

    `rule` is the key of a declared rule, or "own" with the rule in `words`. `source` is what it comes from, such as
    "complaint:12". Raises Refused for an unknown rule or a day to come, NoResultFound for nobody.
    """
    with unit_of_work(by=by) as work:
        today = clock.local(work.at).date()
        rules.check_incident(happened_on, today)
        case = ConductCase(
            number=rules.number_of(today, next_number("conduct", f"{today:%y%m}")),
            kind=kind,
            staff_id=staff_id,
            department_id=_home_of(staff_id),
            happened_on=happened_on,
            facts=facts,
            source=source,
            **_broken(rule, words),
            **_nothing_proposed(by),
        )
        work.session.add(case)
        work.session.flush()
        work.touch("conduct")
        record(CASE_RECORDED, subject_of(case.id), facts={"number": case.number, "rule": rule, "person": staff_id})
    return case


def propose(
    case_id: int, *, version: int, sanction: str, amount: Fen | None, reason: str, by: Actor, bases: int = 1
) -> ConductCase:
    """Propose a sanction, and money (fen) to be deducted; those who decide are asked at once (S-32, A-29, A-30).

    Without an amount that of the rule or of the sanction's standard; `bases` counts the base units of a minor demerit
    (K-45). Raises Refused for an amount that does not fit, Conflict where somebody was quicker, NoResultFound for
    whoever may not know of the case.
    """
    with unit_of_work(by=by):
        case = looks.case(case_id, by)
        rules.check_may_propose(case.state, case.staff_id, by.staff_id)
        amount = _standard(case, sanction, bases) if amount is None else amount
        rules.check_proposal(sanction, amount, bases, policy.of(ConductPolicy))
        values = {"sanction": sanction, "amount_fen": amount, "proposed_by": by.name, "proposed_by_id": by.staff_id}
        fresh = {"decided_by": None, "decided_on": None, "decision": None}
        move(case, PROPOSED, version=version, **values, **fresh)
        facts = {"number": case.number, "sanction": sanction, "amount_fen": amount}
        record(CASE_PROPOSED, subject_of(case_id), facts=facts)
        submit(
            SANCTION if sanction in ADMINISTRATIVE else NOTICE,
            subject_of(case_id),
            title=_title(case),
            url=page_of(case_id),
            snapshot=[*_snapshot(case), (Text("Reason of the proposal"), reason)],
            amount=amount or None,
            department_id=case.department_id,
            by=by,
        )
        return case


def appeal(case_id: int, *, version: int, words: str, by: Actor) -> ConductCase:
    """Appeal against a decision (申诉), as the person concerned; a late one is recorded and marked (S-31).

    Raises Refused for anybody else, Conflict where there is nothing to appeal against, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        case = looks.case(case_id, by)
        rules.check_may_appeal(case.state, case.staff_id, by.staff_id)
        move(case, APPEALED, version=version, appeal=words, appealed_at=work.at)
        record(CASE_APPEALED, subject_of(case_id), facts={"number": case.number, "late": is_late(case)})
        about = [*_snapshot(case), (Text("Decision"), case.decision or ""), (Text("Appeal"), words)]
        if is_late(case):
            about.append((Text("Term of the appeal"), Text("It came after its term.")))
        submit(
            APPEAL,
            appeal_subject_of(case_id),
            title=say(Text("Appeal in conduct case %(number)s", number=case.number)),
            url=page_of(case_id),
            snapshot=about,
            amount=Fen(case.amount_fen) or None,
            department_id=case.department_id,
            by=by,
        )
        return case


def move(case: ConductCase, state: str, *, version: int, **values: Any) -> None:
    """Bring a case into another state if it still is as seen in `version`. Raises Conflict."""
    session = current_work().session
    seen = update(ConductCase).where(
        ConductCase.id == case.id, ConductCase.version == version, ConductCase.state == case.state
    )
    changed = seen.values(state=state, version=version + 1, **values).returning(ConductCase.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(rules.QUICKER)
    session.refresh(case)
    current_work().touch("conduct")


def is_late(case: ConductCase) -> bool:
    """True where the appeal of a case came after its term (S-31)."""
    if case.appealed_at is None or case.decided_on is None:
        return False
    days = policy.of(ConductPolicy, on=case.decided_on).appeal_days
    return rules.is_late(case.decided_on, clock.local(case.appealed_at).date(), days)


def subject_of(case_id: int) -> str:
    """What history and the request for a sanction call this case."""
    return f"conduct:{case_id}"


def appeal_subject_of(case_id: int) -> str:
    """What the request that decides on the appeal calls this case."""
    return f"conduct_appeal:{case_id}"


def page_of(case_id: int) -> str:
    """Where a case is shown."""
    return f"/office/conduct/{case_id}"


def _home_of(staff_id: int) -> int | None:
    return current_work().session.scalars(select(Staff.department_id).where(Staff.id == staff_id)).one()


def _nothing_proposed(by: Actor) -> dict[str, Any]:
    made_at = current_work().at
    return {
        "sanction": NONE,
        "amount_fen": 0,
        "proposed_by": by.name,
        "proposed_by_id": by.staff_id,
        "made_at": made_at,
        "state": RECORDED,
    }


def _broken(rule: str, words: str | None) -> dict[str, str]:
    if rule == OWN:
        if not words:
            raise Refused(Text("Write down the rule that was broken."), field="words")
        return {"rule": rule, "rule_words": words}
    declared = conduct_rules().get(rule)
    if declared is None:
        raise Refused(Text("Please choose one of the list."), field="rule")
    return {"rule": rule, "rule_words": declared.label.msgid}


def _standard(case: ConductCase, sanction: str, bases: int) -> Fen:
    values, rule = policy.of(ConductPolicy), conduct_rules().get(case.rule)
    bonus = bonus_of(case.staff_id, rules.month_of(case.happened_on))
    if rule is not None and rule.sanction == sanction:
        found = rules.amount_by_rule(rule, bonus, values)
    else:
        found = rules.proposed_amount(sanction, bonus, bases, values)
    if found is None:
        raise Refused(Text("Type the amount: no standard and no bonus says it."), field="amount")
    return found


def _title(case: ConductCase) -> str:
    """Without the person's name: titles stand in the journal."""
    what = Text(SANCTIONS[case.sanction])
    return say(Text("Conduct case %(number)s: %(sanction)s", number=case.number, sanction=what))


def _snapshot(case: ConductCase) -> list[tuple[Text | str, Text | str]]:
    name, department = looks.names_of(case)
    times = looks.times_of(case.staff_id, case.rule, case.happened_on, case.id)
    rule = case.rule_words if case.rule == OWN else Text(case.rule_words)
    return [
        (Text("Case"), case.number),
        (Text("Person concerned"), name),
        (Text("Department"), department),
        (Text("Day"), case.happened_on.isoformat()),
        (Text("Rule broken"), rule),
        (Text("Times so far"), str(times)),
        (Text("Facts"), case.facts),
        (Text("Sanction"), Text(SANCTIONS[case.sanction])),
        (Text("Deduction"), format_fen(Fen(case.amount_fen), symbol=True)),
    ]
