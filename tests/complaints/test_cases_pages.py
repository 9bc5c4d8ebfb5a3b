"""Pages of complaints: intake, the page of a case with its one deed, lists, inbox, board; what others are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app import clock
from app.complaints.cases import hooks
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.queries import inbox, listing
from app.complaints.cases.queries.board import board
from app.complaints.cases.service import pass_on
from app.complaints.causes.service import seed as seed_causes
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.service.taking_over import seed as seed_routes
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.history.models import Entry
from app.reception.calls.rules import NewCall
from app.reception.calls.service import register_call
from app.reception.counters import service as counters
from app.reception.counters.queries import purpose_choices
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case, make_route
from tests.customers.factories_customers import a_customer
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
URL = "/complaints"
TYPED = {"facts": "灶具点火后自动熄灭\n已报修两次", "contact_name": "李建国", "contact_phone": "13700001111"}


@pytest.fixture
def office(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
        seed_causes(by=OPERATOR)
        seed_routes(by=OPERATOR)


def text_of(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def form_on(client: FlaskClient, url: str) -> dict[str, str]:
    """What a form brings along without anybody typing: hidden fields, chosen choices, words in boxes."""
    page = text_of(client.get(url))
    form = page[page.index("<form", page.index("<main")) :]
    boxes = [tag for tag in re.findall(r"<input[^>]*>", form) if "checkbox" not in tag or " checked" in tag]
    found = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', "".join(boxes)))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def the_case(app: Flask, complaint_id: int = 1) -> Complaint:
    with app.app_context():
        return db.session.scalars(select(Complaint).where(Complaint.id == complaint_id)).one()


@pytest.mark.usefixtures("office")
def test_a_complaint_is_taken_by_anybody_read_back_and_confirmed(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("chen")
    answer = client.post(f"{URL}/new", data={**form_on(client, f"{URL}/new"), **TYPED})
    assert answer.location == f"{URL}/1/read-back"
    words = text_of(client.get(answer.location))
    assert "已报修两次" in words
    assert "autofocus" in words
    one = the_case(app)
    assert (one.matter, one.channel, one.severity, one.number) == (
        "灶具点火后自动熄灭",
        "telephone",
        "ordinary",
        "261101",
    )
    with app.app_context():
        chen, kong, ma = (factories.actor(who) for who in ("chen", "kong", "ma"))
        assert one.first_contact_id == one.handler_id == chen.staff_id
        assert [hit.url for hit in hooks.hits(kong, "李建国")] == [f"{URL}/1"]
        assert hooks.hits(ma, "261101") == []
    assert client.post(f"{URL}/1/confirm", data={"version": one.version}).location == f"{URL}/1"
    assert the_case(app).confirmed_at is not None


@pytest.mark.usefixtures("office")
def test_the_form_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field(sign_in: SignIn) -> None:
    client = sign_in("su")
    goods = {"quantity": "10", "defective_quantity": "12", "order_number": "SO-77"}
    answer = client.post(f"{URL}/new", data={**form_on(client, f"{URL}/new"), **TYPED, **goods})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "已报修两次" in page
    assert 'value="SO-77"' in page
    assert "No more can be defective than was delivered: 10." in page
    assert '<details class="mb-3" open' in page


@pytest.mark.usefixtures("office")
def test_the_form_finds_the_customer_by_number_telephone_or_name(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        one = a_customer("宏运酒楼", phone="0571-88881234")
        number, customer_id = one.number, one.id
    client = sign_in("kong")
    for typed in (number, "0571-88881234", "宏运"):
        assert "宏运酒楼" in text_of(client.get(f"{URL}/hints", query_string={"contact_phone": typed}))
    assert f'value="{customer_id}" selected' in text_of(client.get(f"{URL}/new?customer={customer_id}"))
    answer = client.post(
        f"{URL}/new",
        data={
            **form_on(client, f"{URL}/new?customer={customer_id}"),
            "facts": "结算单金额不对",
            "contact_phone": number,
        },
    )
    assert answer.status_code == 303
    assert (the_case(app).customer_id, the_case(app).contact_phone) == (customer_id, None)


@pytest.mark.usefixtures("office")
def test_a_call_brings_its_caller_along_and_is_shown_on_the_complaint(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        counters.seed(by=OPERATOR)
        (purpose, _), *_ = purpose_choices()
        call = register_call(
            NewCall(name="周先生", matter="抄表数不对", purpose_id=purpose, phone="13500009999"),
            by=factories.actor("fang"),
        )
        call_id = call.id
    client = sign_in("fang")
    brought = form_on(client, f"{URL}/new?call={call_id}")
    assert (brought["contact_name"], brought["came_from"]) == ("周先生", f"call:{call_id}")
    client.post(f"{URL}/new", data={**brought, "facts": "抄表数不对"})
    assert the_case(app).came_from == f"call:{call_id}"
    assert f"/reception/calls/{call_id}" in text_of(client.get(f"{URL}/1"))
    unseen = form_on(sign_in("su"), f"{URL}/new?visit=99")
    assert unseen["came_from"] == ""


@pytest.mark.usefixtures("office")
def test_the_page_shows_the_way_and_one_deed_to_whoever_holds_the_stage(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("su")
    posted = {**form_on(client, f"{URL}/new"), **TYPED, "route_key": "service"}
    client.post(f"{URL}/new", data=posted)
    page = text_of(client.get(f"{URL}/1"))
    assert f'hx-get="{URL}/1/stage"' in page
    assert 'aria-current="step"' in page
    assert "Now to be done:" in text_of(client.get(f"{URL}/1/stage", headers={"HX-Request": "true"}))
    typed = {**form_on(client, f"{URL}/1/stage"), "ours": "yes", "solution": "明日上门更换电池"}
    assert client.post(f"{URL}/1/stage", data=typed).location == f"{URL}/1"
    one = the_case(app)
    assert (one.stage_key, one.ours, one.solution) == ("answer", True, "明日上门更换电池")
    assert "Go on in the place of whoever has it" in text_of(sign_in("gao").get(f"{URL}/1"))  # manages complaints
    others = sign_in("xu")
    assert "It waits at:" in text_of(others.get(f"{URL}/1"))
    assert f"{URL}/1/stage" not in text_of(others.get(f"{URL}/1"))
    assert others.get(f"{URL}/1/stage").status_code == 422
    assert sign_in("ma").get(f"{URL}/1").status_code == 404
    assert sign_in("ma").get(f"{URL}/1/course").status_code == 404
    assert sign_in("wu").get(f"{URL}/").status_code == 403


@pytest.mark.usefixtures("office")
def test_a_stage_that_was_skipped_by_hand_is_refused_with_the_rule_and_nothing_is_lost(
    app: Flask, sign_in: SignIn
) -> None:
    client = sign_in("su")
    client.post(f"{URL}/new", data={**form_on(client, f"{URL}/new"), **TYPED, "route_key": "factory"})
    before = the_case(app)
    needed = {
        "order_number": "SO-1", "material_number": "P-9", "shipped_on": "2026-11-02", "quantity": "100",
        "defective_quantity": "7", "sales_opinion": "客户要求换货",
    }  # fmt: skip
    lacking = client.post(f"{URL}/1/stage", data={"version": before.version, "order_number": "SO-1"})
    assert lacking.status_code == 422
    assert 'value="SO-1"' in text_of(lacking)
    skipped = client.post(f"{URL}/1/stage", data={"version": before.version, **needed, "to": "decide"})
    assert the_case(app).stage_key in ("sales", "register")  # the form has no such choice: at most the next stage
    assert skipped.status_code in (303, 422)
    with app.app_context():
        one = the_case(app)
        with pytest.raises(Refused, match="cannot be passed over"):
            pass_on(one.id, version=one.version, values={}, to="decide", by=factories.actor("kong"))


@pytest.mark.usefixtures("office")
def test_deeds_ask_for_a_reason_and_are_offered_to_the_right_person_only(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("su")
    client.post(f"{URL}/new", data={**form_on(client, f"{URL}/new"), **TYPED, "route_key": "service"})
    assert client.get(f"{URL}/1/pause").status_code == 422
    kong = sign_in("kong")
    version = the_case(app).version
    assert kong.post(f"{URL}/1/pause", data={"version": version, "cause": ""}).status_code == 422
    assert kong.post(f"{URL}/1/pause", data={"version": version, "cause": "客户出差"}).location == f"{URL}/1"
    assert the_case(app).paused
    stale = kong.post(f"{URL}/1/resume", data={"version": version})
    assert stale.status_code == 409
    assert kong.post(f"{URL}/1/resume", data={"version": the_case(app).version}).status_code == 303
    corrected = {**form_on(kong, f"{URL}/1/change"), "facts": "改正后的情况", "matter": "灶具熄火"}
    assert kong.post(f"{URL}/1/change", data=corrected).location == f"{URL}/1"
    assert the_case(app).matter == "灶具熄火"
    assert kong.post(f"{URL}/1/cancel", data={"version": the_case(app).version, "reason": "误录"}).status_code == 303
    assert the_case(app).state == "cancelled"


def put_cases(app: Flask) -> dict[str, int]:
    """Three complaints: one late with su, one of the service department with nobody named, one closed last month."""
    with app.app_context():
        route, su = make_route(), factories.staff_id("su")
        sales, service = factories.department_id("销售部"), factories.department_id("客户服务部")
        yesterday = clock.today() - timedelta(days=1)
        plain = {"handler_id": su, "first_contact_id": su, "department_id": sales}
        customer = a_customer("东方机械有限公司", kind="company", category="ordinary", contact="李经理").id
        late = make_case(
            route, holder_id=su, holder_department_id=sales, due_on=yesterday, customer_id=customer, **plain
        )
        waits = make_case(
            route, number="261102", stage="quality", holder_department_id=service, customer_id=customer, **plain
        )
        closed = make_case(
            route, number="261003", state="closed", closed_on=yesterday, customer_id=customer, cause_id=None, **plain
        )
        with unit_of_work(by=OPERATOR) as work:
            work.session.get_one(Complaint, closed).stage_id = None
    return {"late": late, "waits": waits, "closed": closed, "customer": customer}


@pytest.mark.usefixtures("office")
def test_lists_inbox_and_board_agree_and_each_shows_only_what_its_reader_may_know(app: Flask, sign_in: SignIn) -> None:
    ids = put_cases(app)
    with app.app_context():
        kong, su, ma = (factories.actor(one) for one in ("kong", "su", "ma"))
        assert [one.id for one in listing.listing(listing.Filters(), kong).rows] == [ids["late"], ids["waits"]]
        assert [one.id for one in listing.listing(listing.Filters(state="late"), su).rows] == [ids["late"]]
        assert listing.count(listing.Filters(state="every"), ma) == 0
        assert [one.id for one in inbox.inbox(inbox.MINE, kong).rows] == [ids["waits"]]
        assert inbox.figures(su) == inbox.Figures(mine=1, mine_late=1, department=1, late=1, answering=1)
        (route,) = board(kong)
        assert [(one.key, one.count, one.late) for one in route.stages] == [("sales", 1, 1), ("quality", 1, 0)]
    client = sign_in("kong")
    page = text_of(client.get(f"{URL}/?state=late"))
    assert f'href="{URL}/{ids["late"]}"' in page
    assert f'href="{URL}/{ids["waits"]}"' not in page
    assert client.get(f"{URL}/?month=november").status_code == 422
    assert "261003" in text_of(client.get(f"{URL}/?month=2026-10&state=every"))
    assert f"{URL}/{ids['waits']}/stage" in text_of(client.get(f"{URL}/inbox"))
    assert "state=late" in text_of(client.get(f"{URL}/board"))
    assert sign_in("su").get(f"{URL}/board").status_code == 403
    assert "No complaint is like that" in text_of(sign_in("ma").get(f"{URL}/?state=every"))


@pytest.mark.usefixtures("office")
def test_the_list_is_taken_out_as_filtered_and_the_taking_is_recorded(app: Flask, sign_in: SignIn) -> None:
    put_cases(app)
    assert sign_in("su").get(f"{URL}/export.xlsx").status_code == 403
    client = sign_in("kong")
    sheet = load_workbook(BytesIO(client.get(f"{URL}/export.xlsx?state=late").data)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert [len(rows), rows[1][0], rows[1][2]] == [2, "261101", "东方机械有限公司"]
    assert "261102" in client.get(f"{URL}/export.csv").data.decode("utf-8-sig")
    with app.app_context():
        assert len(db.session.scalars(select(Entry).where(Entry.action == "complaints.exported")).all()) == 2


@pytest.mark.usefixtures("office")
def test_others_are_told_of_open_complaints_in_one_query_and_nothing_that_they_may_not_know(
    app: Flask, sign_in: SignIn
) -> None:
    ids = put_cases(app)
    customer = ids["customer"]
    with app.app_context():
        kong, ma = factories.actor("kong"), factories.actor("ma")
        with count_queries(app) as counted:
            flags = hooks.flags([customer, 999], kong)
        assert len(counted) <= 2
        assert [(flag.text.params["count"], flag.status) for flag in flags[customer]] == [(2, "red")]
        assert hooks.flags([customer], ma) == {customer: [hooks.UNSEEN]}  # that there is one, not how many nor where
        assert hooks.UNSEEN.url is None
        with app.test_request_context():
            assert [one.figure for one in hooks.notices(kong)] == ["1", "1"]
        assert hooks.handover_parts(factories.staff_id("su"), [customer])[customer][0].count == 2
        assert hooks.erasure_obstacles([customer])[0].params == {"count": 2}
        assert hooks.last_business([customer]) == {customer: clock.today()}
        assert hooks.customer_of_subject(f"complaint:{ids['late']}") == customer
    assert "261101" in text_of(sign_in("kong").get(f"{URL}/customer/{customer}"))
    assert "no complaint that you may know of" in text_of(sign_in("fang").get(f"{URL}/customer/{customer}"))


@pytest.mark.usefixtures("office")
def test_no_page_of_complaints_asks_more_than_twenty_queries(app: Flask, sign_in: SignIn) -> None:
    ids = put_cases(app)
    client = sign_in("kong")
    case = str(ids["waits"])
    pages = ("", "?state=every", "inbox", "board", "new", case, f"{case}/stage", f"{case}/change", f"{case}/course")
    parts = (f"{case}/missing", f"{case}/offers")  # which the page of a case loads
    for page in (*pages, *parts):
        asked = {"HX-Request": "true"} if page in parts else {}
        client.get(f"{URL}/{page}")
        with count_queries(app) as counted:
            assert client.get(f"{URL}/{page}", headers=asked).status_code == 200
        assert len(counted) <= 20, (page, len(counted), counted.statements)


def test_the_course_keeps_every_stay_and_the_way_shows_what_is_to_come(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        complaint_id = make_case(stage="quality", holder_department_id=factories.department_id("客户服务部"))
        with unit_of_work(by=OPERATOR) as work:
            stage = work.session.scalars(select(RouteStage).where(RouteStage.key == "sales")).one()
            been = ComplaintStage(
                complaint_id=complaint_id, stage_id=stage.id, key="sales", entered_at=work.at, left_at=work.at,
                left_on=clock.today(), outcome="passed", late_days=2, opinion="INTERNAL-WORDS", left_by="苏销",
            )  # fmt: skip
            work.session.add(been)
    client = sign_in("kong")
    page = text_of(client.get(f"{URL}/{complaint_id}"))
    assert "Days late: 2" in page
    assert "INTERNAL-WORDS" in text_of(client.get(f"{URL}/{complaint_id}/course"))
