"""Vouchers: what waits for accounting, booking, the month, one voucher, reversing."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from app.complaints.allowances.models import Allowance
from app.complaints.allowances.policy import RemedyPolicy
from app.complaints.allowances.queries import proofs_of
from app.complaints.cases.queries import complaint_of
from app.complaints.returns.service import ask_money
from app.complaints.vouchers import documents, exports, forms, queries, rules, service, withholding
from app.complaints.vouchers.feature import BOOK, SEE
from app.complaints.vouchers.queries import Remedy
from app.complaints.vouchers.routes.blueprint import FOLDER, WORDS, bp, form_page, month_asked
from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires
from app.web.language import say


@bp.get("/vouchers/waiting")
@requires(BOOK)
def waiting() -> Response:
    """Stamped allowances and received returns that are not in the books."""
    page = queries.to_book(actor(), after=request.args.get("after"))
    values = {"after": request.args["after"]} if request.args.get("after") else {}
    return hx.render(f"{FOLDER}/waiting.html", f"{FOLDER}/_waiting.html", page=page, values=values, **WORDS)


@bp.route("/vouchers/book/<kind>/<int:thing_id>", methods=["GET", "POST"])
@requires(BOOK)
def book(kind: str, thing_id: int) -> Response:
    """Book a remedy once everything is there."""
    one = _remedy(kind, thing_id)
    form = forms.BookForm(data=_prefilled(one))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                money = {"amount": form.amount_fen.data, "tax": form.tax_fen.data, "words": form.words.data}
                made = service.book(kind, thing_id, form.seen_version(), **money, by=actor())
                work.result(url_for(".show", voucher_id=made.id))
            return hx.go(url_for(".show", voucher_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    items = service.checklist(one, form.amount_fen.data or one.amount)
    context = {"form": form, "one": one, "items": items, "proofs": proofs_of(one.subject), **WORDS}
    return hx.render(f"{FOLDER}/book.html", f"{FOLDER}/_book.html", status=form.status, **context)


@bp.route("/vouchers/ask/<int:thing_id>", methods=["GET", "POST"])
@requires(BOOK)
def ask(thing_id: int) -> Response:
    """Ask whether a return may be booked with an amount on which the papers do not agree."""
    one, url = _remedy(rules.RETURN, thing_id), url_for(".book", kind=rules.RETURN, thing_id=thing_id)
    form = forms.AskForm(data={"version": one.thing.version, "amount_fen": one.amount})
    if form.posted():
        try:
            ask_money(thing_id, form.seen_version(), form.amount_fen.data, form.words.data, by=actor())
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    title = Text("Ask about the amount of %(number)s", number=one.thing.number)
    return form_page(form, title, Text("Ask for instructions"), url)


@bp.get("/vouchers/")
@requires(SEE)
def listing() -> Response:
    """The vouchers of a month."""
    month = month_asked()
    page = queries.listing(month, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in ("month", "after") if request.args.get(name)}
    net, tax = queries.sums(month, actor())
    context: dict[str, Any] = {"page": page, "values": values, "month": month, "net": net, "tax": tax, **WORDS}
    form = forms.MonthForm(data={"month": month}, meta={"csrf": False})
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_vouchers.html", form=form, **context)


@bp.get("/vouchers/export.<any(xlsx, csv):suffix>")
@requires(SEE)
def export_file(suffix: str) -> Response:
    """The vouchers of a month for accounting's own program."""
    return exports.vouchers(month_asked(), suffix, by=actor())


@bp.get("/vouchers/<int:voucher_id>")
@requires(SEE)
def show(voucher_id: int) -> Response:
    """One voucher."""
    row = queries.voucher(voucher_id, actor())
    one = row.Voucher
    context = {
        "row": row, "one": one, "lines": documents.lines_of(one), "remedy": queries.remedy_of(one.subject, actor()),
        "reversal": queries.reversal_of(voucher_id), "subject": one.subject,
        "reverses": queries.number_of(one.reverses_id) if one.reverses_id else None, **WORDS,
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_voucher.html", **context)


@bp.route("/vouchers/<int:voucher_id>/reverse", methods=["GET", "POST"])
@requires(BOOK)
def reverse(voucher_id: int) -> Response:
    """Reverse a voucher by another one."""
    one = queries.voucher(voucher_id, actor()).Voucher
    form = forms.ReverseForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.reverse(voucher_id, form.reason.data, by=actor())
                work.result(url_for(".show", voucher_id=made.id))
            return hx.go(url_for(".show", voucher_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    back = url_for(".show", voucher_id=voucher_id)
    return form_page(form, Text("Reverse voucher %(number)s", number=one.number), Text("Reverse it"), back)


@bp.get("/<int:complaint_id>/vouchers")
@requires(SEE)
def of_case(complaint_id: int) -> Response:
    """The vouchers of a complaint and the receivables that it delays, for its page."""
    case = complaint_of(complaint_id, actor())
    context: dict[str, Any] = {
        "case": case,
        "rows": queries.of_case(complaint_id),
        "withheld": withholding.of_case(complaint_id),
    }
    return hx.render(f"{FOLDER}/of_case.html", f"{FOLDER}/_of_case.html", **context, **WORDS)


def _remedy(kind: str, thing_id: int) -> Remedy:
    if kind not in rules.KINDS:
        raise NoResultFound(f"no remedy {kind}")
    return queries.remedy(kind, thing_id, actor())


def _prefilled(one: Remedy) -> dict[str, Any]:
    rate = policy.of(RemedyPolicy).tax_rate
    tax = one.thing.tax_fen if isinstance(one.thing, Allowance) else rules.tax_on(one.amount, rate)
    words = say(Text("%(kind)s, complaint %(number)s", kind=Text(rules.KINDS[one.kind]), number=one.case.number or ""))
    return {"version": one.thing.version, "amount_fen": one.amount, "tax_fen": Fen(tax), "words": words}
