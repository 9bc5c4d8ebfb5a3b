"""The rules of the handbook whose breach it wants to be punished, as far as no feature of their own declares them.

Whether a customer was snatched or a list came late is seen by people; here it is recorded and something proposed.
"""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.conduct.kinds import ConductRule
from app.office.conduct.policy import PenaltyPolicy
from app.office.conduct.words import CORRECTION, DEDUCTION, DISMISSAL, WARNING
from app.office.policy import queries as policy

VERIFIED = Text("Only once it is verified.")

# The fifteen causes for an administrative sanction (K-43); 1 to 5 and 7 only where the customer complained of it.
CAUSES = (
    ("cause_1", N_("Wrong bill or wrong sample attached")),
    ("cause_2", N_("Error of finance")),
    ("cause_3", N_("Material not prepared or used by the manufacturing code")),
    ("cause_4", N_("Rejects mixed with good stock")),
    ("cause_5", N_("Shipped beyond the acceptable range without the customer's consent")),
    ("cause_6", N_("Production data or material cut without authority")),
    ("cause_7", N_("Special quality requirement not passed on")),
    ("cause_8", N_("Order wrongly noted")),
    ("cause_9", N_("Late delivery")),
    ("cause_10", N_("Wrong loading")),
    ("cause_11", N_("Wrong delivery note")),
    ("cause_12", N_("Poor storage or transport")),
    ("cause_13", N_("Label not as specified")),
    ("cause_14", N_("Inspection data do not match")),
    ("cause_15", N_("Other cause for an administrative sanction")),
)
OF_COMPLAINTS = frozenset({"cause_1", "cause_2", "cause_3", "cause_4", "cause_5", "cause_7"})


def rules() -> list[ConductRule]:
    """The shipped rules with the amounts that hold today (S-08, K-43)."""
    values = policy.of(PenaltyPolicy)
    return [*_of_the_office(values), *_of_reception(values), *(_cause(key, label) for key, label in CAUSES)]


def _of_the_office(values: PenaltyPolicy) -> list[ConductRule]:
    return [
        ConductRule(
            "staff.private_matters",
            Text("Private matters after the morning meeting"),
            "S-08",
            DEDUCTION,
            values.misconduct_fine,
            leave_from=values.misconduct_max,
        ),
        ConductRule("staff.not_ready", Text("Receiving without being ready"), "R-09", CORRECTION),
        ConductRule("staff.shirking", Text("Shirking, wrangling, not cooperating"), "R-151", CORRECTION),
        ConductRule("customers.late_filing", Text("Filing late after several reminders"), "C-14", CORRECTION),
    ]


def _of_reception(values: PenaltyPolicy) -> list[ConductRule]:
    days = Text(
        "%(days)s days of basic pay, which the program does not know: type the amount.", days=values.snatch_days
    )
    pay = Text(
        "%(percent)s %% of the month's basic pay come on top: add them to the amount.",
        percent=values.snatch_serious_pay_percent,
    )
    return [
        ConductRule("reception.not_received", Text("Not receiving although it was the own turn"), "R-22", CORRECTION),
        ConductRule(
            "reception.snatch", Text("Snatching, competing for or neglecting a customer"), "R-28", DEDUCTION, note=days
        ),
        ConductRule(
            "reception.snatch_serious",
            Text("Snatching a customer, serious case"),
            "R-28",
            DEDUCTION,
            bonus_percent=values.snatch_serious_percent,
            note=pay,
        ),
        ConductRule(
            "reception.trouble",
            Text("Deliberately stirring up trouble between colleagues"),
            "R-29",
            DISMISSAL,
            bonus_percent=values.trouble_percent,
            note=VERIFIED,
        ),
        ConductRule("reception.fault", Text("Ordinary fault towards a customer"), "R-59", CORRECTION),
        ConductRule("reception.money", Text("Taking a customer's money privately"), "X-07", DISMISSAL, note=VERIFIED),
        ConductRule(
            "reception.late_list",
            Text("Late or missing daily list before an event"),
            "R-127",
            DEDUCTION,
            values.late_list_fine,
        ),
        ConductRule(
            "reception.quarrel", Text("Dispute in front of customers"), "R-132", DEDUCTION, values.quarrel_fine
        ),
        ConductRule("reception.referrer", Text("Breach of the rules of referral"), "R-153", CORRECTION),
    ]


def _cause(key: str, label: str) -> ConductRule:
    complained = Text("Only where the customer complained of it.") if key in OF_COMPLAINTS else None
    return ConductRule(f"complaints.{key}", Text(label), "K-43", WARNING, note=complained)
