"""One visit with all that happened, the visitors of a day, those of a customer."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from app.customers.files.queries import seen
from app.domain.errors import Refused
from app.reception.queue import answers, forms, pages, queries, service
from app.reception.queue.feature import REGISTER, SEE, SERVE
from app.reception.queue.queries import listing
from app.reception.queue.routes import bp
from app.web import hx
from app.web.guard import actor, requires


@bp.get("/<int:visit_id>")
@requires(SEE)
def show(visit_id: int) -> Response:
    """One visit: who, when, with whom, why, what it led to, and what may be done now."""
    return pages.visit_page(queries.visit(visit_id, actor()), answers.step_form())


@bp.route("/<int:visit_id>/change", methods=["GET", "POST"])
@requires(REGISTER, SERVE)
def change(visit_id: int) -> Response:
    """Put right what the door heard, while the visitor is here; afterwards the register is corrected."""
    visit = queries.visit(visit_id, actor())
    form = forms.VisitorForm(obj=visit)
    if form.posted():
        try:
            service.change_visitor(visit_id, form.seen_version(), form.values(), by=actor())
            return hx.go(url_for("queue.show", visit_id=visit_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "reception/queue/change.html", "reception/queue/_change.html", status=form.status, form=form, visit=visit
    )


@bp.get("/day")
@requires(SEE)
def day() -> Response:
    """The visitors of a day, newest first, narrowed by what stands in the address."""
    form = pages.day_form()
    wanted = pages.filters_of(form)
    page = listing.of_day(wanted, actor(), after=request.args.get("after"))
    return hx.render(
        "reception/queue/day.html",
        "reception/queue/_visitors.html",
        status=form.status,
        form=form,
        on=wanted.day,
        page=page,
        values={name: text for name, text in request.args.items() if name in (*pages.FILTERS, "after") and text},
        **pages.words(),
    )


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The visits of a customer, for his page."""
    seen(customer_id, actor())
    page = queries.of_customer(customer_id, actor(), after=request.args.get("after"))
    context = {"page": page, "customer_id": customer_id, **pages.words()}
    return hx.render("reception/queue/of_customer.html", "reception/queue/_of_customer.html", **context)
