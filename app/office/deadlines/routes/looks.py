"""The list of deadlines, one of them, and those of a customer."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app import clock
from app.office.calendar.words import WEEKDAYS
from app.office.deadlines import filtering, words
from app.office.deadlines.feature import SET
from app.office.deadlines.own import OWN
from app.office.deadlines.queries import lists
from app.office.deadlines.queries.lists import Line
from app.office.deadlines.queries.one import one
from app.office.deadlines.routes.blueprint import bp
from app.office.tasks.queries.desk import desk_of
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.paging import Page


@bp.get("/")
@requires(SIGNED_IN)
def listing() -> Response:
    form, filters = filtering.read(request.args, actor())
    page: Page[Line] = Page([], None)
    if filters is not None:
        page = lists.listing(filters, actor(), desk_of(actor()), after=request.args.get("after"))
    return hx.render(
        "office/deadlines/listing.html",
        "office/deadlines/_deadlines.html",
        status=form.status,
        form=form,
        page=page,
        values=filtering.values_of(request.args),
        set_deadlines=SET,
    )


@bp.get("/<int:deadline_id>")
@requires(SIGNED_IN)
def show(deadline_id: int) -> Response:
    return hx.render(
        "office/deadlines/show.html",
        "office/deadlines/_deadline.html",
        one=one(deadline_id, actor(), desk_of(actor())),
        own_rule=OWN,
        weekdays=WEEKDAYS,
        words=words,
        today=clock.today(),
    )


@bp.get("/customer/<int:customer_id>")
@requires(SIGNED_IN)
def of_customer(customer_id: int) -> Response:
    found = lists.of_customer(customer_id, actor(), desk_of(actor()))
    page, region = "office/deadlines/of_customer.html", "office/deadlines/_of_customer.html"
    return hx.render(page, region, lines=found, customer_id=customer_id)
