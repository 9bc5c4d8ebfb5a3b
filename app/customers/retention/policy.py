"""How long the office keeps what (M-43). The handbook names no times: these are generous; the owner is to be asked."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value

YEARS = Text("years")


@policy("customers.retention", Text("How long data of customers is kept"))
class RetentionPolicy:
    """After how many years the page of what may go names something; nothing goes by itself (M-43)."""

    file_years: int = value(10, Text("Files without business"), row="M-43", unit=YEARS, low=1, high=99)
    contract_years: int = value(10, Text("Contracts after their end"), row="M-43", unit=YEARS, low=1, high=99)
    reading_years: int = value(5, Text("Log of who read which file"), row="M-43, O-07", unit=YEARS, low=1, high=99)
    desk_years: int = value(5, Text("Visits and calls"), row="M-43", unit=YEARS, low=1, high=99)
