"""What is written down of a request: voices beside it, deeds in history."""

from __future__ import annotations

from app.office.approvals.models import Approval, ApprovalVoice
from app.office.approvals.queries_people import names_of
from app.office.history.service import record
from app.unit_of_work import current_work
from app.web.feature import Action


def speak(
    approval: Approval,
    said: str,
    *,
    words: str | None = None,
    step_id: int | None = None,
    staff_id: int | None = None,
    by_id: int | None = None,
    because: str | None = None,
) -> None:
    """Write down a voice: whose seat it is (`staff_id`), who spoke (`by_id`, else whoever acts), and the amount."""
    work = current_work()
    own = by_id is None or by_id == work.by.staff_id
    work.session.add(
        ApprovalVoice(
            approval_id=approval.id,
            step_id=step_id,
            staff_id=staff_id,
            by_id=work.by.staff_id if own else by_id,
            by_name=work.by.name if own else names_of([by_id])[by_id],
            because=because,
            said=said,
            words=words,
            amount_fen=approval.amount_fen,
            at=work.at,
        )
    )
    work.session.flush()


def tell(
    action: Action, approval: Approval, *, reason: str | None = None, on_behalf_of: int | None = None, **facts: object
) -> None:
    """Record a deed done to a request in history."""
    record(
        action,
        subject_of(approval.id),
        customer_id=approval.customer_id,
        facts={"number": approval.number, "title": approval.title, "amount_fen": approval.amount_fen, **facts},
        reason=reason,
        on_behalf_of=on_behalf_of,
    )


def subject_of(approval_id: int) -> str:
    """What tasks and history call a request."""
    return f"approval:{approval_id}"


def page_of(approval_id: int) -> str:
    """Where a request is looked at and decided."""
    return f"/office/approvals/{approval_id}"
