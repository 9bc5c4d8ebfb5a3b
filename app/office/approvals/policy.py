"""How long a decision may take, and who decides where nobody else can."""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value


@policy("office.approvals", Text("Approvals"))
class ApprovalPolicy:
    """Approvals (审批)."""

    decision_days: int = value(
        2,
        Text("Time for each person who is asked to decide"),
        row="O-02",
        unit=Text("working days"),
        low=1,
        high=60,
    )
    fallback_role: str = value(
        "administrator",
        Text("Who decides where an approver is away, has no deputy and no superior"),
        row="M-12",
        choices=(
            ("administrator", N_("Administrator")),
            ("general_manager", N_("General manager")),
            ("department_manager", N_("Department manager")),
            ("finance", N_("Finance")),
        ),
    )
