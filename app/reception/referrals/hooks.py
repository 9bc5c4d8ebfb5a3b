"""What referrals tell others: the door, the search box, the conduct ledger."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.names import phone_tail
from app.domain.text import Text
from app.extensions import db
from app.office.conduct.kinds import ConductRule
from app.reception.queue.kinds import Hint
from app.reception.queue.rules import phone_of
from app.reception.referrals import queries, rules
from app.reception.referrals.models import CompanyCustomer, Referral
from app.web.converters import id_in
from app.web.hooks import Hit


def visitor_hints(phone: str | None, _name: str | None, _customer_id: int | None) -> list[Hint]:
    """Whether a colleague or the company sent this visitor (hook `visitor_hints`, R-66, R-72, R-73)."""
    plain, today = phone_of(phone or ""), clock.today()
    if plain is None:
        return []
    found = [_referral(one) for one in queries.expected(plain, today)]
    company = queries.company_of(plain)
    return [*found, *([_company(company)] if company else [])]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The referrals of this number or telephone (hook `search`)."""
    return [
        Hit(
            Text("Referral"),
            referral.name,
            f"{referral.number} · …{phone_tail(referral.phone)} · {referrer}",
            url_for("referrals.show", referral_id=referral.id),
        )
        for referral, referrer, *_ in queries.found(query, actor)
    ]


def conduct_rules() -> list[ConductRule]:
    """The rules for those who refer (R-71, R-79, R-80, R-153)."""
    return [
        ConductRule("referrals.diverted", Text("A customer met through work was diverted or claimed"), "R-71"),
        ConductRule("referrals.secrets", Text("Secrets disclosed or private benefits promised in a referral"), "R-79"),
        ConductRule("referrals.pestered", Text("A deal blocked or a customer pestered over a referral"), "R-80, R-153"),
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a referral or company customer; None for other subjects (O-12)."""
    if (referral := id_in(subject, "referral")) is not None:
        query = select(Referral.id).where(Referral.id == referral, queries.visible(actor))
    elif (company := id_in(subject, "company_customer")) is not None:
        query = select(CompanyCustomer.id).where(CompanyCustomer.id == company, queries.company_visible(actor))
    else:
        return None
    return db.session.scalar(query) is not None


def _referral(one: Referral) -> Hint:
    url, facts = url_for("referrals.show", referral_id=one.id), {"number": one.number, "day": one.appointed_on}
    today = clock.today()
    if rules.state_on(one.state, one.appointed_on, today) == rules.LAPSED:
        return Hint("referral", Text("Referral %(number)s lapsed: was expected on %(day)s", **facts), {}, url)
    if one.appointed_on > today:
        return Hint("referral", Text("Referral %(number)s is for %(day)s", **facts), {}, url)
    values = {"referral_id": one.id, "channel": "referral", "name": one.name}
    return Hint("referral", Text("Referral %(number)s is for today", number=one.number), values, url, sure=True)


def _company(one: CompanyCustomer) -> Hint:
    values = {"company_case_id": one.id, "channel": "referral", "name": one.name, "leader_named": bool(one.named_id)}
    if one.named_id:
        values["asked_for"] = (one.named_id,)
    said = Text("Company customer %(number)s, introduced by %(who)s", number=one.number, who=one.introduced_by)
    return Hint("company", said, values, url_for("referrals.company"), sure=True)
