"""Changing a file, and the history of its fields."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.customers.files import catalogue, conflicts, forms, history, masking, queries, rules, service
from app.customers.files.feature import EDIT, SEE_ALL, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.kinds import LooksAlike
from app.customers.files.models import Customer
from app.customers.files.routes.blueprint import FOLDER, bp
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.journal.queries import people
from app.web import hx
from app.web.guard import actor, requires
from app.web.language import say

READ = (SEE_OWN, SEE_DEPARTMENT, SEE_ALL)
HISTORY = ("field", "person", "since", "until")


@bp.route("/<int:customer_id>/change", methods=["GET", "POST"])
@requires(EDIT)
def change(customer_id: int) -> Response:
    customer = queries.file_to_change(customer_id, actor())
    form = _form(customer)
    found: Any = ()
    if form.posted():
        try:
            _save(form, customer)
            return hx.go(url_for("customers.show", customer_id=customer_id))
        except Refused as refused:
            form.refuse(refused)
            found = refused.found if isinstance(refused, LooksAlike) else ()
    elif not form.is_submitted():
        labels = masking.labels_of([key for key in masking.fields_covered(customer.kind) if getattr(customer, key)])
        masking.record_shown(customer_id, customer.number, labels, by=actor())
    stored = queries.file_to_change(customer_id, actor())
    context = {"form": form, "customer": stored, "but": customer_id, "found": found, "shown": _shown}
    context["clashes"] = _clashes(form, stored) if form.is_submitted() else []
    form.version.data, form.version.raw_data = str(stored.version), None
    return hx.render(f"{FOLDER}/change.html", f"{FOLDER}/_change.html", status=form.status, **context)


@bp.route("/<int:customer_id>/history", methods=["GET", "POST"])
@requires(*READ)
def fields(customer_id: int) -> Response:
    """What every field of the file was, from when until when; a post shows what is covered, and records it."""
    customer = queries.file_of(customer_id, actor())
    form = forms.HistoryForm(formdata=request.args, meta={"csrf": False})
    form.person.choices = people()
    form.validate()
    wanted = history.Wanted(*(None if form[name].errors else form[name].data for name in HISTORY))
    plain = request.method == "POST"
    if plain:
        labels = masking.labels_of(masking.fields_covered(customer.kind))
        masking.record_shown(customer_id, customer.number, labels, by=actor())
    return hx.render(
        f"{FOLDER}/history.html",
        f"{FOLDER}/_history.html",
        customer=customer,
        form=form,
        plain=plain,
        page=history.of_file(customer, wanted, after=request.args.get("after"), plain=plain),
        after=request.args.get("after"),
        values={name: request.args[name] for name in HISTORY if request.args.get(name)},
    )


def _form(customer: Customer) -> forms.ChangeForm:
    form = forms.ChangeForm(obj=customer)
    form.offer(queries.owner_choices(keep=customer.owner_id), category=customer.category, source=customer.source)
    if not form.is_submitted():
        form.base.data = conflicts.picture(_values(customer))
    return form


def _save(form: forms.ChangeForm, customer: Customer) -> None:
    """Save what was typed and chosen. Raises Conflict while a field that somebody else changed waits for a choice."""
    clashes = _clashes(form, customer) if form.base.data else []
    if any(clash.choice is None for clash in clashes):
        raise Conflict(Text("Somebody changed this file meanwhile. Choose for each field below what is to stay."))
    service.change_customer(
        customer.id,
        conflicts.settled(forms.values_of(form), clashes),
        version=form.seen_version(),
        reason=form.reason.data,
        known_on=form.known_on.data,
        confirmed=bool(form.confirmed.data),
        by=actor(),
    )


def _clashes(form: forms.ChangeForm, stored: Customer) -> list[conflicts.Clash]:
    base = conflicts.seen(form.base.data) if form.base.data else None
    if base is None and form.seen_version() == stored.version:
        return []
    mine = {key: value for key, value in forms.values_of(form).items() if not form[key].errors}
    chosen = {key: request.form.get(f"keep-{key}", "") for key in mine}
    known = {key: word for key, word in chosen.items() if word in (conflicts.MINE, conflicts.STORED)}
    return conflicts.clashes(base, mine, _values(stored), known)


def _values(customer: Customer) -> dict[str, Any]:
    return {key: getattr(customer, key) for key in forms.TEXTS}


def _shown(field: str, value: Any) -> str:
    """A value of the file in words, for the two columns of a conflict."""
    if field == "owner_id":
        return dict(queries.owner_choices(keep=value)).get(value, "–")
    if field == "category":
        return catalogue.category_words().get(value, "–")
    if field == "kind":
        return say(Text(rules.KINDS.get(value, "–")))
    if field == "important":
        return say(Text("Yes") if value else Text("No"))
    return conflicts.plain(value) or "–"
