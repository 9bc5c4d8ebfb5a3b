"""Appointments and announced visitors: made, kept, missed, and their place in the line (R-62)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from app.reception.appointments import hooks, nightly, rules, service
from app.reception.appointments.models import Appointment
from app.reception.appointments.rules import ANNOUNCED, NewAppointment, place_of, state_on
from app.reception.calls.rules import NewCall
from app.reception.calls.service import register_call
from app.reception.queue.models import Visit
from app.reception.queue.rules import AlreadyHere
from app.reception.queue.service import cancel as cancel_visit
from app.reception.queue.service import undo
from tests import factories
from tests.customers.factories_customers import a_customer
from tests.reception import factories_queue as here

SignIn = Callable[[str], FlaskClient]
PHONE = "13800002222"
NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def wanted(day: date | None = None, **more: object) -> NewAppointment:
    values = {"purpose_id": here.purpose("payment"), "name": "李预约", "phone": PHONE, **more}
    return NewAppointment(day=day or clock.today(), **values)  # type: ignore[arg-type]


def state_of(one: Appointment) -> str:
    db.session.expire_all()
    return db.session.get_one(Appointment, one.id).state


minutes = st.integers(-600, 600)


@given(minutes, st.sampled_from(["time", "front", "arrival"]), st.integers(0, 120), st.integers(0, 120))
def test_only_within_the_window_the_appointed_place_is_kept(late: int, way: str, early: int, allowed: int) -> None:
    place = place_of(NINE, NINE + timedelta(minutes=late), way, early, allowed)
    kept = way != "arrival" and -early <= late <= allowed
    assert (place is not None) == kept
    if kept:
        assert place == NINE if way == "time" else place < NINE - timedelta(days=1)  # type: ignore[operator]


@given(st.lists(minutes, min_size=2, max_size=6))
def test_in_front_of_everybody_the_earlier_appointment_stands_first(offsets: list[int]) -> None:
    times = [NINE + timedelta(minutes=one) for one in offsets]
    places = [place_of(one, one, "front", 0, 0) for one in times]
    assert sorted(range(len(times)), key=lambda n: times[n]) == sorted(range(len(times)), key=lambda n: places[n])


def test_without_a_time_nobody_has_another_place_than_his_arrival() -> None:
    assert place_of(None, NINE, "front", 600, 600) is None


def test_a_day_that_is_over_was_missed_before_anybody_writes_so() -> None:
    assert state_on("expected", date(2026, 11, 19), date(2026, 11, 20)) == "missed"
    assert state_on("arrived", date(2026, 11, 19), date(2026, 11, 20)) == "arrived"


@pytest.mark.usefixtures("context")
class TestKeeping:
    @pytest.fixture(autouse=True)
    def office(self, context: None) -> None:
        here.open_office()

    @pytest.fixture
    def asked(self, app: Flask) -> Iterator[None]:
        """Inside of a request, as the door is."""
        with app.test_request_context():
            yield

    def test_whoever_comes_in_time_stands_before_those_who_came_meanwhile(self) -> None:
        fang = factories.actor("fang")
        one = service.make(wanted(at=clock.now() + timedelta(minutes=5)), by=fang)
        here.later(minutes=10)
        walked_in = here.come("王小明")
        visit = service.check_in(one.id, one.version, by=fang)
        assert visit.place < walked_in.place
        assert (visit.channel, visit.appointment_id, visit.name) == ("appointment", one.id, "李预约")
        assert state_of(one) == "arrived"
        with pytest.raises(Conflict):
            service.check_in(one.id, one.version, by=fang)

    def test_whoever_comes_too_late_waits_like_everybody(self) -> None:
        fang = factories.actor("fang")
        one = service.make(wanted(at=clock.now() + timedelta(minutes=5)), by=fang)
        here.later(minutes=30)
        assert (
            service.check_in(one.id, one.version, by=fang).place == db.session.scalars(select(Visit.arrived_at)).one()
        )

    def test_nobody_is_expected_twice_on_a_day(self) -> None:
        fang = factories.actor("fang")
        service.make(wanted(), by=fang)
        with pytest.raises(Refused, match="expected that day already"):
            service.make(wanted(name="别人"), by=fang)
        service.make(wanted(clock.today() + timedelta(days=1)), by=fang)

    def test_a_day_that_is_over_cannot_be_appointed(self) -> None:
        with pytest.raises(Refused) as refused:
            service.make(wanted(clock.today() - timedelta(days=1)), by=factories.actor("fang"))
        assert refused.value.field == "day"

    def test_a_friend_is_announced_with_the_rep_the_old_customer_and_the_time(self) -> None:
        su, old = factories.actor("su"), a_customer("老客户", phone="13900001111")
        with pytest.raises(Refused) as refused:
            service.make(wanted(kind=ANNOUNCED, staff_id=su.staff_id), by=su)
        assert refused.value.field == "announced_by"
        full = wanted(kind=ANNOUNCED, staff_id=su.staff_id, announced_by_id=old.id, at=clock.now())
        made = service.make(full, by=su)
        visit = service.check_in(made.id, made.version, by=factories.actor("fang"))
        assert (visit.announced_for_id, visit.brought_by_id) == (su.staff_id, old.id)

    @pytest.mark.usefixtures("asked")
    def test_the_door_knows_who_is_expected_and_notes_that_he_came(self) -> None:
        fang = factories.actor("fang")
        one = service.make(wanted(party=3), by=fang)
        [hint] = hooks.visitor_hints(PHONE, None, None)
        assert hint.sure
        assert hint.values["appointment_id"] == one.id
        assert hint.values["party"] == 3
        assert [found.sure for found in hooks.visitor_hints(None, "李预约", None)] == [False]
        assert hooks.visitor_hints("13900000000", "别人", None) == []
        here.come("李预约", phone=PHONE, appointment_id=one.id)
        assert state_of(one) == "arrived"
        assert hooks.visitor_hints(PHONE, None, None) == []

    def test_a_visit_registered_by_mistake_gives_the_appointment_back(self) -> None:
        fang = factories.actor("fang")
        one = service.make(wanted(), by=fang)
        visit = service.check_in(one.id, one.version, by=fang)
        visit = cancel_visit(visit.id, visit.version, "看错人", by=fang)
        assert state_of(one) == "expected"
        undo(visit.id, visit.version, by=fang)
        assert state_of(one) == "arrived"

    def test_somebody_who_is_here_already_is_asked_about_and_stays_expected(self) -> None:
        fang = factories.actor("fang")
        one = service.make(wanted(), by=fang)
        here.come("李预约", phone=PHONE)
        with pytest.raises(AlreadyHere):
            service.check_in(one.id, one.version, by=fang)
        assert state_of(one) == "expected"
        service.check_in(one.id, one.version, again=True, by=fang)
        assert state_of(one) == "arrived"

    def test_the_night_marks_who_did_not_come_once(self) -> None:
        fang = factories.actor("fang")
        one, called_off = service.make(wanted(), by=fang), service.make(wanted(name="另", phone="13800003333"), by=fang)
        service.cancel(called_off.id, called_off.version, "客户来电取消", by=fang)
        here.later(days=1)
        nightly.ask_once_a_day()
        nightly.ask_once_a_day()
        assert (state_of(one), state_of(called_off)) == ("missed", "cancelled")
        told = db.session.scalars(select(Entry.subject).where(Entry.action == "appointments.missed")).all()
        assert told == [f"appointment:{one.id}"]

    def test_an_old_form_changes_nothing(self) -> None:
        fang = factories.actor("fang")
        one = service.make(wanted(), by=fang)
        service.change(one.id, 1, wanted(party=2), by=fang)
        with pytest.raises(Conflict):
            service.change(one.id, 1, wanted(party=4), by=fang)
        with pytest.raises(Conflict):
            service.cancel(one.id, 1, "改期", by=fang)


def values_of(page: str, which: str) -> dict[str, str]:
    forms = lxml.html.document_fromstring(page).xpath("//main//form")
    form = next(one for one in forms if which in one.get("action"))
    return dict(form.form_values())


def test_an_appointment_from_a_call_is_made_changed_and_checked_in_on_its_pages(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        here.open_office()
        call = NewCall(here.purpose("payment"), "想来交费", name="李来电", phone=PHONE, invited_for=date(2026, 11, 21))
        call_id = register_call(call, by=factories.actor("fang")).id
    fang, base = sign_in("fang"), "/reception/appointments/"
    typed = values_of(fang.get(f"{base}new?call_id={call_id}").text, "/new")
    known = (typed["name"], typed["phone"], typed["day"], typed["note"].strip())
    assert known == ("李来电", PHONE, "2026-11-21", "想来交费")
    assert fang.post(f"{base}new", data={**typed, "time": "25:00"}).status_code == 422
    made = fang.post(f"{base}new", data={**typed, "time": "1430"}).location
    page = fang.get(made).text
    assert "2026-11-21 14:30" in page
    assert "no working day" in page, "a Saturday"
    changed = values_of(fang.get(f"{made}/change").text, "/change")
    assert changed["time"] == "14:30"
    assert fang.post(f"{made}/change", data={**changed, "day": "11-20", "time": ""}).status_code == 303
    form = values_of(fang.get(made).text, "/check-in")
    assert fang.post(f"{made}/check-in", data=form).status_code == 303
    assert fang.post(f"{made}/check-in", data=form).status_code == 303, "the same form leads to the same visit"
    listed = fang.get(base).text
    assert "Has come" in listed
    assert PHONE not in listed
    assert "李来电" in fang.get("/search?q=李来电").text
    with app.app_context():
        assert len(db.session.scalars(select(Visit)).all()) == 1


def test_a_customers_page_leads_to_an_appointment_with_everything_filled_in(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        here.open_office()
        customer_id = a_customer("周客户", owner="su", phone=PHONE).id
    fang = sign_in("fang")
    tab = fang.get(f"/reception/appointments/of-customer/{customer_id}").text
    assert "has had no appointment" in tab
    typed = values_of(fang.get(f"/reception/appointments/new?customer_id={customer_id}").text, "/new")
    assert typed["name"] == "周客户"
    assert fang.post("/reception/appointments/new", data=typed).status_code == 303
    assert "周客户" in fang.get(f"/reception/appointments/of-customer/{customer_id}").text
    assert fang.get("/reception/appointments/?state=missed").text.count("周客户") == 0
    assert sign_in("ma").get("/reception/appointments/").status_code == 403
    assert rules.number_of("2611", 1) == "YY2611-001"
