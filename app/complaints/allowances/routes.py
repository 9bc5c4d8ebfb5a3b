"""Allowance certificates: the list, one of them, writing, approving, stamping and proving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.allowances import forms, queries, rules, service
from app.complaints.allowances.feature import KEEP
from app.complaints.allowances.queries import Filters
from app.complaints.cases.feature import HANDLE, SEE_ALL, SEE_DEPARTMENT
from app.complaints.cases.queries import complaint_of, page_of
from app.complaints.decisions.queries import approved
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import Form, VersionFields
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("allowances", __name__, url_prefix="/complaints")
FOLDER = "complaints/allowances"
FILTERS = ("q", "state", "after")
WORDS: dict[str, Any] = {
    "states": rules.STATES,
    "colours": rules.COLOURS,
    "proof_kinds": rules.PROOFS,
    "complaint_page": page_of,
}


@bp.get("/allowances/")
@requires(KEEP, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def listing() -> Response:
    """The certificates of the complaints that the user may know of."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    filters = Filters(form.q.data or "", form.state.data) if form.validate() else Filters()
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, **WORDS}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_allowances.html", status=form.status, **context)


@bp.get("/<int:complaint_id>/allowances")
@requires(SIGNED_IN)
def of_case(complaint_id: int) -> Response:
    """The certificates of a complaint, for its page."""
    case = complaint_of(complaint_id, actor())
    context = {"case": case, "rows": queries.of_case(complaint_id), "open": _writable(case), **WORDS}
    return hx.render(f"{FOLDER}/of_case.html", f"{FOLDER}/_of_case.html", **context)


@bp.route("/<int:complaint_id>/allowances/new", methods=["GET", "POST"])
@requires(KEEP)
def new(complaint_id: int) -> Response:
    """Write a certificate by the decision on a complaint."""
    case, decision = complaint_of(complaint_id, actor()), approved(complaint_id)
    form = forms.NewForm(data={"product": case.product, "reason": decision.for_customer if decision else None})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.write(complaint_id, form.allowance(), by=actor())
                work.result(url_for(".show", allowance_id=made.id))
            return hx.go(url_for(".show", allowance_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    title = Text("Allowance for complaint %(number)s", number=case.number or "")
    left = decision.amount_fen - sum(queries.granted(complaint_id)) if decision else None
    return _form(form, title, Text("Write the certificate"), page_of(complaint_id), left=left)


@bp.get("/allowances/<int:allowance_id>")
@requires(SIGNED_IN)
def show(allowance_id: int) -> Response:
    """One certificate: what is missing before it is booked, and what may be done with it."""
    row = queries.allowance(allowance_id, actor())
    subject = queries.subject_of(allowance_id)
    context = {
        "row": row, "one": row.Allowance, "items": queries.checklist(row.Allowance),
        "proofs": queries.proofs_of(subject), "subject": subject, **WORDS,
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_allowance.html", form=forms.VoidForm(), **context)


@bp.get("/allowances/<int:allowance_id>/approval")
@requires(SIGNED_IN)
def approval(allowance_id: int) -> Response:
    """How the signatures under a certificate stand; loaded by its page."""
    one = queries.allowance(allowance_id, actor()).Allowance
    context = {"one": one, "standing": standing(queries.subject_of(allowance_id))}
    return hx.render(f"{FOLDER}/approval.html", f"{FOLDER}/_approval.html", **context)


@bp.route("/allowances/<int:allowance_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(allowance_id: int) -> Response:
    """Correct a draft."""
    one = queries.allowance(allowance_id, actor()).Allowance
    form = forms.ChangeForm(data=forms.typed(one))
    title = Text("Correct certificate %(number)s", number=one.number)

    def deed() -> None:
        service.change(allowance_id, form.seen_version(), form.allowance(), by=actor())

    return _done(form, deed, allowance_id) or _form(form, title, Text("Save"), url_for(".show", allowance_id=one.id))


@bp.post("/allowances/<int:allowance_id>/submit")
@requires(KEEP)
def submit(allowance_id: int) -> Response:
    """Hand a draft in for its signatures."""
    service.submit(allowance_id, VersionFields().seen_version(), by=actor())
    return hx.go(url_for(".show", allowance_id=allowance_id))


@bp.route("/allowances/<int:allowance_id>/stamp", methods=["GET", "POST"])
@requires(KEEP)
def stamp(allowance_id: int) -> Response:
    """Note that the customer has stamped it."""
    one = queries.allowance(allowance_id, actor()).Allowance
    form = forms.StampForm(data={"version": one.version, "stamped_on": clock.today()})
    title = Text("Certificate %(number)s is stamped", number=one.number)

    def deed() -> None:
        said = {"on": form.stamped_on.data, "who": form.stamped_by.data or ""}
        service.stamp(allowance_id, form.seen_version(), **said, by=actor())

    return _done(form, deed, allowance_id) or _form(form, title, Text("Save"), url_for(".show", allowance_id=one.id))


@bp.route("/allowances/<int:allowance_id>/proof", methods=["GET", "POST"])
@requires(KEEP, SEE_ALL)
def prove(allowance_id: int) -> Response:
    """Enter a paper that proves the allowance."""
    one = queries.allowance(allowance_id, actor()).Allowance
    form = forms.ProofForm(data={"received_on": clock.today(), "invoice_number": one.invoice_number})
    form.offer(queries.ways(rules.ALLOWANCE))
    title, url = Text("Proof for %(number)s", number=one.number), url_for(".show", allowance_id=allowance_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.prove(allowance_id, form.proof(), by=actor())
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return _form(form, title, Text("Enter the proof"), url)


@bp.route("/allowances/<int:allowance_id>/void", methods=["GET", "POST"])
@requires(KEEP)
def void(allowance_id: int) -> Response:
    """Make a certificate void, with the reason."""
    one = queries.allowance(allowance_id, actor()).Allowance
    form = forms.VoidForm(data={"version": one.version})
    title = Text("Make certificate %(number)s void", number=one.number)

    def deed() -> None:
        service.void(allowance_id, form.seen_version(), form.reason.data, by=actor())

    return _done(form, deed, allowance_id) or _form(
        form, title, Text("Make void"), url_for(".show", allowance_id=one.id)
    )


def _done(form: Form, deed: Callable[[], object], allowance_id: int) -> Response | None:
    """Do what was posted and go back to the certificate; None where the form is to be shown (again)."""
    if form.posted():
        try:
            deed()
            return hx.go(url_for(".show", allowance_id=allowance_id))
        except Refused as refused:
            form.refuse(refused)
    return None


def _form(form: Any, title: Text, button: Text, back: str, **more: Any) -> Response:
    context = {"form": form, "title": title, "button": button, "back": back, "left": None, **more}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)


def _writable(case: Any) -> bool:
    return actor().may(KEEP.name) and case.state == "open" and queries.decision_holds(case.id)
