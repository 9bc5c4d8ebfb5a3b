"""One line of a register: what was entered, its corrections, correcting it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.registers.queries import names
from app.reception.register import books, forms, rules, service, words
from app.reception.register.books import Column
from app.reception.register.feature import CORRECT, SEE
from app.reception.register.forms import CorrectionForm
from app.reception.register.queries import lines
from app.reception.register.queries.lines import Line
from app.reception.register.routes.blueprint import FOLDER, bp
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires


@bp.get("/lines/<any(visit, call):subject>/<int:line_id>")
@requires(SEE)
def line(subject: str, line_id: int) -> Response:
    """A line with all that was ever corrected in it."""
    found = lines.line(subject, line_id, actor())
    context: dict[str, Any] = {
        "line": found,
        "columns": list(books.COLUMNS[subject].values()),
        "labels": {key: column.label for key, column in books.COLUMNS[subject].items()},
        "cell": words.cell,
        "shown": words.shown,
        "may_correct": may(CORRECT),
        "may_analyse": subject == books.VISIT and (may(CORRECT) or found.staff_id == actor().staff_id),
    }
    return hx.render(f"{FOLDER}/line.html", f"{FOLDER}/_line.html", **context)


@bp.route("/lines/<any(visit, call):subject>/<int:line_id>/<field>", methods=["GET", "POST"])
@requires(SEE)
def correct(subject: str, line_id: int, field: str) -> Response:
    """Correct one field of a line, or add the personal analysis to it."""
    column = _column(subject, field)
    found = lines.line(subject, line_id, actor(), whole=may(CORRECT))
    form = forms.correction_form(subject, column, names(active=True), **_now(found, column))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                _write(found, column, form)
                url = url_for(".line", subject=subject, line_id=line_id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context = {"line": found, "column": column, "form": form, "analysis": field == rules.ANALYSIS}
    return hx.render(f"{FOLDER}/correct.html", f"{FOLDER}/_correct.html", form.status, cell=words.cell, **context)


def _column(subject: str, field: str) -> Column:
    """What is corrected; whoever may not correct adds an analysis only. Raises NoResultFound."""
    open_to = [one.key for one in books.correctable(subject)] if may(CORRECT) else []
    return books.column(subject, field, (*open_to, rules.ANALYSIS))


def _now(found: Line, column: Column) -> dict[str, Any]:
    value: Any = found.holds.get(column.key, "")
    if column.kind == "day":
        value = date.fromisoformat(value) if value else None
    return {"new": value or None, "seen": found.seen} if request.method == "GET" else {}


def _write(found: Line, column: Column, form: CorrectionForm) -> None:
    seen = form.last_seen()
    if column.key == rules.ANALYSIS:
        service.analyse(found.id, form.words(), seen=seen, by=actor())
        return
    reason = form.reason.data or ""
    service.correct(found.subject, found.id, column.key, form.words(), reason, seen=seen, by=actor())
