"""What the office decides about the papers of customers."""

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("customers.papers", Text("Papers of customers"))
class PaperPolicy:
    """C-55, C-59 and O-18; how long before the end is not in the manuals."""

    first_warning: int = value(
        30, Text("First warning before a paper expires"), row="O-18", unit=Text("days"), low=1, high=365
    )
    second_warning: int | None = value(
        7, Text("Second warning before a paper expires; empty for none"), row="O-18", unit=Text("days"), low=1,
        high=365, empty=True,
    )  # fmt: skip
    four_eyes: bool = value(True, Text("Nobody verifies what he entered himself"), row="C-56")
    scan_needed: bool = value(False, Text("A paper is verified only with its scan"), row="C-55")
    renewal_days: int = value(
        60, Text("So long the proof of a renewal under way may hold at most"), row="C-59", unit=Text("days"), low=1,
        high=365,
    )  # fmt: skip
    invoicing_needed: bool = value(True, Text("Companies are admitted only with invoicing data"), row="C-55")

    @property
    def warnings(self) -> tuple[int, ...]:
        """The warnings in days before the end."""
        return (self.first_warning,) if self.second_warning is None else (self.first_warning, self.second_warning)
