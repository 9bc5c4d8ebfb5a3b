"""Writing a route with its stages and limits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, update

from app.columns import table_of
from app.complaints.circulation import queries
from app.complaints.circulation.compare import Head
from app.complaints.circulation.models import Route, RouteLimit, RouteStage
from app.complaints.circulation.rules import Limit, StagePlan, tidied
from app.complaints.circulation.words import DRAFT
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.kept import ask_again
from app.unit_of_work import current_work

CHANGED_MEANWHILE = Text("Somebody changed this meanwhile. Look at it again.")
NEVER_CHANGES = Text("What is in force or waits for approval does not change. Draft a new revision.")


def store(key: str, revision: int, head: Head, *, state: str) -> Route:
    """A new revision of a route, without stages and limits yet."""
    work = current_work()
    made = Route(key=key, revision=revision, state=state, made_by=work.by.name, made_at=work.at, version=1)
    put_head(made, head)
    work.session.add(made)
    work.session.flush()
    return made


def put_head(route: Route, head: Head) -> None:
    """Write what a route says besides stages and limits."""
    for field, value in asdict(head).items():
        setattr(route, field, value)


def put_stages(route_id: int, plans: Sequence[StagePlan]) -> None:
    """Write the stages of a route anew, at places 1 to n without a gap."""
    session = current_work().session
    session.execute(delete(RouteStage).where(RouteStage.route_id == route_id))
    rows = [
        {**asdict(plan), "asks": list(plan.asks), "needs": list(plan.needs), "route_id": route_id, "position": place}
        for place, plan in enumerate(map(tidied, plans), 1)
    ]
    if rows:
        session.execute(insert(table_of(RouteStage)), rows)
    ask_again(queries.kept_as(route_id))


def put_limits(route_id: int, limits: Collection[Limit]) -> None:
    """Write the limits of a route anew."""
    session = current_work().session
    session.execute(delete(RouteLimit).where(RouteLimit.route_id == route_id))
    if limits:
        session.execute(insert(table_of(RouteLimit)), [{**asdict(one), "route_id": route_id} for one in limits])


def held(route_id: int, version: int, state: str = DRAFT) -> Route:
    """A route in this state as it was seen, held against whoever changes it too; its version is the next one.

    Raises Refused where it is in another state, Conflict where somebody was quicker, NoResultFound for none.
    """
    as_seen = (Route.id == route_id, Route.version == version, Route.state == state)
    done = current_work().session.execute(update(Route).where(*as_seen).values(version=version + 1))
    found = queries.route(route_id)
    if done.rowcount:  # type: ignore[attr-defined]
        return found
    if state == DRAFT and found.state != DRAFT:
        raise Refused(NEVER_CHANGES)
    raise Conflict(CHANGED_MEANWHILE)
