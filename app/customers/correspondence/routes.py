"""Letters, calls and messages: the list, one of them, recording, correcting, answering; the tab of a customer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.contacts.queries import present_choices
from app.customers.contracts.feature import SEE as SEE_CONTRACTS
from app.customers.contracts.queries import choices as contract_choices
from app.customers.correspondence import forms, queries, rules, service
from app.customers.correspondence.feature import KEEP
from app.customers.correspondence.queries import Filters
from app.customers.files.feature import SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.queries import file_of, file_to_change, may_change
from app.customers.files.rules import CATEGORIES
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.queries.shown import shown
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires
from app.web.language import say

bp = Blueprint("correspondence", __name__, url_prefix="/customers")

FOLDER = "customers/correspondence"
FILTERS = ("q", "state", "way", "counterpart", "category", "staff", "since", "until", "after")
SEE = (KEEP, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)


@bp.get("/correspondence/")
@requires(*SEE)
def listing() -> Response:
    """The correspondence with customers whose files the user may read."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.staff.choices, form.category.choices = colleagues(), list(CATEGORIES.items())
    page = queries.listing(_filters(form), actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context = _words(form=form, page=page, values=values)
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_letters.html", status=form.status, **context)


@bp.get("/correspondence/<int:letter_id>")
@requires(*SEE)
def show(letter_id: int) -> Response:
    """One exchange, and what may be done with it."""
    found = queries.letter(letter_id, actor())
    one = found.letter
    context = _words(
        seen=found, one=one, may_change=actor().may(KEEP.name) and may_change(actor(), one.customer_id),
        deadline_shown=shown(queries.subject_of(letter_id)) if one.asked else None,
        lacks_contract=rules.lacks_contract(one.counterpart, one.contract_id),
    )  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_letter.html", **context)


@bp.get("/<int:customer_id>/correspondence")
@requires(SEE_CARD, *SEE)
def of_customer(customer_id: int) -> Response:
    """The correspondence with a customer, for his page."""
    customer = file_of(customer_id, actor())
    mine = actor().may(KEEP.name) and may_change(actor(), customer_id)
    context = _words(rows=queries.of_customer(customer_id, actor()), customer=customer, may_change=mine)
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context)


@bp.route("/<int:customer_id>/correspondence/new", methods=["GET", "POST"])
@requires(KEEP)
def new(customer_id: int) -> Response:
    """Record a letter, call or message: the reason is enough, everything usual is filled in."""
    customer = file_to_change(customer_id, actor())
    form = _ready(forms.NewForm(data=_usual(customer_id)), customer_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.record_letter(customer_id, form.letter(), form.given(clock.today()), by=actor())
                work.result(url_for(".show", letter_id=made.id))
            if rules.lacks_contract(made.counterpart, made.contract_id):
                flash(say(Text("Name the contract that says what is our part and what is theirs (C-126).")), "warning")
            return hx.go(url_for(".show", letter_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    title, back = Text("New record: %(name)s", name=customer.name), url_for("customers.show", customer_id=customer_id)
    return _form(form, title, Text("Record it"), back)


@bp.route("/correspondence/<int:letter_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(letter_id: int) -> Response:
    """Correct a record, with the reason."""
    one = queries.letter(letter_id, actor()).letter
    file_to_change(one.customer_id, actor())
    form = _ready(forms.ChangeForm(data=forms.typed(one)), one.customer_id)
    if form.posted():
        try:
            service.change(
                letter_id,
                form.seen_version(),
                form.letter(contract_id=one.contract_id),
                form.reason_of_change.data,
                by=actor(),
            )
            return hx.go(url_for(".show", letter_id=letter_id))
        except Refused as refused:
            form.refuse(refused)
    return _form(
        form, Text("Correct %(number)s", number=one.number), Text("Save"), url_for(".show", letter_id=letter_id)
    )


@bp.route("/correspondence/<int:letter_id>/answer", methods=["GET", "POST"])
@requires(KEEP)
def answer(letter_id: int) -> Response:
    """Report back what came of what was asked."""
    one = queries.letter(letter_id, actor()).letter
    file_to_change(one.customer_id, actor())
    form = forms.AnswerForm(data={"answered_on": clock.today(), "version": one.version})
    if form.posted():
        try:
            service.answer_letter(letter_id, form.seen_version(), form.given(), by=actor())
            return hx.go(url_for(".show", letter_id=letter_id))
        except Refused as refused:
            form.refuse(refused)
    title, back = Text("Answer %(number)s", number=one.number), url_for(".show", letter_id=letter_id)
    return _form(form, title, Text("It was answered"), back, asked=one.asked)


def _form(form: Any, title: Text, button: Text, back: str, asked: str | None = None) -> Response:
    context = {"form": form, "title": title, "button": button, "back": back, "asked": asked}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)


def _filters(form: forms.FilterForm) -> Filters:
    if not form.validate():
        return Filters()
    names = ("way", "counterpart", "state", "category", "since", "until")
    chosen = {name: getattr(form, name).data for name in names}
    return Filters(**chosen, staff_id=form.staff.data, text=form.q.data or "")


def _usual(customer_id: int) -> dict[str, Any]:
    """What is filled in already: now, by telephone, from the customer, with the counterpart of the last time."""
    last = queries.newest(customer_id)
    usual = {"at": clock.now(), "way": rules.CALL, "direction": rules.IN, "counterpart": rules.USER}
    again = {name: getattr(last, name) for name in ("counterpart", "contact_id", "contract_id")} if last else {}
    return {**usual, **again, "staff_id": actor().staff_id}


def _ready(form: Any, customer_id: int) -> Any:
    """The form with the contacts and contracts of the customer, and the people of the office.

    It does not ask for a contract whoever may not see contracts: their numbers and titles are not his to read.
    """
    form.contact_id.choices, form.staff_id.choices = present_choices(customer_id), colleagues()
    if actor().may(SEE_CONTRACTS.name):
        form.contract_id.choices = contract_choices(customer_id)
    else:
        del form.contract_id
    for field in (form[name] for name in ("contact_id", "contract_id", "staff_id") if name in form):
        if not form.is_submitted() and all(field.data != value for value, _ in field.choices):
            field.data = None
    return form


def _words(**more: Any) -> dict[str, Any]:
    named = {"ways": rules.WAYS, "directions": rules.DIRECTIONS, "counterparts": rules.COUNTERPARTS}
    return {**named, "labels": rules.LABELS, "short": rules.short, **more}
