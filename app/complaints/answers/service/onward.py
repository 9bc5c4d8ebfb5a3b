"""What a complaint does by itself once the customer was told or visited: it goes on, or is closed (K-67).

With them a simple complaint of the service route is done in four steps: taken, solved, answered, visited.
"""

from __future__ import annotations

from app.complaints.cases import service as cases
from app.complaints.cases.queries import complaint_of
from app.domain.actor import Actor
from app.unit_of_work import unit_of_work


def go_on(complaint_id: int, *, by: Actor) -> None:
    """Pass a complaint on from the stage where the customer was answered. Raises Refused, NoResultFound."""
    with unit_of_work(by=by):
        one = complaint_of(complaint_id, by)
        cases.pass_on(complaint_id, version=one.version, values={}, by=by)


def finish(complaint_id: int, lessons: str | None, *, by: Actor) -> None:
    """Pass a complaint on from the stage of the return visit, write down its lessons and close it (K-19, K-67).

    Raises Refused while something is missing for that, NoResultFound.
    """
    with unit_of_work(by=by):
        go_on(complaint_id, by=by)
        one = complaint_of(complaint_id, by)
        if lessons:
            one = cases.change(complaint_id, version=one.version, values={"lessons": lessons}, by=by)
        cases.close(complaint_id, version=one.version, by=by)
