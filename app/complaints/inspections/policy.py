"""What the office settles about joint inspections."""

from app.domain.deadlines import Unit
from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

UNITS = ((Unit.CALENDAR.value, N_("Calendar days")), (Unit.WORKING.value, N_("Working days")))


@policy("complaints.inspections", Text("Joint inspections"))
class InspectionPolicy:
    """By when an inspection is reported, and who is told when it is called (K-12, K-13)."""

    report_days: int = value(
        3, Text("Report to the general manager after the inspection"), row="K-13", unit=Text("days"), low=1, high=60
    )
    report_unit: str = value(Unit.CALENDAR.value, Text("These days are"), row="K-13", choices=UNITS)
    quality: str = value("", Text("Name of the quality department"), row="K-12", empty=True)
    making: str = value("", Text("Name of the manufacturing department"), row="K-12", empty=True)
