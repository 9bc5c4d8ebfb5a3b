"""The list of customers, opening a file, and the page of one."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from app.customers.files import catalogue, feature, forms, kinds, masking, queries, rules, service
from app.customers.files.feature import EDIT, SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.kinds import LooksAlike
from app.customers.files.routes.blueprint import FOLDER, bp
from app.domain.errors import Refused
from app.domain.names import phone_tail
from app.office.policy.switches import is_on
from app.unit_of_work import unit_of_work
from app.web import hooks, hx, nav, registry
from app.web.converters import read_id
from app.web.feature import Tab
from app.web.guard import actor, requires

FILTERS = ("q", "category", "owner", "department", "incomplete", "after")
SEE = (SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)
FILING = "customers.filing"
SHOWN_IN_ROW = ("phone", "contact", "nature", "supervising_unit", "uscc", "source", "note")


@bp.get("/")
@requires(*SEE)
def listing() -> Response:
    filters, after, more = filters_asked(), request.args.get("after"), kinds.list_filters()
    page = queries.listing(filters, actor(), after=after)
    return hx.render(
        f"{FOLDER}/listing.html",
        f"{FOLDER}/_customers.html",
        page=page,
        count=queries.count(filters, actor(), only=None if after else page),
        flags=hooks.customer_flags((row[0].id for row in page.rows), actor()),
        filters=filters,
        values={name: text for name, text in request.args.items() if name in {*FILTERS, *(one.name for one in more)}},
        more=more,
        owners=queries.owner_choices(),
        departments=queries.departments(),
        complete={row[0].id: catalogue.completeness_of(row[0]).percent for row in page.rows if row.file},
        **_words(),
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(EDIT)
def new() -> Response:
    said = {name: request.args.get(name, "")[:120] for name in ("name", "phone")}
    form = forms.OpenForm(owner_id=actor().staff_id, **said)
    form.offer(queries.owner_choices())
    found: Any = ()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                customer = _opened(form)
                url = url_for("customers.show", customer_id=customer.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
            found = refused.found if isinstance(refused, LooksAlike) else ()
    context = {"form": form, "but": None, "found": found}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, **context)


@bp.get("/<int:customer_id>")
@requires(*SEE)
def show(customer_id: int) -> Response:
    try:
        found = queries.seen(customer_id, actor())
    except NoResultFound:
        survivor = queries.survivor_of(customer_id)
        if survivor is None:
            raise
        return hx.go(url_for("customers.show", customer_id=queries.seen(survivor, actor()).customer.id))
    if found.file:
        service.record_look(found.customer, by=actor())
    return _page(found, plain=False)


@bp.post("/<int:customer_id>/show")
@requires(*SEE)
def uncover(customer_id: int) -> Response:
    """Show what is covered, and write that down first (O-07)."""
    customer = queries.file_of(customer_id, actor())
    labels = masking.labels_of([key for key in masking.fields_covered(customer.kind) if getattr(customer, key)])
    masking.record_shown(customer_id, customer.number, labels, by=actor())
    return _page(queries.seen(customer_id, actor()), plain=True)


def _page(found: queries.Seen, *, plain: bool) -> Response:
    customer = found.customer
    values = {key: getattr(customer, key) for key in ("kind", "address", *SHOWN_IN_ROW)}
    shown = masking.values_shown(values, plain=plain) if found.file else {}
    return hx.render(
        f"{FOLDER}/show.html",
        f"{FOLDER}/_customer.html",
        seen=found,
        customer=customer,
        may_change=actor().may(EDIT.name) and queries.may_change(actor(), customer.id),
        shown=shown,
        covered=[key for key, value in values.items() if value and shown.get(key) != value] if found.file else [],
        flags=hooks.customer_flags([customer.id], actor())[customer.id],
        complete=catalogue.completeness_of(customer) if found.file else None,
        keys=SHOWN_IN_ROW,
        tabs=_tabs(found),
        report=is_on(FILING),
        **_words(),
    )


def _tabs(found: queries.Seen) -> list[Tab]:
    """The tabs that this user may open: of what belongs to the file none where he sees the card only."""
    return [
        tab for tab in nav.tabs_for("customer")
        if found.file or not registry.feature_of(tab.endpoint.partition(".")[0]).startswith("customers.")
    ]  # fmt: skip


def _opened(form: forms.OpenForm) -> Any:
    values = forms.values_of(form)
    rules.check_reachable(values)
    return service.open_customer(rules.NewCustomer(**values), confirmed=bool(form.confirmed.data), by=actor())


def _words() -> dict[str, Any]:
    return {"rules": rules, "rights": feature, "categories": catalogue.category_words(), "phone_tail": phone_tail}


def filters_asked() -> queries.Filters:
    """What the list is narrowed to by its address; what is taken along is narrowed by the same."""
    asked = request.args
    category = asked.get("category")
    return queries.Filters(
        q=asked.get("q", "").strip()[:60],
        category=category if category in catalogue.category_words() else None,
        owner=asked.get("owner", type=read_id),
        department=asked.get("department", type=read_id),
        incomplete=asked.get("incomplete") == "yes",
        more=tuple((one.name, asked[one.name][:40]) for one in kinds.list_filters() if asked.get(one.name)),
    )
