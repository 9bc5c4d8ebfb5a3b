from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.complaints.failures import hooks, queries, rules, service
from app.complaints.failures.documents import failure_report
from app.complaints.failures.models import Failure
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.deadlines.queries.shown import shown
from app.office.tasks.models import Task
from tests import factories
from tests.complaints.factories_cases import make_case
from tests.customers.factories_customers import a_customer

SignIn = Callable[[str], FlaskClient]

PARTS = {key: f"Words on the {key}." for key in rules.ANALYSIS}
DAYS = st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31))


def reported(by: str = "fang", **more: object) -> Failure:
    new = {"happened_at": clock.now() - timedelta(hours=2), "place": "调压箱", "symptom": "压力下降", **more}
    return service.report(rules.NewFailure(**new), by=factories.actor(by))  # type: ignore[arg-type]


def fresh(one: Failure) -> Failure:
    db.session.rollback()
    db.session.refresh(one)
    return one


def asked(username: str) -> list[str]:
    mine = select(Task.kind).where(Task.staff_id == factories.staff_id(username), Task.state == "open")
    return sorted(db.session.scalars(mine))


@given(st.sampled_from(list(rules.STATES)), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_only_who_tracks_it_ends_analyses_and_sends_and_never_two_of_them_at_once(
    state: str, reporter: bool, tracks: bool, owed: bool, sending: bool
) -> None:
    found = rules.moves(state, rules.Standing(reporter, tracks), slip_owed=owed, sending=sending)
    steps = found & {rules.END, rules.ANALYSE, rules.SEND}
    assert tracks or not steps
    assert not {rules.END, rules.ANALYSE} <= found
    assert (rules.SLIP in found) == (owed and (reporter or tracks))
    assert (rules.NOTE in found) == (state != rules.SENT)


@given(DAYS, DAYS, st.booleans())
def test_days_of_sending_lie_between_the_report_and_today(
    customer: date | None, business: date | None, has_customer: bool
) -> None:
    written, today = date(2026, 11, 15), date(2026, 11, 20)
    typed = [day for day in (customer, business) if day]
    fits = bool(typed) and all(written <= day <= today for day in typed)
    if fits:
        rules.check_sent(written, customer, business, today)
        done = business is not None and (customer is not None or not has_customer)
        assert (rules.state_sent(has_customer, customer, business) == rules.SENT) == done
    else:
        with pytest.raises(Refused):
            rules.check_sent(written, customer, business, today)


def test_whoever_must_know_is_told_once_and_every_telling_is_noted(context: None) -> None:
    factories.make_posts()
    customer = a_customer(owner="su")
    one = reported("fang", customer_id=customer.id)
    assert (one.number, one.signatory_id, one.manager_id) == (
        "GZ2611-001", factories.staff_id("su"), factories.staff_id("bai"),
    )  # fmt: skip
    assert asked("su") == asked("gao") == ["failures.told"]
    assert asked("bai") == ["failures.told", "failures.track"]
    assert {note.told for note in queries.notes(one.id)} == {"苏销", "白管", "高总"}
    service.take_note(one.id, by=factories.actor("gao"))
    assert asked("gao") == []
    assert fresh(one).state == rules.RUNNING
    with pytest.raises(Refused):
        service.take_note(one.id, by=factories.actor("gao"))


def test_it_is_tracked_to_its_end_analysed_in_time_and_sent(context: None) -> None:
    factories.make_posts()
    one = reported("fang", customer_id=a_customer(owner="su").id)
    service.note(one.id, "Valve is shut.", by=factories.actor("fang"))
    service.note(one.id, "Gas is back by noon.", "Mr Wang", by=factories.actor("su"))
    assert [(note.kind, note.told) for note in queries.notes(one.id)][:2] == [("told", "Mr Wang"), ("progress", None)]
    with pytest.raises(Refused):
        service.end(one.id, fresh(one).version, clock.now(), "", by=factories.actor("fang"))
    db.session.rollback()
    with pytest.raises(Refused, match="before it began"):
        service.end(one.id, fresh(one).version, one.happened_at - timedelta(1), "", by=factories.actor("bai"))
    db.session.rollback()
    service.end(one.id, fresh(one).version, clock.now(), "", solved_first=True, by=factories.actor("bai"))
    assert shown(queries.subject_of(one.id), rule="failures.report").due_on == date(2026, 11, 27)  # type: ignore[union-attr]
    assert shown(queries.subject_of(one.id), rule="failures.slip").due_on == date(2026, 11, 23)  # type: ignore[union-attr]
    service.record_slip(one.id, fresh(one).version, "ld2611-001", by=factories.actor("fang"))
    with pytest.raises(Refused):
        service.analyse(one.id, fresh(one).version, {**PARTS, "cause": " "}, by=factories.actor("bai"))
    db.session.rollback()
    with pytest.raises(Conflict):
        service.analyse(one.id, 1, PARTS, by=factories.actor("bai"))
    db.session.rollback()
    service.analyse(one.id, fresh(one).version, PARTS, by=factories.actor("bai"))
    assert asked("su") == ["failures.send"]
    assert all(shown(queries.subject_of(one.id), rule=f"failures.{key}").stopped for key in ("report", "slip"))  # type: ignore[union-attr]
    service.send(one.id, fresh(one).version, clock.today(), None, by=factories.actor("su"))
    assert fresh(one).state == rules.ANALYSED
    service.send(one.id, fresh(one).version, None, clock.today(), by=factories.actor("su"))
    assert (fresh(one).state, fresh(one).slip_number, asked("su"), asked("bai")) == ("sent", "LD2611-001", [], [])


def test_the_report_that_leaves_the_office_holds_no_plan_and_no_note(context: None) -> None:
    factories.make_posts()
    one = reported(plan="Ask the insurer first.", customer_id=a_customer().id)
    service.note(one.id, "Somebody forgot it.", by=factories.actor("bai"))
    service.end(one.id, fresh(one).version, clock.now(), "Our fault.", by=factories.actor("bai"))
    service.analyse(one.id, fresh(one).version, PARTS, by=factories.actor("bai"))
    paper = failure_report(factories.actor("gao"), one.id)
    words = " ".join(str(getattr(paper, name)) for name in paper.__slots__)
    assert paper.lasted == "2:00"
    assert all(part in words for part in PARTS.values())
    assert not [secret for secret in ("insurer", "forgot", "fault.", "苏销") if secret in words]
    with pytest.raises(NoResultFound):
        failure_report(factories.actor("chen"), one.id)


def test_while_it_lasts_every_department_knows_and_afterwards_whoever_is_concerned(context: None) -> None:
    factories.make_posts()
    case = make_case(holder_id=factories.staff_id("ma"), handler_id=factories.staff_id("ma"))
    one = reported("ma", complaint_id=case)
    assert db.session.scalars(queries.lasting(factories.actor("chen"))).all() == [one.id]
    assert db.session.scalars(queries.lasting(factories.actor("wu"))).all() == []  # has no role at all
    service.end(one.id, one.version, clock.now(), "", by=factories.actor("bai"))
    for username, sees in (("ma", True), ("su", False), ("kong", True), ("gao", True), ("chen", False)):
        actor = factories.actor(username)
        everything = queries.Filters(queries.EVERY)
        assert bool(queries.listing(everything, actor).rows) == bool(hooks.hits(actor, one.number)) == sees
        assert queries.may_see_subject(actor, f"failure:{one.id}") is sees
    with pytest.raises(NoResultFound):
        reported("chen", complaint_id=case)


def test_it_is_reported_noted_and_closed_on_its_pages(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        factories.make_posts()
        began = clock.local(clock.now() - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    chen, bai = sign_in("chen"), sign_in("bai")
    form = {"happened_at": began, "place": "Boiler house", "symptom": "", "customer": ""}
    assert chen.post("/complaints/failures/new", data=form).status_code == 422
    answer = chen.post("/complaints/failures/new", data={**form, "symptom": "No pressure", "customer": "nobody"})
    assert "There is no such customer" in answer.text
    answer = chen.post("/complaints/failures/new", data={**form, "symptom": "No pressure"})
    at = answer.headers["Location"]
    assert chen.post(f"{at}/note", data={"words": "Engineer is there.", "told": ""}).status_code == 303
    assert "Engineer is there." in chen.get(f"{at}/notes").text
    assert "Taken note" in bai.get(at).text
    assert bai.post(f"{at}/noted").status_code == 303
    assert chen.get(f"{at}/end").status_code == 422
    over = {"ended_at": "2026-11-20 08:59", "version": "2"}
    assert bai.post(f"{at}/end", data=over).status_code == 303
    assert bai.post(f"{at}/analyse", data={**PARTS, "version": "3"}).status_code == 303
    assert bai.post(f"{at}/send", data={"sent_business_on": "2026-11-20", "version": "4"}).status_code == 303
    assert "Report sent" in bai.get("/complaints/failures/?state=sent").text
    assert sign_in("su").get(at).status_code == 404
