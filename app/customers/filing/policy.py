"""By when files are filed, and when reminders are enough."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value

WORKING_DAYS = Text("working days")


@policy("customers.filing", Text("Filing of customer files"))
class FilingPolicy:
    """The deadlines of C-11 and C-12, which classes of files have (Rules of files), and the reminders of C-14.

    With 0 days the filing is due on the day itself: "in time" as the other manuals say it (D-23).
    """

    register_days: int = value(
        5, Text("A new customer is filed within"), row="C-11, D-23", unit=WORKING_DAYS, low=0, high=60
    )
    change_days: int = value(
        5, Text("A change at a customer is filed within"), row="C-12, D-23", unit=WORKING_DAYS, low=0, high=60
    )
    reminders: int = value(
        3, Text("Reminders after which not cooperating goes to the conduct ledger"), row="C-14",
        unit=Text("reminders"), low=1, high=20,
    )  # fmt: skip
