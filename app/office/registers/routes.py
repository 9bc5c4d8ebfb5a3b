"""Registers: the list, one register by month or year, entering, correcting, taking out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.registers import exports, filtering, forms, kinds, queries, rules, service
from app.office.registers.feature import SEE, WRITE
from app.office.registers.kinds import Register
from app.office.registers.words import cells_of, number_of
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.paging import Page

bp = Blueprint("registers", __name__, url_prefix="/registers")

FOLDER = "office/registers"
WORDS: dict[str, Any] = {"number_of": number_of, "cells_of": cells_of, "is_later": queries.is_later}


@bp.get("/")
@requires(SEE)
def index() -> Response:
    """Every register, with the day of its newest line."""
    return hx.render(f"{FOLDER}/index.html", f"{FOLDER}/_registers.html", rows=queries.overview())


@bp.get("/<key>")
@requires(SEE)
def show(key: str) -> Response:
    """One register by month or year, with the form for the next line."""
    register = kinds.register(key)
    return _page(register, forms.entry_form(register, _people(), filtering.day_of(request.args)))


@bp.post("/<key>")
@requires(WRITE)
def enter(key: str) -> Response:
    """Enter a line."""
    register = kinds.register(key)
    form = forms.entry_form(register, _people(), clock.today())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.enter(key, form.day.data, forms.cells_of(form, register), by=actor())
                period = rules.period_of(register, made.day)
                url = url_for(".show", key=key, period=period, on=made.day.isoformat())
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return _page(register, form, form.status)


@bp.route("/<key>/<int:entry_id>/correct", methods=["GET", "POST"])
@requires(WRITE)
def correct(key: str, entry_id: int) -> Response:
    """Correct a line, or strike it out, with a reason."""
    register = kinds.register(key)
    line = queries.line(register, entry_id)
    form = forms.correction_form(register, _people(), line.holds.cells, line.holds.id)
    if form.posted():
        try:
            cells = None if form.strike.data else forms.cells_of(form, register)
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.correct(entry_id, cells, form.reason.data, seen=forms.seen_of(form), by=actor())
                url = url_for(".show", key=key, period=rules.period_of(register, line.entry.day))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"register": register, "line": line, "form": form, "cell": rules.CELL, **WORDS}
    return hx.render(f"{FOLDER}/correct.html", f"{FOLDER}/_correct.html", status=form.status, **context)


@bp.get("/<key>/export.<any(csv, xlsx):kind>")
@requires(SEE)
def export_file(key: str, kind: str) -> Response:
    """The lines as filtered, as a file to keep."""
    register = kinds.register(key)
    _, filters = filtering.read(register, request.args, queries.names())
    if filters is None:
        raise Refused(Text("These filters cannot be read. Set them on the page of the register."))
    return exports.answer(register, filters, kind, by=actor())


def _page(register: Register, form: forms.EntryForm, status: int = 200) -> Response:
    searched, filters = filtering.read(register, request.args, queries.names())
    page: Page[queries.Line] = Page([], None)
    if filters is not None:
        page = queries.page(register, filters, request.args.get("after"))
    context: dict[str, Any] = {"register": register, "form": form, "searched": searched, "page": page, **WORDS}
    context |= {**filtering.around(register, filters, request.args), "can_write": may(WRITE), "cell": rules.CELL}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_lines.html", status=max(status, searched.status), **context)


def _people() -> list[str]:
    return queries.names(active=True)
