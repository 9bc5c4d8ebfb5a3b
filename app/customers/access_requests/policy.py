"""What the office decides about reading files."""

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("customers.access", Text("Reading of customer files"))
class AccessPolicy:
    """C-17, C-18: who reads the file of another is given leave; for how long is not in the manuals."""

    most_days: int = value(
        30, Text("Leave to read a file lasts at most"), row="C-17", unit=Text("days"), low=1, high=3660
    )
