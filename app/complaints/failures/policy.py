"""What the office decides about major failures."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value
from app.office.positions.shipped import SHIPPED

POSITIONS = tuple((key, one.name) for key, one in SHIPPED.items())


@policy("complaints.failures", Text("Major failures"))
class FailurePolicy:
    """Who is told of a failure, and by when its report and its contact slip are there (001 §2)."""

    signatory: str = value(
        "sales_manager",
        Text("Sales signatory of a customer whom nobody looks after"),
        row="K-75",
        choices=POSITIONS,
    )
    manager: str = value("deputy_general_manager", Text("Responsible manager"), row="K-75", choices=POSITIONS)
    leaders: str = value("general_manager", Text("Top leaders who are informed"), row="K-75", choices=POSITIONS)
    technical_department: str = value("技术服务部", Text("Name of the technical service department"), row="K-76")
    report_days: int = value(
        5, Text("The analysis report is written within"), row="K-76", unit=Text("working days"), low=1, high=60
    )
    slip_days: int = value(
        1, Text("The contact slip follows within"), row="K-77", unit=Text("working days"), low=1, high=30
    )
    most_extra: int = value(
        5, Text("Extensions, at most in all"), row="K-76", unit=Text("working days"), low=0, high=60
    )
