"""Late stages: urged while they run, asked about after the closing, answered by whoever answers for the department."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.clock import now
from app.complaints.cases.deadlines import STAGE
from app.complaints.cases.models import Complaint
from app.complaints.lateness import hooks, queries, rules, service
from app.complaints.lateness.models import LatenessEnquiry
from app.complaints.lateness.tasks import LOOK
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.desk import knows_of
from app.office.deadlines.service import start_deadline
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import desk_of
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_answers import fresh, late_stay
from tests.complaints.factories_cases import make_case, make_route

SignIn = Callable[[str], FlaskClient]


def closed_case(route: Any = None, number: str = "261101") -> tuple[int, int]:
    """A closed complaint with a stage that sales left 3 days late; its id and that of the stay."""
    case = make_case(route, number=number, department_id=factories.department_id("客户服务部"))
    stay = late_stay(
        case, "quality", 3, department_id=factories.department_id("销售部"), staff_id=factories.staff_id("su")
    )
    with unit_of_work(by=OPERATOR):
        one = fresh(Complaint, case)
        one.state, one.closed_on, one.stage_due_on = "closed", date(2026, 11, 20), None
    return case, stay


def test_a_department_is_asked_after_the_closing_and_answers_with_reason_and_measure(context: None) -> None:
    factories.make_posts()
    case, stay = closed_case()
    kong, bai = factories.actor("kong"), factories.actor("bai")
    hooks.complaint_closed(case, by=kong)
    look = select(Task).where(Task.kind == LOOK.key)
    assert db.session.scalars(look).one().role_id is not None
    made = service.ask(stay, "请说明", by=kong)
    assert (made.number, made.late_days, made.department_id) == ("QB2611-001", 3, factories.department_id("销售部"))
    assert fresh(Task, db.session.scalars(look).one().id).state == "done"
    deadline = db.session.scalars(select(Deadline).where(Deadline.subject == f"lateness_enquiry:{made.id}")).one()
    assert (deadline.staff_id, deadline.due_on) == (bai.staff_id, date(2026, 11, 25))
    with pytest.raises(Conflict):
        service.ask(stay, None, by=kong)
    with pytest.raises(Refused, match="another department"):
        service.receive(made.id, 1, by=factories.actor("xu"))
    service.receive(made.id, 1, by=bai)
    service.answer(made.id, 2, "设备检修", "签订加急协议", by=factories.actor("su"))
    answered = fresh(LatenessEnquiry, made.id)
    assert (answered.state, answered.received_by, answered.answered_by) == ("answered", "白管", "苏销")
    assert fresh(Deadline, deadline.id).outcome == "kept"
    with pytest.raises(Refused, match="answered before"):
        service.answer(made.id, 3, "另", "另", by=bai)


def test_nobody_is_asked_while_the_complaint_is_open_nor_about_a_stage_in_time(context: None) -> None:
    factories.make_posts()
    route = make_route()
    home, kong = factories.department_id("销售部"), factories.actor("kong")
    still_open = late_stay(make_case(route), "quality", 2, department_id=home)
    with pytest.raises(Refused, match="urging slip"):
        service.ask(still_open, None, by=kong)
    case, _ = closed_case(route, "261102")
    with pytest.raises(Refused, match="in time"):
        service.ask(late_stay(case, "sales", 0, department_id=home), None, by=kong)
    hooks.complaint_closed(case, by=kong)
    service.leave(case, by=kong)
    assert db.session.scalars(select(Task.state).where(Task.kind == LOOK.key)).all() == ["cancelled"]


def test_the_list_shows_what_is_late_now_and_what_was_left_late_by_department_and_month(context: None) -> None:
    route, kong = make_route(), factories.actor("kong")
    home = factories.department_id("销售部")
    late = make_case(route, number="261103", stage_due_on=date(2026, 11, 18), holder_department_id=home)
    make_case(route, number="261104", stage_due_on=date(2026, 11, 18), paused=True)
    make_case(route, number="261105", stage_due_on=date(2026, 11, 20))
    case, stay = closed_case(route)
    other = queries.Filters(department_id=factories.department_id("财务部"))
    assert [row.Complaint.id for row in queries.running(queries.Filters(), kong).rows] == [late]
    assert queries.running(other, kong).rows == queries.left(other, kong).rows == []
    wanted = queries.Filters(department_id=home, month="2026-11", which=rules.UNASKED, complaint_id=case)
    assert [row.ComplaintStage.id for row in queries.left(wanted, kong).rows] == [stay]
    service.ask(stay, None, by=kong)
    assert queries.left(wanted, kong).rows == []
    assert queries.left(queries.Filters(month="2026-10"), kong).rows == []
    assert queries.left(queries.Filters(), factories.actor("ma")).rows == []


def test_a_slip_is_issued_by_one_click_printed_and_taken_out_as_a_list(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        factories.make_posts()
        _, stay = closed_case()
    clerk = sign_in("kong")
    page = clerk.get("/complaints/lateness/?list=left").text
    key = page.split('name="form_key" value="')[1].split('"')[0]
    answer = clerk.post(f"/complaints/lateness/stages/{stay}/ask", data={"form_key": key})
    assert answer.status_code == 303, answer.text
    assert clerk.post(f"/complaints/lateness/stages/{stay}/ask", data={"form_key": key}).location == answer.location
    head = sign_in("bai")
    assert "QB2611-001" in head.get("/complaints/lateness/mine").text
    assert head.post(f"{answer.location}/answer", data={"version": "1", "reason": "检修"}).status_code == 422
    said = {"version": "1", "reason": "检修", "measure": "加急"}
    assert head.post(f"{answer.location}/answer", data=said).status_code == 303
    paper = head.get(f"/documents/lateness_enquiry/{answer.location.rsplit('/', 1)[1]}").text
    assert "洽办单" in paper
    assert "加急" in paper
    sheet = clerk.get("/complaints/lateness/late.xlsx?list=left")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.data)).active.iter_rows(values_only=True))
    assert rows[1][0] == "261101"
    assert rows[1][-3:] == ("QB2611-001", "检修", "加急")
    assert sign_in("ma").get(answer.location).status_code == 404


@settings(max_examples=60)
@given(st.dates(date(2000, 1, 1), date(2999, 12, 31)))
def test_every_month_that_the_list_offers_can_be_read_back(day: date) -> None:
    first, after = rules.month_bounds(f"{day:%Y-%m}") or (day, day)
    assert first <= day < after
    assert (first.day, after.day) == (1, 1)
    assert rules.months_back(day)[0] == f"{day:%Y-%m}"


def test_what_is_no_month_narrows_nothing() -> None:
    for text in ("", "2026", "2026-13", "2026-00", "１９９９-01", "9999-12", "-1", "2026-1-1"):
        assert rules.month_bounds(text) is None


def test_whoever_may_know_of_a_complaint_may_know_why_it_is_due_that_day(context: None, sign_in: SignIn) -> None:
    case = make_case(make_route(), number="261102", department_id=factories.department_id("客户服务部"))
    bai = factories.staff_id("bai")
    with unit_of_work(by=OPERATOR):
        about = {"number": "261102", "matter": "划伤", "stage": "质量管理部调查", "department": "销售部"}
        subject, url = f"complaint:{case}", f"/complaints/{case}"
        clock = start_deadline(STAGE, subject, arrived_at=now(), facts=about, url=url, staff_id=bai, by=OPERATOR)
    page = f"/office/deadlines/{clock.id}"
    assert sign_in("kong").get(page).status_code == 200  # she sees every complaint, and answers for none of this
    assert sign_in("kong").get(f"{page}/more-time").status_code == 200
    known = {
        who: knows_of(clock.id, factories.actor(who), desk_of(factories.actor(who))) for who in ("bai", "kong", "ma")
    }
    assert known == {"bai": True, "kong": True, "ma": False}
