"""The registers and the last days; one register by day, taken out as a file."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.register import books, exports, filtering, rules, words
from app.reception.register.feature import CLOSE, MINUTES, SEE
from app.reception.register.queries import days, lines
from app.reception.register.queries.lines import Line
from app.reception.register.routes.blueprint import FOLDER, bp
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.paging import Page


@bp.get("/")
@requires(SEE)
def index() -> Response:
    """Every register of the desk, and how far the last days are."""
    return hx.render(
        f"{FOLDER}/index.html",
        f"{FOLDER}/_days.html",
        books=list(books.BOOKS.values()),
        days=days.days(clock.today()),
        reviews=rules.REVIEWS,
        may_close=may(CLOSE),
        may_minute=may(MINUTES),
    )


@bp.get("/books/<key>")
@requires(SEE)
def show(key: str) -> Response:
    """One register of a day, or of several."""
    book = books.book(key)
    form, filters = filtering.read(book, request.args, actor())
    page: Page[Line] = Page([], None)
    if filters is not None:
        page = lines.page(book, filters, actor(), request.args.get("after"))
    context: dict[str, Any] = {
        "book": book,
        "columns": books.columns_of(book),
        "form": form,
        "page": page,
        "cell": words.cell,
        "values": filtering.values_of(request.args),
        "paper": filtering.paper_of(book, filters),
        "before": filtering.beside(filters, -1),
        "next": filtering.beside(filters, 1),
        "several": filters is not None and filters.since != filters.until,
        "here": {"key": key, **request.args.to_dict()},
    }
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_lines.html", status=form.status, **context)


@bp.get("/books/<key>/export.<any(csv, xlsx):kind>")
@requires(SEE)
def export_file(key: str, kind: str) -> Response:
    """The lines as filtered, as a file to keep."""
    book = books.book(key)
    _, filters = filtering.read(book, request.args, actor())
    if filters is None:
        raise Refused(Text("These filters cannot be read. Set them on the page of the register."))
    return exports.answer(book, filters, kind, by=actor())
