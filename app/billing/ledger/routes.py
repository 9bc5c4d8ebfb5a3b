"""The ledger of a gas account: its page, its tabs, its spreadsheet."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from app import clock
from app.billing.accounts import queries as accounts
from app.billing.exports import write_export
from app.billing.ledger import queries
from app.billing.ledger.export import ledger_export
from app.billing.ledger.feature import SEE
from app.billing.ledger.forms import RangeForm
from app.billing.ledger.rules import KINDS, side_of
from app.domain.errors import Refused
from app.domain.text import Text
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("ledger", __name__, url_prefix="/billing/ledger")


@bp.get("/<int:account_id>")
@requires(SEE)
def show(account_id: int) -> Response:
    """The ledger of the wanted days; of this year where none are given."""
    account = accounts.account(account_id, actor())
    form = RangeForm.of(request.args, clock.today())
    rows = () if form.errors else queries.ledger_of(account_id, form.since.data, form.until.data)
    return _answer("billing/ledger/show.html", account=account, form=form, rows=rows, status=form.status)


@bp.get("/account/<int:account_id>")
@requires(SEE)
def of_account(account_id: int) -> Response:
    """The tab of the account's page: this year's ledger."""
    account = accounts.account(account_id, actor())
    since = date(clock.today().year, 1, 1)
    rows = queries.ledger_of(account_id, since)
    return _answer("billing/ledger/show.html", account=account, form=RangeForm(data={"since": since}), rows=rows)


@bp.get("/customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The tab of the customer's page: his gas accounts with what each owes."""
    balances = queries.balances_of_customer(actor(), customer_id)
    return hx.render(
        "billing/ledger/customer.html", "billing/ledger/_balances.html", balances=balances, side_of=side_of
    )


@bp.get("/<int:account_id>/export.<any(csv, xlsx):kind>")
@requires(SEE)
def export_file(account_id: int, kind: str) -> Response:
    """The ledger as a file to keep; who took it stands in the history."""
    account = accounts.account(account_id, actor())
    form = RangeForm.of(request.args, clock.today())
    if form.errors:
        raise Refused(Text("These days cannot be read. Set them on the page of the ledger."))
    name = f"ledger-{account.number}.{kind}"
    stream = BytesIO()
    export = ledger_export(account.id, form.since.data, form.until.data)
    write_export(export, account.number, stream, name, by=actor())
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=name)


def _answer(page: str, status: int = 200, **context: object) -> Response:
    return hx.render(page, "billing/ledger/_ledger.html", status, kinds=KINDS, side_of=side_of, **context)
