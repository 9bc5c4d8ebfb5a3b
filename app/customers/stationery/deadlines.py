"""By when a contract is signed or brought back, collected, returned and received (C-121 to C-123)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.customers.stationery import rules as moves
from app.customers.stationery.policy import StationeryPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import HEAD, RESPONSIBLE, DeadlineRule, Rung, Term
from app.office.policy import queries as policy

UNSIGNED, COLLECT = "stationery.unsigned", "stationery.collect"
RETURN, RECEIVE = "stationery.return", "stationery.receive"
BY_STATE = {moves.OUT: UNSIGNED, moves.SIGNED: COLLECT, moves.PASSED: RETURN, moves.REPORTED: RECEIVE}


def rules() -> list[DeadlineRule]:
    """Four terms; a sheet that is out unsigned is nobody's task before it is late (hook `deadline_rules`)."""
    return [
        DeadlineRule(
            UNSIGNED,
            Text("Blank contract with a sales person"),
            Text("Blank contract %(serial)s: sign it, or bring it back"),
            _term("unsigned_days", Unit.CALENDAR),
            ladder=(Rung(1, RESPONSIBLE), Rung(3, HEAD, slip=True)),
            counts_arrival=False,
            opens_task=False,
            row="C-121",
        ),
        _rule(COLLECT, Text("Collecting a signed contract"),
              Text("Contract %(serial)s is signed: pass it on for approval, or to finance"), "collect_days", "C-122"),
        _rule(RETURN, Text("Return of a contract from approval"),
              Text("Contract %(serial)s is with you for approval: give it back"), "return_days", "C-122"),
        _rule(RECEIVE, Text("Receipt of a contract by finance"),
              Text("Contract %(serial)s was reported to finance: confirm that it came"), "receive_days", "C-123"),
    ]  # fmt: skip


def _rule(key: str, label: Text, sentence: Text, days: str, row: str) -> DeadlineRule:
    return DeadlineRule(key, label, sentence, _term(days, Unit.WORKING), counts_arrival=False, row=row)


def _term(days: str, unit: Unit) -> Callable[[date], Term]:
    return lambda day: Term(getattr(policy.of(StationeryPolicy, on=day), days), unit)
