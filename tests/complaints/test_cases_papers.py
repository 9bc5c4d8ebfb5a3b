"""The papers of complaints: five labelled copies with every stage dated, the register of a month, the record (K-19)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import NoResultFound

from app.complaints.cases.documents import documents
from app.complaints.cases.handling_form import complaint_form
from app.complaints.cases.papers import record, register
from app.complaints.cases.specimens import blank_form
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.service.taking_over import seed
from app.domain.actor import OPERATOR
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case, make_route
from tests.customers.factories_customers import a_customer

SignIn = Callable[[str], FlaskClient]


def a_case(app: Flask, **more: object) -> int:
    with app.app_context():
        customer = a_customer("宏运酒楼").id
        su, sales = factories.staff_id("su"), factories.department_id("销售部")
        return make_case(
            make_route(), stage="quality", customer_id=customer, handler_id=su, holder_id=su,
            holder_department_id=sales, quantity_unknown=True, order_number="SO-77", defective_quantity=None, **more,
        )  # fmt: skip


def test_the_form_is_printed_in_five_copies_named_by_their_keepers_and_says_that_it_is_internal(
    app: Flask, sign_in: SignIn
) -> None:
    complaint_id = a_case(app)
    page = sign_in("kong").get(f"/documents/complaint_form/{complaint_id}").get_data(as_text=True)
    for keeper in ("一、质量管理部存", "二、制造部存", "三、业务部执行", "四、会计科存", "五、总经理室存"):
        assert page.count(keeper) == 1
    assert page.count("客户抱怨处理单") == 5
    assert "表14.6.3" in page
    assert page.count("SO-77") == 5
    assert 'class="qr' in page or "<svg" in page
    assert sign_in("ma").get(f"/documents/complaint_form/{complaint_id}").status_code == 404
    assert sign_in("ma").get(f"/documents/complaint_record/{complaint_id}").status_code == 404
    assert sign_in("su").get("/documents/complaint_register/202611").status_code == 403


def test_every_stage_is_dated_and_each_word_stands_where_it_was_added(app: Flask) -> None:
    complaint_id = a_case(app, sales_opinion="建议换货", quality_analysis="隔纸漏放")
    with app.app_context():
        with unit_of_work(by=OPERATOR) as work:
            stage = work.session.query(RouteStage).filter_by(key="quality").one()
            stage.asks = ["quality_analysis"]
        paper = complaint_form(factories.actor("kong"), complaint_id)
        here = paper.stages[2]
        assert (here.name, here.came, here.left) == ("quality", "2026-11-20 09:00", "")
        assert [value for _, value in here.lines] == ["隔纸漏放"]
        assert len(paper.demand.splitlines()) == 2  # what he wants, and that the quantity is not yet known (K-11)
        assert [one.came for one in paper.stages[3:]] == ["", "", ""]
        assert record(factories.actor("kong"), complaint_id).contact == ""


def test_the_register_of_a_month_holds_its_numbers_in_order_and_only_a_month_has_one(app: Flask) -> None:
    a_case(app)
    with app.app_context():
        route = make_route("other")
        make_case(route, number="261102", referred_to="市政公司", state="closed", reopened=1)
        make_case(route, number="261001")
        paper = register(factories.actor("kong"), 202611)
        assert [(one.number, one.customer) for one in paper.rows] == [("261101", "宏运酒楼"), ("261102", "")]
        assert "市政公司" in paper.rows[1].remark
        assert register(factories.actor("ma"), 202611).rows == ()
        with pytest.raises(NoResultFound):
            register(factories.actor("kong"), 202613)


def test_examples_and_blanks_print_and_the_blank_names_what_each_stage_adds(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        seed(by=OPERATOR)
        with app.test_request_context():
            blank = blank_form()
            assert len(blank.stages) == 12
            assert not any(value for box in blank.stages for _, value in box.lines)
    client = sign_in("kong")
    for one in documents():
        for which in ("example", "blank"):
            assert client.get(f"/documents/{one.key}/{which}").status_code == 200
