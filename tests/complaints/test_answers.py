"""Answers to complaints: nothing promised before the decision, a letter that stays, the customer's word, the visit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.complaints.answers import hooks, queries, rules, service
from app.complaints.answers.deadlines import RETURN_VISIT
from app.complaints.answers.models import ReplyLetter
from app.complaints.cases.models import Complaint, ComplaintLink
from app.complaints.circulation.models import Route
from app.complaints.circulation.service import seed
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_answers import decide, fresh
from tests.complaints.factories_cases import make_case, make_route
from tests.customers.factories_customers import a_customer

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
STATUS = service.NewMessage(True, "telephone", "李经理", "正在处理，三日内答复", only_status=True)


def a_case(*known: Route, **values: Any) -> int:
    return make_case(*known, stage="execute", handler_id=factories.staff_id("su"), **values)


def policy(**values: str) -> None:
    with unit_of_work(by=OPERATOR):
        named = {f"complaints.answers.{name}": value for name, value in values.items()}
        set_values(named, valid_from=date(2026, 1, 1), reason=None, by=OPERATOR)


def obstacles(case: int) -> list[str]:
    return [text.msgid for text in hooks.closing_obstacles(case)]


def test_nobody_promises_anything_before_the_decision(context: None) -> None:
    case, su = a_case(), factories.actor("su")
    with pytest.raises(Refused, match="nothing may be promised"):
        service.write_letter(case, "尊敬的李经理：", "我们全额退款。", by=su)
    promise = service.NewMessage(True, "telephone", "李经理", "我们全额退款")
    with pytest.raises(Refused, match="nothing may be promised"):
        service.tell(case, promise, by=su)
    service.tell(case, STATUS, by=su)
    service.tell(case, service.NewMessage(False, "message", "质量管理部", "客户要求退款"), by=su)
    assert [(one.outside, one.told) for one in queries.messages_of(case)] == [(False, "质量管理部"), (True, "李经理")]
    decide(case, state="proposed", decided_on=None)
    with pytest.raises(Refused, match="nothing may be promised"):
        service.tell(case, promise, by=su)


def test_a_letter_goes_out_once_stays_as_it_was_and_stands_with_the_customer(context: None) -> None:
    customer = a_customer("宏运电子", owner="su")
    case, su = a_case(customer_id=customer.id), factories.actor("su")
    decide(case)
    assert rules.NOT_TOLD in hooks.stage_obstacles(case, "answer", "execute")
    letter = service.write_letter(case, "尊敬的李经理：", "同意折让。", by=su)
    assert letter.number == "DF2611-001"
    assert obstacles(case)
    service.change_letter(letter.id, 1, "尊敬的李经理：", "同意折让 960 元。", by=su)
    with pytest.raises(Conflict):
        service.send_letter(letter.id, 1, "letter", TODAY, by=su)
    with pytest.raises(Refused, match="not come yet"):
        service.send_letter(letter.id, 2, "letter", TODAY + timedelta(days=1), by=su)
    service.send_letter(letter.id, 2, "letter", TODAY, by=su)
    for deed in (
        lambda: service.change_letter(letter.id, 3, "", "另", by=su),
        lambda: service.void_letter(letter.id, 3, "误", by=su),
        lambda: service.send_letter(letter.id, 3, "email", TODAY, by=su),
    ):
        with pytest.raises(Refused, match="stays as it is"):
            deed()
    assert fresh(Complaint, case).answered_on == TODAY
    assert hooks.stage_obstacles(case, "answer", "execute") == []
    entry = db.session.scalars(select(Entry).where(Entry.action == "answers.sent")).one()
    assert entry.customer_id == customer.id
    assert "折让" not in str(entry.facts)


def test_only_whoever_handles_the_complaint_answers_it(context: None) -> None:
    factories.make_posts()
    case = a_case(department_id=factories.department_id("客户服务部"))
    decide(case)
    letter = service.write_letter(case, "尊敬的李经理：", "同意折让。", by=factories.actor("kong"))
    with pytest.raises(Refused, match="handles this complaint"):
        service.send_letter(letter.id, 1, "letter", TODAY, by=factories.actor("xu"))
    service.send_letter(letter.id, 1, "letter", TODAY, by=factories.actor("su"))


def test_a_letter_about_a_decision_that_was_replaced_is_not_sent(context: None) -> None:
    case, su = a_case(), factories.actor("su")
    first = decide(case)
    letter = service.write_letter(case, "尊敬的李经理：", "同意折让。", by=su)
    with unit_of_work(by=OPERATOR):
        fresh(type(queries.decision_of(fresh(Complaint, case))), first).state = "void"
    decide(case, "不予折让。")
    with pytest.raises(Refused, match="decided anew"):
        service.send_letter(letter.id, 1, "letter", TODAY, by=su)
    service.change_letter(letter.id, 1, "尊敬的李经理：", "不予折让。", by=su)
    service.send_letter(letter.id, 2, "letter", TODAY, by=su)


def test_the_customer_says_yes_or_no_and_a_no_leads_to_a_new_form(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        case, su = a_case(contact_name="李经理"), factories.actor("su")
        decide(case)
        with pytest.raises(Refused, match="not been told"):
            service.note_acceptance(case, True, TODAY, None, by=su)
        letter = service.write_letter(case, "尊敬的李经理：", "同意折让。", by=su)
        service.send_letter(letter.id, 1, "telephone", TODAY, by=su)
        with pytest.raises(Refused, match="in the customer's words") as refused:
            service.note_acceptance(case, False, TODAY, None, by=su)
        assert refused.value.field == "words"
        service.note_acceptance(case, False, TODAY, "要求全部退货", by=su)
        one = fresh(Complaint, case)
        assert (one.accepted, one.accepted_on, one.customer_result) == (False, TODAY, "要求全部退货")
    browser = sign_in("su")
    page = browser.get(f"/complaints/{case}/answers").text
    assert "New form linked with this one" in page
    key = page.split('name="form_key" value="')[1].split('"')[0]
    answer = browser.post(f"/complaints/{case}/new-form", data={"form_key": key})
    again = browser.post(f"/complaints/{case}/new-form", data={"form_key": key})
    assert answer.location == again.location is not None, answer.text
    with app.app_context():
        link = db.session.scalars(select(ComplaintLink)).one()
        assert (link.earlier_id, link.relation) == (case, "not_accepted")


def test_the_return_visit_is_planned_asked_for_and_counted_until_he_is_reached(context: None) -> None:
    policy(visits="all", attempts="2", visit_by_another="yes")
    factories.make_posts()
    case, su, kong = a_case(), factories.actor("su"), factories.actor("kong")
    visit = service.NewVisit(TODAY, "telephone", True, rules.DISSATISFIED, "仍不满意")
    with pytest.raises(Refused, match="has not been answered"):
        service.note_visit(case, visit, by=kong)
    decide(case)
    letter = service.write_letter(case, "尊敬的李经理：", "同意折让。", by=su)
    service.send_letter(letter.id, 1, "letter", TODAY, by=su)
    planned = db.session.scalars(select(Deadline).where(Deadline.rule == RETURN_VISIT)).one()
    assert (planned.due_on, planned.staff_id) == (date(2026, 11, 25), factories.staff_id("bai"))
    assert rules.NOT_VISITED.msgid in obstacles(case)
    with pytest.raises(Refused, match="does not ask about it himself"):
        service.note_visit(case, visit, by=su)
    missed = service.NewVisit(TODAY, "telephone", False, None, "无人接听")
    service.note_visit(case, missed, by=kong)
    assert obstacles(case)
    service.note_visit(case, missed, by=kong)
    assert obstacles(case) == []
    assert fresh(Deadline, planned.id).outcome == "kept"
    service.note_visit(case, visit, by=kong)
    assert fresh(Complaint, case).return_visited_on == TODAY


def test_a_route_that_answers_first_and_decides_later_is_not_held_up(context: None) -> None:
    route = make_route()
    early, late = make_case(route, number="261102"), a_case(route, number="261103")
    assert not queries.standing(fresh(Complaint, early)).must_answer
    assert not queries.standing(fresh(Complaint, late)).asks_visit
    decide(late)
    steps = hooks.complaint_steps(late, "answer", factories.actor("su"))
    assert [(step.label.msgid, step.primary) for step in steps] == [("Write to the customer", True)]
    assert hooks.complaint_steps(late, "answer", factories.actor("ma")) == []


def test_a_letter_is_written_and_sent_in_one_form_and_printed_only_then(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        case = a_case(number="261107", contact_name="李经理", handling_opinion="内部意见")
        decide(case, "同意对不良品折让。")
    browser = sign_in("su")
    page = browser.get(f"/complaints/{case}/letters/new").text
    assert "尊敬的李经理" in page or "Dear 李经理" in page
    assert "同意对不良品折让。" in page
    assert "内部" not in page
    key = page.split('name="form_key" value="')[1].split('"')[0]
    form = {"form_key": key, "salutation": "尊敬的李经理：", "words": "同意对不良品折让。", "way": "telephone"}
    form |= {"sent_on": "2026-11-20", "then": "at_once", "accepted": "y"}
    answer = browser.post(f"/complaints/{case}/letters/new", data=form)
    assert answer.status_code == 303, answer.text
    assert "Letter sent" in browser.get(answer.location).text
    with app.app_context():
        letter = db.session.scalars(select(ReplyLetter)).one()
        assert fresh(Complaint, case).accepted
    paper = browser.get(f"/documents/reply_letter/{letter.id}").text
    assert "客诉答复函" in paper
    assert "同意对不良品折让。" in paper
    assert "内部" not in paper
    assert sign_in("ma").get(f"/complaints/{case}/answers").status_code == 404
    assert sign_in("ma").get(f"/complaints/{case}/letters/{letter.id}").status_code == 404
    assert browser.get(f"/complaints/{case + 1}/letters/{letter.id}").status_code == 404


def test_a_simple_complaint_is_taken_solved_answered_and_visited_in_four_forms(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        seed(by=OPERATOR)
    kong = sign_in("kong")

    def post(page: str, **typed: str) -> str:
        form = kong.get(f"/complaints/{page}").text.partition("<main")[2].partition("<form")[2]
        brought = dict(re.findall(r'name="(form_key|version)"[^>]*value="([^"]*)"', form))
        answer = kong.post(f"/complaints/{page}", data={**brought, **typed})
        return answer.location or answer.text

    who = {"contact_name": "周小姐", "contact_phone": "13900001234", "remedy_wanted": "explanation"}
    kind = {"kind": "non_quality", "channel": "telephone", "severity": "ordinary", "origin": "domestic"}
    page = post("new", **who, **kind, facts="灶具点火后熄灭。", route_key="service", confirmed="y")
    assert page == "/complaints/1"
    assert post("1/stage", ours="yes", kind="non_quality", severity="ordinary", solution="上门更换点火针。") == page
    letter = {"salutation": "周小姐：", "words": "已更换点火针。", "way": "telephone", "sent_on": "2026-11-20"}
    assert post("1/letters/new", **letter, then="at_once", accepted="y", onward="y") == page
    visit = {"visited_on": "2026-11-20", "way": "telephone", "close": "y"}
    assert "return visit is open" in post("1/visit", **visit, reached="no", words="无人接听。"), "nothing is noted then"
    seen = {"reached": "yes", "satisfied": "satisfied", "words": "使用正常。"}
    assert post("1/visit", **visit, **seen, lessons="随车常备点火针。") == page
    with app.app_context():
        one = fresh(Complaint, 1)
        assert (one.state, one.number, one.lessons) == ("closed", "261101", "随车常备点火针。")
        assert one.confirmed_at is not None
        [visited] = queries.visits_of(1)
    assert (visited.satisfied, visited.by) == ("satisfied", "孔诉")
