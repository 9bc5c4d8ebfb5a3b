"""The list of complaints, the inbox, the board of a manager, and the complaints of a customer."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases import export, filtering
from app.complaints.cases.feature import EXPORT, HANDLE, MANAGE, REGISTER, SEE_ALL, SEE_DEPARTMENT, TAKE
from app.complaints.cases.queries import board as boards
from app.complaints.cases.queries import inbox as inboxes
from app.complaints.cases.queries import listing as lists
from app.complaints.cases.queries.lines import Line
from app.complaints.cases.routes.blueprint import FOLDER, WORDS, bp
from app.complaints.cases.rules import month_of
from app.customers.files.queries import seen
from app.domain.errors import Refused
from app.domain.text import Text
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.paging import Page

WHOSE = {
    inboxes.MINE: Text("With me"),
    inboxes.DEPARTMENT: Text("With my department"),
    inboxes.ANSWERING: Text("I follow up, others have them"),
}


@bp.get("/")
@requires(TAKE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def listing() -> Response:
    form, filters = filtering.read(request.args)
    page: Page[Line] = Page([], None)
    if filters is not None:
        page = lists.listing(filters, actor(), after=request.args.get("after"))
    count = lists.count(filters, actor()) if filters is not None and page.after else len(page.rows)
    customer = seen(filters.customer_id, actor()).customer if filters and filters.customer_id else None
    month = (filters.month if filters else None) or month_of(clock.today())
    context: dict[str, Any] = {"form": form, "page": page, "count": count, "customer": customer}
    context |= {"values": filtering.values_of(request.args), "may_take_out": may(EXPORT)}
    context |= {"register": int(f"20{month}") if may(REGISTER) else None}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_complaints.html", status=form.status, **context, **WORDS)


@bp.get("/export.<any(csv, xlsx):form>")
@requires(EXPORT)
def export_file(form: str) -> Response:
    _, filters = filtering.read(request.args)
    if filters is None:
        raise Refused(Text("These filters cannot be read. Set them on the page of the list."))
    return export.answer(filters, form, by=actor())


@bp.get("/inbox")
@requires(TAKE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def inbox() -> Response:
    asked = request.args.get("whose", inboxes.MINE)
    whose = asked if asked in WHOSE else inboxes.MINE
    page = inboxes.inbox(whose, actor(), after=request.args.get("after"))
    values = {"whose": whose, "after": request.args.get("after")}
    context: dict[str, Any] = {"page": page, "whose": whose, "lists": WHOSE, "values": values}
    context |= {"figures": inboxes.figures(actor())}
    return hx.render(f"{FOLDER}/inbox.html", f"{FOLDER}/_inbox.html", **context, **WORDS)


@bp.get("/board")
@requires(MANAGE, SEE_DEPARTMENT, SEE_ALL)
def board() -> Response:
    return hx.render(f"{FOLDER}/board.html", f"{FOLDER}/_board.html", routes=boards.board(actor()))


@bp.get("/customer/<int:customer_id>")
@requires(TAKE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def of_customer(customer_id: int) -> Response:
    customer = seen(customer_id, actor()).customer
    rows = lists.of_customer(customer_id, actor())
    page, region = f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html"
    return hx.render(page, region, rows=rows, customer=customer, **WORDS)
