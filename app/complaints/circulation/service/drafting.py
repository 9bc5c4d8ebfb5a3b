"""Drafting a revision of a route: what is in force never changes, open complaints go on by it (D-15, K-25)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from app.complaints.circulation import queries, rules
from app.complaints.circulation import queries_drafts as drafts
from app.complaints.circulation.compare import Head
from app.complaints.circulation.feature import CHANGED, DISCARDED, DRAFTED, LIMITS_CHANGED, STAGES_CHANGED
from app.complaints.circulation.models import Route, RouteLimit, RouteStage
from app.complaints.circulation.rules import Limit, StagePlan
from app.complaints.circulation.service.storing import held, put_head, put_limits, put_stages, store
from app.complaints.circulation.words import DRAFT, FORMS, IN_FORCE, RETIRED, UNITS
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import changes, record
from app.unit_of_work import current_work, unit_of_work

if TYPE_CHECKING:
    from app.web.feature import Action

Edit = Callable[[Sequence[StagePlan]], list[StagePlan]]


def draft(route_id: int, *, by: Actor) -> Route:
    """Draft the next revision of a route as a copy of this one, which is or was in force (K-25).

    Raises Refused for a draft, Conflict where one is under way already.
    """
    with unit_of_work(by=by) as work:
        one = queries.route(route_id)
        if one.state not in (IN_FORCE, RETIRED):
            raise Refused(Text("This is a draft already."))
        _refuse_second(one.key)
        last = work.session.scalar(select(func.max(Route.revision)).where(Route.key == one.key)) or 0
        try:
            made = store(one.key, last + 1, drafts.head_of(one), state=DRAFT)
        except IntegrityError as error:
            raise Conflict(Text("Somebody has just drafted a revision of this route.")) from error
        put_stages(made.id, queries.plans_of(route_id))
        put_limits(made.id, queries.limits_of(route_id))
        _tell(DRAFTED, made)
    return made


def discard(route_id: int, version: int, *, by: Actor) -> None:
    """Throw a draft away that nobody has approved. Raises Refused for what was submitted or in force, Conflict."""
    with unit_of_work(by=by) as work:
        one = held(route_id, version)
        _tell(DISCARDED, one)
        work.session.execute(delete(RouteStage).where(RouteStage.route_id == route_id))
        work.session.execute(delete(RouteLimit).where(RouteLimit.route_id == route_id))
        work.session.delete(one)
        work.session.flush()


def change_head(route_id: int, version: int, head: Head, *, by: Actor) -> None:
    """Set the name of a draft, its paper, its list of causes and in what its limits are counted.

    Raises Refused for a name of nothing, Conflict.
    """
    if not tidy(head.name):
        raise Refused(Text("Please fill this in."), field="name")
    if head.form not in FORMS or head.unit not in UNITS:
        raise Refused(Text("Please choose one of the list."), field="form")
    with unit_of_work(by=by):
        one = held(route_id, version)
        told = changes(asdict(drafts.head_of(one)), asdict(head))
        put_head(one, head)
        _tell(CHANGED, one, changes=told)


def set_limit(route_id: int, version: int, limit: Limit, *, by: Actor) -> None:
    """Set how long a complaint of a severity and origin may take by a draft (K-26, K-58). Raises Refused, Conflict."""
    rules.check_limit(limit)
    with unit_of_work(by=by):
        one = held(route_id, version)
        put_limits(route_id, rules.with_limit(queries.limits_of(route_id), limit))
        _tell(LIMITS_CHANGED, one)


def remove_limit(route_id: int, version: int, severity: str, origin: str, *, by: Actor) -> None:
    """Take a limit out of a draft; one that is not there is gone. Raises Refused, Conflict."""
    with unit_of_work(by=by):
        one = held(route_id, version)
        put_limits(route_id, rules.without_limit(queries.limits_of(route_id), severity, origin))
        _tell(LIMITS_CHANGED, one)


def add_stage(route_id: int, version: int, stage: StagePlan, place: int, *, by: Actor) -> None:
    """Put a stage into a draft at a place, counted from 1 (K-14, K-27). Raises Refused as the rules do, Conflict."""
    fresh = rules.tidied(stage)
    rules.check_stage(fresh)
    _with_stages(route_id, version, lambda stages: rules.added(stages, fresh, place), fresh.name, by)


def change_stage(route_id: int, version: int, place: int, stage: StagePlan, *, by: Actor) -> None:
    """Set what a stage of a draft asks and who holds it; its key stays. Raises Refused as the rules do, Conflict."""
    fresh = rules.tidied(stage)
    rules.check_stage(fresh)
    _with_stages(route_id, version, lambda stages: rules.changed(stages, place, fresh), fresh.name, by)


def move_stage(route_id: int, version: int, place: int, steps: int, *, by: Actor) -> None:
    """Move a stage of a draft up (-1) or down (1). Raises Refused, Conflict."""
    _with_stages(route_id, version, lambda stages: rules.moved(stages, place, steps), str(place), by)


def remove_stage(route_id: int, version: int, place: int, *, by: Actor) -> None:
    """Take a stage out of a draft. Raises Refused, Conflict."""
    _with_stages(route_id, version, lambda stages: rules.removed(stages, place), str(place), by)


def _with_stages(route_id: int, version: int, edit: Edit, about: str, by: Actor) -> None:
    with unit_of_work(by=by):
        one = held(route_id, version)
        put_stages(route_id, edit(queries.plans_of(route_id)))
        _tell(STAGES_CHANGED, one, stage=about)


def _refuse_second(key: str) -> None:
    if drafts.draft_of(key) is not None:
        raise Conflict(Text("A revision of this route is being drafted already. Go on with that one."))


def _tell(action: Action, one: Route, **facts: object) -> None:
    current_work().touch("complaint_routes")
    record(action, drafts.subject_of(one.id), facts={"name": one.name, "revision": one.revision, **facts})
