"""What the deeds on a judgement share: finding it as it was seen, changing it, writing it down."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from app.complaints.cases.models import Complaint
from app.complaints.liability import queries
from app.complaints.liability.models import Judgement
from app.complaints.losses.queries import case_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.unit_of_work import current_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this judgement is no longer as you saw it. Look at it again.")


def judgement(complaint_id: int, state: str, by: Actor) -> tuple[Complaint, Judgement]:
    """A complaint and its judgement in this state. Raises Conflict for another, NoResultFound."""
    case, found = case_of(complaint_id, by), queries.judgement_of(complaint_id)
    if found is None or found.state != state:
        raise Conflict(QUICKER)
    return case, found


def move(found: Judgement, version: int, state: str, **values: Any) -> None:
    """Change a judgement that still is as it was seen in `version`. Raises Conflict."""
    session = current_work().session
    still = update(Judgement).where(
        Judgement.id == found.id, Judgement.version == version, Judgement.state == found.state
    )
    changed = still.values(state=state, version=version + 1, **values).returning(Judgement.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(QUICKER)
    session.refresh(found)


def said(reason: str) -> str:
    """The reason, which must be given."""
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    return reason.strip()


def written(action: Action, found: Judgement, case: Complaint, **facts: Any) -> None:
    """Write the deed down under the judgement, where only readers of losses look."""
    current_work().touch("complaints")
    record(action, queries.subject_of(found.id), facts={"number": case.number or case.matter, **facts})
