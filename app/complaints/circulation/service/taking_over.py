"""Taking over the routes of the handbook."""

from __future__ import annotations

from app import clock
from app.complaints.circulation import queries_drafts as drafts
from app.complaints.circulation.compare import Head
from app.complaints.circulation.feature import TAKEN_OVER
from app.complaints.circulation.service.storing import put_limits, put_stages, store
from app.complaints.circulation.shipped import ROUTES, UsualRoute
from app.complaints.circulation.words import IN_FORCE
from app.domain.actor import FIRST_START, Actor
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.unit_of_work import unit_of_work


def seed(*, by: Actor = FIRST_START) -> None:
    """Take over the usual routes that the office does not have, in force from today (D-15; hook `first_start`)."""
    with unit_of_work(by=by):
        next_number("complaint_routes")  # holds back whoever takes them over at the same moment
        missing = set(drafts.missing())
        for usual in ROUTES:
            if usual.key in missing:
                _take_over(usual)


def _take_over(usual: UsualRoute) -> None:
    head = Head(usual.name, usual.form, usual.cause_scheme, usual.unit, True, usual.resale_months)
    made = store(usual.key, 1, head, state=IN_FORCE)
    made.in_force_from = clock.today()
    put_stages(made.id, usual.stages)
    put_limits(made.id, usual.limits)
    record(TAKEN_OVER, drafts.subject_of(made.id), facts={"name": made.name})
