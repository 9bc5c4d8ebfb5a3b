"""How the office's printers stand."""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

TENTH = Text("0.1 mm")


@policy("office.paper", Text("Paper and printers"))
class PaperPolicy:
    """Which paper lies in the printers, and by how much the needle printer is off. Its test page shows both."""

    usual: str = value(
        "a5",
        Text("Usual paper for slips and receipts"),
        row="F-82",
        choices=(("a4", N_("A4")), ("a5", N_("A5, landscape")), ("241x140", N_("241 × 140 mm, continuous"))),
    )
    shift_x: int = value(0, Text("Continuous paper: move to the right by"), row="F-82", unit=TENTH, low=-200, high=200)
    shift_y: int = value(0, Text("Continuous paper: move down by"), row="F-82", unit=TENTH, low=-200, high=200)
    data_only: bool = value(False, Text("Continuous paper is pre-printed: print only what is filled in"), row="F-82")
