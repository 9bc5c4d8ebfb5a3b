"""What stands above is told when people change: hooks, called inside the unit of work that changes something.

`people_changed(*, by)` is called at the end of every deed that changes who works here, in which department, who holds
which role or position, or who is away. Whoever keeps a list of who decides or who is asked looks again.

`staff_leaves(staff_id, left_on, *, by)` is called when somebody leaves, while everything still is his: whoever lists
what hangs on him looks now. `staff_left(staff_id, left_on, *, by)` follows: what he held ends on his last day.

`staff_moved(staff_id, department_id, *, by)` is called when somebody has gone to another department; it names the one
he comes from.
"""

from __future__ import annotations

from datetime import date

from app.domain.actor import Actor
from app.kept import ask_again
from app.web import registry

STAND_INS = "who stands in today"  # what absence keeps for a transaction


def people_changed(*, by: Actor) -> None:
    """Tell whoever listens that people, roles, positions or absences have changed. Hook `people_changed(*, by)`."""
    ask_again(STAND_INS)
    for tell in registry.hooked("people_changed"):
        tell(by=by)


def staff_left(staff_id: int, left_on: date, *, by: Actor) -> None:
    """Tell that a person has left. Hooks `staff_leaves`, then `staff_left`, each `(staff_id, left_on, *, by)`."""
    for tell in (*registry.hooked("staff_leaves"), *registry.hooked("staff_left")):
        tell(staff_id, left_on, by=by)


def staff_moved(staff_id: int, department_id: int | None, *, by: Actor) -> None:
    """Tell that a person left this department for another. Hook `staff_moved(staff_id, department_id, *, by)`."""
    for tell in registry.hooked("staff_moved"):
        tell(staff_id, department_id, by=by)
