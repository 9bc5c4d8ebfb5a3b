"""From the address of the list of complaints to its filters and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.complaints.cases.forms import FilterForm
from app.complaints.cases.queries.lines import OPEN
from app.complaints.cases.queries.listing import Filters
from app.complaints.causes.queries import cause_choices
from app.complaints.circulation.models import Route, RouteStage
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.staff.queries import colleagues, department_choices
from app.web.converters import id_typed

NAMES = (
    "q", "state", "route", "stage", "department", "handler", "severity", "kind", "cause", "month", "customer",
)  # fmt: skip
MONTH = re.compile(r"(?:20)?([0-9]{2})-?(0[1-9]|1[0-2])")


def read(args: MultiDict[str, str]) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.route.choices, form.stage.choices = _routes_and_stages()
    form.department.choices, form.handler.choices = department_choices(), colleagues()
    form.cause.choices = cause_choices()
    form.validate()
    form.state.data = form.state.data or OPEN
    try:
        month = month_in(form.month.data)
    except Refused as refused:
        form.refuse(refused)
        return form, None
    return form, None if form.errors else _filters(form, month)


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}


def month_in(typed: str | None) -> str | None:
    """A month of numbers, typed as 2026-11 or 2611, as numbers begin with it: "2611". Raises Refused."""
    if not typed:
        return None
    found = MONTH.fullmatch(typed.strip())
    if found is None:
        raise Refused(Text("Please type a month like 2026-11."), field="month")
    return found[1] + found[2]


def _filters(form: FilterForm, month: str | None) -> Filters:
    return Filters(
        q=form.q.data or "",
        state=form.state.data,
        route=form.route.data,
        stage=form.stage.data,
        department_id=form.department.data,
        handler_id=form.handler.data,
        customer_id=id_typed(form.customer.data),
        kind=form.kind.data,
        severity=form.severity.data,
        cause_id=form.cause.data,
        month=month,
    )


def _routes_and_stages() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Every route and every stage by key, under its newest name: stages of the same key and name are one choice."""
    query: Any = select(Route.key, Route.name, RouteStage.key, RouteStage.name)
    query = query.join(RouteStage, RouteStage.route_id == Route.id)
    rows = db.session.execute(query.order_by(Route.key, Route.revision, RouteStage.position)).all()
    routes = {key: name for key, name, *_ in rows}
    stages = {key: name for *_, key, name in rows}
    return list(routes.items()), list(stages.items())
