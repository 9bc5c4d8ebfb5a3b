"""The tasks that contact reports open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

NEXT = TaskKind("care.next_contact", Text("Next contact with a customer"), Text("Contact %(customer)s again: %(what)s"))


def kinds() -> list[TaskKind]:
    """The kind that this feature brings (hook `task_kinds`)."""
    return [NEXT]


def subject_of(report_id: int) -> str:
    """What history, tasks and attachments call a contact report."""
    return f"contact_report:{report_id}"


def page_of(report_id: int) -> str:
    """The address of a contact report."""
    return f"/customers/reports/{report_id}"
