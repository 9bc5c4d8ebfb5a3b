"""The list of registrations, one of them, and those of a customer."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.files import queries as customers
from app.domain.errors import Refused
from app.domain.names import phone_tail
from app.reception.claims import service
from app.reception.claims.feature import DECIDE, SEE
from app.reception.claims.forms import WHOSE, VoidForm
from app.reception.claims.queries import registrations as queries
from app.reception.claims.queries.receptions import last_of
from app.reception.claims.routes.blueprint import FOLDER, bp
from app.reception.claims.words import REGISTERED_BY, REGISTRATION_STATES, VALIDITY, VALIDITY_COLOURS
from app.web import hx
from app.web.guard import actor, requires

WORDS: dict[str, Any] = {
    "bases": REGISTERED_BY,
    "validities": VALIDITY,
    "colours": VALIDITY_COLOURS,
    "tail": phone_tail,
}


@bp.get("/")
@requires(SEE)
def registrations() -> Response:
    asked, today = request.args, clock.today()
    whose, validity = asked.get("whose"), asked.get("validity")
    filters = queries.Filters(
        whose if whose in WHOSE else queries.MINE,
        validity if validity in VALIDITY else None,
        asked.get("q", "").strip()[:60],
    )
    return hx.render(
        f"{FOLDER}/registrations.html",
        f"{FOLDER}/_registrations.html",
        page=queries.listing(filters, actor(), today, after=asked.get("after")),
        filters=filters,
        values={name: text for name, text in asked.items() if name in ("whose", "validity", "q", "after")},
        whose=WHOSE,
        validity_of=queries.validities(today),
        **WORDS,
    )


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """Who registered and received a customer, as a tab of his page."""
    customer, today = customers.seen(customer_id, actor()).customer, clock.today()
    rows = queries.of_customer(customer_id, actor())
    return hx.render(
        f"{FOLDER}/of_customer.html",
        f"{FOLDER}/_of_customer.html",
        customer=customer,
        known=service.known(customer_id, customer.phone, today),
        rows=rows,
        names=dict(customers.owner_choices()),
        receptions=last_of([row.Registration.visit_id for row in rows if row.Registration.visit_id]),
        validity_of=queries.validities(today),
        **WORDS,
    )


@bp.get("/registrations/<int:registration_id>")
@requires(SEE)
def registration(registration_id: int) -> Response:
    row = queries.registration(registration_id, actor())
    return _page(row, VoidForm(version=row.Registration.version))


@bp.post("/registrations/<int:registration_id>/void")
@requires(DECIDE)
def void(registration_id: int) -> Response:
    form = VoidForm()
    if form.posted():
        try:
            service.void_registration(registration_id, form.version.data or 0, form.reason.data or "", by=actor())
            return hx.go(url_for(".registration", registration_id=registration_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(queries.registration(registration_id, actor()), form)


def _page(row: object, form: VoidForm) -> Response:
    return hx.render(
        f"{FOLDER}/registration.html",
        f"{FOLDER}/_registration.html",
        status=form.status,
        row=row,
        form=form,
        decide=DECIDE,
        states=REGISTRATION_STATES,
        validity_of=queries.validities(clock.today()),
        **WORDS,
    )
