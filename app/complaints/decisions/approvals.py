"""Decisions on complaints, objections to them and extensions as something that is decided on (A-21 to A-24, A-31)."""

from __future__ import annotations

from app.complaints.decisions import queries
from app.complaints.decisions.rules import AMOUNT, LEADER, MATTERS, MEETING
from app.complaints.decisions.service import check_objection_voice, check_voice, hold, settle, settle_objection
from app.complaints.decisions.service.objecting import MATTER
from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.extensions.service import settle as extend

EXTENSION = "complaints.extension"
BASES = (
    (AMOUNT, Text("Decision on a complaint"), "A-24"),
    (LEADER, Text("Ordinary complaint"), "A-21"),
    (MEETING, Text("Serious complaint"), "A-22"),
)


def matters() -> list[Matter]:
    """Connects the shipped matters of complaints (hook `matters`).

    More time for a complaint is given as for every deadline: its rule names the matter (A-23).
    """
    decided = {"settled": settle, "paper": queries.DECISION, "check": check_voice, "hold": hold}
    return [
        *(Matter(MATTERS[basis], label, row, **decided) for basis, label, row in BASES),  # type: ignore[arg-type]
        Matter(EXTENSION, Text("Extension of a complaint"), "A-23", settled=extend),
        Matter(
            MATTER,
            Text("Objection to a decision on a complaint"),
            "A-31",
            settled=settle_objection,
            paper=queries.OBJECTION,
            check=check_objection_voice,
            hold=hold,
        ),
    ]
