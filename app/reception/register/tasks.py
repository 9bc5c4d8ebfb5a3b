"""The tasks of the registers."""

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

PLANNED_CALL = TaskKind("register.planned_call", Text("Call to make"), Text("%(aim)s: %(name)s"))


def kinds() -> list[TaskKind]:
    """The planned call (R-93)."""
    return [PLANNED_CALL]
