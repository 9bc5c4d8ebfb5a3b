"""Abnormality slips: no loss, to the unit, answered with cause and measure, closed when it helped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.complaints.abnormalities import queries, rules, service
from app.complaints.abnormalities.models import AbnormalitySlip
from app.complaints.abnormalities.rules import NewSlip
from app.complaints.cases.models import Complaint
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.tasks.models import Task
from tests import factories
from tests.complaints.factories_answers import decide, fresh
from tests.complaints.factories_cases import make_case, make_route
from tests.customers.factories_customers import a_customer

SignIn = Callable[[str], FlaskClient]
DAY = date(2026, 11, 18)


def a_slip(**values: object) -> NewSlip:
    usual = {"happened_on": DAY, "what": "外箱标签贴错", "department_id": factories.department_id("客户服务部")}
    return NewSlip(**{**usual, **values})  # type: ignore[arg-type]


def test_a_unit_answers_a_slip_and_whoever_opened_it_sees_whether_it_helped(context: None) -> None:
    factories.make_posts()
    su, bai, kong = (factories.actor(name) for name in ("su", "bai", "kong"))
    made = service.open_slip(a_slip(customer_id=a_customer().id, wanted="查明原因"), by=su)
    deadline = db.session.scalars(select(Deadline).where(Deadline.subject == f"abnormality:{made.id}")).one()
    assert (made.number, made.due_on, deadline.staff_id) == ("YC2611-001", date(2026, 11, 27), bai.staff_id)
    with pytest.raises(Refused, match="another unit"):
        service.answer(made.id, 1, "换批余标", "销毁余标", by=su)
    with pytest.raises(Refused, match="has not answered"):
        service.close(made.id, 1, "有效", by=su)
    service.answer(made.id, 1, "换批余标", "销毁余标", by=kong)
    task = db.session.scalars(select(Task).where(Task.kind == "abnormalities.confirm")).one()
    assert (task.staff_id, fresh(Deadline, deadline.id).outcome) == (su.staff_id, "kept")
    with pytest.raises(Refused, match="Whoever opened"):
        service.close(made.id, 2, "有效", by=bai)
    service.send_back(made.id, 2, "又发生一次", by=su)
    assert fresh(AbnormalitySlip, made.id).state == "open"
    service.answer(made.id, 3, "余标未销毁", "组长签名", by=bai)
    with pytest.raises(Conflict):
        service.close(made.id, 3, "有效", by=su)
    service.close(made.id, 4, "四周无误", by=su)
    assert fresh(AbnormalitySlip, made.id).closed_by == "苏销"
    open_tasks = select(Task).where(Task.subject == f"abnormality:{made.id}", Task.state == "open")
    assert db.session.scalars(open_tasks).all() == []


def test_a_complaint_without_loss_ends_with_its_slip_but_not_once_it_was_decided(context: None) -> None:
    factories.make_posts()
    route, su, customer = make_route(), factories.actor("su"), a_customer(owner="su")
    about = {"handler_id": su.staff_id, "holder_id": su.staff_id, "kind": "non_quality"}
    case = make_case(route, customer_id=customer.id, **about)
    with pytest.raises(Conflict):
        service.open_slip(a_slip(complaint_id=case), version=9, by=su)
    made = service.open_slip(a_slip(complaint_id=case), version=1, by=su)
    one = fresh(Complaint, case)
    assert (one.state, one.no_loss, made.customer_id) == ("closed", True, customer.id)
    decided = make_case(route, number="261102", decided_on=DAY, **about)
    decide(decided)
    with pytest.raises(Refused, match="was decided"):
        service.open_slip(a_slip(complaint_id=decided), version=1, by=su)
    assert len(db.session.scalars(select(AbnormalitySlip)).all()) == 1


def test_a_slip_is_seen_by_whoever_opened_it_and_by_its_unit_only(context: None) -> None:
    factories.make_posts()
    made = service.open_slip(a_slip(), by=factories.actor("su"))
    seen = {
        name: len(queries.listing(queries.Filters(), factories.actor(name)).rows)
        for name in ("su", "bai", "kong", "gao", "chen", "fang")
    }
    assert seen == {"su": 1, "bai": 1, "kong": 1, "gao": 1, "chen": 0, "fang": 0}
    assert queries.listing(queries.Filters(state=rules.LATE), factories.actor("su")).rows == []
    assert queries.found(made.number.lower(), factories.actor("chen")) == []


def test_a_slip_is_opened_and_printed_at_the_desk(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        factories.make_posts()
        home = factories.department_id("客户服务部")
        case = make_case(handler_id=factories.staff_id("su"), holder_id=factories.staff_id("su"), quantity=100)
    browser = sign_in("su")
    page = browser.get(f"/complaints/{case}/abnormality").text
    key = page.split('name="form_key" value="')[1].split('"')[0]
    form = {"form_key": key, "version": "1", "department_id": str(home), "happened_on": "2026-11-18", "what": "贴错"}
    late = browser.post(f"/complaints/{case}/abnormality", data=form | {"due_on": "2026-11-20"})
    assert late.status_code == 422
    assert "needs a day to come" in late.text
    assert "贴错" in late.text
    answer = browser.post(f"/complaints/{case}/abnormality", data=form | {"due_on": "2026-11-23"})
    assert answer.status_code == 303, answer.text
    assert "YC2611-001" in browser.get(answer.location).text
    assert "YC2611-001" in browser.get(f"/complaints/{case}/abnormalities").text
    assert "YC2611-001" in browser.get("/complaints/abnormalities/").text
    paper = browser.get(f"/documents/abnormality_slip/{answer.location.rsplit('/', 1)[1]}").text
    assert "异常处理单" in paper
    assert "2026-11-23" in paper
