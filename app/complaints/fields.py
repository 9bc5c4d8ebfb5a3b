"""What intake and the stages of a route may ask for: the fields of a case, and what never leaves the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.complaints.words import CHANNELS, KINDS, ORIGINS, REMEDIES, SEVERITIES
from app.domain.text import N_

# What a field holds. A choice is one of fixed words; department, cause, money (fen) and share (millionths) are
# looked up or computed with by whoever builds the form.
LINE, NOTE, DAY, WHOLE, YES_NO, CHOICE = "line", "note", "day", "whole", "yes_no", "choice"
DEPARTMENT, CAUSE, MONEY, SHARE = "department", "cause", "money", "share"

# Under which heading a field is listed where a route is drafted.
GROUPS = {
    "report": N_("What the customer says"),
    "goods": N_("The goods complained of"),
    "finding": N_("What the departments find"),
    "proposal": N_("What the departments propose"),
    "outcome": N_("How it ends"),
}

NO_LENGTH = 0


@dataclass(frozen=True, slots=True)
class CaseField:
    """A field of a case that a stage may ask for.

    `column` is the attribute of Complaint, `label` and `help` are msgids, `choices` value -> msgid for the kind
    choice, `longest` the characters that fit (0: any number). `internal`: it never leaves the office (K-21).
    """

    column: str
    label: str
    kind: str
    group: str
    internal: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = NO_LENGTH
    help: str | None = None


_REPORT = (
    CaseField("matter", N_("Matter"), LINE, "report", longest=200),
    CaseField("facts", N_("What happened"), NOTE, "report"),
    CaseField("channel", N_("How it reached us"), CHOICE, "report", choices=CHANNELS),
    CaseField("contact_name", N_("Who complains"), LINE, "report", longest=120),
    CaseField("contact_phone", N_("Where to reach him"), LINE, "report", longest=40),
    CaseField("remedy_wanted", N_("Remedy wanted"), CHOICE, "report", choices=REMEDIES),
    CaseField("remedy_words", N_("Remedy wanted, in the customer's words"), NOTE, "report"),
    CaseField(
        "quantity_unknown",
        N_("Being processed by the customer, quantity not yet known"),
        YES_NO,
        "report",
        help=N_("You are reminded until the quantity is entered."),
    ),
    CaseField("kind", N_("Kind of complaint"), CHOICE, "report", choices=KINDS),
    CaseField("severity", N_("Severity of the complaint"), CHOICE, "report", choices=SEVERITIES),
    CaseField("origin", N_("Customer at home or overseas"), CHOICE, "report", choices=ORIGINS),
    CaseField("ours", N_("Is it ours to deal with"), YES_NO, "report"),
)
_GOODS = (
    CaseField("order_number", N_("Order number"), LINE, "goods", longest=40),
    CaseField("material_number", N_("Material number"), LINE, "goods", longest=40),
    CaseField("product", N_("Product or service"), LINE, "goods", longest=120),
    CaseField("shipped_on", N_("Shipping date"), DAY, "goods"),
    CaseField("unit", N_("Unit of quantity"), LINE, "goods", longest=20),
    CaseField("quantity", N_("Quantity delivered"), WHOLE, "goods"),
    CaseField("defective_quantity", N_("Defective quantity"), WHOLE, "goods"),
    CaseField("sample", N_("Abnormal sample"), LINE, "goods", longest=200, help=N_("What it is and where it lies.")),
)
_FINDING = (
    CaseField("sales_opinion", N_("Opinion of sales"), NOTE, "finding", internal=True),
    CaseField("quality_analysis", N_("Cause analysis"), NOTE, "finding", internal=True),
    CaseField("cause_id", N_("Cause of the complaint"), CAUSE, "finding", internal=True),
    CaseField("responsible_department_id", N_("Responsible department"), DEPARTMENT, "finding", internal=True),
    CaseField("production_cause", N_("Cause in production"), NOTE, "finding", internal=True),
    CaseField("countermeasure", N_("Countermeasure"), NOTE, "finding", internal=True),
    CaseField("production_unit", N_("Production unit"), LINE, "finding", internal=True, longest=120),
    CaseField("shift", N_("Machine and shift"), LINE, "finding", internal=True, longest=120),
    CaseField("operators", N_("Operators"), LINE, "finding", internal=True, longest=200),
    CaseField("produced_on", N_("Production date"), DAY, "finding", internal=True),
    CaseField("manager_opinion", N_("Opinion of the managers' office"), NOTE, "finding", internal=True),
    CaseField("research_opinion", N_("Opinion of research and development"), NOTE, "finding", internal=True),
    CaseField("office_check", N_("Check by the general manager's office"), NOTE, "finding", internal=True),
    CaseField("supplier", N_("Supplier who shares responsibility"), LINE, "finding", internal=True, longest=120),
    CaseField("supplier_share", N_("Share of the supplier"), SHARE, "finding", internal=True),
)
_PROPOSAL = (
    CaseField("handling_opinion", N_("Handling opinion"), NOTE, "proposal", internal=True),
    CaseField("customer_result", N_("Result of explaining it to the customer"), NOTE, "proposal", internal=True),
    CaseField("supervisor_check", N_("Check by the supervisor"), NOTE, "proposal", internal=True),
    CaseField("combined_opinion", N_("Combined opinion"), NOTE, "proposal", internal=True),
    CaseField("negligence", N_("Human negligence"), YES_NO, "proposal", internal=True),
    CaseField(
        "track",
        N_("Track the improvement"),
        YES_NO,
        "proposal",
        internal=True,
        help=N_("Human negligence is not tracked."),
    ),
    CaseField("proposed_remedy", N_("Remedy proposed"), CHOICE, "proposal", internal=True, choices=REMEDIES),
    CaseField("proposed_fen", N_("Amount proposed"), MONEY, "proposal", internal=True),
    CaseField("solution", N_("Proposed solution"), NOTE, "proposal", internal=True),
)
_OUTCOME = (
    CaseField("upheld", N_("Is the complaint upheld"), YES_NO, "outcome"),
    CaseField(
        "no_loss",
        N_("Without loss: an abnormality slip is enough"),
        YES_NO,
        "outcome",
        internal=True,
    ),
    CaseField("lessons", N_("Lessons learnt"), NOTE, "outcome", internal=True),
)

# Key -> field; the key is the column. In the order in which forms ask.
FIELDS: Mapping[str, CaseField] = MappingProxyType(
    {one.column: one for one in (*_REPORT, *_GOODS, *_FINDING, *_PROPOSAL, *_OUTCOME)}
)

# What every intake asks (K-10, K-55, K-62), whatever the route.
INTAKE = ("channel", "contact_name", "contact_phone", "matter", "facts", "remedy_wanted", "severity", "origin")

# The columns of a case that never leave the office (K-21).
INTERNAL = frozenset(one.column for one in FIELDS.values() if one.internal)
