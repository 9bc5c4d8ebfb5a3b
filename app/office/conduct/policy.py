"""What holds for sanctions and deductions, and what the office rules ask for where somebody breaks them."""

from __future__ import annotations

from app.domain.money import Fen
from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

PERCENT = Text("per cent")
TIMES = Text("occurrences")
DAYS = Text("days")
YUAN = Text("yuan")


BONUS_NAMES = {
    "benefit": N_("Benefit bonus"),
    "efficiency": N_("Efficiency bonus"),
    "performance": N_("Performance bonus"),
}


@policy("office.conduct", Text("Sanctions and deductions"))
class ConductPolicy:
    """Caps, least amounts and terms (000 §3). The bands by loss are empty until the office has a table (M-07)."""

    bonus_name: str = value(
        "benefit",
        Text("Name of the bonus from which is deducted"),
        row="D-22",
        choices=tuple(BONUS_NAMES.items()),
    )
    bonus_cap_percent: int = value(
        50, Text("Most that deductions take of a month's bonus"), row="K-51", unit=PERCENT, low=0, high=100
    )
    warning_least: Fen = value(Fen(40_000), Text("Least amount of a warning"), row="K-45", unit=YUAN, low=0)
    minor_least: Fen = value(
        Fen(80_000), Text("Least amount of a minor demerit, per base unit"), row="K-45", unit=YUAN, low=0
    )
    major_percent: int = value(
        100, Text("Share of the month's bonus that a major demerit takes"), row="K-45", unit=PERCENT, low=0, high=100
    )
    warning_from: int | None = value(
        None, Text("A warning is proposed from an own share of a loss of"), row="K-42", unit=YUAN, low=1, empty=True
    )
    minor_from: int | None = value(
        None, Text("A minor demerit is proposed from a share of"), row="K-42", unit=YUAN, low=1, empty=True
    )
    major_from: int | None = value(
        None, Text("A major demerit is proposed from a share of"), row="K-42", unit=YUAN, low=1, empty=True
    )
    dismissal_from: int | None = value(
        None, Text("Dismissal is proposed from a share of"), row="K-42", unit=YUAN, low=1, empty=True
    )
    appeal_days: int = value(10, Text("Days for an appeal against a sanction"), row="S-31", unit=DAYS, low=0, high=365)
    appeal_holds: bool = value(True, Text("Nothing is taken while an appeal is under way"), row="S-31")


@policy("office.penalties", Text("What the office rules ask for in a violation"))
class PenaltyPolicy:
    """Default amounts of proposals. None of them is taken without a decision."""

    misconduct_fine: Fen = value(
        Fen(2_000), Text("Private matters after the morning meeting"), row="S-08", unit=YUAN, low=0
    )
    misconduct_max: int = value(
        2, Text("Private matters after the meeting: leaving is proposed from"), row="S-08", unit=TIMES, low=1, high=100
    )
    snatch_days: int = value(
        1, Text("Snatching or neglecting a customer: days of basic pay"), row="R-28", unit=DAYS, low=0, high=31
    )
    snatch_serious_percent: int = value(
        50, Text("Serious snatching: share of the month's bonus"), row="R-28", unit=PERCENT, low=0, high=100
    )
    snatch_serious_pay_percent: int = value(
        100, Text("Serious snatching: share of the month's basic pay"), row="R-28", unit=PERCENT, low=0, high=100
    )
    trouble_percent: int = value(
        50, Text("Stirring up trouble: share of the month's deal bonus"), row="R-29", unit=PERCENT, low=0, high=100
    )
    late_list_fine: Fen = value(
        Fen(1_000), Text("Late or missing daily list before an event"), row="R-127", unit=YUAN, low=0
    )
    quarrel_fine: Fen = value(Fen(10_000), Text("Dispute in front of customers"), row="R-132", unit=YUAN, low=0)
