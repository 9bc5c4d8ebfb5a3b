"""Payments: the cashier's pages, the list, taking back, and what waits for its account."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file, url_for
from werkzeug.wrappers import Response

from app import clock
from app.billing.accounts import queries as accounts
from app.billing.accounts.models import GasAccount
from app.billing.exports import write_export
from app.billing.payments import filtering, queries, service, service_bank
from app.billing.payments import queries_counter as counter
from app.billing.payments.exports import as_wanted
from app.billing.payments.feature import CASH, CHANNELS, EXPORT, IMPORT, SEE, TAKE
from app.billing.payments.forms import AssignForm, PaymentForm, ReturnForm, ReversalForm
from app.billing.payments.rules import origin_of, refuse_reversal, why_not_reversed
from app.billing.receivables.queries import shares_of
from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import unit_of_work
from app.web import hooks, hx
from app.web.guard import actor, may, requires
from app.web.paging import Page

bp = Blueprint("payments", __name__, url_prefix="/billing/payments")


@bp.get("/take")
@requires(TAKE)
def find() -> Response:
    """Find the account by whatever the customer says or shows; a single hit opens with Enter."""
    typed = request.args.get("q", "").strip()[:60]
    origin = origin_of(request.args.get("origin"))
    found = counter.candidates(actor(), typed) if typed else []
    if len(found) == 1 and not hx.is_fragment():
        one = found[0]
        return hx.go(url_for("payments.take", account_id=one.id, first=one.first, origin=origin))
    return hx.render(
        "billing/payments/find.html", "billing/payments/_found.html", typed=typed, found=found, origin=origin
    )


@bp.route("/take/<int:account_id>", methods=["GET", "POST"])
@requires(TAKE)
def take(account_id: int) -> Response:
    """What is owed, and taking the money."""
    account = accounts.account(account_id, actor())
    owed = counter.owed(account_id, clock.today())
    form = PaymentForm(data=_proposed(owed))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                booked = service.take_payment(account, by=actor(), **form.money())
                work.result(url_for("payments.show", payment_id=booked.id))
            return hx.go(url_for("payments.show", payment_id=booked.id))
        except Refused as refused:
            form.refuse(refused)
            account, owed = accounts.account(account_id, actor()), counter.owed(account_id, clock.today())
    context = _at_the_window(account, owed, form)
    return hx.render("billing/payments/take.html", "billing/payments/_take.html", status=form.status, **context)


@bp.get("/take/<int:account_id>/outlook")
@requires(TAKE)
def outlook(account_id: int) -> Response:
    """Where the money would go, while it is being typed."""
    account = accounts.account(account_id, actor())
    owed = counter.owed(account_id, clock.today())
    context = _at_the_window(account, owed, PaymentForm(formdata=request.args))
    return hx.render("billing/payments/take.html", "billing/payments/_debts.html", **context)


@bp.get("/<int:payment_id>")
@requires(SEE)
def show(payment_id: int) -> Response:
    """The payment with what it paid; its receipt, and the next customer."""
    found = queries.payment(actor(), payment_id)
    reverses_id = found.payment.reverses_id
    return hx.render(
        "billing/payments/show.html",
        "billing/payments/_payment.html",
        found=found,
        payment=found.payment,
        shares=shares_of(payment_id),
        reverses=queries.number_of(reverses_id) if reverses_id else None,
        channels=CHANNELS,
        why_not=why_not_reversed(found.taken(), actor(), clock.today()),
        can_take=may(TAKE),
    )


@bp.route("/<int:payment_id>/reverse", methods=["GET", "POST"])
@requires(SEE)
def reverse(payment_id: int) -> Response:
    """Take a payment back, with the reason."""
    found = queries.payment(actor(), payment_id)
    form = ReversalForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                booked = service.reverse_payment(payment_id, reason=form.reason.data, by=actor())
                work.result(url_for("payments.show", payment_id=booked.id))
            return hx.go(url_for("payments.show", payment_id=booked.id))
        except Refused as refused:
            form.refuse(refused)
    elif not form.is_submitted():
        refuse_reversal(found.taken(), actor(), clock.today())
    context = {"form": form, "found": found, "payment": queries.payment(actor(), payment_id).payment}
    return hx.render("billing/payments/reverse.html", "billing/payments/_reverse.html", status=form.status, **context)


@bp.get("/")
@requires(SEE)
def index() -> Response:
    """Payments as filtered, with their sums."""
    form, wanted = filtering.read(request.args)
    page: Page[Any] = Page([], None)
    sums = None
    if wanted is not None:
        page = queries.payments_page(actor(), wanted, after=request.args.get("after"))
        sums = queries.sums_of(actor(), wanted) if wanted.can_be_summed() else None
    context: dict[str, Any] = {"form": form, "page": page, "sums": sums, "values": filtering.values_of(request.args)}
    return hx.render(
        "billing/payments/index.html",
        "billing/payments/_payments.html",
        status=form.status,
        channels=CHANNELS,
        can_export=may(EXPORT),
        can_import=may(IMPORT),
        **context,
    )


@bp.get("/mine")
@requires(TAKE)
def mine() -> Response:
    """My day so far, by channel."""
    today = clock.today()
    return hx.render(
        "billing/payments/mine.html",
        "billing/payments/_sums.html",
        today=today,
        sums=queries.my_day(actor(), today),
        channels=CHANNELS,
        me=actor().staff_id,
    )


@bp.get("/export.<any(csv, xlsx):kind>")
@requires(EXPORT)
def export_file(kind: str) -> Response:
    """The list as filtered, as a file to keep; who took it stands in the history."""
    _, wanted = filtering.read(request.args)
    if wanted is None:
        raise Refused(Text("These filters cannot be read. Set them on the page of payments."))
    name = f"payments-{clock.today().isoformat()}.{kind}"
    period = f"{wanted.since or ''} – {wanted.until or ''}"
    stream = BytesIO()
    write_export(as_wanted(wanted), period, stream, name, by=actor())
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=name)


@bp.get("/waiting")
@requires(IMPORT)
def unmatched() -> Response:
    """Payments that named no account we know."""
    states = ("waiting", "matched", "returned")
    state = request.args.get("state", "waiting")
    state = state if state in states else "waiting"
    page = queries.unmatched_page(state, after=request.args.get("after"))
    values = {name: request.args[name] for name in ("state", "after") if request.args.get(name)}
    context: dict[str, Any] = {"page": page, "state": state, "values": values, "waiting": queries.waiting()}
    return hx.render("billing/payments/waiting.html", "billing/payments/_waiting.html", channels=CHANNELS, **context)


@bp.route("/waiting/<int:unmatched_id>/assign", methods=["GET", "POST"])
@requires(IMPORT)
def assign(unmatched_id: int) -> Response:
    """Say to whom a waiting payment belongs."""
    waiting = queries.unmatched(unmatched_id)
    form = AssignForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                booked = service_bank.assign(unmatched_id, account=form.account.data, by=actor())
                work.result(url_for("payments.show", payment_id=booked.id))
            return hx.go(url_for("payments.show", payment_id=booked.id))
        except Refused as refused:
            form.refuse(refused)
            waiting = queries.unmatched(unmatched_id)
    alike = counter.candidates(actor(), waiting.payer) if waiting.payer else []
    context = {"form": form, "waiting": waiting, "alike": alike, "channels": CHANNELS}
    return hx.render("billing/payments/assign.html", "billing/payments/_assign.html", status=form.status, **context)


@bp.route("/waiting/<int:unmatched_id>/return", methods=["GET", "POST"])
@requires(IMPORT)
def send_back(unmatched_id: int) -> Response:
    """Note that a waiting payment was sent back."""
    waiting = queries.unmatched(unmatched_id)
    form = ReturnForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service_bank.send_back(unmatched_id, reason=form.reason.data, by=actor())
                work.result(url_for("payments.unmatched"))
            return hx.go(url_for("payments.unmatched"))
        except Refused as refused:
            form.refuse(refused)
            waiting = queries.unmatched(unmatched_id)
    context = {"form": form, "waiting": waiting, "channels": CHANNELS}
    return hx.render(
        "billing/payments/send_back.html", "billing/payments/_send_back.html", status=form.status, **context
    )


def _proposed(owed: counter.Owed) -> dict[str, Any]:
    """What stands in the form before anything is typed: everything owed, the scanned statement, where he comes from."""
    first = request.args.get("first", "")
    is_open = any(str(debt.statement_id) == first for debt in owed.debts)
    return {
        "amount": owed.total or None,
        "channel": CASH,
        "first": first if is_open else "",
        "origin": origin_of(request.args.get("origin")) or "",
    }


def _at_the_window(account: GasAccount, owed: counter.Owed, form: PaymentForm) -> dict[str, Any]:
    outlook = counter.outlook(
        account,
        form.amount.data,
        channel=form.channel.data or CASH,
        tendered=form.tendered.data,
        first=form.named(),
    )
    flags = hooks.customer_flags([account.customer_id], actor())[account.customer_id]
    return {"account": account, "owed": owed, "form": form, "outlook": outlook, "flags": flags}
