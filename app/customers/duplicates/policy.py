"""What the office decides about customers who look like one."""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

BLOCK, WARN, HINT, OFF = "block", "warn", "hint", "off"
LEVELS = (
    (BLOCK, N_("Refuse to save")),
    (WARN, N_("Warn; save when it is confirmed")),
    (HINT, N_("Only show")),
    (OFF, N_("Do not compare")),
)
ROW = "C-07"


@policy("customers.duplicates", Text("Customers who may be one"))
class DuplicatePolicy:
    """The manuals only want one file for one customer; what makes two look like one is the office's choice."""

    uscc: str = value(BLOCK, Text("The same unified social credit code"), row=ROW, choices=LEVELS)
    meter: str = value(WARN, Text("The same meter or gas account"), row=ROW, choices=LEVELS)
    phone: str = value(WARN, Text("The same telephone and a name alike"), row=ROW, choices=LEVELS)
    phone_of_another: str = value(HINT, Text("The same telephone, but another name"), row=ROW, choices=LEVELS)
    core: str = value(WARN, Text("The same name, without legal form, region and brackets"), row=ROW, choices=LEVELS)
    namesake: str = value(
        HINT, Text("The same name, but people with other telephones or companies of other places"), row=ROW,
        choices=LEVELS,
    )  # fmt: skip
    pinyin: str = value(HINT, Text("A name that sounds the same"), row=ROW, choices=LEVELS)
    address: str = value(OFF, Text("The same address and a name alike"), row=ROW, choices=LEVELS)
    pinyin_and_address: str = value(
        WARN, Text("A name that sounds the same, and the same address"), row=ROW, choices=LEVELS
    )
    alike_from: int = value(
        80, Text("Names count as alike from a likeness of"), row=ROW, unit=Text("of 100"), low=50, high=100
    )
    never: str = value(
        "", Text("Values that never count, such as the office's own telephone; with 、 between them"), row=ROW,
        empty=True,
    )  # fmt: skip
    most_in_common: int = value(
        20, Text("What more customers than this have in common says nothing in the scan"), row=ROW,
        unit=Text("customers"), low=2, high=200,
    )  # fmt: skip
    list_hints: bool = value(False, Text("Put mere hints on the list of possible duplicates too"), row=ROW)
