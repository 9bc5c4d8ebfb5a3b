"""What the page of a case needs besides the case."""

from __future__ import annotations

from typing import Any

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.office.conduct import rules
from app.office.conduct.feature import RECORD
from app.office.conduct.kinds import OWN, ConductRule, conduct_rules
from app.office.conduct.models import ConductCase
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.queries import cases
from app.office.conduct.queries.money import bonus_of
from app.office.conduct.service.cases import appeal_subject_of, is_late, subject_of
from app.office.conduct.words import ADMINISTRATIVE, COLOURS, DISMISSAL, IN_FORCE, KINDS, SANCTIONS, STATES
from app.office.policy import queries as policy

WORDS = {"states": STATES, "colours": COLOURS, "sanctions": SANCTIONS, "kinds": KINDS, "own_rule": OWN}


def of_case(case: ConductCase, actor: Actor) -> dict[str, Any]:
    """The context of every page about one case."""
    name, department = cases.names_of(case)
    rule = conduct_rules().get(case.rule)
    times = cases.times_of(case.staff_id, case.rule, case.happened_on, case.id)
    return {
        **WORDS,
        "case": case,
        "person": name,
        "department": department,
        "rule": rule,
        "times": times,
        "asks_to_leave": rules.asks_to_leave(times, rule.leave_from if rule else None),
        "deductions": cases.deductions_of(case.id),
        "standing": standing(subject_of(case.id)),
        "appeal": standing(appeal_subject_of(case.id)),
        "late": is_late(case),
        "appeal_until": _appeal_until(case),
        "may_propose": actor.may(RECORD.name) and _allowed(rules.check_may_propose, case, actor),
        "may_appeal": _allowed(rules.check_may_appeal, case, actor),
        "papers": _papers(case) if actor.may(RECORD.name) else [],
        "standard": _standard(case, rule),
    }


def sanction_asked_for(case: ConductCase) -> str | None:
    """The sanction that stands in the form first: that of the rule, or dismissal where it was broken too often."""
    rule = conduct_rules().get(case.rule)
    if rule is None:
        return None
    times = cases.times_of(case.staff_id, case.rule, case.happened_on, case.id)
    return DISMISSAL if rules.asks_to_leave(times, rule.leave_from) else rule.sanction


def _appeal_until(case: ConductCase) -> Any:
    if case.decided_on is None:
        return None
    return rules.appeal_until(case.decided_on, policy.of(ConductPolicy, on=case.decided_on).appeal_days)


def _allowed(check: Any, case: ConductCase, actor: Actor) -> bool:
    try:
        check(case.state, case.staff_id, actor.staff_id)
    except Refused:
        return False
    return True


def _papers(case: ConductCase) -> list[tuple[str, Text]]:
    """The forms that are printed of a case in force: kind and name."""
    if case.state not in IN_FORCE:
        return []
    published = [("personnel_notice", Text("Personnel notice"))] if case.sanction in ADMINISTRATIVE else []
    return [("penalty_notice", Text("Reward-punishment notice")), *published]


def _standard(case: ConductCase, rule: ConductRule | None) -> dict[str, Any]:
    """Where the amounts of proposals come from."""
    values, month = policy.of(ConductPolicy), rules.month_of(case.happened_on)
    bonus = bonus_of(case.staff_id, month)
    return {
        "month": month,
        "bonus": bonus,
        "by_rule": rules.amount_by_rule(rule, bonus, values) if rule else None,
        "warning": values.warning_least,
        "minor": values.minor_least,
        "major": rules.proposed_amount("major_demerit", bonus, 1, values),
    }
