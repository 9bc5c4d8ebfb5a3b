"""A complaint from the first word to the last: its stages, its clocks, who may act, and what is written down of it."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.complaints.cases import queries, service
from app.complaints.cases.deadlines import CLOCKS, QUANTITY, STAGE, WHOLE
from app.complaints.cases.models import Complaint, ComplaintClosing
from app.complaints.cases.queries import ways
from app.complaints.cases.rules import NewComplaint
from app.complaints.causes.models import ComplaintCause
from app.complaints.causes.service import seed as seed_causes
from app.complaints.circulation.models import Route, RouteStage
from app.complaints.circulation.service import seed as seed_routes
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.office.absence.service import record_absence
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import extend_deadline, recompute
from app.office.deadlines.service.firing import fire_steps
from app.office.history.models import Entry
from app.office.staff.kinds import staff_left
from app.office.staff.models import Staff
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from app.web import registry
from tests import factories
from tests.customers.factories_customers import a_customer
from tests.office.factories_deadlines import move_to

FACTORY = NewComplaint(
    route_key="factory", channel="telephone", matter="板面划伤", facts="来料检验发现板面划伤", remedy_wanted="return",
    contact_name="王厂长", contact_phone="13800138000",
)  # fmt: skip
SERVICE = replace(FACTORY, route_key="service", matter="供气压力不足", remedy_wanted="explanation")
GOODS = {
    "order_number": "PO-1", "material_number": "M-1", "shipped_on": date(2026, 5, 1), "quantity": 1000,
    "defective_quantity": 30, "sales_opinion": "客户要求退货",
}  # fmt: skip


@pytest.fixture(autouse=True)
def office(app: Flask) -> Any:
    """The shipped routes and causes, and heads of the departments."""
    with app.app_context():
        factories.make_posts()
        seed_causes(by=OPERATOR)
        seed_routes(by=OPERATOR)
        yield app


def who(username: str) -> Actor:
    return factories.actor(username)


def fresh(complaint_id: int) -> Complaint:
    query = select(Complaint).where(Complaint.id == complaint_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def passed(one: Complaint, values: Mapping[str, Any] | None = None, by: str = "kong", **more: Any) -> Complaint:
    one = fresh(one.id)
    return service.pass_on(one.id, version=one.version, values=values or {}, by=who(by), **more)


def clocks(one: Complaint, rule: str, *, running: bool = True) -> list[Deadline]:
    mine = (Deadline.subject == queries.subject_of(one.id)) & (Deadline.rule == rule)
    query = select(Deadline).where(mine, Deadline.stopped_on.is_(None) if running else Deadline.id > 0)
    return list(db.session.scalars(query.order_by(Deadline.id).execution_options(populate_existing=True)))


def by_department(stage: str, department: str) -> None:
    """Name the department of a stage of the factory route."""
    with unit_of_work(by=OPERATOR) as work:
        route = db.session.scalars(select(Route.id).where(Route.key == "factory")).one()
        found = select(RouteStage).where(RouteStage.route_id == route, RouteStage.key == stage)
        work.session.scalars(found).one().department_id = factories.department_id(department)


def numbered(**more: Any) -> Complaint:
    """A factory complaint that Su took and Kong accepted."""
    by_department("register", "客户服务部")
    one = service.take(replace(FACTORY, **more), by=who("su"))
    unknown = {"quantity", "defective_quantity"} if one.quantity_unknown else set()
    passed(one, {name: value for name, value in GOODS.items() if name not in unknown}, by="su")
    return passed(one, {"kind": "quality"})


def at_close(**more: Any) -> Complaint:
    """A service complaint that has come to its last stage, accepted by the customer."""
    one = service.take(replace(SERVICE, kind="non_quality", **more), by=who("kong"))
    passed(one, {"ours": True, "solution": "上门检修"})
    service.mark(one.id, answered_on=clock.today(), accepted=True, by=who("kong"))
    with without_features():
        passed(one)
        passed(one)
    return fresh(one.id)


@contextlib.contextmanager
def without_features() -> Iterator[None]:
    """What the features above object to is tested there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.complaints.cases.service.closing.closing_obstacles", lambda *_: [])
        patch.setattr("app.complaints.cases.service.passing.stage_obstacles", lambda *_: [])
        yield


def closed(one: Complaint, by: str = "kong") -> Complaint:
    with without_features():
        return service.close(one.id, version=fresh(one.id).version, by=who(by))


def test_anybody_takes_a_complaint_and_stays_its_first_contact_for_ever() -> None:
    customer = a_customer("华强电路板厂")
    one = service.take(replace(SERVICE, customer_id=customer.id, came_from="visit:12", confirmed=True), by=who("fang"))
    assert (one.first_contact_id, one.handler_id) == (factories.staff_id("fang"),) * 2
    assert one.number == "261101"
    assert one.stage_key == "record"
    assert one.confirmed_at is not None
    assert one.came_from == "visit:12"
    assert one.due_on == date(2026, 11, 23), "one working day after Friday"
    found = db.session.scalars(select(Entry).where(Entry.customer_id == customer.id)).all()
    assert {"complaints.taken", "complaints.numbered"} <= {entry.action for entry in found}
    service.hand_on(one.id, version=one.version, handler_id=factories.staff_id("kong"), reason="专责", by=who("kong"))
    again = fresh(one.id)
    assert (again.handler_id, again.holder_id) == (factories.staff_id("kong"),) * 2
    assert again.first_contact_id == factories.staff_id("fang")
    with pytest.raises(Refused):
        service.change(one.id, version=again.version, values={"first_contact_id": 1}, by=who("kong"))


def test_intake_refuses_what_nobody_could_answer() -> None:
    bad: list[tuple[str, dict[str, Any]]] = [
        ("contact_name", {"contact_name": " ", "contact_phone": None}),
        ("matter", {"matter": " "}),
        ("channel", {"channel": "pigeon"}),
        ("defective_quantity", {"quantity": 5, "defective_quantity": 6}),
        ("quantity", {"quantity": -1}),
        ("customer_id", {"customer_id": 999}),
        ("route_key", {"route_key": "none"}),
        ("handler_id", {"handler_id": 999}),
        ("heard_at", {"heard_at": clock.at_office(datetime(2026, 11, 21))}),
    ]
    for field, values in bad:
        with pytest.raises(Refused) as refused:
            service.take(replace(SERVICE, **values), by=who("fang"))
        assert refused.value.field == field
    assert db.session.scalar(select(Complaint.id)) is None, "nothing was stored"
    assert service.take(replace(SERVICE, channel="press"), by=who("fang")).severity == "serious"


def test_a_complaint_is_read_back_once_and_corrections_keep_what_stood_there() -> None:
    one = service.take(SERVICE, by=who("fang"))
    service.confirm(one.id, version=one.version, by=who("fang"))
    with pytest.raises(Conflict, match="read back before"):
        service.confirm(one.id, version=fresh(one.id).version, by=who("fang"))
    now = fresh(one.id)
    service.change(one.id, version=now.version, values={"contact_name": "李厂长"}, by=who("fang"))
    with pytest.raises(Refused, match="the day by which it is due moves"):
        service.change(one.id, version=fresh(one.id).version, values={"severity": "larger"}, by=who("fang"))
    with pytest.raises(Refused, match="not asked for"):
        service.change(one.id, version=fresh(one.id).version, values={"combined_opinion": "x"}, by=who("fang"))
    entry = db.session.scalars(select(Entry).where(Entry.action == "complaints.changed")).one()
    assert entry.facts["changes"] == [{"field": "contact_name", "old": "王厂长", "new": "李厂长"}]
    assert entry.customer_id is None
    with pytest.raises(ValueError, match="not to be marked"):
        service.mark(one.id, first_contact_id=1, by=OPERATOR)


def test_a_holder_hands_on_within_the_department_and_whoever_manages_to_anybody() -> None:
    one = service.take(FACTORY, by=who("su"))
    bai, kong = factories.staff_id("bai"), factories.staff_id("kong")
    with pytest.raises(Refused, match="manages"):
        service.hand_on(one.id, version=one.version, holder_id=kong, reason="忙", by=who("su"))
    service.hand_on(one.id, version=fresh(one.id).version, holder_id=bai, reason="忙", by=who("su"))
    assert (fresh(one.id).holder_id, fresh(one.id).handler_id) == (bai, one.first_contact_id)
    assert clocks(one, STAGE)[0].staff_id == bai
    service.hand_on(one.id, version=fresh(one.id).version, holder_id=kong, reason="忙", by=who("kong"))
    assert fresh(one.id).holder_department_id == factories.department_id("客户服务部")


def test_the_clock_of_the_factory_starts_with_the_number() -> None:
    """Worked example 8: accepted on 2 June, due on 15 June, overseas on 19 June; example 7: the first of its month."""
    move_to("2026-05-29 10:00")
    one = service.take(FACTORY, by=who("su"))
    passed(one, GOODS, by="su")
    assert fresh(one.id).number is None
    assert not clocks(one, WHOLE)
    move_to("2026-06-02 10:00")
    with pytest.raises(Refused, match="keeps the register"):
        passed(one, {"kind": "quality"}, by="su")
    passed(one, {"kind": "quality"})
    one = fresh(one.id)
    assert (one.number, one.due_on, one.stage_key) == ("260601", date(2026, 6, 15), "quality")
    assert one.stage_due_on == date(2026, 6, 5)
    assert clocks(one, STAGE)[0].parent_id == clocks(one, WHOLE)[0].id
    service.change(one.id, version=one.version, values={"origin": "overseas"}, reason="出口订单", by=who("kong"))
    assert fresh(one.id).due_on == date(2026, 6, 19)


def test_the_month_of_a_number_is_that_of_the_office_and_not_of_utc() -> None:
    move_to("2026-12-01 00:30")
    assert service.take(SERVICE, by=who("kong")).number == "261201"


def test_a_stage_is_left_only_with_what_it_needs_and_to_where_the_route_leads() -> None:
    one = service.take(FACTORY, by=who("su"))
    with pytest.raises(Refused) as refused:
        passed(one, {**GOODS, "sales_opinion": " "}, by="su")
    assert refused.value.field == "sales_opinion"
    with pytest.raises(Refused, match="not asked for at this stage"):
        passed(one, {**GOODS, "quality_analysis": "x"}, by="su")
    with pytest.raises(Refused, match="cannot be passed over"):
        passed(one, GOODS, by="su", to="close", opinion="快")
    with pytest.raises(Refused, match="no such stage"):
        passed(one, GOODS, by="su", to="nowhere")
    assert fresh(one.id).order_number is None, "a refused deed leaves nothing"
    passed(one, GOODS, by="su")
    with pytest.raises(Refused, match="Stages that are still to be passed"):
        service.close(one.id, version=fresh(one.id).version, by=who("kong"))


def test_an_optional_stage_is_passed_over_with_a_reason_and_stages_can_be_sent_back() -> None:
    one = numbered()
    cause = db.session.scalars(select(ComplaintCause.id)).first()
    where = factories.department_id("销售部")
    passed(one, {"quality_analysis": "毛刺", "cause_id": cause, "responsible_department_id": where})
    passed(one, {"production_cause": "夹具", "countermeasure": "换夹具"})
    with pytest.raises(Refused, match="Say why"):
        passed(one, {"manager_opinion": "同意"}, to="office")
    passed(one, {"manager_opinion": "同意"}, to="office", opinion="与研发无关")
    assert [(stay.key, stay.outcome) for stay in ways.stays(one.id)][-3:] == [
        ("manager", "passed"), ("research", "skipped"), ("office", None),
    ]  # fmt: skip
    service.send_back(one.id, version=fresh(one.id).version, to="quality", reason="再查", by=who("kong"))
    back = fresh(one.id)
    assert back.stage_key == "quality"
    assert ways.stays(one.id)[-2].outcome == "returned"
    assert (back.number, len(clocks(back, WHOLE))) == ("261101", 1), "number and clock of the whole stay"
    internal = select(Entry).where(Entry.subject == queries.subject_of(one.id), Entry.reason.is_not(None))
    assert all(entry.customer_id is None for entry in db.session.scalars(internal)), "no internal word at the customer"


def test_stages_of_one_person_are_filled_in_together_so_that_service_takes_four_clicks() -> None:
    one = service.take(replace(SERVICE, kind="non_quality"), by=who("kong"))
    passed(one, {"ours": True, "solution": "上门检修"})
    stays = [(stay.key, stay.outcome, stay.left_at is not None) for stay in ways.stays(one.id)]
    assert stays == [
        *((key, "passed", True) for key in ("record", "judge", "investigate", "assign", "propose")),
        ("answer", None, False),
    ]
    assert fresh(one.id).number == "261101", "given once"


def test_whoever_does_not_hold_the_stage_cannot_pass_it_on() -> None:
    one = service.take(FACTORY, by=who("su"))
    for stranger in ("fang", "wu"):
        with pytest.raises(NoResultFound):
            passed(one, GOODS, by=stranger)
    passed(one, GOODS, by="su")
    by_department("quality", "营业厅")
    passed(one, {"kind": "quality"})
    with pytest.raises(Refused, match="with somebody else"):
        passed(one, {}, by="su")
    assert queries.complaint_of(one.id, who("bai")).id == one.id, "its department holds the stage"


def test_whoever_stands_in_for_the_holder_acts_for_him() -> None:
    one = service.take(FACTORY, by=who("su"))
    su, xu = factories.staff_id("su"), factories.staff_id("xu")
    record_absence(su, "leave", clock.today(), None, xu, None, by=OPERATOR)
    passed(one, GOODS, by="xu")
    entry = db.session.scalars(select(Entry).where(Entry.action == "complaints.passed")).one()
    assert (entry.staff_id, entry.on_behalf_of) == (xu, su)


def test_whoever_comes_second_is_told_who_was_quicker() -> None:
    one = service.take(FACTORY, by=who("su"))
    seen = one.version
    passed(one, GOODS, by="su")
    with pytest.raises(Conflict, match="苏销 was quicker"):
        service.pass_on(one.id, version=seen, values=GOODS, by=who("kong"))


def test_an_unknown_quantity_reminds_until_it_is_replaced_and_keeps_the_case_open() -> None:
    one = numbered(quantity_unknown=True)
    assert one.defective_quantity is None
    assert [row.staff_id for row in clocks(one, QUANTITY)] == [one.handler_id]
    assert clocks(one, QUANTITY)[0].due_on == date(2026, 11, 27)
    service.change(one.id, version=one.version, values={"quantity": 100, "defective_quantity": 8}, by=who("su"))
    assert not fresh(one.id).quantity_unknown
    assert not clocks(one, QUANTITY)
    with pytest.raises(Refused, match="more can be defective"):
        service.change(one.id, version=fresh(one.id).version, values={"defective_quantity": 101}, by=who("su"))


def test_all_clocks_stand_still_together_and_the_days_follow_through_severity_and_extension() -> None:
    """Oil: larger matters 3 working days; a pause of two of them; serious again 3; extended to 7 in all, not more."""
    one = service.take(replace(SERVICE, route_key="oil", severity="larger"), by=who("kong"))
    assert one.due_on == date(2026, 11, 25)
    service.pause(one.id, version=one.version, cause="等客户回厂", by=who("kong"))
    with pytest.raises(Refused, match="stand still"):
        passed(one, {"handling_opinion": "退换"})
    move_to("2026-11-25 09:00")
    with unit_of_work(by=OPERATOR):
        recompute([row.id for row in clocks(one, WHOLE)])
    one = fresh(one.id)
    assert one.due_on == date(2026, 11, 27), "what lasts moves the day with every night"
    service.change(one.id, version=one.version, values={"severity": "ordinary"}, reason="核实", by=who("kong"))
    service.resume(one.id, version=fresh(one.id).version, by=who("kong"))
    assert (fresh(one.id).due_on, fresh(one.id).paused) == (date(2026, 11, 25), False)
    one = fresh(one.id)
    service.change(one.id, version=one.version, values={"severity": "serious"}, reason="见报", by=who("kong"))
    assert fresh(one.id).due_on == date(2026, 11, 27), "the pause is kept: 23 and 24 November do not count"
    [whole] = clocks(one, WHOLE)
    extend_deadline(whole.id, extra=4, reason="送检", approval_id=None, approved_by="高总", by=OPERATOR)
    assert fresh(one.id).due_on == date(2026, 12, 3)
    with pytest.raises(Refused, match="at most"):
        extend_deadline(whole.id, extra=1, reason="再送", approval_id=None, approved_by="高总", by=OPERATOR)


def test_an_overdue_stage_urges_the_department_and_its_days_of_lateness_are_kept() -> None:
    one = numbered()
    assert fresh(one.id).stage_due_on == date(2026, 11, 23)
    move_to("2026-11-24 10:00")
    fire_steps()
    [stage] = clocks(one, STAGE)
    slip = db.session.scalars(select(Task).where(Task.kind == "deadlines.slip")).one()
    assert stage.facts["department"] in str(slip.facts)
    assert slip.staff_id == factories.staff_id("bai")
    move_to("2026-11-25 10:00")
    cause = db.session.scalars(select(ComplaintCause.id)).first()
    where = factories.department_id("销售部")
    passed(one, {"quality_analysis": "毛刺", "cause_id": cause, "responsible_department_id": where})
    assert ways.stays(one.id)[-2].late_days == 2


def test_closing_writes_what_the_month_counts_whatever_happens_later() -> None:
    one = at_close()
    service.mark(one.id, accepted=None, by=who("kong"))
    with pytest.raises(Refused, match="accepts the outcome"):
        closed(one)
    service.mark(one.id, accepted=True, upheld=True, by=who("kong"))
    closed(one)
    again = fresh(one.id)
    assert (again.state, again.stage_id, again.holder_id, again.closed_on) == ("closed", None, None, clock.today())
    assert not [row for rule in CLOCKS for row in clocks(one, rule)]
    facts = db.session.scalars(select(ComplaintClosing.facts)).one()
    assert facts["end"] == "closed"
    assert facts["days"] == 0
    assert facts["late"] is False
    assert facts["upheld"] is True
    assert (facts["kind"], facts["handler"], facts["unit"]) == ("non_quality", "孔诉", "working")
    with pytest.raises(Refused, match="not open any more"):
        service.pause(one.id, version=again.version, cause="x", by=who("kong"))


def test_what_the_features_above_object_to_is_neither_passed_nor_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    one = at_close()
    monkeypatch.setattr(registry, "hooked", lambda _: [lambda *_: [Text("A return is on its way.")]])
    with pytest.raises(Refused, match="on its way"):
        service.close(one.id, version=one.version, by=who("kong"))


def test_a_reopened_complaint_is_counted_runs_anew_and_the_second_time_a_superior_is_told() -> None:
    one = at_close()
    for count in (1, 2):
        closed(one)
        service.reopen(one.id, version=fresh(one.id).version, reason="又漏气", by=who("kong"))
        again = fresh(one.id)
        assert (again.state, again.reopened, again.stage_key) == ("open", count, "judge")
        assert again.accepted is None
        assert len(clocks(one, WHOLE)) == 1
        with without_features():
            passed(one, {"ours": True, "solution": "再修"})
            passed(one)
            passed(one)
        service.mark(one.id, accepted=True, answered_on=clock.today(), by=who("kong"))
    told = db.session.scalars(select(Task).where(Task.kind == "complaints.reopened_again")).all()
    assert [task.staff_id for task in told] == [factories.staff_id("bai")]
    rows = db.session.scalars(select(ComplaintClosing).order_by(ComplaintClosing.id)).all()
    assert [row.opens for row in rows] == [False, True, False, True]


def test_an_outcome_that_is_not_accepted_leads_to_a_new_form_with_the_old_one_attached() -> None:
    one = at_close()
    with pytest.raises(Refused, match="does not accept"):
        service.follow_up(one.id, by=who("kong"))
    service.mark(one.id, accepted=False, by=who("kong"))
    closed(one)
    later = service.follow_up(one.id, by=who("kong"))
    assert (later.matter, later.contact_phone) == (one.matter, one.contact_phone)
    assert later.first_contact_id == one.first_contact_id
    assert later.number == "261102"
    assert later.solution is None
    assert [(link.earlier_id, link.relation) for link in ways.links(later.id)] == [(one.id, "not_accepted")]
    with pytest.raises(Refused, match="already"):
        service.follow_up(one.id, by=who("kong"))
    with pytest.raises(Conflict):
        service.link(one.id, later.id, "relates", by=who("kong"))


def test_not_ours_without_loss_and_cancelled_are_ends_of_their_own() -> None:
    ours, lossless, mistake = (service.take(SERVICE, by=who("kong")) for _ in range(3))
    service.refer(ours.id, version=ours.version, referred_to="市政公司", words="市政管道", by=who("kong"))
    service.end_without_loss(lossless.id, version=lossless.version, words="无损失", by=who("kong"))
    with pytest.raises(Refused, match="manages"):
        service.cancel(mistake.id, version=mistake.version, reason="重复", by=who_only_handles("kong"))
    service.cancel(mistake.id, version=mistake.version, reason="重复", by=who("kong"))
    ends = [row.facts["end"] for row in db.session.scalars(select(ComplaintClosing).order_by(ComplaintClosing.id))]
    assert ends == ["referred", "no_loss"]
    assert (fresh(ours.id).ours, fresh(ours.id).referred_to) == (False, "市政公司")
    assert (fresh(mistake.id).state, fresh(mistake.id).number) == ("cancelled", "261103"), "the number stays, void"
    assert {row.outcome for row in clocks(mistake, WHOLE, running=False)} == {"dropped"}
    assert service.take(SERVICE, by=who("kong")).number == "261104"


def who_only_handles(username: str) -> Actor:
    """Somebody without the right to manage complaints."""
    full = who(username)
    return replace(full, grants={name: at for name, at in full.grants.items() if name != "complaints.cases.manage"})


def test_nobodys_complaint_stays_with_somebody_who_left() -> None:
    mine = service.take(FACTORY, by=who("su"))
    su, bai = factories.staff_id("su"), factories.staff_id("bai")
    with unit_of_work(by=OPERATOR) as work:
        work.session.get_one(Staff, su).active = False
        work.session.flush()
        staff_left(su, clock.today(), by=OPERATOR)
    one = fresh(mine.id)
    assert (one.first_contact_id, one.handler_id, one.holder_id) == (su, bai, bai)
    assert {row.staff_id for rule in CLOCKS for row in clocks(one, rule)} == {bai}
    assert ways.stays(mine.id)[-1].staff_id == bai


def test_whatever_happens_an_open_complaint_stands_at_exactly_one_stage() -> None:
    """Any order of deeds: one open stay and its holder while open, none otherwise; the numbers of days follow it."""
    chance = random.Random(11)
    one = service.take(replace(SERVICE, kind="non_quality"), by=who("kong"))
    kong, keys = who("kong"), ["record", "judge", "investigate", "assign", "propose", "answer", "visit", "sum_up"]
    done = 0
    deeds: list[Callable[[int], object]] = [
        lambda v: service.pass_on(one.id, version=v, values={}, to=chance.choice([None, *keys]), opinion="x", by=kong),
        lambda v: service.pass_on(one.id, version=v, values={"ours": True, "solution": "修"}, by=kong),
        *[lambda v: service.pass_on(one.id, version=v, values={}, by=kong)] * 3,
        lambda v: service.send_back(one.id, version=v, to=chance.choice(keys), reason="x", by=kong),
        lambda v: service.pause(one.id, version=v, cause="x", by=kong),
        lambda v: service.resume(one.id, version=v, by=kong),
        lambda _: service.mark(one.id, accepted=True, by=kong),
        lambda v: service.close(one.id, version=v, by=kong),
        lambda v: service.reopen(one.id, version=v, reason="x", to=chance.choice([None, *keys]), by=kong),
    ]
    with without_features():
        for _ in range(30):
            try:
                chance.choice(deeds)(fresh(one.id).version)
                done += 1
            except Refused:
                db.session.rollback()
            now, stays = fresh(one.id), ways.stays(one.id)
            there = [stay for stay in stays if stay.left_at is None]
            if now.state == "open":
                assert [(stay.id, stay.key) for stay in there] == [(now.stage_id, now.stage_key)]
                assert len(clocks(now, WHOLE)) == 1
                assert clocks(now, WHOLE)[0].due_on == now.due_on
                assert clocks(now, WHOLE)[0].paused == now.paused
                assert len(clocks(now, STAGE)) <= 1
            else:
                assert not there
                assert now.holder_id is None
                assert not clocks(now, WHOLE)
            assert all(stay.outcome for stay in stays if stay.left_at is not None)
    assert done > 8
