"""What was: the ledger of turns with its replay, why it was somebody's turn, and how fairly the turns fell."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app import clock
from app.domain.text import Text
from app.reception.rota import exports, looks, queries, showing
from app.reception.rota.feature import SEE
from app.reception.rota.forms import FairnessForm, LedgerForm
from app.reception.rota.routes.blueprint import FOLDER, bp
from app.web import hx
from app.web.guard import actor, requires


@bp.get("/ledger")
@requires(SEE)
def ledger() -> Response:
    """The ledger of a day, and the line as it stood after any of its lines."""
    form = LedgerForm(formdata=request.args, meta={"csrf": False})
    form.person.choices = queries.people()
    form.validate()
    form.day.data = day = form.day.data or clock.today()
    state, upto, lines = looks.replayed(day, request.args.get("until", type=int))
    return hx.render(
        f"{FOLDER}/ledger.html",
        f"{FOLDER}/_ledger.html",
        form=form,
        day=day,
        page=looks.ledger_page(day, form.person.data, request.args.get("after")),
        filters=request.args.to_dict(),
        seen=showing.seen(state, 0, queries.names(state.line)) if state else (),
        upto=upto,
        lines=lines,
    )


@bp.get("/why/<int:visit_id>")
@requires(SEE)
def why(visit_id: int) -> Response:
    """Why it was he who received this visitor."""
    found = looks.why(visit_id)
    return hx.render(f"{FOLDER}/why.html", f"{FOLDER}/_why.html", explained=found, visit_id=visit_id)


@bp.get("/fairness")
@requires(SEE)
def fairness() -> Response:
    """What everybody had of the turns."""
    form = FairnessForm(formdata=request.args, meta={"csrf": False})
    form.validate()
    first, last = form.period(clock.today())
    form.first.data, form.last.data, form.by.data = first, last, form.by.data or looks.TOTAL
    rows, totals = exports.rows_of(first, last, form.by.data), exports.rows_of(first, last, looks.TOTAL)
    return hx.render(
        f"{FOLDER}/fairness.html",
        f"{FOLDER}/_fairness.html",
        form=form,
        rows=rows,
        totals=totals,
        chart=Text("Turns of each person"),
        headings=exports.HEADINGS,
        first=first,
        last=last,
    )


@bp.get("/fairness.xlsx")
@requires(SEE)
def fairness_file() -> Response:
    """The same as a spreadsheet."""
    form = FairnessForm(formdata=request.args, meta={"csrf": False})
    form.validate()
    first, last = form.period(clock.today())
    return exports.answer(first, last, form.by.data or looks.TOTAL, by=actor())
