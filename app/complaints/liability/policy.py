"""What the office lays down about who bears losses."""

from __future__ import annotations

from app.complaints.liability.rules import EVERYBODY, JUDGES, MEMBERS, OFFICE
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.liability", Text("Liability for losses of complaints"))
class LiabilityPolicy:
    """Who judges and who shares (D-38, K-50). Bands, caps and least amounts are those of sanctions and deductions;
    the texts are the base tables that the manuals name but do not contain (M-08)."""

    judged_by: str = value(OFFICE, Text("Who judges liability"), row="D-38", choices=tuple(JUDGES.items()))
    quality_department: str = value("质量管理部", Text("Name of the department of quality management"), row="D-38")
    manufacturing_department: str = value("制造部", Text("Name of the manufacturing department"), row="K-47")
    department_members: str = value(
        EVERYBODY, Text("Who shares what a department bears"), row="K-50", choices=tuple(MEMBERS.items())
    )
    penalty_base: str = value("", Text("Base by which penalties are judged"), row="M-08", empty=True)
    deduction_standard: str = value("", Text("Standard of deductions"), row="M-08", empty=True)
    administrative_rule: str = value("", Text("Principles of administrative sanctions"), row="M-08", empty=True)
