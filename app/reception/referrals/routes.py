"""Referrals: the list, registering, one of them; company customers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.names import masked_phone
from app.office.approvals.queries import standing
from app.office.staff.queries import colleagues
from app.reception.queue.feature import REGISTER as AT_THE_DESK
from app.reception.referrals import queries, rules, service
from app.reception.referrals.feature import MANAGE, REFER, SEE_ALL
from app.reception.referrals.forms import AnnounceForm, CompanyForm, ReferralForm, VouchForm
from app.reception.referrals.queries import Filters, Seen
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, may, requires

bp = Blueprint("referrals", __name__, url_prefix=queries.PLACE)
FOLDER = "reception/referrals"
NAMES = ("q", "state", "whose", "after")


@bp.get("/")
@requires(REFER)
def listing() -> Response:
    """The referrals that the user may see, newest first."""
    args = request.args
    filters = Filters(args.get("whose") == "own", _state(args.get("state")), args.get("q", "")[:60].strip())
    page = queries.listing(filters, actor(), after=args.get("after"))
    values = {name: args[name] for name in NAMES if args.get(name)}
    context: dict[str, Any] = {
        "page": page,
        "filters": filters,
        "values": values,
        "states": rules.STATES,
        "colours": rules.COLOURS,
    }
    return hx.render(
        f"{FOLDER}/listing.html", f"{FOLDER}/_referrals.html", seen=Seen, mask=masked_phone, manage=MANAGE,
        see_all=SEE_ALL, **context,
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(REFER)
def new() -> Response:
    """Register a customer from one's private circle; `again` names a lapsed referral to take up once more."""
    again = _again(request.args.get("again", type=read_id))
    form = ReferralForm(data=_as_before(again) if again else None)
    form.referrer_id.choices = colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                typed = form.referral(again.id if again else None)
                made = service.register(typed, referrer_id=form.referrer_id.data, by=actor())
                work.result(url_for(".show", referral_id=made.id))
            return hx.go(url_for(".show", referral_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "again": again, "manage": MANAGE}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, **context)


@bp.get("/<int:referral_id>")
@requires(REFER, SEE_ALL, MANAGE)
def show(referral_id: int) -> Response:
    """One referral: how it stands, and what may be done about it."""
    return _shown(queries.referral(referral_id, actor()), AnnounceForm(), VouchForm())


@bp.post("/<int:referral_id>/announce")
@requires(MANAGE, AT_THE_DESK)
def announce(referral_id: int) -> Response:
    """Keep that the referrer telephoned before the visit."""
    form = AnnounceForm()
    if form.posted():
        try:
            service.announce(referral_id, form.version.data, form.to.data, by=actor())
            return hx.go(url_for(".show", referral_id=referral_id))
        except Refused as refused:
            form.refuse(refused)
    return _shown(queries.referral(referral_id, actor()), form, VouchForm(formdata=None))


@bp.post("/<int:referral_id>/vouch")
@requires(MANAGE, AT_THE_DESK)
def vouch(referral_id: int) -> Response:
    """Hand the referral in for confirmation while the customer is at the desk."""
    form = VouchForm()
    if form.posted():
        try:
            service.vouch(referral_id, form.version.data, form.way.data, by=actor())
            return hx.go(url_for(".show", referral_id=referral_id))
        except Refused as refused:
            form.refuse(refused)
    return _shown(queries.referral(referral_id, actor()), AnnounceForm(formdata=None), form)


@bp.get("/company")
@requires(REFER)
def company() -> Response:
    """The customers of the company that the user may see."""
    page = queries.companies(actor(), after=request.args.get("after"))
    context: dict[str, Any] = {"page": page, "states": rules.STATES, "manage": MANAGE, "mask": masked_phone}
    values = {name: request.args[name] for name in ("after",) if request.args.get(name)}
    return hx.render(f"{FOLDER}/company.html", f"{FOLDER}/_company.html", values=values, **context)


@bp.route("/company/new", methods=["GET", "POST"])
@requires(MANAGE)
def new_company() -> Response:
    """Register a customer of the company."""
    form = CompanyForm()
    form.named_id.choices = colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.register_company(form.company(), by=actor())
                work.result(url_for(".company"))
            return hx.go(url_for(".company"))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new_company.html", f"{FOLDER}/_new_company.html", status=form.status, form=form)


def _shown(seen: Seen, announced: AnnounceForm, vouched: VouchForm) -> Response:
    one, desk = seen.referral, may(MANAGE) or may(AT_THE_DESK)
    context: dict[str, Any] = {
        "seen": seen, "one": one, "states": rules.STATES, "colours": rules.COLOURS, "reasons": rules.REASONS,
        "ways": rules.WAYS, "desk": desk, "may_again": seen.state in (rules.LAPSED, rules.VOID),
        "mine": one.referrer_id == actor().staff_id, "standing": standing(service.subject_of(one)),
        "announce": announced, "vouch": vouched, "status": announced.status if announced.errors else vouched.status,
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_referral.html", **context)


def _state(typed: str | None) -> str | None:
    return typed if typed in rules.STATES else None


def _again(referral_id: int | None) -> Any:
    """The lapsed referral to be registered again. Raises NoResultFound."""
    return queries.referral(referral_id, actor()).referral if referral_id else None


def _as_before(again: Any) -> dict[str, Any]:
    return {"name": again.name, "phone": again.phone, "relation": again.relation, "private": True, "note": again.note}
