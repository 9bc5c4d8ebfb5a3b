"""Base points and bonuses, typed down a table, and a loss shared by base points."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.conduct import forms, rules
from app.office.conduct.feature import RECORD, SET_BONUS
from app.office.conduct.policy import BONUS_NAMES, ConductPolicy
from app.office.conduct.queries import money, sharing
from app.office.conduct.routes.blueprint import bp
from app.office.conduct.service import money as verbs
from app.office.conduct.words import SANCTIONS
from app.office.policy import queries as policy
from app.office.staff.queries import department_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, requires


@bp.route("/points", methods=["GET", "POST"])
@requires(SET_BONUS)
def points() -> Response:
    """The base points of the staff, valid from a day."""
    page, values = _people()
    ids, today = [row.id for row in page.rows], clock.today()
    form = forms.points_table(ids, money.base_points(today, ids), valid_from=today)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                verbs.set_points(form.valid_from.data, forms.typed(form, ids), by=actor())
                work.result(url_for("conduct.points", **values))
            return hx.go(url_for("conduct.points", **values))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "page": page, "values": values, "totals": money.totals(today)}
    context |= {"departments": department_choices(), "bonus_name": _bonus_name(), "month": rules.month_of(today)}
    return hx.render("office/conduct/points.html", "office/conduct/_points.html", status=form.status, **context)


@bp.route("/points/bonuses", methods=["GET", "POST"])
@requires(SET_BONUS)
def bonuses() -> Response:
    """The bonuses of a month."""
    month = rules.read_month(request.args.get("month") or rules.month_of(clock.today()))
    page, values = _people(month=month)
    ids = [row.id for row in page.rows]
    form = forms.bonus_table(ids, money.bonuses(month, ids))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                verbs.set_bonuses(month, forms.typed(form, ids), by=actor())
                work.result(url_for("conduct.bonuses", **values))
            return hx.go(url_for("conduct.bonuses", **values))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "page": page, "values": values, "month": month, "settled": money.last_settled() or ""}
    context |= {"departments": department_choices(), "bonus_name": _bonus_name()}
    return hx.render("office/conduct/bonuses.html", "office/conduct/_bonuses.html", status=form.status, **context)


@bp.get("/share")
@requires(RECORD)
def share() -> Response:
    """A department's loss by base points: what each member would bear, and which sanction the bands propose."""
    form = forms.ShareForm(formdata=request.args or None, meta={"csrf": False})
    form.department.choices = sharing.departments_to_share(actor())
    found: sharing.Shared | None = None
    if request.args and form.validate():
        try:
            found = sharing.shared(form.department.data, form.loss.data, clock.today())
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/conduct/share.html",
        "office/conduct/_share.html",
        status=form.status,
        form=form,
        found=found,
        sanctions=SANCTIONS,
    )


def _people(**more: str) -> tuple[Any, dict[str, Any]]:
    """The page of people whose row is typed, and the address that leads to this very page again."""
    department, after = request.args.get("department", type=read_id), request.args.get("after")
    given = {"department": department, "after": after, **more}
    return money.people_page(department, after=after), {name: value for name, value in given.items() if value}


def _bonus_name() -> str:
    return BONUS_NAMES[policy.of(ConductPolicy).bonus_name]
