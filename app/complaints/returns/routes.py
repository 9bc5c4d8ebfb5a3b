"""Return slips: the list, one of them, writing and approving, the store, proofs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.allowances.forms import ProofForm
from app.complaints.allowances.queries import proofs_of, ways
from app.complaints.allowances.rules import PROOFS, RETURN
from app.complaints.cases.feature import HANDLE, SEE_ALL, SEE_DEPARTMENT
from app.complaints.cases.queries import complaint_of, page_of
from app.complaints.decisions.queries import approved
from app.complaints.deliveries.rules import WHOSE
from app.complaints.returns import forms, queries, rules, service
from app.complaints.returns.feature import KEEP, RECEIVE
from app.complaints.returns.queries import Filters
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import Form, VersionFields
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("returns", __name__, url_prefix="/complaints")
FOLDER = "complaints/returns"
FILTERS = ("q", "state", "after")
WORDS: dict[str, Any] = {
    "states": rules.STATES, "colours": rules.COLOURS, "handlings": rules.HANDLINGS, "proof_kinds": PROOFS,
    "whose_ratio": WHOSE, "complaint_page": page_of,
}  # fmt: skip


@bp.get("/returns/")
@requires(KEEP, RECEIVE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def listing() -> Response:
    """The slips that the user may know of."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    filters = Filters(form.q.data or "", form.state.data) if form.validate() else Filters()
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, "endpoint": "returns.listing", **WORDS}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_returns.html", status=form.status, **context)


@bp.get("/returns/store")
@requires(RECEIVE)
def store() -> Response:
    """The goods that the store waits for, and those about which it has asked."""
    page = queries.for_store(actor(), after=request.args.get("after"))
    values = {"after": request.args["after"]} if request.args.get("after") else {}
    context: dict[str, Any] = {"page": page, "values": values, "endpoint": "returns.store", **WORDS}
    return hx.render(f"{FOLDER}/store.html", f"{FOLDER}/_returns.html", **context)


@bp.get("/<int:complaint_id>/returns")
@requires(SIGNED_IN)
def of_case(complaint_id: int) -> Response:
    """The slips of a complaint, for its page."""
    case = complaint_of(complaint_id, actor())
    writable = actor().may(KEEP.name) and case.state == "open" and queries.decision_holds(complaint_id)
    context = {"case": case, "rows": queries.of_case(complaint_id), "open": writable, **WORDS}
    return hx.render(f"{FOLDER}/of_case.html", f"{FOLDER}/_of_case.html", **context)


@bp.route("/<int:complaint_id>/returns/new", methods=["GET", "POST"])
@requires(KEEP)
def new(complaint_id: int) -> Response:
    """Write a slip by the decision on a complaint."""
    case = complaint_of(complaint_id, actor())
    form = forms.NewForm(data=service.prefill(case, approved(complaint_id)))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.write(complaint_id, form.slip(), by=actor())
                work.result(url_for(".show", return_id=made.id))
            return hx.go(url_for(".show", return_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    title = Text("Return slip for complaint %(number)s", number=case.number or "")
    return _form(form, title, Text("Write the slip"), page_of(complaint_id))


@bp.get("/returns/<int:return_id>")
@requires(SIGNED_IN)
def show(return_id: int) -> Response:
    """One slip: what came, what is missing before it is booked, and what may be done with it."""
    row = queries.slip(return_id, actor())
    one, subject = row.ReturnSlip, queries.subject_of(return_id)
    ratio, whose = queries.ratio_today(one)
    context = {
        "row": row, "one": one, "items": queries.checklist(one), "proofs": proofs_of(subject), "subject": subject,
        "ratio": ratio, "whose": whose, "most": rules.most_accepted(one.approved_quantity, ratio),
        "sees_case": queries.sees_case(actor(), one.complaint_id),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_return.html", form=forms.VoidForm(), **context, **WORDS)


@bp.get("/returns/<int:return_id>/<any(approval, difference):which>")
@requires(SIGNED_IN)
def asked(return_id: int, which: str) -> Response:
    """How the approval of a slip stands, or what is asked about its difference; loaded by its page."""
    row, subject = queries.slip(return_id, actor()), queries.subject_of(return_id)
    found = standing(subject, matter=service.MATTER if which == "approval" else queries.DIFFERENCE)
    context = {"one": row.ReturnSlip, "standing": found, "which": which}
    return hx.render(f"{FOLDER}/asked.html", f"{FOLDER}/_{which}.html", **context)


@bp.route("/returns/<int:return_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(return_id: int) -> Response:
    """Correct a draft."""
    one = queries.slip(return_id, actor()).ReturnSlip
    form = forms.ChangeForm(data=forms.typed(one))

    def deed() -> None:
        service.change(return_id, form.seen_version(), form.slip(), by=actor())

    return _done(form, deed, return_id) or _form(
        form, Text("Correct slip %(number)s", number=one.number), Text("Save"), url_for(".show", return_id=return_id)
    )


@bp.post("/returns/<int:return_id>/submit")
@requires(KEEP)
def submit(return_id: int) -> Response:
    """Hand a draft in for approval."""
    service.submit(return_id, VersionFields().seen_version(), by=actor())
    return hx.go(url_for(".show", return_id=return_id))


@bp.route("/returns/<int:return_id>/receive", methods=["GET", "POST"])
@requires(RECEIVE)
def receive(return_id: int) -> Response:
    """Count the goods and sign for them, or ask."""
    one = queries.slip(return_id, actor()).ReturnSlip
    form = forms.ReceiveForm(data={"version": one.version, "received_on": clock.today()})

    def deed() -> None:
        service.receive(return_id, form.seen_version(), form.receipt(), by=actor())

    title = Text("Goods of slip %(number)s", number=one.number)
    page = url_for(".show", return_id=return_id)
    return _done(form, deed, return_id) or _form(form, title, Text("Sign for the goods"), page, slip=one)


@bp.route("/returns/<int:return_id>/proof", methods=["GET", "POST"])
@requires(KEEP, SEE_ALL)
def prove(return_id: int) -> Response:
    """Enter a paper that proves the return."""
    one, url = queries.slip(return_id, actor()).ReturnSlip, url_for(".show", return_id=return_id)
    form = ProofForm(data={"received_on": clock.today(), "quantity": one.booked_quantity, "price_fen": one.price_fen})
    form.offer(ways(RETURN))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.prove(return_id, form.proof(), by=actor())
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Proof for %(number)s", number=one.number), Text("Enter the proof"), url)


@bp.route("/returns/<int:return_id>/void", methods=["GET", "POST"])
@requires(KEEP)
def void(return_id: int) -> Response:
    """Make a slip void, with the reason."""
    one = queries.slip(return_id, actor()).ReturnSlip
    form = forms.VoidForm(data={"version": one.version})

    def deed() -> None:
        service.void(return_id, form.seen_version(), form.reason.data, by=actor())

    title = Text("Make slip %(number)s void", number=one.number)
    page = url_for(".show", return_id=return_id)
    return _done(form, deed, return_id) or _form(form, title, Text("Make void"), page)


def _done(form: Form, deed: Callable[[], object], return_id: int) -> Response | None:
    """Do what was posted and go back to the slip; None where the form is to be shown (again)."""
    if form.posted():
        try:
            deed()
            return hx.go(url_for(".show", return_id=return_id))
        except Refused as refused:
            form.refuse(refused)
    return None


def _form(form: Any, title: Text, button: Text, back: str, **more: Any) -> Response:
    context = {"form": form, "title": title, "button": button, "back": back, "slip": None, **more}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)
