"""Admission of customers: three approvals, what it needs, suspension by papers, disqualification, who sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.customers.admission import hooks, nightly, queries, rules, service
from app.customers.admission.desk import desk_of
from app.customers.admission.models import Admission
from app.customers.admission.policy import AT_ONCE
from app.customers.files.models import Customer
from app.customers.papers import service as papers
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.jobs.service import enqueue
from app.office.approvals.models import Approval
from app.office.approvals.service import approve, refuse, seed
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.office.tasks.models import Task
from tests import factories
from tests.conftest import NOW
from tests.customers.factories_customers import a_customer
from tests.customers.factories_papers import DATA, all_papers, enter, kind_id, travel, verified
from tests.factories import actor

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)


@given(st.lists(st.sampled_from(sorted(rules.STEPS)), max_size=12))
def test_only_the_three_voices_lead_into_business(wished: list[str]) -> None:
    steps: list[str] = []
    for kind in wished:
        before = rules.state_of(steps)
        if not rules.may_follow(before, kind):
            with pytest.raises(Conflict):
                rules.check_step(before, kind)
            continue
        steps.append(kind)
        state = rules.state_of(steps)
        assert state in {*rules.STATES, None}
        if state == rules.ADMITTED != before:
            assert kind in (rules.ADMITTED, rules.READMITTED, rules.LIFTED)
        if before == rules.DISQUALIFIED:  # who is out comes back by a new application only
            assert kind in (rules.APPLIED, rules.FILED)
        if kind in (rules.REFUSED, rules.WITHDRAWN) and rules.DISQUALIFIED in steps and rules.READMITTED not in steps:
            last = max(n for n, step in enumerate(steps) if step == rules.DISQUALIFIED)
            assert rules.ADMITTED in steps[last:] or state == rules.DISQUALIFIED


@pytest.fixture
def posts(context: None) -> None:
    factories.make_posts()
    seed(by=actor("gao"))


@pytest.fixture
def company(posts: None) -> Customer:
    return a_customer("东方机械有限公司", kind="company", owner="su")


def request_of(matter: str) -> Approval:
    query = select(Approval).where(Approval.matter == matter).order_by(Approval.id.desc()).limit(1)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def say_yes(matter: str, *usernames: str) -> None:
    for username in usernames:
        one = request_of(matter)
        approve(one.id, one.version, by=actor(username))


def admitted(customer: Customer, *, until: date = date(2029, 6, 30)) -> Admission:
    all_papers(customer, until=until)
    one = service.apply(customer.id, "每月二十吨", by=actor("su"))
    say_yes("admission.open", "bai", "xu", "gao")
    db.session.refresh(one)
    return one


def state(customer: Customer) -> str | None:
    one = queries.admission_of(customer.id)
    assert one is not None
    assert one.state == rules.state_of(step.kind for step in queries.steps_of(customer.id))
    return one.state


def tasks(kind: str) -> list[str]:
    return list(db.session.scalars(select(Task.state).where(Task.kind == kind).order_by(Task.id)))


def lift_at_once() -> None:
    set_values({"customers.admission.lifting": AT_ONCE}, valid_from=TODAY, reason="x", by=actor("gao"))


def night(day: date) -> None:
    enqueue(nightly.KIND, nightly.SUBJECT, {"day": day.isoformat()}, by=actor("gao"), language="en")


def flags(customer: Customer, username: str) -> list[tuple[str, str]]:
    return [(str(one.text), one.status) for one in hooks.flags([customer.id], actor(username)).get(customer.id, [])]


class TestApplying:
    def test_it_needs_every_paper_and_the_eyes_of_sales_and_each_voice_its_own(self, company: Customer) -> None:
        with pytest.raises(Refused, match="Still missing: Business licence"):
            service.apply(company.id, "x", by=actor("su"))
        all_papers(company, finance=False)
        licence = enter(company, "business_licence", until=TODAY + timedelta(days=900), number="91-NEW")
        papers.reject(licence.id, 1, "看不清", by=actor("bai"))  # what is in force still counts
        service.apply(company.id, "每月二十吨", by=actor("su"))
        with pytest.raises(Conflict):
            service.apply(company.id, "x", by=actor("su"))
        say_yes("admission.open", "bai")
        with pytest.raises(Refused, match="Finance has not verified yet: Tax registration"):
            say_yes("admission.open", "xu")
        assert state(company) == rules.APPLIED
        assert queries.may_do_business(company.id).ok is False

    def test_three_voices_admit_and_tell_owner_and_finance_once(self, company: Customer) -> None:
        one = admitted(company)
        assert (state(company), one.number, one.approval_id) == (
            rules.ADMITTED,
            "KH2611-001",
            request_of("admission.open").id,
        )
        assert (tasks("admission.start"), tasks("admission.report"), tasks("admission.take")) == (
            ["open"],
            ["open"],
            [],
        )
        service.done(company.id, "reported", by=actor("su"))
        with pytest.raises(Conflict, match="already"):
            service.done(company.id, "reported", by=actor("su"))
        service.done(company.id, "taken", by=actor("xu"))
        assert (tasks("admission.report"), tasks("admission.take")) == (["done"], ["done"])
        assert service.file_with_parent(TODAY, None, by=actor("bai")) == 1
        assert queries.for_the_parent(actor("bai"), None) == []
        assert len(queries.for_the_parent(actor("bai"), TODAY)) == 1

    def test_who_is_refused_may_apply_again(self, company: Customer) -> None:
        all_papers(company)
        service.apply(company.id, "每月二十吨", by=actor("su"))
        refuse(request_of("admission.open").id, request_of("admission.open").version, "先款后货", by=actor("bai"))
        assert state(company) == rules.REFUSED
        service.apply(company.id, "每月二十吨", by=actor("su"))
        assert state(company) == rules.APPLIED


class TestSuspending:
    def test_the_night_suspends_once_also_after_three_days_down_and_valid_papers_lift(self, company: Customer) -> None:
        admitted(company, until=TODAY + timedelta(days=10))
        assert flags(company, "fang") == [("Papers expire on 2026-11-30", "yellow")]
        for day in (10, 14, 14, 15):  # the last good day, then down for three nights
            travel(NOW + timedelta(days=day))
            night(clock.today())
            assert state(company) == (rules.ADMITTED if day == 10 else rules.SUSPENDED)
        assert tasks("admission.bring") == ["open"]
        assert flags(company, "chen") == [("Business suspended", "red"), ("Papers expired on 2026-11-30", "red")]
        assert queries.may_do_business(company.id, TODAY).ok is True
        with pytest.raises(Refused, match="not in yet"):
            service.lift(company.id, queries.admission_of(company.id).version, "x", by=actor("bai"))  # type: ignore[union-attr]
        for key in ("business_licence", "organisation_code", "national_tax", "local_tax"):
            verified(company, key, until=date(2029, 1, 1))
        night(clock.today())
        assert (tasks("admission.bring"), tasks("admission.lift")) == (["done"], ["open"])
        service.lift(company.id, queries.admission_of(company.id).version, "证照已换", by=actor("bai"))  # type: ignore[union-attr]
        assert (state(company), tasks("admission.lift")) == (rules.ADMITTED, ["done"])

    def test_a_proof_postpones_and_a_rejected_paper_suspends_at_once(self, company: Customer) -> None:
        lift_at_once()
        all_papers(company)
        licence = verified(company, "business_licence", until=TODAY)
        service.apply(company.id, "每月二十吨", by=actor("su"))
        say_yes("admission.open", "bai", "xu", "gao")
        papers.prove_renewal(licence.id, 2, TODAY + timedelta(days=5), "回执", by=actor("bai"))
        for day, where in ((5, rules.ADMITTED), (6, rules.SUSPENDED)):
            travel(NOW + timedelta(days=day))
            night(clock.today())
            assert state(company) == where
        new = verified(company, "business_licence", until=date(2029, 1, 1))
        assert state(company) == rules.ADMITTED  # by policy at once
        papers.reject(new.id, 2, "系伪造", by=actor("bai"))
        assert state(company) == rules.SUSPENDED

    def test_a_disqualification_needs_a_ground_and_the_way_back_is_a_new_application(self, company: Customer) -> None:
        admitted(company)
        for ground, reason in ((None, "x"), ("dislike", "x"), ("harm", " ")):
            with pytest.raises(Refused):
                service.propose(company.id, rules.DISQUALIFIED, ground, reason, by=actor("bai"))
        service.propose(company.id, rules.DISQUALIFIED, "false_information", "执照系伪造", by=actor("bai"))
        say_yes("customers.level", "gao")
        assert state(company) == rules.DISQUALIFIED
        assert flags(company, "fang") == [("Disqualified", "red")]
        night(clock.today())
        with pytest.raises(Conflict):
            service.propose(company.id, rules.SUSPENDED, None, "x", by=actor("bai"))
        service.apply(company.id, "再次申请", by=actor("su"))
        refuse(request_of("admission.open").id, request_of("admission.open").version, "不", by=actor("bai"))
        assert state(company) == rules.DISQUALIFIED
        service.apply(company.id, "再次申请", by=actor("su"))
        say_yes("admission.open", "bai", "xu", "gao")
        assert state(company) == rules.ADMITTED
        assert queries.steps_of(company.id)[-1].kind == rules.READMITTED

    def test_who_is_suspended_by_hand_is_not_lifted_by_the_program(self, company: Customer) -> None:
        lift_at_once()
        admitted(company)
        service.propose(company.id, rules.SUSPENDED, None, "欠款不还", by=actor("bai"))
        say_yes("customers.level", "gao")
        night(clock.today())
        assert state(company) == rules.SUSPENDED

    def test_what_the_general_manager_decided_by_hand_only_he_lifts(self, company: Customer) -> None:
        one = admitted(company)
        service.propose(company.id, rules.SUSPENDED, None, "欠款不还", by=actor("bai"))
        say_yes("customers.level", "gao")
        db.session.refresh(one)
        with pytest.raises(Refused, match="Propose to lift it"):
            service.lift(company.id, one.version, "已还清", by=actor("bai"))
        assert desk_of(company, actor("bai")).next == "ask_to_lift"
        service.propose(company.id, rules.LIFTED, None, "已还清", by=actor("bai"))
        assert (desk_of(company, actor("bai")).next, state(company)) == (None, rules.SUSPENDED)
        say_yes("customers.level", "gao")
        assert (state(company), queries.steps_of(company.id)[-1].approval_id) == (
            rules.ADMITTED,
            request_of("customers.level").id,
        )

    def test_the_lifting_of_what_was_decided_by_hand_is_proposed_on_its_page(
        self, company: Customer, sign_in: SignIn
    ) -> None:
        admitted(company)
        service.propose(company.id, rules.SUSPENDED, None, "欠款不还", by=actor("bai"))
        say_yes("customers.level", "gao")
        bai, page = sign_in("bai"), f"/customers/{company.id}/admission"
        assert f"{page}/propose?deed=lifted" in bai.get(page).text
        assert "Lift the suspension" in bai.get(f"{page}/propose?deed=lifted").text
        assert bai.post(f"{page}/propose", data={"deed": "lifted", "reason": "已还清"}).location == page
        say_yes("customers.level", "gao")
        assert state(company) == rules.ADMITTED


def test_households_have_no_state_and_no_mark(posts: None) -> None:
    household = a_customer()
    night(TODAY)
    assert (queries.admission_of(household.id), flags(household, "fang")) == (None, [])
    assert (queries.may_do_business(household.id).state, queries.may_do_business(household.id).ok) == (None, True)


# From the first contact to admission by three people, in the fewest steps.
def test_a_new_company_is_admitted_through_the_pages(sign_in: SignIn) -> None:
    su, bai, xu, gao, fang = (sign_in(one) for one in ("su", "bai", "xu", "gao", "fang"))
    with su.application.app_context():
        factories.make_posts()
        seed(by=actor("gao"))
        customer = a_customer("东方机械有限公司", kind="company", owner="su").id
        keys = ("business_licence", "national_tax", "local_tax", "organisation_code")
        ids = [kind_id(key) for key in keys]
    page, purpose = f"/customers/{customer}/admission", "?purpose=admission"
    assert "Enter what is missing" in su.get(page).text
    for one in ids:
        typed = {"kind_id": one, "number": f"91-{one}", "expires_on": "2029-06-30"}
        went = su.post(f"/customers/{customer}/papers/new{purpose}", data=typed).location
    assert went == f"/customers/{customer}/invoicing{purpose}"
    assert su.post(went, data={**DATA, "version": "0"}).location == page
    assert "Sales has not verified yet" in su.get(page).text
    assert "Apply" not in bai.get(page).text.partition("admission/apply")[0].partition('id="admission"')[2]
    assert "Papers of customers to be verified" in bai.get("/today/customers").text
    tick(bai, customer)
    applied = su.post(f"{page}/apply", data={"purpose": "每月二十吨"})
    assert applied.location == page
    decide(bai)
    assert "Verify what waits" in xu.get(page).text
    tick(xu, customer)
    decide(xu)
    decide(gao)
    assert "Admitted" in su.get(page).text
    assert su.post(f"{page}/started").location == page
    assert su.post(f"{page}/taken").status_code == 404, "that is for finance to say"
    assert "KH2611-001" in su.get("/customers/admission/?state=admitted").text
    assert fang.get(page).status_code == 404
    assert "KH2611" not in fang.get("/customers/admission/").text
    sheet = bai.get("/customers/admission/parent.xlsx")
    assert sheet.data[:2] == b"PK"
    assert su.get("/customers/admission/parent").status_code == 403
    with su.application.app_context():
        approval = request_of("admission.open").id
        assert db.session.scalars(select(Entry.id).where(Entry.action == "admission.exported")).one()
    assert "客户开户审批表" in su.get(f"/documents/account_opening/{approval}").text
    assert fang.get(f"/documents/account_opening/{approval}").status_code == 404
    assert "6222000011112222" in xu.get(f"/documents/customer_data/{customer}").text
    with su.application.app_context():
        shown = select(Entry.facts).where(Entry.action == "customers.shown").order_by(Entry.id.desc())
        assert "Bank account" in str(db.session.scalars(shown.limit(1)).one()), "the paper shows it in full"


def tick(client: FlaskClient, customer: int) -> None:
    page = f"/customers/{customer}/papers/verify?purpose=admission"
    text = client.get(page).text
    named = {
        name: [p.split('"')[0] for p in text.split(f'name="{name}" value="')[1:]] for name in ("paper", "invoicing")
    }
    assert client.post(page, data=named).location == f"/customers/{customer}/admission"


def decide(client: FlaskClient) -> None:
    with client.application.app_context():
        one = request_of("admission.open")
        approval, version = one.id, one.version
    said = client.post(f"/office/approvals/{approval}", data={"version": version, "deed": "approve"})
    assert said.status_code == 303, said.text
