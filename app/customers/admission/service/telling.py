"""What follows on an admission: business starts, the data goes to finance and the plant office (C-57, D-25)."""

from __future__ import annotations

from collections.abc import Mapping

from app.customers.admission import queries, tasks
from app.customers.admission.feature import REPORTED, STARTED, TAKEN
from app.customers.admission.service.stepping import tell
from app.customers.files.queries import file_to_change
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.tasks.kinds import TaskKind
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import unit_of_work
from app.web.feature import Action

DONE: Mapping[str, tuple[TaskKind, Action]] = {
    "started": (tasks.START, STARTED),
    "reported": (tasks.REPORT, REPORTED),
    "taken": (tasks.TAKE, TAKEN),
}


def done(customer_id: int, what: str, *, by: Actor) -> None:
    """Note that business has started, that the data was reported, or that finance has taken it over (C-41, C-57).

    What was reported gives finance the task to take it over. Raises NoResultFound, Conflict where nobody waits for it.
    """
    kind, action = DONE[what]
    with unit_of_work(by=by):
        customer, one = file_to_change(customer_id, by), queries.admission_of(customer_id)
        if one is None or not close_tasks(tasks.subject_of(one.id), kind=kind, by=by):
            raise Conflict(Text("This was done already."))
        tell(action, one, customer)
        to = tasks.finance()
        if what == "reported" and to is not None:
            open_tasks([tasks.new_task(tasks.TAKE, one.id, customer, to)], by=by)
