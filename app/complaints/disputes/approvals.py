"""The arbitration of the office (办公室仲裁, A-35)."""

from __future__ import annotations

from sqlalchemy import select

from app import clock
from app.complaints.disputes import service
from app.complaints.disputes.models import Dispute
from app.complaints.disputes.queries import KIND, MATTER
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval
from app.unit_of_work import current_work
from app.web.converters import id_in


def matters() -> list[Matter]:
    """Connects the shipped matter of A-35 (hook `matters`)."""
    label = Text("Disagreement between departments")
    return [Matter(MATTER, label, "A-35", settled=settled, check=check)]


def check(approval: Approval, _by: Actor) -> None:
    """Refuse a bare yes: the office arbitrates in words and by a day, on the page of the matter."""
    if _about(approval).arbitration is None:
        raise Refused(Text("Arbitrate on the page of the matter: the words and the day belong there."))


def settled(approval: Approval) -> None:
    """An arbitration that was decided holds; otherwise the matter is between the departments again (K-78)."""
    one = _about(approval)
    if approval.state != "approved":
        service.give_back(one, by=current_work().by)
    elif one.arbitration is not None:
        service.hold(one, clock.today(), by=current_work().by)


def _about(approval: Approval) -> Dispute:
    query = select(Dispute).where(Dispute.id == id_in(approval.subject, KIND))
    return current_work().session.scalars(query.execution_options(populate_existing=True)).one()
