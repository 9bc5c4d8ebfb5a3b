"""Letters, calls and messages: recorded in the file, answered in time, seen by its readers only."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.customers.contracts.rules import NewContract
from app.customers.contracts.service import enter
from app.customers.correspondence import queries, rules, service
from app.customers.correspondence.models import Letter
from app.customers.correspondence.queries import Filters
from app.customers.correspondence.rules import Answer, NewLetter
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.office.tasks.models import Task
from tests.customers.factories_customers import a_customer
from tests.factories import actor, staff_id
from tests.reception.factories_queue import later

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)


def asked(customer_id: int, **more: Any) -> Letter:
    new = NewLetter(**{"at": clock.now(), "reason": "询问增压", "asked": "能否十二月前完成？", **more})
    return service.record_letter(customer_id, new, by=actor("su"))


def now(letter_id: int) -> Letter:
    return db.session.get_one(Letter, letter_id, populate_existing=True)


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_an_answer_is_of_a_day_from_the_question_until_today(since: int, on: int) -> None:
    answer = Answer("已答复", met=False, on=TODAY + timedelta(days=on))
    if since <= on <= 0:
        rules.check_answer("能否？", None, answer, TODAY + timedelta(days=since), TODAY)
    else:
        with pytest.raises(Refused):
            rules.check_answer("能否？", None, answer, TODAY + timedelta(days=since), TODAY)


@pytest.mark.usefixtures("context")
class TestAnswers:
    def test_what_was_asked_is_to_be_answered_within_three_working_days_satisfied_or_not(self) -> None:
        one = asked(a_customer(owner="su").id)
        assert one.number == "WL2611-001"
        assert one.answer_due_on == date(2026, 11, 25)  # asked on a Friday
        task = select(Task.state).where(Task.kind == "deadlines.due", Task.staff_id == staff_id("su"))
        assert db.session.scalars(task).all() == ["open"]
        service.answer_letter(one.id, one.version, Answer("不能满足，已说明原因", met=False, on=TODAY), by=actor("su"))
        assert (now(one.id).met, now(one.id).answered_on) == (False, TODAY)
        assert db.session.scalars(task).all() == ["done"]
        with pytest.raises(Refused, match="This was answered on"):
            service.answer_letter(one.id, 2, Answer("再答", met=True, on=TODAY), by=actor("su"))

    def test_open_and_late_answers_are_lists_of_their_own(self) -> None:
        one = asked(a_customer(owner="su").id)
        found = {state: self.numbers(state) for state in rules.STATES}
        assert found == {"open": [one.number], "late": [], "answered": []}
        later(days=7)
        assert self.numbers("late") == [one.number]
        service.answer_letter(one.id, 1, Answer("已完成", met=True, on=clock.today()), by=actor("su"))
        assert (self.numbers("late"), self.numbers("answered")) == ([], [one.number])
        assert db.session.scalars(select(Deadline.outcome)).all() == ["late"]

    def numbers(self, state: str) -> list[str]:
        return [row.Letter.number for row in queries.listing(Filters(state=state), actor("su")).rows]

    def test_a_correction_keeps_old_values_with_the_reason_and_the_deadline_follows_the_question(self) -> None:
        customer_id = a_customer(owner="su").id
        one = asked(customer_id)
        new = NewLetter(at=one.at, reason="询问压力等级", staff_id=staff_id("bai"))
        changed = service.change(one.id, 1, new, "听错", by=actor("su"))
        entry = db.session.scalars(select(Entry).where(Entry.action == "correspondence.changed")).one()
        assert entry.reason == "听错"
        assert {"field": "reason", "old": "询问增压", "new": "询问压力等级"} in entry.facts["changes"]
        assert {"field": "staff", "old": "苏销", "new": "白管"} in entry.facts["changes"]
        assert (changed.answer_due_on, db.session.scalars(select(Deadline.outcome)).one()) == (None, "dropped")
        with pytest.raises(Conflict):
            service.change(one.id, 1, new, "再改", by=actor("su"))

    def test_a_contract_of_another_customer_is_refused_and_a_developer_without_one_is_marked(self) -> None:
        mine, other = a_customer(owner="su").id, a_customer("李四", owner="su", phone="13800000002").id
        contract = enter(other, NewContract("配合协议", TODAY), by=actor("su"))
        with pytest.raises(Refused, match="one of the list"):
            asked(mine, counterpart="developer", contract_id=contract.id)
        assert rules.lacks_contract("developer", None)
        assert not rules.lacks_contract("owner", None)
        assert not rules.lacks_contract("utility", asked(other, counterpart="utility", contract_id=contract.id).id)


def test_it_is_recorded_with_the_reason_alone_and_nobody_else_sees_it_nor_its_attachments(sign_in: SignIn) -> None:
    su, kong, gao = sign_in("su"), sign_in("kong"), sign_in("gao")
    with su.application.app_context():
        customer_id = a_customer(owner="su").id
        wanted = clock.local(clock.now()).strftime("%Y-%m-%d %H:%M")
    place = f"/customers/{customer_id}/correspondence"
    assert "autofocus" in su.get(f"{place}/new").text
    usual = {"at": wanted, "way": "call", "direction": "in", "counterpart": "user"}
    made = su.post(f"{place}/new", data={**usual, "reason": "催问发票", "asked": "何时开票"})
    page = made.headers["Location"]
    letter_id = page.rpartition("/")[2]
    assert "催问发票" in su.get(page).text
    assert "催问发票" in gao.get("/customers/correspondence/?state=open").text
    subject = f"/attachments/of/letter:{letter_id}"
    scan = {"file": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "传真.pdf"), "note": "传真原件"}
    assert su.post(subject, data=scan).status_code in (200, 303)
    with su.application.app_context():
        attachment = select(Entry.facts).where(Entry.action == "attachments.attached")
        opened = f"/attachments/{db.session.scalars(attachment).one()['attachment']}"
    for path in (page, place, f"{page}/answer", f"{page}/change", subject, f"/documents/letter/{letter_id}"):
        assert (su.get(path).status_code, kong.get(path).status_code) == (200, 404), path
    with su.get(opened) as shown:
        assert shown.status_code == 200
    assert kong.get(opened).status_code == 404
    assert "催问发票" not in kong.get("/customers/correspondence/?since=1101&until=1120").text
    assert gao.post(subject, data={"file": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "x.pdf")}).status_code == 422
    typed = {"version": "1", "answer": "已开票", "met": "yes", "answered_on": "1120"}
    assert su.post(f"{page}/answer", data=typed).status_code == 303
    assert "已开票" in su.get(page).text


def test_contracts_are_no_choice_for_whoever_may_not_see_them_and_stay_where_he_corrects(sign_in: SignIn) -> None:
    fang = sign_in("fang")
    with fang.application.app_context():
        customer_id = a_customer(owner="fang").id
        contract = enter(customer_id, NewContract("增压配合协议", TODAY), by=actor("gao"))
        new = NewLetter(at=clock.now(), reason="增压", counterpart="utility", contract_id=contract.id)
        letter = service.record_letter(customer_id, new, by=actor("gao"))
        contract_id, letter_id = contract.id, letter.id
        wanted = clock.local(letter.at).strftime("%Y-%m-%d %H:%M")
    page = f"/customers/correspondence/{letter_id}/change"
    for path in (page, f"/customers/{customer_id}/correspondence/new"):
        assert fang.get(path).status_code == 200
        assert "增压配合协议" not in fang.get(path).text, path
    assert f'/ <a href="/customers/{customer_id}"' in fang.get(path).text
    usual = {"at": wanted, "way": "call", "direction": "in", "counterpart": "utility", "reason": "询问增压"}
    said = fang.post(page, data={**usual, "version": "1", "contract_id": "", "reason_of_change": "听错"})
    assert said.status_code == 303, said.text
    with fang.application.app_context():
        one = db.session.get_one(Letter, letter_id)
        assert (one.reason, one.contract_id) == ("询问增压", contract_id)
