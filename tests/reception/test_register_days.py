"""The end of a day: corrections beside the original, review by the manager, closing, and what was forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.jobs.queries import newest_of
from app.office.approvals.models import Approval
from app.office.approvals.service import approve, refuse
from app.office.tasks.models import Task
from app.reception.claims.models import Registration
from app.reception.enquiries.models import Enquiry
from app.reception.enquiries.rules import NewEnquiry
from app.reception.enquiries.service import register
from app.reception.queue.models import Visit, VisitInterval
from app.reception.register import hooks, nightly, service
from app.reception.register.books import BOOKS, CALL, VISIT
from app.reception.register.models import DayClosing, MinutesLine, RegisterCorrection
from app.reception.register.queries import call_list, days, lines, minutes
from app.reception.register.queries.lines import Filters
from app.reception.register.service.call_list import NewPlanned
from app.unit_of_work import unit_of_work
from tests import factories
from tests.reception.factories_register import TODAY, a_call, a_visit

pytestmark = pytest.mark.usefixtures("context")
YESTERDAY = TODAY - timedelta(days=1)


def request_of(day: date) -> Approval:
    query = select(Approval).where(Approval.subject == f"register_day:{day:%Y%m%d}").order_by(Approval.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).first()  # type: ignore[return-value]


def corrected() -> tuple[int, RegisterCorrection]:
    visit_id = a_visit()
    service.correct(VISIT, visit_id, "name", "王晓明", "姓名听错", seen=0, by=factories.actor("fang"))
    seen = lines.line(VISIT, visit_id, factories.actor("fang")).seen
    made = service.correct(VISIT, visit_id, "name", "王晓鸣", "看身份证", seen=seen, by=factories.actor("bai"))
    return visit_id, made


def test_a_correction_stands_beside_the_line_which_never_changes() -> None:
    visit_id, _ = corrected()
    line = lines.line(VISIT, visit_id, factories.actor("fang"))
    assert (line.original["name"], line.before("name"), line.holds["name"]) == (
        "王小明",
        ["王小明", "王晓明"],
        "王晓鸣",
    )
    assert db.session.get_one(Visit, visit_id).name == "王小明"
    assert [(one.old, one.new, one.by_name) for one in line.corrections] == [
        ("王小明", "王晓明", "方前"),
        ("王晓明", "王晓鸣", "白管"),
    ]
    with pytest.raises(Conflict):
        service.correct(VISIT, visit_id, "name", "别名", "没看", seen=0, by=factories.actor("fang"))
    for field, new in (("outcome", "deal"), ("phone", "12"), ("party", "0"), ("at", "25:00")):
        with pytest.raises(Refused):
            service.correct(VISIT, visit_id, field, new, "why", by=factories.actor("fang"))


def test_the_database_refuses_to_change_or_delete_a_correction() -> None:
    _, made = corrected()
    for statement in (
        update(RegisterCorrection).where(RegisterCorrection.id == made.id).values(new="something else"),
        delete(RegisterCorrection).where(RegisterCorrection.id == made.id),
    ):
        with pytest.raises((IntegrityError, OperationalError)), unit_of_work(by=OPERATOR) as work:
            work.session.execute(statement)


def test_a_rep_reads_his_own_numbers_and_adds_his_analysis_to_his_own_lines_only() -> None:
    own, other = a_visit("A001", staff="su"), a_visit("A002", staff="chen", phone="13700000009")
    su = factories.actor("su")
    service.analyse(own, "意向明确", by=su)
    with pytest.raises(Refused):
        service.analyse(other, "不是我的", by=su)
    seen = {line.number: line for line in lines.lines(BOOKS["visits"], Filters(TODAY, TODAY), su)}
    assert (seen["A001"].original["phone"], seen["A002"].original["phone"]) == ("13800000001", "137****0009")
    mine = lines.lines(BOOKS["customers"], Filters(TODAY, TODAY, su.staff_id), su)
    assert [line.holds["analysis"] for line in mine] == ["意向明确"]


def test_the_entries_of_a_day_are_valid_once_the_manager_has_reviewed_them() -> None:
    factories.make_posts()
    a_visit()
    a_call()
    with unit_of_work(by=OPERATOR) as work:
        claim = Registration(name="王小明", staff_id=factories.staff_id("su"), basis="visit", day=TODAY)
        claim.registered_at, claim.valid_until = work.at, TODAY + timedelta(days=30)
        work.session.add(claim)
    review = service.hand_in(TODAY, by=factories.actor("fang"))
    assert (review.state, review.visits, review.calls, days.is_late(review)) == ("waiting", 1, 1, False)
    with pytest.raises(Refused):
        service.hand_in(TODAY, by=factories.actor("fang"))
    one = request_of(TODAY)
    refuse(one.id, one.version, "少登一位客户", by=factories.actor("gao"))
    found = days.review(TODAY)
    assert found is not None
    assert (found.state, found.words) == ("refused", "少登一位客户")
    assert not lines.lines(BOOKS["visits"], Filters(TODAY, TODAY), factories.actor("bai"))[0].valid
    clock._shift += timedelta(hours=12)
    service.hand_in(TODAY, by=factories.actor("fang"))
    one = request_of(TODAY)
    approve(one.id, one.version, by=factories.actor("gao"))
    found = days.review(TODAY)
    assert found is not None
    assert (found.state, found.reviewed_by, days.is_late(found)) == ("valid", "高总", True)
    assert all(line.valid for line in lines.lines(BOOKS["calls"], Filters(TODAY, TODAY), factories.actor("bai")))
    assert db.session.scalars(select(Registration.reviewed_at)).one() is not None
    a_visit("A099", state="done")
    assert days.one_day(TODAY).may_be_handed_in, "somebody came after the review"
    assert service.hand_in(TODAY, by=factories.actor("fang")).state == "waiting"
    assert not days.one_day(TODAY).may_be_handed_in


def test_a_day_is_closed_with_what_is_left_over_and_deletes_nothing() -> None:
    a_visit("A001")
    left = a_visit("A002", state="waiting", staff=None)
    a_call()
    enquiry = register(NewEnquiry("李建国", "问停气时间"), by=factories.actor("fang"))
    before = db.session.scalars(select(VisitInterval.id)).all()
    made = service.close_day(TODAY, by=factories.actor("fang"))
    assert [(one.get("number"), one["what"]["msgid"]) for one in made.leftovers] == [
        ("A002", "Waiting"),
        (None, "Open enquiries"),
    ]
    assert db.session.get_one(Enquiry, enquiry.id, populate_existing=True).state == "open"
    visit = db.session.get_one(Visit, left, populate_existing=True)
    assert (visit.state, visit.ended_at is not None) == ("left", True)
    assert set(before) <= set(db.session.scalars(select(VisitInterval.id)))
    assert (made.figures["visits"], made.figures["calls"], made.figures["forgotten"]) == (2, 1, False)
    assert (made.figures["called"], made.figures["longest"]) == (1, 600)
    with pytest.raises(Refused):
        service.close_day(TODAY, by=factories.actor("fang"))
    with pytest.raises((IntegrityError, OperationalError)), unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(DayClosing).values(by_name="somebody else"))


def test_a_forgotten_day_is_closed_by_the_job_the_next_morning_and_marked_so() -> None:
    a_visit("A001", day=YESTERDAY, state="waiting", staff=None)
    a_visit("A001", state="waiting", staff=None)
    nightly.ask_once_a_day()
    nightly.ask_once_a_day()
    closing = days.closing(YESTERDAY)
    assert closing is not None
    assert (closing.by_name, closing.by_id, closing.figures["forgotten"]) == ("nightly", None, True)
    assert days.closing(TODAY) is None
    assert db.session.scalars(select(Visit.state).order_by(Visit.id)).all() == ["left", "waiting"]
    job = newest_of(nightly.SUBJECT)
    assert job is not None
    assert (job.state, job.result) == ("done", {"closed": [YESTERDAY.isoformat()], "ended": 0})


def test_the_first_page_tells_of_a_register_that_was_not_handed_in(app: object) -> None:
    from flask import current_app

    a_visit("A001", day=YESTERDAY)
    with current_app.test_request_context():
        [notice] = hooks.notices(factories.actor("fang"))
        assert (str(notice.label), notice.figure) == ("Registers of the day not handed in", "1")
        assert hooks.notices(factories.actor("su")) == []


def test_the_minutes_begin_with_the_new_customers_and_never_change_once_signed() -> None:
    a_visit("A001", name="老客户", first_time="no")
    new = a_visit("A002", name="新客户", first_time="yes")
    bai = factories.actor("bai")
    made = service.begin_minutes(TODAY, "evening", chair="白管", by=bai)
    with pytest.raises(Refused):
        service.begin_minutes(TODAY, "evening", chair="白管", by=bai)
    service.report(made.id, "看两居室", visit_id=new, by=bai)
    service.change_minutes(made.id, 1, chair="白管", present="苏销", text="周六值守", by=bai)
    with pytest.raises(Conflict):
        service.sign(made.id, 1, by=bai)
    service.sign(made.id, 2, by=bai)
    with pytest.raises(Conflict):
        service.change_minutes(made.id, 3, chair="别人", present=None, text=None, by=bai)
    clock._shift += timedelta(minutes=1)
    service.report(made.id, "周六来过", visit_id=new, by=bai)
    found = minutes.meeting(made.id)
    assert [row.Visit.name for row in found.customers] == ["新客户", "老客户"]
    assert [(one.line.report, one.staff, one.later) for one in found.about(new)] == [
        ("看两居室", "苏销", False),
        ("周六来过", "苏销", True),
    ]
    with pytest.raises((IntegrityError, OperationalError)), unit_of_work(by=OPERATOR) as work:
        work.session.execute(delete(MinutesLine))


def test_the_call_list_suggests_whom_to_call_and_gives_a_task_that_its_result_closes() -> None:
    a_visit("A001", day=YESTERDAY, outcome="follow_up")
    bai, su = factories.actor("bai"), factories.actor("su")
    [suggested] = call_list.suggestions(TODAY, bai)
    assert (suggested.name, suggested.aim, suggested.staff) == ("王小明", "sign", "苏销")
    new = NewPlanned(TODAY, suggested.staff_id or 0, suggested.aim, suggested.name, suggested.phone)
    with pytest.raises(NoResultFound):
        service.plan_call(replace(new, customer_id=4711), by=bai)
    planned = service.plan_call(new, by=bai)
    with pytest.raises(Refused):
        service.plan_call(new, by=bai)
    assert call_list.suggestions(TODAY, bai) == []
    task = db.session.scalars(select(Task).where(Task.subject == f"planned_call:{planned.id}")).one()
    assert (task.staff_id, task.due_on, task.state) == (su.staff_id, TODAY, "open")
    with pytest.raises(Refused):
        service.finish(planned.id, 1, "不是我的", by=factories.actor("chen"))
    service.finish(planned.id, 1, "周六上午来", by=su)
    with pytest.raises(Conflict):
        service.drop(planned.id, 1, "再来一次", by=su)
    assert db.session.scalars(select(Task.state).execution_options(populate_existing=True)).one() == "done"
    assert [row.PlannedCall.result for row in call_list.listed(TODAY, su)] == ["周六上午来"]


def test_the_register_of_calls_holds_corrections_too() -> None:
    call = a_call()
    service.correct(CALL, call.id, "invited", "2026-11-22", "记错日期", by=factories.actor("fang"))
    [line] = lines.lines(BOOKS["phone-enquiries"], Filters(TODAY, TODAY), factories.actor("fang"))
    assert (line.before("invited"), line.holds["invited"]) == ([], "2026-11-22")
