"""Joint inspections: called, arranged or appointed, reported in time, decided by the general manager (K-12, K-13)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.complaints.inspections import hooks, queries, rules, service
from app.complaints.inspections.documents import inspection as paper
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.service import NewInspection
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.approvals import service as approvals
from app.office.approvals.models import Approval
from app.office.deadlines.models import Deadline
from app.office.tasks.models import Task
from tests import factories
from tests.complaints.factories_cases import make_case, make_route
from tests.customers.factories_customers import a_customer
from tests.factories import actor, department_id, staff_id

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)


@pytest.fixture
def office(context: None) -> None:
    factories.make_posts()
    approvals.seed(by=OPERATOR)


def called(case: int | None = None, **more: object) -> Inspection:
    case = case or make_case(handler_id=staff_id("su"))
    values = {"place": "客户二车间", "why": "板面划伤", "complaint_id": case, **more}
    return service.call(NewInspection(**values), by=actor("su"))  # type: ignore[arg-type]


def now(inspection_id: int) -> Inspection:
    query = select(Inspection).where(Inspection.id == inspection_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def open_tasks(kind: str) -> list[int | None]:
    query = select(Task.staff_id).where(Task.kind == kind, Task.state == "open").order_by(Task.id)
    return list(db.session.scalars(query))


def inspected(on: date = TODAY) -> Inspection:
    one = called()
    service.inspect(one.id, 1, on, "划伤 14 片", by=actor("su"))
    return now(one.id)


@pytest.mark.usefixtures("office")
def test_the_heads_of_quality_and_manufacturing_are_told_at_once() -> None:
    one = called(quality_id=department_id("客户服务部"), making_id=department_id("财务部"))
    assert one.number == "HK2611-001"
    assert open_tasks("inspections.come") == [staff_id("bai"), staff_id("xu")]
    service.arrange(one.id, 1, TODAY, "白管、徐财", by=actor("su"))
    assert (now(one.id).state, open_tasks("inspections.come")) == (rules.ARRANGED, [])


@pytest.mark.usefixtures("office")
def test_an_inspection_before_the_form_is_written_is_linked_later() -> None:
    with pytest.raises(Refused, match="Name the customer"):
        service.call(NewInspection("客户二车间", "板面划伤"), by=actor("su"))
    buyer = a_customer(owner="su").id
    one = service.call(NewInspection("客户二车间", "板面划伤", customer_id=buyer), by=actor("su"))
    route = make_route()
    case = make_case(route, handler_id=staff_id("su"), customer_id=buyer)
    other = make_case(route, number="261102", handler_id=staff_id("su"), customer_id=a_customer("别家公司").id)
    with pytest.raises(Refused, match="another customer"):
        service.link(one.id, 1, other, by=actor("su"))
    service.link(one.id, 1, case, by=actor("su"))
    assert now(one.id).complaint_id == case
    with pytest.raises(Refused, match="belongs to a complaint"):
        service.link(one.id, 2, other, by=actor("su"))


@pytest.mark.usefixtures("office")
def test_the_general_manager_appoints_who_goes_where_quality_cannot() -> None:
    one = called()
    service.ask_appointment(one.id, 1, [staff_id("wu"), staff_id("ma")], TODAY, "品管出差", by=actor("su"))
    request = db.session.scalars(select(Approval).where(Approval.matter == "complaints.inspection")).one()
    with pytest.raises(Refused):
        approvals.approve(request.id, request.version, by=actor("bai"))
    approvals.approve(request.id, request.version, by=actor("gao"))
    stored = now(one.id)
    assert (stored.state, stored.appointed, stored.party) == (rules.ARRANGED, True, "吴闲、马抄")
    assert open_tasks("inspections.go") == [staff_id("wu"), staff_id("ma")]
    service.inspect(one.id, stored.version, TODAY, "划伤 14 片", by=actor("wu"))  # without the right to call
    assert now(one.id).state == rules.INSPECTED


@pytest.mark.usefixtures("office")
def test_a_refused_appointment_goes_back_to_whoever_called() -> None:
    one = called()
    service.ask_appointment(one.id, 1, [staff_id("wu")], None, "品管出差", by=actor("su"))
    request = db.session.scalars(select(Approval).where(Approval.matter == "complaints.inspection")).one()
    approvals.refuse(request.id, request.version, "请马抄去", by=actor("gao"))
    assert now(one.id).state == rules.CALLED
    assert open_tasks("inspections.arrange") == [staff_id("su")]


@pytest.mark.usefixtures("office")
def test_the_report_is_due_three_days_after_the_inspection() -> None:
    one = inspected(TODAY - timedelta(days=1))
    due = db.session.scalars(select(Deadline).where(Deadline.rule == "inspections.report")).one()
    assert due.due_on == date(2026, 11, 22)
    service.report(one.id, one.version, "包装工序所致", by=actor("su"))
    db.session.refresh(due)
    assert (due.outcome, open_tasks("inspections.decide")) == ("kept", [staff_id("gao")])


@pytest.mark.usefixtures("office")
def test_a_late_report_is_counted_for_whoever_may_know_of_it() -> None:
    inspected(TODAY - timedelta(days=4))
    assert len(db.session.scalars(queries.late(actor("su"))).all()) == 1
    assert db.session.scalars(queries.late(actor("ma"))).all() == []


@pytest.mark.usefixtures("office")
def test_only_the_general_manager_decides_on_a_report() -> None:
    one = inspected()
    service.report(one.id, one.version, "包装工序所致", by=actor("su"))
    stored = now(one.id)
    with pytest.raises(Refused, match="Only the general manager"):
        service.decide(one.id, stored.version, "同意", by=actor("kong"))
    service.decide(one.id, stored.version, "同意退换", by=actor("gao"))
    assert (now(one.id).decision, open_tasks("inspections.decided")) == ("同意退换", [staff_id("su")])
    service.note(one.id, by=actor("su"))
    assert open_tasks("inspections.decided") == []
    assert paper(actor("su"), one.id).decision == "同意退换"


@pytest.mark.usefixtures("office")
def test_no_step_of_an_inspection_is_skipped() -> None:
    one = called()
    with pytest.raises(Conflict, match="Inspection called"):
        service.report(one.id, 1, "包装工序所致", by=actor("su"))
    with pytest.raises(Refused, match="taken place"):
        service.inspect(one.id, 1, TODAY + timedelta(days=1), "划伤", by=actor("su"))
    with pytest.raises(Conflict, match="in the meantime"):
        service.arrange(one.id, 9, TODAY, "白管", by=actor("su"))
    with pytest.raises(NoResultFound):
        service.arrange(one.id, 1, TODAY, "白管", by=actor("ma"))


@pytest.mark.usefixtures("office")
def test_a_complaint_is_not_closed_before_its_inspection_is_over() -> None:
    one = inspected()
    (why,) = hooks.closing_obstacles(one.complaint_id or 0)
    assert one.number in str(why)
    waiting = called(one.complaint_id)
    hooks.complaint_over(one.complaint_id or 0, by=actor("kong"))
    assert (now(waiting.id).state, now(one.id).state) == (rules.CANCELLED, rules.INSPECTED)


def test_the_pages_lead_through_an_inspection(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        factories.make_posts()
        case = make_case(handler_id=staff_id("su"))
    client = sign_in("su")
    page = client.get(f"/complaints/{case}/inspections/new")
    key = page.text.split('name="form_key" value="')[1].split('"')[0]
    answer = client.post(
        f"/complaints/{case}/inspections/new", data={"form_key": key, "place": "客户二车间", "why": "板面划伤"}
    )
    place = answer.headers["Location"]
    assert "HK2611-001" in client.get(place).text
    assert client.get("/complaints/inspections/?state=called").text.count("HK2611-001") == 1
    assert "HK2611-001" in client.get(f"/complaints/{case}/inspections").text
    wrong = client.post(f"{place}/inspect", data={"version": "1", "inspected_on": "2026-11-30", "findings": "x"})
    assert wrong.status_code == 422
    done = client.post(f"{place}/inspect", data={"version": "1", "inspected_on": "2026-11-19", "findings": "划伤"})
    assert done.status_code == 303
    assert client.get(place).text.count("划伤") > 1
    assert sign_in("ma").get(place).status_code == 404
