"""What the page of a case needs besides the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.office.conduct import rules
from app.office.conduct.feature import RECORD
from app.office.conduct.kinds import OWN, conduct_rules, source_of
from app.office.conduct.models import ConductCase
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.queries import cases
from app.office.conduct.queries.money import bonus_of
from app.office.conduct.service.cases import appeal_subject_of, subject_of
from app.office.conduct.words import ADMINISTRATIVE, COLOURS, DISMISSAL, IN_FORCE, KINDS, MAJOR, SANCTIONS, STATES
from app.office.policy import queries as policy

WORDS = {"states": STATES, "colours": COLOURS, "sanctions": SANCTIONS, "kinds": KINDS, "own_rule": OWN}


def of_case(case: ConductCase, actor: Actor) -> dict[str, Any]:
    """The context of every page about one case."""
    name, department = cases.names_of(case)
    rule = conduct_rules().get(case.rule)
    times = cases.times_of(case.staff_id, case.rule, case.happened_on, case.id)
    until = _appeal_until(case)
    return {
        **WORDS,
        "case": case,
        "person": name,
        "department": department,
        "rule": rule,
        "source": source_of(actor, case.source),
        "times": times,
        "asks_to_leave": rules.asks_to_leave(times, rule.leave_from if rule else None),
        "deductions": cases.deductions_of(case.id),
        "standing": standing(appeal_subject_of(case.id) if case.appeal else subject_of(case.id)),
        "late": until is not None and case.appealed_at is not None and clock.local(case.appealed_at).date() > until,
        "appeal_until": until,
        "may_propose": actor.may(RECORD.name) and _allowed(rules.check_may_propose, case, actor),
        "may_appeal": _allowed(rules.check_may_appeal, case, actor),
        "papers": _papers(case) if cases.may_print(actor) else [],
    }


def standard_of(case: ConductCase) -> dict[str, Any]:
    """Where the amounts of proposals come from, in fen (K-45)."""
    values, month = policy.of(ConductPolicy), rules.month_of(case.happened_on)
    bonus, rule = bonus_of(case.staff_id, month), conduct_rules().get(case.rule)
    return {
        "month": month,
        "bonus": bonus,
        "by_rule": rules.amount_by_rule(rule, bonus, values) if rule else None,
        "warning": values.warning_least,
        "minor": values.minor_least,
        "major": rules.proposed_amount(MAJOR, bonus, 1, values),
    }


def sanction_asked_for(case: ConductCase) -> str | None:
    """The sanction that stands in the form first: that of the rule, or dismissal where it was broken too often."""
    rule = conduct_rules().get(case.rule)
    if rule is None:
        return None
    times = cases.times_of(case.staff_id, case.rule, case.happened_on, case.id)
    return DISMISSAL if rules.asks_to_leave(times, rule.leave_from) else rule.sanction


def _appeal_until(case: ConductCase) -> date | None:
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
