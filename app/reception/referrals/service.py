"""Registering referrals and company customers, announcing and vouching for them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.approvals.service import submit
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.reception.claims.queries import known
from app.reception.queue.rules import phone_needed
from app.reception.referrals import queries, rules
from app.reception.referrals.feature import (
    ANNOUNCED,
    COMPANY,
    COMPANY_REFUSED,
    MANAGE,
    REGISTERED,
    VOUCHED,
)
from app.reception.referrals.models import CompanyCustomer, Referral
from app.reception.referrals.rules import NewCompanyCustomer, NewReferral
from app.unit_of_work import current_work, unit_of_work

CONFIRM = "referral.confirm"
MEANWHILE = Text("This referral was changed in the meantime. Open it again.")


def register(new: NewReferral, *, referrer_id: int | None = None, by: Actor) -> Referral:
    """Register a customer from one's private circle before the first visit (R-71, R-72).

    Only whoever manages referrals registers for somebody else. Raises Refused for what is no referral (R-76).
    """
    with unit_of_work(by=by) as work:
        whose = _referrer(referrer_id, by)
        phone, today = phone_needed(new.phone), clock.today()
        owner = known(new.customer_id, phone, today)
        on_site = owner.registered_on if owner.valid and owner.owner_basis != "file" else None
        rules.check_new(new, today=today, registered_on=on_site)
        made = Referral(
            number=_number("referrals", "TJ"), referrer_id=whose, customer_id=new.customer_id, name=tidy(new.name),
            phone=phone, relation=tidy(new.relation), private=new.private, appointed_on=new.appointed_on,
            registered_at=work.at, again_of_id=new.again_of_id, note=new.note, made_by=by.name,
            made_by_id=by.staff_id,
        )  # fmt: skip
        work.session.add(made)
        work.session.flush()
        facts = {"number": made.number, "name": made.name, "day": made.appointed_on}
        record(REGISTERED, subject_of(made), customer_id=made.customer_id, facts=facts)
    return made


def announce(referral_id: int, version: int, to: str, *, by: Actor) -> None:
    """Keep that the referrer telephoned the project manager before the visit (R-74). Raises Conflict, Refused."""
    with unit_of_work(by=by) as work:
        one = queries.referral(referral_id, by)
        if one.state != rules.REGISTERED:
            raise Refused(Text("Announce a customer before the visit."))
        if not tidy(to):
            raise Refused(Text("Whom did the referrer telephone?"), field="to")
        change(one.referral, version, {"announced_at": work.at, "announced_to": tidy(to)})
        record(ANNOUNCED, subject_of(one.referral), facts={"number": one.referral.number}, reason=tidy(to))


def vouch(referral_id: int, version: int, way: str, *, by: Actor) -> None:
    """Tell how the referrer stood up for the customer at the desk, and ask for the confirmation (R-74, A-06)."""
    with unit_of_work(by=by):
        one = queries.referral(referral_id, by).referral
        rules.check_vouch(one.state, way)
        hand_in(one, version, way, by=by)


def hand_in(one: Referral, version: int, way: str, *, by: Actor) -> None:
    """Ask the project manager to confirm that it is the referrer's private customer (A-06). In a unit of work."""
    change(one, version, {"way": way})
    record(VOUCHED, subject_of(one), facts={"number": one.number, "way": Text(rules.WAYS[way])})
    request = submit(
        CONFIRM,
        subject_of(one),
        title=f"{one.number} {one.name}",
        url=f"{queries.PLACE}/{one.id}",
        snapshot=[
            (Text("Customer"), one.name),
            (Text("Relation"), one.relation),
            (Text("Appointed visiting day"), str(one.appointed_on)),
            (Text("How it is confirmed"), Text(rules.WAYS[way])),
        ],
        facts={"number": one.number},
        by=by,
    )
    current_work().session.execute(update(Referral).where(Referral.id == one.id).values(approval_id=request.id))


def register_company(new: NewCompanyCustomer, *, by: Actor) -> CompanyCustomer:
    """Register a customer of the company (公司客户, R-66, R-67); kept as refused where he was here before.

    Raises Refused without a cause for naming a rep: the rota applies.
    """
    with unit_of_work(by=by) as work:
        phone, today = phone_needed(new.phone), clock.today()
        if new.named_id and not (new.named_why or "").strip():
            raise Refused(Text("The rota applies to company customers. Say why a rep was named."), field="named_why")
        firsts = [known(new.customer_id, phone, today).first_on, queries.first_visit_on(phone)]
        first_on = min((day for day in firsts if day), default=None)
        standing = rules.is_company_customer(today, first_on)
        made = CompanyCustomer(
            number=_number("company_customers", "GK"), customer_id=new.customer_id, name=tidy(new.name), phone=phone,
            introduced_by=tidy(new.introduced_by), how=new.how, named_id=new.named_id, named_why=new.named_why,
            asked_at=work.at, state=rules.STANDING if standing else rules.REFUSED,
            state_why=None if standing else str(first_on), made_at=work.at, made_by=by.name, made_by_id=by.staff_id,
        )  # fmt: skip
        work.session.add(made)
        work.session.flush()
        facts = {"number": made.number, "name": made.name, "introduced_by": made.introduced_by}
        record(COMPANY if standing else COMPANY_REFUSED, f"company_customer:{made.id}", facts=facts)
    return made


def change(one: Referral, version: int, values: dict[str, Any]) -> None:
    """Change a referral as it stood at this version. Raises Conflict."""
    wanted = update(Referral).where(Referral.id == one.id, Referral.version == version)
    if not current_work().session.execute(wanted.values(**values, version=version + 1).returning(Referral.id)).all():
        raise Conflict(MEANWHILE)


def subject_of(one: Referral) -> str:
    """What history and approvals call a referral."""
    return f"referral:{one.id}"


def _referrer(referrer_id: int | None, by: Actor) -> int:
    whose = referrer_id or by.staff_id
    if whose is None:
        raise Refused(Text("Only a member of staff refers customers. Say who you are with --by."))
    if whose != by.staff_id and not by.may(MANAGE.name):
        raise Refused(Text("Everybody registers his own referrals."), field="referrer_id")
    return whose


def _number(scope: str, prefix: str) -> str:
    month = f"{clock.today():%y%m}"
    return rules.number_of(prefix, month, next_number(scope, month))
