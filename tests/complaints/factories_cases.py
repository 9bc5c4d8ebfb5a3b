"""Complaints as a test needs them: rows written directly, so that a test of one feature leans on no other one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app import clock
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.circulation.models import Route, RouteLimit, RouteStage
from app.domain.actor import OPERATOR
from app.unit_of_work import current_work, unit_of_work

WORK, NUMBER, DECISION, ANSWER, CLOSE = "work", "number", "decision", "answer", "close"
STAGES = (  # key, kind, who
    ("sales", WORK, "handler"),
    ("register", NUMBER, "origin"),
    ("quality", WORK, "responsible"),
    ("decide", DECISION, "origin"),
    ("execute", ANSWER, "handler"),
    ("close", CLOSE, "origin"),
)


def make_route(key: str = "test", *, form: str = "factory") -> Route:
    """A route in force with six plain stages that ask for nothing. Inside or outside a unit of work."""
    with unit_of_work(by=OPERATOR) as work:
        route = Route(
            key=key, name="Test route", form=form, cause_scheme="factory", unit="calendar", state="in_force",
            in_force_from=date(2026, 1, 1), made_by="test", made_at=work.at,
        )  # fmt: skip
        work.session.add(route)
        work.session.flush()
        work.session.add_all(
            RouteStage(
                route_id=route.id, position=place, key=stage, name=stage, kind=kind, who=who, asks=[], needs=[], days=2
            )
            for place, (stage, kind, who) in enumerate(STAGES, 1)
        )
        work.session.add_all(
            RouteLimit(route_id=route.id, severity="any", origin=origin, days=days)
            for origin, days in (("domestic", 13), ("overseas", 17))
        )
        work.session.flush()
    return route


def make_case(route: Route | None = None, *, stage: str = "sales", number: str | None = "261101", **values: Any) -> int:
    """An open complaint at a stage of a route, with a stay at that stage; return its id. Needs an app context.

    `values` are columns of Complaint. The holder is `holder_id` and `holder_department_id`.
    """
    with unit_of_work(by=OPERATOR):
        route = route or make_route()
        return _stored(route, stage, number, values)


def _stored(route: Route, stage: str, number: str | None, values: dict[str, Any]) -> int:
    work = current_work()
    month, serial = (number[:4], int(number[4:])) if number else (None, None)
    usual = {
        "channel": "telephone", "heard_at": work.at, "matter": "板面划伤", "facts": "来料检验发现板面划伤",
        "remedy_wanted": "return", "kind": "quality", "severity": "ordinary", "origin": "domestic",
        "due_on": clock.today() + timedelta(days=13), "stage_due_on": clock.today() + timedelta(days=2),
    }  # fmt: skip
    case = Complaint(
        route_id=route.id, number=number, number_month=month, number_serial=serial, stage_key=stage, made_by="test",
        made_at=work.at, **{**usual, **values},
    )  # fmt: skip
    work.session.add(case)
    work.session.flush()
    at = work.session.query(RouteStage).filter_by(route_id=route.id, key=stage).one()
    stay = ComplaintStage(
        complaint_id=case.id, stage_id=at.id, key=stage, entered_at=work.at, department_id=case.holder_department_id,
        staff_id=case.holder_id, due_on=case.stage_due_on,
    )  # fmt: skip
    work.session.add(stay)
    work.session.flush()
    case.stage_id = stay.id
    work.session.flush()
    return case.id
