"""Tickets: printing one, saying how it went, the printers, and the page on the visitor's own phone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.domain.text import Text
from app.printing.papers import PAPERS
from app.printing.qr import qr
from app.reception.queue import queries as queue
from app.reception.queue.models import Visit
from app.reception.queue.rules import HERE
from app.reception.tickets import forms, paper, queries, rules, service
from app.reception.tickets.feature import MANAGE, PRINT
from app.reception.tickets.words import OWN_STATES
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import PUBLIC, actor, requires
from app.web.language import say

bp = Blueprint("tickets", __name__)

FOLDER = "reception/tickets"


@bp.get("/reception/tickets/<int:visit_id>")
@requires(PRINT)
def show(visit_id: int) -> Response:
    """A visitor's ticket: whether it came out, and printing it."""
    return _ticket(visit_id)


@bp.get("/reception/tickets/<int:visit_id>/after")
@requires(PRINT)
def after(visit_id: int) -> Response:
    """How the ticket of a visitor stands who was registered just now; in the browser it prints itself."""
    visit = queue.visit(visit_id, actor())
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_after.html", **_context(visit), form=_print_form())


@bp.post("/reception/tickets/<int:visit_id>")
@requires(PRINT)
def print_(visit_id: int) -> Response:
    """Print the ticket, once more where it did not come out."""
    queue.visit(visit_id, actor())
    form = _print_form()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.ask(visit_id, form.printer_id.data, address=paper.address(), by=actor())
                work.result(url_for(".show", visit_id=visit_id))
            return hx.go(url_for(".show", visit_id=visit_id))
        except Refused as refused:
            form.refuse(refused)
    return _ticket(visit_id, form)


@bp.get("/reception/tickets/prints/<int:print_id>")
@requires(PRINT)
def paper_of(print_id: int) -> Response:
    """The ticket on its paper; it prints itself in the browser as long as nobody has said how it went."""
    asked, printer = queries.print_of(print_id)
    made = paper.ticket(queue.visit(asked.visit_id, actor()), paper.address())
    code = qr(made.url) if made.url else None
    context: dict[str, Any] = {"asked": asked, "ticket": made, "code": code, "paper": PAPERS[printer.paper]}
    return hx.render(f"{FOLDER}/paper.html", f"{FOLDER}/paper.html", **context)


@bp.post("/reception/tickets/prints/<int:print_id>/<any(printed, failed):how>")
@requires(PRINT)
def ended(print_id: int, how: str) -> Response:
    """Say whether the ticket came out."""
    asked, _ = queries.print_of(print_id)
    queue.visit(asked.visit_id, actor())
    if how == "printed":
        service.printed(print_id, by=actor())
    else:
        service.failed(print_id, say(Text("It did not come out")), by=actor())
    return hx.go(url_for(".show", visit_id=asked.visit_id))


@bp.get("/reception/tickets/printers")
@requires(MANAGE)
def printers() -> Response:
    """The printers."""
    trial = forms.TrialForm(endpoint="tickets.trial")
    context: dict[str, Any] = {"rows": queries.printers(), "kinds": rules.KINDS, "papers": rules.PAPERS, "form": trial}
    return hx.render(f"{FOLDER}/printers.html", f"{FOLDER}/_printers.html", **context)


@bp.route("/reception/tickets/printers/add", methods=["GET", "POST"])
@requires(MANAGE)
def add_printer() -> Response:
    """Set up a printer."""
    form = forms.AddPrinterForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.add_printer(form.new_printer(), by=actor())
                work.result(url_for(".printers"))
            return hx.go(url_for(".printers"))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/add_printer.html", f"{FOLDER}/_add_printer.html", status=form.status, form=form)


@bp.route("/reception/tickets/printers/<int:printer_id>", methods=["GET", "POST"])
@requires(MANAGE)
def change_printer(printer_id: int) -> Response:
    """Change a printer, or take it out of use."""
    printer = queries.printer(printer_id)
    form = forms.ChangePrinterForm(data=forms.typed(printer))
    if form.posted():
        try:
            new = form.new_printer(active=bool(form.active.data))
            service.change_printer(printer_id, form.seen_version(), new, by=actor())
            return hx.go(url_for(".printers"))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "printer": printer}
    return hx.render(f"{FOLDER}/printer.html", f"{FOLDER}/_printer.html", status=form.status, **context)


@bp.post("/reception/tickets/printers/<int:printer_id>/trial")
@requires(MANAGE)
def trial(printer_id: int) -> Response:
    """Print a ticket that is nobody's on a printer in the network."""
    with unit_of_work(by=actor(), key=forms.TrialForm().key()) as work:
        url = url_for("jobs.show", job_id=service.ask_for_test(queries.printer(printer_id).id, by=actor()))
        work.result(url)
    return hx.go(url)


@bp.get("/reception/tickets/printers/<int:printer_id>/trial")
@requires(MANAGE)
def trial_paper(printer_id: int) -> Response:
    """A ticket that is nobody's on the paper of a printer, for the browser to print."""
    printer = queries.printer(printer_id)
    context: dict[str, Any] = {"asked": None, "ticket": paper.trial_ticket(), "code": None}
    return hx.render(f"{FOLDER}/paper.html", f"{FOLDER}/paper.html", **context, paper=PAPERS[printer.paper])


@bp.get("/t/<token>")
@requires(PUBLIC)
def own(token: str) -> Response:
    """The visitor's own page: whoever has the ticket sees its number, and nothing else; it ends with the day."""
    visit = queries.of_token(token)
    if visit is None:
        if hx.is_fragment():
            return hx.go(url_for(".own", token=token))
        abort(404)
    shown = queries.own_page(visit)
    if hx.is_fragment() and request.args.get("seen") == shown.revision:
        return make_response("", 204)
    context: dict[str, Any] = {"shown": shown, "words": OWN_STATES, "here": HERE, "token": token}
    return hx.render(f"{FOLDER}/own.html", f"{FOLDER}/_own.html", **context)


def _print_form() -> forms.PrintForm:
    form = forms.PrintForm(endpoint="tickets.print_")
    found = queries.printers(active_only=True)
    form.printer_id.choices = [(one.id, one.name) for one in sorted(found, key=lambda one: not one.usual)]
    return form


def _ticket(visit_id: int, form: forms.PrintForm | None = None) -> Response:
    visit, form = queue.visit(visit_id, actor()), form or _print_form()
    if form.printer_id.data is None and form.printer_id.choices:
        form.printer_id.data = form.printer_id.choices[0][0]
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_ticket.html", status=form.status, form=form, **_context(visit))


def _context(visit: Visit) -> dict[str, Any]:
    """The prints of a ticket; `itself` is the one that this browser prints by itself now."""
    prints = queries.prints_of(visit.id)
    newest, printer = tuple(prints[0]) if prints else (None, None)
    fresh = newest is not None and newest.id != request.args.get("seen", type=read_id)
    itself = fresh and rules.prints_itself(newest, printer.kind, actor().staff_id, clock.now())
    return {
        "visit": visit, "prints": prints, "newest": newest, "itself": itself, "here": visit.state in HERE,
        "states": rules.STATES, "colours": rules.COLOURS, "browser": rules.BROWSER,
    }  # fmt: skip
