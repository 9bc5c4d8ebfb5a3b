"""Gas accounts: the list, one account, opening, changing, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.billing.accounts import queries, service
from app.billing.accounts.feature import EDIT, IMPORT, SEE
from app.billing.accounts.forms import ChangeForm, CloseForm, OpenForm, ReasonForm, known_of
from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import Filters
from app.billing.accounts.rules import STATE_COLOURS, STATES
from app.billing.meters import queries as meters
from app.billing.meters.policy import MeterPolicy
from app.billing.meters.rules import FACTOR_ONE, NOTHING
from app.billing.tariffs.pricelist import CATEGORIES, USES
from app.customers.files import queries as customers
from app.domain.errors import Refused
from app.domain.names import phone_tail
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work
from app.web import hooks, hx
from app.web.forms import OnceForm
from app.web.guard import actor, may, requires

bp = Blueprint("accounts", __name__, url_prefix="/billing/accounts")

NAMES: dict[str, Any] = {"categories": CATEGORIES, "uses": USES, "states": STATES, "colours": STATE_COLOURS}


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """The accounts, narrowed as asked."""
    typed = {key: request.args.get(key, "").strip()[:60] for key in ("q", "category", "book", "state")}
    filters = Filters(**{key: text or None for key, text in typed.items() if key != "q"}, q=typed["q"])
    return hx.render(
        "billing/accounts/list.html",
        "billing/accounts/_accounts.html",
        page=queries.listing(filters, actor(), after=request.args.get("after")),
        count=queries.count(filters, actor()),
        filters=typed,
        values={key: text for key, text in {**typed, "after": request.args.get("after")}.items() if text},
        can_edit=may(EDIT),
        can_import=may(IMPORT),
        **NAMES,
    )


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The accounts of one customer, as a tab of his page."""
    customer = customers.seen(customer_id, actor()).customer
    return hx.render(
        "billing/accounts/of_customer.html",
        "billing/accounts/_of_customer.html",
        customer=customer,
        rows=queries.of_customer(customer_id, actor()),
        can_edit=may(EDIT),
        **NAMES,
    )


@bp.get("/<int:account_id>")
@requires(SEE)
def show(account_id: int) -> Response:
    """One account with its customer's card and its meters."""
    account = queries.account(account_id, actor())
    card = queries.card_of(account.customer_id, actor())
    return hx.render(
        "billing/accounts/show.html",
        "billing/accounts/_account.html",
        account=account,
        card=card,
        flags=hooks.customer_flags([account.customer_id], actor())[account.customer_id] if card else [],
        phone_tail=phone_tail,
        installations=meters.installations_of(account_id),
        can_edit=may(EDIT),
        **NAMES,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(EDIT)
def enter() -> Response:
    """Open an account; `?customer=C000001` opens it for that customer."""
    digits = policy.of(MeterPolicy).default_digits
    given = {"customer": request.args.get("customer", "")[:40], "use": "general", "digits": digits}
    form = OpenForm(data={**given, "initial_reading": NOTHING, "installed_on": clock.today(), "factor": FACTOR_ONE})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                account = service.open_account(form.account(), customer=form.customer.data, by=actor())
                work.result(_page_of(account.id))
            return hx.go(_page_of(account.id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "billing/accounts/open.html", "billing/accounts/_open.html", status=form.status, form=form, **NAMES
    )


@bp.route("/<int:account_id>/change", methods=["GET", "POST"])
@requires(EDIT)
def change(account_id: int) -> Response:
    """Change an account."""
    account = queries.account(account_id, actor())
    form = ChangeForm(data=known_of(account))

    def save() -> None:
        service.change_account(account_id, form.fields(), version=form.seen_version(), by=actor())

    return _deed(form, account, save, "change")


@bp.route("/<int:account_id>/suspend", methods=["GET", "POST"])
@requires(EDIT)
def suspend(account_id: int) -> Response:
    """Suspend an account."""
    form = ReasonForm()
    return _deed(
        form,
        queries.account(account_id, actor()),
        lambda: service.suspend_account(account_id, reason=form.reason.data, by=actor()),
        "suspend",
    )


@bp.route("/<int:account_id>/resume", methods=["GET", "POST"])
@requires(EDIT)
def resume(account_id: int) -> Response:
    """Make a suspended account active again."""
    form = ReasonForm()
    return _deed(
        form,
        queries.account(account_id, actor()),
        lambda: service.resume_account(account_id, reason=form.reason.data, by=actor()),
        "resume",
    )


@bp.route("/<int:account_id>/close", methods=["GET", "POST"])
@requires(EDIT)
def close(account_id: int) -> Response:
    """Close an account and take its meter down."""
    form = CloseForm(data={"on": clock.today()})

    def save() -> None:
        last = {"on": form.on.data, "final_reading": form.final_reading.data}
        service.close_account(account_id, reason=form.reason.data, by=actor(), **last)

    return _deed(form, queries.account(account_id, actor()), save, "close")


def _deed(form: OnceForm, account: GasAccount, do: Callable[[], object], deed: str) -> Response:
    """Do what the form asks and go back to the account, or show the form (again)."""
    here = _page_of(account.id)
    status = None
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                do()
                work.result(here)
            return hx.go(here)
        except Refused as refused:
            status = form.refuse(refused)
    context: dict[str, Any] = {"form": form, "account": account, "back": here, "deed": deed, **NAMES}
    page = "change" if deed == "change" else "deed"
    pages = f"billing/accounts/{page}.html", f"billing/accounts/_{page}.html"
    return hx.render(*pages, status=status or form.status, **context)


def _page_of(account_id: int) -> str:
    return url_for("accounts.show", account_id=account_id)
