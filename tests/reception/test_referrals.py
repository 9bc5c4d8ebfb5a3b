"""Referrals by staff and customers of the company: worked examples 4 and 5, the desk, the confirmation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.service import approve, refuse
from app.office.conduct.kinds import conduct_rules
from app.office.conduct.service.cases import record_incident
from app.reception.claims.models import Registration
from app.reception.queue.models import Visit
from app.reception.queue.rules import NewVisit
from app.reception.queue.service import cancel, finish, receive, undo
from app.reception.queue.service import register as register_visit
from app.reception.referrals import queries, rules
from app.reception.referrals.models import CompanyCustomer, Referral
from app.reception.referrals.rules import NewCompanyCustomer, NewReferral
from app.reception.referrals.service import announce, register, register_company, vouch
from app.unit_of_work import unit_of_work
from tests import factories
from tests.factories import actor, staff_id
from tests.reception.factories_visits import purpose

SignIn = Callable[[str], FlaskClient]
PHONE = "13800001111"
MONDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 18)


def friend(day: date | None = None, **more: object) -> NewReferral:
    values = {"name": "李小红", "phone": PHONE, "relation": "同学", "private": True, **more}
    return NewReferral(appointed_on=day or clock.today(), **values)  # type: ignore[arg-type]


def now(referral_id: int) -> Referral:
    return db.session.scalars(
        select(Referral).where(Referral.id == referral_id).execution_options(populate_existing=True)
    ).one()


def come(referral: Referral | None = None, phone: str = PHONE) -> Visit:
    there = NewVisit(purpose("看房", "A"), "李小红", phone, channel="referral", assign=False)
    if referral:
        there = NewVisit(there.purpose_id, "李小红", phone, channel="referral", referral_id=referral.id, assign=False)
    return register_visit(there, by=actor("fang"))


def go(visit: Visit) -> None:
    receive(visit.id, visit.version, by=actor("su"))
    finish(visit.id, _version(visit), "advised", None, by=actor("su"))


def _version(visit: Visit) -> int:
    return db.session.scalars(select(Visit.version).where(Visit.id == visit.id)).one()


def decide(referral: Referral, verb: Callable[..., object]) -> None:
    request = db.session.scalars(select(Approval).where(Approval.subject == f"referral:{referral.id}")).one()
    assert request.matter == "referral.confirm"
    verb(request.id, request.version, "是他的朋友", by=actor("gao"))


# Worked example 4: registered on Monday for a visit on Wednesday.
@pytest.mark.parametrize(
    ("today", "state"), [(MONDAY, "registered"), (WEDNESDAY, "registered"), (WEDNESDAY + timedelta(1), "lapsed")]
)
def test_a_referral_lapses_when_its_day_is_over(today: date, state: str) -> None:
    assert rules.state_on("registered", WEDNESDAY, today) == state
    assert rules.state_on("valid", WEDNESDAY, today) == "valid"


def test_who_comes_on_thursday_must_be_registered_again() -> None:
    with pytest.raises(Conflict, match="does not wait"):
        rules.check_arrival("registered", WEDNESDAY, WEDNESDAY + timedelta(1))
    with pytest.raises(Refused, match="expected on"):
        rules.check_arrival("registered", WEDNESDAY, MONDAY)


@pytest.fixture
def posts(context: None) -> None:
    """The general manager decides where nobody is project manager."""
    factories.make_posts()


@pytest.mark.usefixtures("posts")
class TestAtTheDesk:
    def test_who_was_received_as_new_without_confirmation_is_no_valid_referral(self) -> None:
        referral = register(friend(), by=actor("xu"))
        go(come(referral))
        assert (now(referral.id).state, now(referral.id).state_why) == ("void", "unconfirmed")
        assert now(referral.id).receiver_id == staff_id("su")

    def test_a_visit_that_the_desk_did_not_link_makes_the_referral_void_too(self) -> None:
        referral = register(friend(), by=actor("xu"))
        go(come())
        assert now(referral.id).state == "void"

    def test_announced_before_and_signed_it_is_valid(self) -> None:
        referral = register(friend(), by=actor("xu"))
        announce(referral.id, 1, "白管", by=actor("bai"))
        visit = come(referral)
        assert now(referral.id).state == "arrived"
        decide(referral, approve)
        go(visit)
        assert (now(referral.id).state, now(referral.id).way) == ("valid", "phoned")

    def test_accompanied_and_refused_it_is_refused(self) -> None:
        referral = register(friend(), by=actor("xu"))
        come(referral)
        vouch(referral.id, now(referral.id).version, "accompanied", by=actor("fang"))
        decide(referral, refuse)
        assert now(referral.id).state == "refused"

    def test_who_does_not_come_cannot_be_vouched_for(self) -> None:
        referral = register(friend(), by=actor("xu"))
        with pytest.raises(Conflict, match="at the desk"):
            vouch(referral.id, 1, "accompanied", by=actor("fang"))


@pytest.mark.usefixtures("context")
class TestRegistering:
    def test_customers_met_through_work_are_no_referral(self) -> None:
        with pytest.raises(Refused, match="family and friends") as refused:
            register(friend(private=False), by=actor("xu"))
        assert refused.value.field == "private"

    def test_the_day_may_not_be_over(self) -> None:
        with pytest.raises(Refused, match="before the visit"):
            register(friend(clock.today() - timedelta(days=1)), by=actor("xu"))

    def test_a_later_claim_is_refused_where_a_rep_has_registered_the_customer(self) -> None:
        on_site(clock.today())
        with pytest.raises(Refused, match="already"):
            register(friend(), by=actor("xu"))

    def test_nobody_registers_for_somebody_else_without_the_right(self) -> None:
        with pytest.raises(Refused, match="his own"):
            register(friend(), referrer_id=staff_id("ma"), by=actor("xu"))
        assert register(friend(), referrer_id=staff_id("ma"), by=actor("bai")).referrer_id == staff_id("ma")


def on_site(day: date) -> None:
    with unit_of_work(by=actor("fang")) as work:
        one = Registration(name="王友", phone=PHONE, staff_id=staff_id("su"), basis="visit", registered_at=work.at)
        one.day, one.valid_until = day, day + timedelta(days=30)
        work.session.add(one)


# Worked example 5: the chairman's friend was registered on site in May; in June he rings the chairman.
@pytest.mark.usefixtures("context")
def test_who_was_on_site_before_is_no_company_customer() -> None:
    on_site(clock.today() - timedelta(days=30))
    friend_of = NewCompanyCustomer("王友", PHONE, "董事长", "打电话给董事长")
    assert register_company(friend_of, by=actor("bai")).state == "refused"
    assert queries.company_of(PHONE) is None
    other = register_company(NewCompanyCustomer("赵友", "13800002222", "董事长", "打电话"), by=actor("bai"))
    assert other.state == "standing"


@pytest.mark.usefixtures("context")
def test_whoever_names_a_rep_for_a_company_customer_says_why() -> None:
    named = NewCompanyCustomer("赵友", PHONE, "董事长", "打电话", named_id=staff_id("su"))
    with pytest.raises(Refused, match="Say why"):
        register_company(named, by=actor("bai"))
    assert db.session.scalars(select(CompanyCustomer)).first() is None


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("key", ["referrals.diverted", "referrals.secrets", "referrals.pestered"])
def test_what_referrers_must_not_do_is_recorded_for_a_decision(key: str) -> None:
    assert conduct_rules()[key].row in ("R-71", "R-79", "R-80, R-153")
    case = record_incident(
        staff_id("xu"), rule=key, happened_on=clock.today(), facts="向客户许诺私下优惠", by=actor("bai")
    )
    assert (case.rule, case.state) == (key, "recorded")


def test_the_pages_show_own_referrals_only_and_keep_what_was_typed(sign_in: SignIn) -> None:
    xu, ma = sign_in("xu"), sign_in("ma")
    typed = {"name": "李小红", "phone": "12", "relation": "同学", "appointed_on": "2026-11-25", "private": "y"}
    refused = ma.post("/reception/referrals/new", data=typed)
    assert refused.status_code == 422
    assert "李小红" in refused.text
    made = ma.post("/reception/referrals/new", data={**typed, "phone": PHONE})
    assert made.status_code == 303
    assert "TJ2611-001" in ma.get(made.location).text
    assert "TJ2611-001" in sign_in("bai").get("/reception/referrals/").text
    assert "TJ2611-001" not in sign_in("su").get("/reception/referrals/?q=李").text
    assert sign_in("su").get(made.location).status_code == 404
    assert xu.get("/reception/referrals/company/new").status_code == 403


def test_a_company_customer_is_registered_by_whoever_manages_referrals(sign_in: SignIn) -> None:
    bai = sign_in("bai")
    typed = {"name": "赵友", "phone": PHONE, "introduced_by": "高总", "how": "打电话"}
    assert bai.post("/reception/referrals/company/new", data=typed).status_code == 303
    assert "GK2611-001" in bai.get("/reception/referrals/company").text


@pytest.mark.usefixtures("context")
def test_the_door_hears_of_todays_referral(app: object) -> None:
    factories.make_posts()
    referral = register(friend(), by=actor("xu"))
    from app.reception.queue.kinds import hints

    with app.test_request_context():  # type: ignore[attr-defined]
        (hint,) = hints(PHONE, None, None)
    assert hint.sure
    assert hint.values["referral_id"] == referral.id


@pytest.mark.usefixtures("context")
def test_who_was_registered_by_mistake_is_still_expected_by_his_referrer() -> None:
    one = register(friend(), by=actor("su"))
    new = NewVisit(purpose_id=purpose(), name="李小红", phone=PHONE, referral_id=one.id)
    visit = register_visit(new, by=actor("fang"))
    visit = cancel(visit.id, visit.version, "看错人", by=actor("fang"))
    assert [found.id for found in queries.expected(PHONE, clock.today())] == [one.id]
    undo(visit.id, visit.version, by=actor("fang"))
    assert queries.referral(one.id, actor("su")).state == "arrived"
