"""Petitions as something that is decided on."""

from __future__ import annotations

from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval
from app.office.approvals.words import STATES
from app.office.petitions.queries import KIND
from app.office.petitions.tasks import ENDED
from app.office.tasks.kinds import Party
from app.office.tasks.service import open_task
from app.unit_of_work import current_work


def matters() -> list[Matter]:
    """The petition (签呈, F-67): whoever is passed over by an appeal does not read it, unless he is asked."""
    return [Matter(KIND, Text("Petition"), "F-67", settled=tell_author, paper=KIND, confidential=True)]


def tell_author(approval: Approval) -> None:
    """Put it before the author how his petition ended (F-67); not where he withdrew it himself."""
    if approval.state == "withdrawn":
        return
    facts = {"number": approval.facts["number"], "subject": approval.title, "outcome": Text(STATES[approval.state])}
    open_task(
        ENDED,
        approval.subject,
        facts=facts,
        url=approval.url,
        to=Party(staff_id=approval.submitter_id),
        due_on=None,
        by=current_work().by,
    )
