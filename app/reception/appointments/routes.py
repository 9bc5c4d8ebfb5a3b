"""Appointments: who is expected when, making and changing them, letting whoever comes into the line."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.files.queries import seen as customer_seen
from app.domain.errors import Refused
from app.domain.names import masked_phone
from app.domain.text import Text
from app.reception.appointments import asking, forms, queries, rules, service
from app.reception.appointments.feature import KEEP, SEE
from app.reception.queue.feature import REGISTER
from app.reception.queue.rules import AlreadyHere
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.language import say

bp = Blueprint("appointments", __name__, url_prefix="/reception/appointments")

FOLDER = "reception/appointments"
FILTERS = ("q", "day", "state", "staff", "after")


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """Who is expected: from today on, or on the day in the address."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    filters = asking.filters_of(form)
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, **_words()}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_appointments.html", status=form.status, **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(KEEP)
def new() -> Response:
    """Make an appointment, or announce the friend of an old customer (R-62)."""
    form = forms.NewForm(data={"day": clock.today()} | asking.prefilled(request.args, actor()))
    asking.ready(form)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                wanted = asking.appointment_of(form, actor(), call_id=asking.call_of(form.call_id.data, actor()))
                made = service.make(wanted, by=actor())
                work.result(url_for(".show", appointment_id=made.id))
            _warn(made.day)
            return hx.go(url_for(".show", appointment_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:appointment_id>")
@requires(SEE)
def show(appointment_id: int) -> Response:
    """One appointment, and what may be done with it."""
    return _page(appointment_id)


@bp.route("/<int:appointment_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(appointment_id: int) -> Response:
    """Change an appointment that is still expected."""
    found = queries.appointment(appointment_id, actor())
    form = forms.ChangeForm(data=forms.typed(found.appointment, found.customer, found.announced_number))
    asking.ready(form, keep=found.appointment.purpose_id)
    if form.posted():
        try:
            service.change(appointment_id, form.seen_version(), asking.appointment_of(form, actor()), by=actor())
            _warn(form.day.data)
            return hx.go(url_for(".show", appointment_id=appointment_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "seen": found}
    return hx.render(f"{FOLDER}/change.html", f"{FOLDER}/_change.html", status=form.status, **context)


@bp.post("/<int:appointment_id>/cancel")
@requires(KEEP)
def cancel(appointment_id: int) -> Response:
    """Call an appointment off."""
    form = forms.CancelForm()
    if form.posted():
        try:
            service.cancel(appointment_id, form.seen_version(), form.reason.data, by=actor())
            return hx.go(url_for(".show", appointment_id=appointment_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(appointment_id, off=form)


@bp.post("/<int:appointment_id>/check-in")
@requires(REGISTER)
def check_in(appointment_id: int) -> Response:
    """Let an expected visitor into the line; his number stands on the page of the line."""
    queries.appointment(appointment_id, actor())
    form, asked = forms.CheckInForm(), False
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                visit = service.check_in(appointment_id, form.seen_version(), again=bool(form.again.data), by=actor())
                work.result(url_for("queue.index", made=visit.id))
            return hx.go(url_for("queue.index", made=visit.id))
        except Refused as refused:
            form.refuse(refused)
            asked = isinstance(refused, AlreadyHere)
    return _page(appointment_id, into=form, asked=asked)


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The appointments of a customer, for his page."""
    customer_seen(customer_id, actor())
    context: dict[str, Any] = {"rows": queries.of_customer(customer_id, actor()), "customer_id": customer_id}
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context, **_words())


def _page(
    appointment_id: int, *, off: forms.CancelForm | None = None, into: forms.CheckInForm | None = None,
    asked: bool = False,
) -> Response:  # fmt: skip
    found = queries.appointment(appointment_id, actor())
    one = found.appointment
    context: dict[str, Any] = {
        "seen": found,
        "one": one,
        "off": off or forms.CancelForm(formdata=None),
        "into": into or forms.CheckInForm(formdata=None, endpoint="appointments.check_in"),
        "asked": asked,
        "today": one.day == clock.today(),
        "workday": queries.is_working_day(one.day),
        "in_full": may(KEEP),
    }
    status = (off or into).status if off or into else 200  # type: ignore[union-attr]
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_appointment.html", status=status, **context, **_words())


def _words() -> dict[str, Any]:
    return {
        "states": rules.STATES, "colours": rules.COLOURS, "kinds": rules.KINDS, "state_on": rules.state_on,
        "on": clock.today(), "keep": KEEP, "register": REGISTER, "mask": masked_phone,
    }  # fmt: skip


def _warn(day: Any) -> None:
    if not queries.is_working_day(day):
        flash(say(Text("Mind that %(day)s is no working day.", day=day)), "warning")
