"""Decisions on complaints: by whom, once, refused and proposed anew, changed, objected to (A-21 to A-24, A-31)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.complaints.cases import service as cases
from app.complaints.cases.models import Complaint
from app.complaints.cases.rules import NewComplaint
from app.complaints.circulation.models import Route
from app.complaints.circulation.service import seed as seed_routes
from app.complaints.decisions import hooks, queries, rules, service
from app.complaints.decisions.models import ComplaintDecision, ComplaintObjection
from app.complaints.decisions.policy import ComplaintDecisionPolicy, meeting_for
from app.complaints.decisions.rules import Goods, Proposal
from app.complaints.decisions.service import NewMeeting
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.approvals import service as approvals
from app.office.approvals.models import Approval, ApprovalSeat, Chain
from app.office.approvals.rules import POSITION, StepPlan
from app.office.approvals.rules_matrix import Row
from app.office.approvals.service import matrix
from app.office.deadlines.models import Deadline
from app.office.extensions import service as extensions
from app.office.policy.service import change_value
from app.office.positions.queries import position
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case, make_route
from tests.factories import actor, department_id, staff_id

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
BANDS = ((None, 500_000, "sales_manager"), (500_000, 5_000_000, "deputy_general_manager"))


@pytest.fixture
def office(context: None) -> None:
    ready()


def ready() -> None:
    """The office with its posts and a matrix whose bands are those that the manual does not name."""
    factories.make_posts()
    factories.appoint("bai", "sales_manager")
    factories.appoint("xu", "deputy_general_manager")
    approvals.seed(by=OPERATOR)
    shipped = db.session.scalars(select(Chain).where(Chain.matter == "complaints.decision")).one()
    matrix.change_chain(shipped.id, shipped.version, Row(shipped.id, shipped.name, amount_from=5_000_000), by=OPERATOR)
    for low, high, post in BANDS:
        chain = matrix.add_chain("complaints.decision", Row(0, post, amount_from=low, amount_to=high), by=OPERATOR)
        held = position(post)
        step = StepPlan(post, POSITION, position_id=held.id if held else None)
        matrix.add_step(chain, 1, step, by=OPERATOR)


def a_case(stage: str = "decide", form: str = "factory", **values: Any) -> int:
    usual = {"handler_id": staff_id("su"), "department_id": department_id("销售部"), "quantity": 5000, "unit": "片"}
    return make_case(make_route(form, form=form), stage=stage, **{**usual, **values})


def proposal(amount: int = 100_000, **more: Any) -> Proposal:
    values = {"upheld": True, "remedies": ("allowance",), "words": "同意折让", "for_customer": "我司给予折让", **more}
    return Proposal(amount=Fen(amount), **values)


def proposed(case: int, amount: int = 100_000, **more: Any) -> ComplaintDecision:
    return service.propose(case, proposal(amount, **more), by=actor("su"))


def request_of(subject: str) -> Approval:
    query = select(Approval).where(Approval.subject == subject).order_by(Approval.id.desc()).limit(1)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def say(verb: Callable[..., Approval], one: ComplaintDecision | ComplaintObjection, who: str, *words: str) -> None:
    kind = queries.DECISION if isinstance(one, ComplaintDecision) else queries.OBJECTION
    request = request_of(f"{kind}:{one.id}")
    verb(request.id, request.version, *words, by=actor(who))


def case_now(case: int) -> Complaint:
    return db.session.scalars(select(Complaint).where(Complaint.id == case)).one()


def open_tasks(kind: str) -> list[int | None]:
    query = select(Task.staff_id).where(Task.kind == f"complaint_decisions.{kind}", Task.state == "open")
    return list(db.session.scalars(query.order_by(Task.id)))


def test_a_factory_decides_by_amount_others_by_leader_or_meeting() -> None:
    expected = {
        ("factory", severity, body): rules.AMOUNT
        for severity in ("ordinary", "larger", "serious")
        for body in ("serious", "larger")
    }
    expected |= {
        ("record", "ordinary", "serious"): rules.LEADER,
        ("record", "larger", "serious"): rules.LEADER,
        ("record", "serious", "serious"): rules.MEETING,
        ("record", "ordinary", "larger"): rules.LEADER,
        ("record", "larger", "larger"): rules.MEETING,
        ("record", "serious", "larger"): rules.MEETING,
    }
    for key in itertools.product(("factory", "record"), ("ordinary", "larger", "serious"), ("serious", "larger")):
        form, severity, setting = key
        held_for = meeting_for(ComplaintDecisionPolicy(body=rules.SPECIAL, meeting_from=setting))
        assert rules.basis_of(form, severity, held_for) == expected[key]


@settings(max_examples=60)
@given(
    st.booleans(), st.lists(st.sampled_from(rules.ORDER), max_size=3, unique=True), st.integers(-5, 5),
    st.none() | st.integers(-5, 20), st.none() | st.integers(0, 10), st.booleans(),
)  # fmt: skip
def test_what_may_be_proposed_never_contradicts_itself(
    upheld: bool, remedies: list[str], amount: int, back: int | None, delivered: int | None, unknown: bool
) -> None:
    one = Proposal(upheld, tuple(remedies), Fen(amount), "同意", "已处理", back)
    try:
        rules.check_proposal(one, Goods(delivered, unknown))
    except Refused:
        return
    assert remedies
    assert amount >= 0
    assert upheld or rules.WORDS_ONLY.issuperset(remedies)
    assert (amount > 0) >= bool(rules.COSTS.intersection(remedies))
    assert "return" not in remedies or (back is not None and not unknown)
    assert back is None or (back > 0 and (delivered is None or back <= delivered))


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("amount", "who"),
    [(1, "bai"), (499_999, "bai"), (500_000, "xu"), (4_999_999, "xu"), (5_000_000, None), (9_000_000, None)],
)
def test_the_amount_chooses_who_decides(amount: int, who: str | None) -> None:
    one = proposed(a_case(), amount)
    asked = db.session.scalars(select(ApprovalSeat.acting_id).where(ApprovalSeat.approval_id == one.approval_id))
    assert list(asked) == [staff_id(who or "bai")]
    steps = request_of(f"{queries.DECISION}:{one.id}").chain_name
    assert (who is None) == steps.startswith("By the sales manager, the deputy")


@pytest.mark.usefixtures("office")
def test_nobody_decides_beyond_his_authority() -> None:
    one = proposed(a_case(), 600_000)
    for outsider in ("bai", "gao", "su"):
        with pytest.raises(Refused):
            say(approvals.approve, one, outsider)
    say(approvals.approve, one, "xu")
    stored = queries.approved(one.complaint_id)
    assert stored is not None
    assert (stored.decided_by, stored.decided_on) == ("徐财", TODAY)
    case = case_now(one.complaint_id)
    assert (case.decided_on, case.upheld) == (TODAY, True)


def test_a_voice_made_by_hand_from_outside_the_chain_is_refused(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        ready()
        case = a_case()
        request = proposed(case, 600_000).approval_id
    yes = {"deed": "approve", "version": "1"}
    answer = sign_in("gao").post(f"/office/approvals/{request}", data=yes)  # not even above the chain
    assert (answer.status_code, "徐财" in answer.text) == (422, True)
    assert sign_in("kong").post(f"/office/approvals/{request}", data=yes).status_code == 404
    with app.app_context():
        assert queries.approved(case) is None


@pytest.mark.usefixtures("office")
def test_two_who_propose_at_once_do_not_both_succeed() -> None:
    case = a_case()
    proposed(case)
    with pytest.raises(Conflict, match="already"):
        proposed(case)
    second = ComplaintDecision(
        complaint_id=case, basis="amount", upheld=True, amount_fen=Fen(1), remedies=[], words="x", for_customer="x",
        state="proposed", proposed_by="x",
    )  # fmt: skip
    with pytest.raises(IntegrityError), unit_of_work(by=OPERATOR) as work:
        second.proposed_at = work.at
        work.session.add(second)
        work.session.flush()


@pytest.mark.usefixtures("office")
def test_a_refused_decision_keeps_its_words_and_is_proposed_anew() -> None:
    case = a_case()
    first = proposed(case)
    say(approvals.refuse, first, "bai", "金额过高")
    assert (queries.decisions_of(case)[0].state, queries.standing_decision(case)) == (rules.REFUSED, None)
    assert open_tasks("anew") == [staff_id("su")]
    second = proposed(case, 50_000)
    assert open_tasks("anew") == []
    say(approvals.approve, second, "bai")
    assert [one.state for one in queries.decisions_of(case)] == [rules.APPROVED, rules.REFUSED]
    assert queries.decisions_of(case)[1].words == "同意折让"


@pytest.mark.usefixtures("office")
def test_another_amount_voids_the_approval() -> None:
    case = a_case()
    first = proposed(case)
    say(approvals.approve, first, "bai")
    held = queries.approved(case)
    assert held is not None
    with pytest.raises(Refused, match="why"):
        service.change(held.id, held.version, proposal(600_000), " ", by=actor("su"))
    second = service.change(held.id, held.version, proposal(600_000), "客户提出更多", by=actor("su"))
    assert request_of(f"{queries.DECISION}:{first.id}").state == "void"
    assert (queries.approved(case), case_now(case).decided_on) == (None, None)
    say(approvals.approve, second, "xu")
    assert [one.state for one in queries.decisions_of(case)] == [rules.APPROVED, rules.VOID]
    with pytest.raises(Conflict):
        service.change(held.id, held.version, proposal(1), "再改", by=actor("su"))


@pytest.mark.usefixtures("office")
def test_nothing_is_decided_before_its_stage() -> None:
    with pytest.raises(Refused, match="sales"):
        proposed(a_case("sales"))
    with pytest.raises(Refused, match="not ours"):
        proposed(make_case(make_route("other"), stage="decide", number="261102", ours=False, handler_id=staff_id("su")))


@pytest.mark.usefixtures("office")
def test_a_grave_complaint_is_decided_only_after_its_meeting() -> None:
    case = a_case(form="record", severity="serious")
    with pytest.raises(Refused, match="special meeting"):
        proposed(case)
    met = NewMeeting(TODAY, "高总、白管、徐财", "听取了汇报", "赔偿并道歉")
    assert service.record_meeting(case, met, by=actor("kong")).body == rules.SPECIAL
    one = proposed(case)
    assert (one.basis, request_of(f"{queries.DECISION}:{one.id}").matter) == ("meeting", "complaints.serious")
    say(approvals.approve, one, "gao")
    assert queries.approved(case) is not None
    with pytest.raises(Refused, match="held before"):
        service.record_meeting(case, NewMeeting(date(2026, 11, 21), "高总", "x", "x"), by=actor("kong"))


@pytest.mark.usefixtures("office")
def test_an_ordinary_complaint_is_decided_by_the_responsible_leader() -> None:
    one = proposed(a_case(form="record"), 0, remedies=("explanation",))
    assert one.basis == rules.LEADER
    say(approvals.approve, one, "bai")
    assert queries.approved(one.complaint_id) is not None


@pytest.mark.usefixtures("office")
def test_who_is_not_upheld_is_asked_to_pay_on_the_normal_term() -> None:
    one = proposed(a_case(), 0, upheld=False, remedies=("explanation",))
    say(approvals.approve, one, "bai")
    assert open_tasks("collect") == [staff_id("su")]
    assert case_now(one.complaint_id).upheld is False


def decided(stage: str = "execute") -> ComplaintDecision:
    """A complaint whose decision holds and which has gone on to the next stage."""
    one = proposed(a_case(stage))
    say(approvals.approve, one, "bai")
    return one


@pytest.mark.usefixtures("office")
def test_an_objection_that_is_allowed_leads_back_to_the_decision() -> None:
    held = decided()
    mine = service.object_to(held.complaint_id, rules.DEPARTMENT, "责任不在我部", by=actor("bai"))
    with pytest.raises(Conflict, match="waits already"):
        service.object_to(held.complaint_id, rules.CUSTOMER, "客户不同意", by=actor("su"))
    say(approvals.approve, mine, "xu")
    say(approvals.approve, mine, "gao")
    case = case_now(held.complaint_id)
    assert (case.stage_key, case.decided_on, queries.standing_decision(case.id)) == ("decide", None, None)
    (void,) = queries.decisions_of(case.id)
    assert (void.state, void.why) == (rules.VOID, "责任不在我部")
    assert open_tasks("anew") == [staff_id("su")]


@pytest.mark.usefixtures("office")
def test_an_objection_that_is_refused_lets_the_decision_stand() -> None:
    held = decided()
    with pytest.raises(Refused, match="why"):
        service.object_to(held.complaint_id, rules.CUSTOMER, " ", by=actor("su"))
    mine = service.object_to(held.complaint_id, rules.CUSTOMER, "客户不同意", by=actor("su"))
    say(approvals.refuse, mine, "bai", "证据充分")
    assert queries.approved(held.complaint_id) is not None
    assert queries.objections_of(held.complaint_id)[0].state == rules.REFUSED
    assert open_tasks("answered") == [staff_id("su")]
    service.note(held.complaint_id, by=actor("su"))
    assert open_tasks("answered") == []


@pytest.mark.usefixtures("office")
def test_nobody_objects_to_what_is_not_decided() -> None:
    one = proposed(a_case())
    with pytest.raises(Refused, match="no decision to object to"):
        service.object_to(one.complaint_id, rules.DEPARTMENT, "不同意", by=actor("su"))


@pytest.mark.usefixtures("office")
def test_the_office_chooses_which_body_meets(context: None) -> None:
    change_value("complaints.decisions.body", rules.MANAGERS, valid_from=TODAY, reason="x", by=OPERATOR)
    case = a_case(form="record", severity="serious")
    with pytest.raises(Refused, match="Managers' meeting"):
        proposed(case)
    assert db.session.scalars(select(Route.form)).one() == "record"


@pytest.mark.usefixtures("office")
def test_a_stage_and_a_complaint_are_not_left_before_they_are_decided() -> None:
    case = a_case()
    nothing = hooks.stage_obstacles(case, "decision", "decide")
    assert (
        [str(one) for one in nothing] == [str(one) for one in hooks.closing_obstacles(case)] == [str(hooks.UNDECIDED)]
    )
    assert hooks.stage_obstacles(case, "answer", "execute") == []
    one = proposed(case)
    assert [str(why) for why in hooks.stage_obstacles(case, "decision", "decide")] == [str(hooks.WAITS)]
    say(approvals.approve, one, "bai")
    assert hooks.stage_obstacles(case, "decision", "decide") == hooks.closing_obstacles(case) == []
    assert hooks.closing_facts(case)["amount_fen"] == 100_000
    service.object_to(case, rules.CUSTOMER, "客户不同意", by=actor("su"))
    assert len(hooks.closing_obstacles(case)) == len(hooks.stage_obstacles(case, "decision", "decide")) == 1


@pytest.mark.usefixtures("office")
def test_the_decision_of_a_reopened_complaint_is_confirmed_or_renewed() -> None:
    held = decided("decide")
    hooks.complaint_reopened(held.complaint_id, by=actor("kong"))
    assert [str(why) for why in hooks.stage_obstacles(held.complaint_id, "decision", "decide")] == [
        str(hooks.UNCONFIRMED)
    ]
    assert open_tasks("confirm") == [staff_id("su")]
    now = queries.approved(held.complaint_id)
    assert now is not None
    service.confirm(now.id, now.version, "事实未变", by=actor("su"))
    assert (open_tasks("confirm"), hooks.stage_obstacles(held.complaint_id, "decision", "decide")) == ([], [])


@pytest.mark.usefixtures("office")
def test_what_waits_about_a_cancelled_complaint_is_void() -> None:
    one = proposed(a_case())
    hooks.complaint_cancelled(one.complaint_id, by=actor("kong"))
    assert queries.decisions_of(one.complaint_id)[0].state == rules.VOID
    assert request_of(f"{queries.DECISION}:{one.id}").state == "void"


def test_the_pages_lead_from_the_proposal_to_the_sheet(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        ready()
        case = a_case(combined_opinion="责任成立")
    client, place = sign_in("su"), f"/complaints/{case}/decisions"
    for where in (place, f"/complaints/{case}/offers"):
        assert "Propose the decision" in client.get(where).text
    page = client.get(f"{place}/new").text
    values = {
        "form_key": page.split('name="form_key" value="')[1].split('"')[0], "upheld": "yes", "amount": "1000",
        "remedies": ["allowance"], "words": "MARKER-INSIDE", "for_customer": "同意折让",
    }  # fmt: skip
    wrong = client.post(f"{place}/new", data={**values, "remedies": ["none", "allowance"]})
    assert (wrong.status_code, "MARKER-INSIDE" in wrong.text) == (422, True)
    assert client.post(f"{place}/new", data=values).status_code == 303
    assert client.post(f"{place}/new", data=values).status_code == 303  # the same form once more
    with app.app_context():
        (one,) = queries.decisions_of(case)
        say(approvals.approve, one, "bai")
    shown = client.get(place).text
    assert shown.count("MARKER-INSIDE") == 1
    assert "MARKER-INSIDE" in client.get(f"/documents/complaint_decision/{one.id}").text
    assert "1,000.00" in client.get("/complaints/decisions/?state=approved").text
    assert sign_in("ma").get(place).status_code == 404


@pytest.mark.usefixtures("office")
def test_the_course_of_an_oil_company_goes_on_only_with_a_decision() -> None:
    seed_routes(by=OPERATOR)
    new = NewComplaint("oil", "telephone", "油品含水", "客户化验含水超标", "compensation", contact_name="李厂长")
    su = actor("su")
    one = cases.take(new, by=su)
    one = cases.pass_on(one.id, version=one.version, values={"handling_opinion": "建议补偿", "ours": True}, by=su)
    assert one.stage_key == "approve"
    with pytest.raises(Refused, match="Nothing is decided"):
        cases.pass_on(one.id, version=one.version, values={}, by=su)
    made = proposed(one.id, 80_000, remedies=("compensation",))
    assert made.basis == rules.LEADER
    say(approvals.approve, made, "bai")
    now = case_now(one.id)
    assert cases.pass_on(one.id, version=now.version, values={}, by=su).stage_key == "inform"
    mine = service.object_to(one.id, rules.CUSTOMER, "客户要求更多", by=su)
    for decider in ("bai", "xu", "gao"):
        say(approvals.approve, mine, decider)
    assert (case_now(one.id).stage_key, queries.standing_decision(one.id)) == ("approve", None)


@pytest.mark.usefixtures("office")
def test_leaders_at_each_level_give_a_complaint_more_time() -> None:
    seed_routes(by=OPERATOR)
    new = NewComplaint("oil", "telephone", "油品含水", "客户化验含水超标", "compensation", contact_name="李厂长")
    one = cases.take(new, by=actor("su"))
    whole = db.session.scalars(select(Deadline).where(Deadline.rule == "complaints.whole")).one()
    before = whole.due_on
    request = extensions.ask(whole.id, extra=2, reason="待化验", by=actor("su"))
    assert request.matter == "complaints.extension"
    for decider in ("bai", "xu", "gao"):
        approvals.approve(request.id, request_of(request.subject).version, by=actor(decider))
    db.session.refresh(whole)
    assert (case_now(one.id).due_on, whole.due_on > before) == (whole.due_on, True)
