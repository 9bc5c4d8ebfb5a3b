"""Reconciling the customers that marketing handed over, line by line, every day (对单, R-142, F-36)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.registers import kinds, queries, service
from app.office.registers.feature import SEE, WRITE
from app.office.registers.shipped import HANDOVER
from app.office.registers.words import number_of
from app.reception.register.addresses import asked_day
from app.reception.register.forms import ReconcileForm
from app.reception.register.routes.blueprint import FOLDER, bp
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.language import say


@bp.get("/reconcile")
@requires(SEE)
def reconcile() -> Response:
    """The customers handed over on a day, and which of them are reconciled (R-142)."""
    return _page(asked_day())


@bp.post("/reconcile/<int:entry_id>")
@requires(WRITE)
def reconcile_line(entry_id: int) -> Response:
    """Reconcile one line of the register, with the difference where there is one."""
    line = queries.line(kinds.register(HANDOVER.key), entry_id)
    form = ReconcileForm()
    try:
        cells = {**line.holds.cells, "reconciled": True, "difference": form.difference.data}
        with unit_of_work(by=actor(), key=form.key()) as work:
            reason = say(Text("Reconciled with marketing"))
            service.correct(entry_id, cells, reason, seen=form.last_seen(), by=actor())
            url = url_for(".reconcile", day=line.entry.day.isoformat())
            work.result(url)
        return hx.go(url)
    except Refused as refused:
        form.refuse(refused)
    return _page(line.entry.day, form)


def _page(day: date, refused: ReconcileForm | None = None) -> Response:
    register = kinds.register(HANDOVER.key)
    found = queries.lines(register, queries.Filters(f"{day:%Y-%m}", day))
    context: dict[str, Any] = {
        "day": day,
        "lines": [one for one in found if not one.is_struck],
        "register": register,
        "number_of": number_of,
        "form": ReconcileForm(endpoint="register.reconcile_line"),
        "errors": refused.form_errors if refused else (),
        "may_write": may(WRITE),
    }
    status = refused.status if refused else 200
    return hx.render(f"{FOLDER}/reconcile.html", f"{FOLDER}/_reconcile.html", status, **context)
