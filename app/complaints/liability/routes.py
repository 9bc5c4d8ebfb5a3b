"""Who bears losses: the list, that of one complaint, judging, settling and proposing, and the sharing of a month."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import page_of
from app.complaints.causes.queries import cause_choices
from app.complaints.liability import asking, export, forms, month, queries, service, showing
from app.complaints.liability.feature import JUDGE
from app.complaints.losses.feature import SEE
from app.complaints.losses.queries import case_of, fixed
from app.domain.errors import Refused
from app.office.conduct.rules import month_of, read_month
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("liability", __name__, url_prefix="/complaints")

FOLDER = "complaints/liability"


@bp.get("/liability/")
@requires(SEE)
def listing() -> Response:
    """The fixed losses, by how far they are shared."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    stands = form.state.data if form.validate() else None
    page = month.listing(stands, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in ("state", "after") if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, **showing.WORDS}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_liability.html", status=form.status, **context)


@bp.get("/liability/month")
@requires(SEE)
def of_month() -> Response:
    """The losses shared in a month, by person and department, and who is to be published (P-10, P-11)."""
    wanted = read_month(request.args.get("month") or month_of(clock.today().replace(day=1) - showing.DAY))
    context = {"shared": month.shared(wanted, actor()), "seen": showing.published_for(wanted), **showing.WORDS}
    return hx.render(f"{FOLDER}/month.html", f"{FOLDER}/_month.html", **context)


@bp.get("/liability/month/<any(people, bearers, published):what>.<any(csv, xlsx):kind>")
@requires(SEE)
def export_file(what: str, kind: str) -> Response:
    """One list of a month as a file to keep; who took it stands in the history."""
    return export.answer(what, read_month(request.args.get("month", "")), kind, by=actor())


@bp.get("/<int:complaint_id>/liability")
@requires(SEE)
def of_complaint(complaint_id: int) -> Response:
    """Who bears the loss of a complaint, for its page."""
    return _show(case_of(complaint_id, actor()))


@bp.route("/<int:complaint_id>/liability/judge", methods=["GET", "POST"])
@requires(JUDGE)
def judge(complaint_id: int) -> Response:
    """Judge who bears the loss: shares in per cent that make the whole."""
    case, back = case_of(complaint_id, actor()), url_for(".of_complaint", complaint_id=complaint_id)
    form = forms.judge_form(cause_choices(keep=case.cause_id), showing.typed_before(case))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                given = {"shares": asking.shares_typed(form), "reason": form.reason.data}
                given["agreed_with"] = form.agreed_with.data
                service.judge(complaint_id, seen=form.seen_version(), **given, by=actor())
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    context = {**showing.of_case(case), "form": form, "back": back, "rows": forms.ROWS, "names": asking.names()}
    context |= showing.advice(case)
    return hx.render(f"{FOLDER}/judge.html", f"{FOLDER}/_judge.html", status=form.status, **context)


@bp.post("/<int:complaint_id>/liability/settle")
@requires(JUDGE)
def settle(complaint_id: int) -> Response:
    """Settle the drafted judgement."""
    case, typed = case_of(complaint_id, actor()), request.form.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    try:
        service.settle(complaint_id, version=version, by=actor())
    except Refused as refused:
        return _show(case, refused)
    return hx.go(url_for(".of_complaint", complaint_id=complaint_id))


@bp.route("/<int:complaint_id>/liability/propose", methods=["GET", "POST"])
@requires(JUDGE)
def propose(complaint_id: int) -> Response:
    """Propose in the ledger of conduct what people bear; whoever has the authority decides there."""
    case, back = case_of(complaint_id, actor()), url_for(".of_complaint", complaint_id=complaint_id)
    found = showing.to_propose(case)
    form = forms.propose_form(found["advised"], {"version": found["version"]})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                sanctions = {one: form[f"sanction_{one}"].data for one in found["advised"]}
                given = {"sanctions": sanctions, "reason": form.reason.data}
                service.propose(complaint_id, version=form.seen_version(), **given, by=actor())
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    context = {**showing.of_case(case), **found, "form": form, "back": back}
    return hx.render(f"{FOLDER}/propose.html", f"{FOLDER}/_propose.html", status=form.status, **context)


def _show(case: Complaint, refused: Refused | None = None) -> Response:
    context = {
        **showing.of_case(case), "loss": fixed(case.id), "refused": refused.text if refused else None,
        "may_judge": actor().may(JUDGE.name) and service.may_judge(actor()), "case_url": page_of(case.id),
        "earlier": queries.earlier(case.id),
    }  # fmt: skip
    status = refused.status if refused else 200
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", status=status, **context)
