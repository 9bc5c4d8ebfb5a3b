"""What papers give people to do."""

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

EXPIRES = TaskKind(
    "papers.expires",
    Text("Paper that expires"),
    Text("%(kind)s of %(customer)s expires on %(until)s: ask for the renewed one"),
    may_hand_on=True,
)


def kinds() -> list[TaskKind]:
    """The kinds of tasks of this feature (hook `task_kinds`)."""
    return [EXPIRES]


def subject_of(paper_id: int) -> str:
    """What tasks, history and attachments call a paper."""
    return f"paper:{paper_id}"
