"""What stands above is told when people change: two hooks, called inside the unit of work that changes something.

`people_changed(*, by)` is called at the end of every deed that changes who works here, in which department, who holds
which role or position, or who is away. Whoever keeps a list of who decides or who is asked looks again.

`staff_left(staff_id, left_on, *, by)` is called when somebody leaves, before `people_changed`: what he held ends on
his last day.
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
    """Tell whoever listens that a person has left. Hook `staff_left(staff_id, left_on, *, by)`."""
    for tell in registry.hooked("staff_left"):
        tell(staff_id, left_on, by=by)
