"""The list of papers, and one paper with what may be done to it."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.files.masking import record_shown
from app.customers.files.queries import may_change
from app.customers.papers import queries, rules, service
from app.customers.papers.feature import KEEP, MANAGE, VERIFY_FINANCE, VERIFY_SALES
from app.customers.papers.forms import ChangeForm, ProofForm, RejectForm
from app.customers.papers.hooks import LABELS
from app.customers.papers.queries import Filters, Seen
from app.customers.papers.routes.blueprint import FOLDER, bp, keep_scan, words
from app.customers.papers.tasks import subject_of
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import SIGNED_IN, actor, may, requires

NAMES = ("q", "state", "kind", "after")
STATES = (queries.WAITING, queries.EXPIRING, queries.EXPIRED)


@bp.get("/papers/")
@requires(KEEP, VERIFY_SALES, VERIFY_FINANCE, MANAGE)
def listing() -> Response:
    """The papers in the files that the user may read: what waits, what expires, what has expired."""
    args, state = request.args, request.args.get("state")
    filters = Filters(
        args.get("q", "")[:60].strip(), state if state in STATES else None, args.get("kind", type=read_id)
    )
    page = queries.listing(filters, actor(), after=args.get("after"))
    context: dict[str, Any] = {
        "page": page, "filters": filters, "kinds": queries.kinds(active=False), "today": clock.today(),
        "values": {name: args[name] for name in NAMES if args.get(name)},
        "invoicing": queries.invoicing_waiting(actor()) if filters.state == queries.WAITING else [],
        "can_verify": bool(queries.checkers(actor())), **words(),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_papers.html", **context)


@bp.get("/papers/<int:paper_id>")
@requires(SIGNED_IN)
def show(paper_id: int) -> Response:
    """One paper: its days, its scan, and what may be done about it."""
    return _shown(queries.paper(paper_id, actor()), RejectForm(), ProofForm())


@bp.route("/papers/<int:paper_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(paper_id: int) -> Response:
    """Mend what was typed wrong, before the paper is verified."""
    seen = queries.paper_to_change(paper_id, actor())
    rules.check_still_received(seen.paper.state)
    form = ChangeForm(obj=seen.paper)
    if form.posted():
        try:
            service.change_paper(paper_id, form.values(), version=form.version.data or 0, by=actor())
            return hx.go(url_for("papers.show", paper_id=paper_id))
        except Refused as refused:
            form.refuse(refused)
    elif not form.is_submitted():
        number, subject = seen.customer.number, subject_of(paper_id)
        record_shown(seen.customer.id, number, [LABELS["paper.number"]], subject=subject, by=actor())
    context: dict[str, Any] = {"form": form, "seen": seen, **words()}
    return hx.render(f"{FOLDER}/change.html", f"{FOLDER}/_change.html", status=form.status, **context)


@bp.post("/papers/<int:paper_id>/reject")
@requires(VERIFY_SALES, VERIFY_FINANCE)
def reject(paper_id: int) -> Response:
    """Reject a paper with the reason."""
    form = RejectForm()
    if form.posted():
        try:
            service.reject(paper_id, form.version.data, form.reason.data, by=actor())
            return hx.go(url_for("papers.show", paper_id=paper_id))
        except Refused as refused:
            form.refuse(refused)
    return _shown(queries.paper(paper_id, actor()), form, ProofForm(formdata=None))


@bp.post("/papers/<int:paper_id>/renewal")
@requires(VERIFY_SALES, VERIFY_FINANCE)
def renewal(paper_id: int) -> Response:
    """Keep the proof that the renewal of a paper is under way."""
    form = ProofForm()
    if form.posted():
        try:
            with unit_of_work(by=actor()):
                until, note = form.until.data, form.note.data
                service.prove_renewal(paper_id, form.version.data, until, note, by=actor())
                keep_scan(subject_of(paper_id), form.scan.given, note[:500])
            return hx.go(url_for("papers.show", paper_id=paper_id))
        except Refused as refused:
            form.refuse(refused)
    return _shown(queries.paper(paper_id, actor()), RejectForm(formdata=None), form)


def _shown(seen: Seen, refusal: RejectForm, proof: ProofForm) -> Response:
    mine = seen.kind.checked_by in queries.checkers(actor()) and may_change(actor(), seen.customer.id)
    waiting = seen.paper.state == rules.RECEIVED
    context: dict[str, Any] = {
        "seen": seen, "paper": seen.paper, "customer": seen.customer, "refusal": refusal, "proof": proof,
        "mine": mine, "can_change": waiting and may(KEEP) and may_change(actor(), seen.customer.id),
        "can_prove": mine and seen.paper.state == rules.VERIFIED and seen.paper.expires_on is not None, **words(),
    }  # fmt: skip
    status = refusal.status if refusal.errors or refusal.refused_with else proof.status
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_paper.html", status=status, **context)
