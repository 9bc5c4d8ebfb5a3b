"""An enquiry on its way: it stays with whoever was asked first until somebody takes it over (R-146 to R-152)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.absence.service import record_absence
from app.office.access.service.people import deactivate
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.office.tasks.models import Task
from app.reception.calls.rules import NewCall
from app.reception.calls.service import register_call
from app.reception.counters.queries import purpose_choices
from app.reception.counters.service import seed
from app.reception.enquiries import hooks, service
from app.reception.enquiries.documents import work_slip
from app.reception.enquiries.models import Enquiry, EnquiryStep
from app.reception.enquiries.queries import lists, repeats
from app.reception.enquiries.queries.one import seat, shown
from app.reception.enquiries.rules import DONE, JOINED, REFERRED, NewEnquiry
from app.unit_of_work import unit_of_work
from tests import factories

SignIn = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("posts")
PHONE = "13800001111"


@pytest.fixture
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()


def asked(username: str = "fang", **more: object) -> Enquiry:
    """Somebody asks this person."""
    new = NewEnquiry("Mrs Wang", "When is the meter changed?", phone=PHONE, **more)  # type: ignore[arg-type]
    return service.register(new, by=factories.actor(username))


def fresh(one: Enquiry) -> Enquiry:
    return db.session.scalars(
        select(Enquiry).where(Enquiry.id == one.id).execution_options(populate_existing=True)
    ).one()


def open_tasks(username: str, kind: str | None = None) -> list[Task]:
    query = select(Task).where(Task.staff_id == factories.staff_id(username), Task.state == "open")
    return list(db.session.scalars(query.where(Task.kind == kind) if kind else query))


def deadline_of(one: Enquiry) -> Deadline:
    return db.session.scalars(
        select(Deadline).where(Deadline.id == one.deadline_id).execution_options(populate_existing=True)
    ).one()


def hand(one: Enquiry, by: str, to: str) -> None:
    service.hand_on(one.id, fresh(one).version, factories.staff_id(to), "Please.", by=factories.actor(by))


def test_who_was_asked_first_has_it_with_a_deadline_and_a_task(context: None) -> None:
    one = asked()
    assert (one.number, one.state, one.owner_id, one.first_id) == ("SW2611-001", "open", one.first_id, one.owner_id)
    assert deadline_of(one).due_on == date(2026, 11, 25)  # three working days after Friday
    assert [task.kind for task in open_tasks("fang")] == ["deadlines.due"]
    assert [line.enquiry.id for line in lists.listing(lists.Filters(), factories.actor("fang")).rows] == [one.id]


def test_it_stays_with_the_first_until_the_other_takes_it_over(context: None) -> None:
    one = asked()
    hand(one, "fang", "kong")
    assert (fresh(one).owner_id, fresh(one).offered_id) == (one.first_id, factories.staff_id("kong"))
    assert open_tasks("fang", "deadlines.due")
    service.accept(one.id, fresh(one).version, by=factories.actor("kong"))
    found = fresh(one)
    assert (found.owner_id, found.first_id, found.offered_id) == (factories.staff_id("kong"), one.first_id, None)
    assert found.department_id == factories.department_id("客户服务部")
    assert deadline_of(found).staff_id == factories.staff_id("kong")
    assert not open_tasks("fang")
    assert [task.kind for task in open_tasks("kong")] == ["deadlines.due"]


def test_what_is_given_back_needs_a_reason_and_is_with_its_owner_again(context: None) -> None:
    one = asked()
    hand(one, "fang", "su")
    with pytest.raises(Refused):
        service.give_back(one.id, fresh(one).version, "", by=factories.actor("su"))
    db.session.rollback()
    service.give_back(one.id, fresh(one).version, "Not sales.", by=factories.actor("su"))
    assert fresh(one).offered_id is None
    assert not open_tasks("su")
    assert {task.kind for task in open_tasks("fang")} == {"deadlines.due", "enquiries.returned"}
    words = db.session.scalars(select(EnquiryStep.words).where(EnquiryStep.step == "given_back")).one()
    assert words == "Not sales."


def test_only_who_was_asked_may_take_it_over_and_only_as_he_saw_it(context: None) -> None:
    one = asked()
    hand(one, "fang", "kong")
    version = fresh(one).version
    with pytest.raises(NoResultFound):
        service.accept(one.id, version, by=factories.actor("su"))
    db.session.rollback()
    with pytest.raises(Refused):
        service.accept(one.id, version, by=factories.actor("fang"))
    db.session.rollback()
    with pytest.raises(Conflict):
        service.accept(one.id, version - 1, by=factories.actor("kong"))
    db.session.rollback()
    service.accept(one.id, version, by=factories.actor("kong"))
    with pytest.raises(Conflict):
        service.accept(one.id, version, by=factories.actor("kong"))


def test_a_stand_in_is_asked_for_who_is_away_and_acts_for_him(context: None) -> None:
    one, today = asked(), clock.today()
    away = {"first_on": today, "last_on": today + timedelta(days=3), "note": None, "by": factories.actor("admin")}
    record_absence(factories.staff_id("kong"), "leave", deputy_id=factories.staff_id("su"), **away)  # type: ignore[arg-type]
    hand(one, "fang", "kong")
    assert fresh(one).offered_id == factories.staff_id("su")
    record_absence(factories.staff_id("fang"), "sick", deputy_id=factories.staff_id("chen"), **away)  # type: ignore[arg-type]
    assert seat(one.id, factories.actor("chen")).on_behalf_of == factories.staff_id("fang")
    service.finish(one.id, fresh(one).version, "Told her.", by=factories.actor("chen"))
    entry = db.session.scalars(select(Entry).where(Entry.action == "enquiries.finished")).one()
    assert (entry.staff_id, entry.on_behalf_of) == (factories.staff_id("chen"), factories.staff_id("fang"))


def test_it_ends_with_a_result_and_everything_about_it_is_closed(context: None) -> None:
    one = asked()
    hand(one, "fang", "kong")
    with pytest.raises(Refused):
        service.finish(one.id, fresh(one).version, "", by=factories.actor("fang"))
    db.session.rollback()
    service.finish(one.id, fresh(one).version, "The gas works do it.", state=REFERRED, by=factories.actor("fang"))
    assert (fresh(one).state, fresh(one).offered_id, deadline_of(one).outcome) == (REFERRED, None, "kept")
    assert not open_tasks("kong")
    assert not open_tasks("fang")
    action = "enquiries.referred"
    assert db.session.scalars(select(Entry.facts).where(Entry.action == action)).one()["number"] == one.number


def test_a_matter_of_weight_is_reported_to_the_general_manager_at_once(context: None) -> None:
    one = asked("chen", weighty=True)
    assert [task.kind for task in open_tasks("gao")] == ["enquiries.weighty"]
    assert shown(one.id, factories.actor("gao")).to_note
    with pytest.raises(Refused):
        service.note(one.id, None, by=factories.actor("chen"))
    db.session.rollback()
    service.note(one.id, "I call them myself.", by=factories.actor("gao"))
    assert not open_tasks("gao")
    other = asked("chen")
    service.tell(other.id, other.version, "The press asks.", by=factories.actor("chen"))
    assert fresh(other).weighty
    assert len(open_tasks("gao", "enquiries.weighty")) == 1


def test_whoever_asks_again_while_it_is_open_is_counted_and_its_owner_told(context: None) -> None:
    first = asked()
    hand(first, "fang", "kong")
    service.accept(first.id, fresh(first).version, by=factories.actor("kong"))
    earlier = repeats.alike(PHONE, None, factories.actor("chen"))
    assert [(one.number, one.matter) for one in earlier] == [(first.number, "")]  # not his business yet
    again = asked("chen", matter_of_id=first.id, channel="phone")
    assert (again.state, again.matter_of_id, again.deadline_id) == (JOINED, first.id, None)
    assert [task.kind for task in open_tasks("kong", "enquiries.again")] == ["enquiries.again"]
    assert shown(first.id, factories.actor("chen")).again == [(again.number, again.id)]
    third = asked("su", matter_of_id=again.id)
    assert third.matter_of_id == first.id
    lines = {one.department: one for one in repeats.repeats(clock.today(), clock.today(), factories.actor("gao"))}
    assert (lines["客户服务部"].asked, lines["客户服务部"].again) == (3, 2)
    service.finish(first.id, fresh(first).version, "Changed.", by=factories.actor("kong"))
    assert not open_tasks("kong")


def test_whoever_asks_again_after_it_was_done_opens_it_anew(context: None) -> None:
    first = asked()
    service.finish(first.id, first.version, "Told her.", by=factories.actor("fang"))
    again = asked("chen", matter_of_id=first.id)
    assert (again.state, again.owner_id, again.matter_of_id) == ("open", factories.staff_id("chen"), first.id)
    assert asked("su", matter_of_id=first.id).state == JOINED  # the one that Chen has is open
    assert open_tasks("chen", "enquiries.again")


def test_the_slip_may_be_written_afterwards_and_then_says_what_was_done(context: None) -> None:
    one, care = asked(), factories.department_id("客户服务部")
    service.finish(one.id, one.version, "Shut the valve.", by=factories.actor("fang"))
    slip = service.NewSlip(care, "Check the valve.", factories.staff_id("kong"))
    with pytest.raises(Refused):
        service.write_slip(one.id, fresh(one).version, slip, by=factories.actor("fang"))
    db.session.rollback()
    slip = service.NewSlip(care, "Check the valve.", factories.staff_id("kong"), "Shut the valve.")
    made = service.write_slip(one.id, fresh(one).version, slip, by=factories.actor("fang"))
    assert (made.number, made.afterwards) == ("LD2611-001", True)
    paper = work_slip(factories.actor("kong"), made.id)
    assert (paper.to_department, paper.to, paper.enquiry) == ("客户服务部", "孔诉", one.number)
    with pytest.raises(NoResultFound):
        work_slip(factories.actor("su"), made.id)
    with pytest.raises(IntegrityError), unit_of_work(by=factories.actor("fang")):
        made.asked = "Something else."


def test_what_somebody_has_who_leaves_goes_to_his_superior(context: None) -> None:
    one, offered = asked("su"), asked("fang")
    hand(offered, "fang", "su")
    deactivate(factories.staff_id("su"), 1, clock.today(), by=factories.actor("admin"))
    assert fresh(one).owner_id == factories.staff_id("bai")
    assert deadline_of(one).staff_id == factories.staff_id("bai")
    assert (fresh(offered).owner_id, fresh(offered).offered_id) == (factories.staff_id("fang"), None)
    assert db.session.scalars(select(Entry.action).where(Entry.action == "enquiries.inherited")).one()


def test_others_learn_nothing_of_it(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        one = asked()
        for username in ("su", "wu"):
            assert hooks.hits(factories.actor(username), one.number) == []
            assert hooks.may_see_subject(factories.actor(username), f"enquiry:{one.id}") is False
        everything, at = lists.Filters(whose=lists.ALL), f"/reception/enquiries/{one.id}"
        assert lists.listing(everything, factories.actor("su")).rows == []
        assert len(lists.listing(everything, factories.actor("gao")).rows) == 1
    assert sign_in("su").get(at).status_code == 404
    assert sign_in("wu").get("/reception/enquiries/").status_code == 403
    assert at in sign_in("gao").get(f"/search?q={PHONE}").text


def test_it_is_registered_finished_or_handed_on_with_one_form(app: Flask, sign_in: SignIn) -> None:
    fang = sign_in("fang")
    page = fang.get("/reception/enquiries/new")
    assert "By the rules of the office" in page.text
    form = {"phone": PHONE, "name": "Mrs Wang", "kind": "service", "channel": "counter", "matter": "Opening hours?"}
    answer = fang.post("/reception/enquiries/new", data={**form, "then": "at_once"})
    assert answer.status_code == 422  # no result
    answer = fang.post("/reception/enquiries/new", data={**form, "then": "at_once", "result": "Nine to five."})
    assert answer.status_code == 303
    answer = fang.post("/reception/enquiries/new", data={**form, "then": "on"})
    with app.app_context():
        two = db.session.scalars(select(Enquiry).order_by(Enquiry.id)).all()
        found, last = [(one.state, one.offered_id) for one in two], two[-1].id
        assert found == [(DONE, None), ("open", factories.staff_id("bai"))]
    answer = fang.post("/reception/enquiries/new", data={**form, "then": "keep"})
    assert answer.status_code == 422
    assert "still open" in answer.text
    answer = fang.post("/reception/enquiries/new", data={**form, "then": "keep", "matter_of": str(last)})
    assert answer.status_code == 303
    assert "Asked again: 1" in fang.get("/reception/enquiries/?whose=part").text


def test_every_deed_has_a_page_and_the_report_a_sheet(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        at = f"/reception/enquiries/{asked().id}"
        sales, finance = factories.department_id("销售部"), factories.department_id("财务部")
    fang, bai, gao = sign_in("fang"), sign_in("bai"), sign_in("gao")
    for deed in ("hand-on", "finish", "tell", "slip"):
        assert fang.get(f"{at}/{deed}").status_code == 200
    assert fang.get(f"{at}/give-back").status_code == 422
    assert fang.post(f"{at}/hand-on", data={"version": 1, "department": sales}).status_code == 303
    assert "To be taken over by" in fang.get(at).text
    assert bai.get(f"{at}/give-back").status_code == 200
    assert bai.post(f"{at}/accept", data={"version": 2}).status_code == 303
    assert "Open enquiries with you" in bai.get("/today/reception").text
    slip = {"version": 3, "department_id": finance, "asked": "Please check."}
    assert bai.post(f"{at}/slip", data=slip).status_code == 303
    assert bai.post(f"{at}/finish", data={"version": 4, "state": "done", "result": "Done."}).status_code == 303
    assert "Asked again" in gao.get("/reception/enquiries/repeats").text
    sheet = gao.get("/reception/enquiries/repeats.xlsx?since=2026-11-01&until=2026-11-30")
    assert load_workbook(BytesIO(sheet.data)).active["B2"].value == 1
    assert fang.get("/reception/enquiries/repeats").status_code == 403


def test_what_a_visit_or_call_says_is_filled_in(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        seed(by=OPERATOR)
        call = register_call(
            NewCall(purpose_choices()[0][0], "Wants a quotation.", "Mr Zhou", PHONE), by=factories.actor("fang")
        )
        at = f"/reception/enquiries/new?call={call.id}"
    page = sign_in("fang").get(at).text
    assert "Wants a quotation." in page
    assert f'value="{PHONE}"' in page
    assert "Wants a quotation." not in sign_in("su").get("/reception/enquiries/new?call=999").text
