"""What the office decides about contracts with customers."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("customers.contracts", Text("Contracts with customers"))
class ContractPolicy:
    """The manuals want contracts organised and kept (C-35); by when somebody looks at their end is the office's own."""

    remind_days: int = value(
        30, Text("The end of a contract is brought to mind so long before"), row="C-35", unit=Text("days"), low=1,
        high=365,
    )  # fmt: skip
    ends_itself: bool = value(False, Text("A contract that has run out ends by itself"), row="C-35")
