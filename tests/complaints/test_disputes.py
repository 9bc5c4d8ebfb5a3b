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
from app.complaints.disputes import hooks, queries, rules, service
from app.complaints.disputes.documents import arbitration_record
from app.complaints.disputes.models import Dispute
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.queries import standing
from app.office.approvals.service import approve, refuse, seed
from app.office.deadlines.queries.shown import shown
from app.office.tasks.models import Task
from tests import factories
from tests.complaints.factories_cases import make_case

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def office(context: None) -> None:
    set_up()


def set_up() -> None:
    factories.make_posts()
    factories.appoint("wu", "office_head", "办公室")
    seed()


def brought(complaint_id: int | None = None) -> Dispute:
    sales, finance = factories.department_id("销售部"), factories.department_id("财务部")
    new = rules.NewDispute("Who tells the customer?", "Finance is to tell him.", sales, (finance,), complaint_id)
    return service.bring(new, by=factories.actor("bai"))


def fresh(one: Dispute) -> Dispute:
    db.session.rollback()
    db.session.refresh(one)
    return one


def submitted(one: Dispute) -> Dispute:
    finance = factories.department_id("财务部")
    service.give_opinion(one.id, finance, "Sales promised it, sales tells him.", by=factories.actor("xu"))
    service.to_office(one.id, fresh(one).version, "The customer waits for a week.", by=factories.actor("bai"))
    return fresh(one)


def asked(username: str) -> list[str]:
    mine = select(Task.kind).where(Task.staff_id == factories.staff_id(username), Task.state == "open")
    return sorted(db.session.scalars(mine))


@given(st.sampled_from(list(rules.STATES)), st.frozensets(st.integers(1, 3)), st.booleans(), st.booleans())
def test_what_is_before_the_office_nobody_but_the_arbiter_touches(
    state: str, speaks_for: frozenset[int], leads: bool, arbitrates: bool
) -> None:
    found = rules.moves(state, rules.Standing(speaks_for, leads, arbitrates))
    if state == rules.BEFORE_OFFICE:
        assert found == ({rules.ARBITRATE} if arbitrates else set())
    assert (rules.SPEAK in found) == (state == rules.OPEN and bool(speaks_for))
    assert (rules.SUBMIT in found) == (state == rules.OPEN and leads)
    assert state != rules.DONE or not found


@given(st.lists(st.integers(1, 5)), st.sampled_from([None, " ", "It stands still."]))
def test_the_office_hears_two_sides_and_why_one_cannot_go_on(spoken: list[int], reason: str | None) -> None:
    two, why = len({one for one in spoken if one in (1, 2, 3)}) >= 2, bool((reason or "").strip())
    if two and why:
        rules.check_submission(spoken, (1, 2, 3), reason)
    else:
        with pytest.raises(Refused):
            rules.check_submission(spoken, (1, 2, 3), reason)


def test_departments_give_opinions_and_only_those_concerned_know_of_it(office: None) -> None:
    one, finance = brought(), factories.department_id("财务部")
    assert (one.number, asked("xu")) == ("KB2611-001", ["disputes.opinion"])
    with pytest.raises(Refused, match="do not speak"):
        service.give_opinion(one.id, finance, "We do.", by=factories.actor("bai"))
    db.session.rollback()
    with pytest.raises(NoResultFound):
        service.give_opinion(one.id, finance, "We do.", by=factories.actor("chen"))
    db.session.rollback()
    service.give_opinion(one.id, finance, "No, sales does.", by=factories.actor("xu"))
    assert asked("xu") == []
    for username, sees in (("su", True), ("xu", True), ("gao", True), ("chen", False), ("wu", False)):
        actor = factories.actor(username)
        assert bool(queries.listing(queries.EVERY, actor).rows) == bool(hooks.hits(actor, one.number)) == sees
        assert queries.may_see_subject(actor, f"dispute:{one.id}") is sees


def test_the_office_arbitrates_in_words_by_a_day_and_watches_it(office: None) -> None:
    one = submitted(brought())
    request = standing(f"dispute:{one.id}")
    assert request is not None
    assert request.waits_for == ("吴闲",)
    with pytest.raises(Refused, match="on the page of the matter"):
        approve(request.id, request.version, by=factories.actor("wu"))
    db.session.rollback()
    due = clock.today() + timedelta(days=4)
    for username in ("bai", "gao"):
        with pytest.raises(Refused):
            service.arbitrate(one.id, fresh(one).version, "Sales tells him.", due, by=factories.actor(username))
        db.session.rollback()
    with pytest.raises(Conflict):
        service.arbitrate(one.id, 1, "Sales tells him.", due, by=factories.actor("wu"))
    db.session.rollback()
    service.arbitrate(one.id, fresh(one).version, "Sales tells him.", due, by=factories.actor("wu"))
    assert (fresh(one).state, one.arbitrated_by, one.due_on) == (rules.ARBITRATED, "吴闲", due)
    deadline = shown(f"dispute:{one.id}")
    assert deadline is not None
    assert deadline.due_on == due
    assert asked("bai") == ["deadlines.due"]
    paper = arbitration_record(factories.actor("wu"), one.id)
    assert [line.cells[1] for line in paper.opinions] == [
        "Finance is to tell him.",
        "Sales promised it, sales tells him.",
    ]
    service.finish(one.id, one.version, "He was told.", by=factories.actor("bai"))
    assert (fresh(one).state, one.done_on, asked("bai")) == (rules.DONE, clock.today(), [])


def test_what_the_office_sends_back_is_between_the_departments_again(office: None) -> None:
    one = submitted(brought())
    request = standing(f"dispute:{one.id}")
    assert request is not None
    refuse(request.id, request.version, "Talk to each other first.", by=factories.actor("wu"))
    assert (fresh(one).state, one.arbitration, shown(f"dispute:{one.id}")) == (rules.OPEN, None, None)
    service.finish(one.id, one.version, "We agreed.", by=factories.actor("bai"))
    assert fresh(one).state == rules.DONE


def test_where_the_submitter_would_arbitrate_himself_whoever_has_the_right_does_it(office: None) -> None:
    home, finance = factories.department_id("办公室"), factories.department_id("财务部")
    factories.let_do_everything("wu")
    new = rules.NewDispute("Who pays the courier?", "Finance.", home, (finance,))
    one = service.bring(new, by=factories.actor("wu"))
    service.give_opinion(one.id, finance, "The office.", by=factories.actor("xu"))
    service.to_office(one.id, one.version, "Letters lie here.", by=factories.actor("wu"))
    assert fresh(one).state == rules.BEFORE_OFFICE
    service.arbitrate(one.id, one.version, "Half each.", clock.today(), by=factories.actor("gao"))
    assert (fresh(one).state, one.arbitrated_by) == (rules.ARBITRATED, "高总")


def test_a_complaint_is_not_closed_while_departments_disagree_about_it(office: None) -> None:
    case = make_case(holder_department_id=factories.department_id("销售部"))
    one = brought(case)
    assert hooks.closing_obstacles(case) == [
        Text("Matter %(number)s between departments is not settled.", number="KB2611-001")
    ]
    service.finish(one.id, one.version, "We agreed.", by=factories.actor("bai"))
    assert hooks.closing_obstacles(case) == []


def test_it_is_brought_up_spoken_to_and_arbitrated_on_its_pages(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        set_up()
        sales, finance = factories.department_id("销售部"), factories.department_id("财务部")
    bai, xu, wu = sign_in("bai"), sign_in("xu"), sign_in("wu")
    form = {"matter": "Who tells him?", "demand": "Finance.", "lead": str(sales), "other": str(sales)}
    assert bai.post("/complaints/disputes/new", data=form).status_code == 422
    at = bai.post("/complaints/disputes/new", data={**form, "other": str(finance)}).headers["Location"]
    assert bai.get(f"{at}/arbitrate").status_code == 422
    assert wu.get(at).status_code == 404
    assert xu.post(f"{at}/opinion", data={"department": finance, "words": "Not us."}).status_code == 303
    assert bai.post(f"{at}/submit", data={"reason": "It stands still.", "version": "1"}).status_code == 303
    assert "Before the office" in wu.get(at).text
    assert "SP2611-001" in wu.get(f"{at}/approval").text
    words = {"words": "Sales does.", "due_on": (date(2026, 11, 24)).isoformat(), "version": "3"}
    assert wu.post(f"{at}/arbitrate", data={**words, "due_on": "2026-11-01"}).status_code == 422
    assert wu.post(f"{at}/arbitrate", data=words).status_code == 303
    assert "Sales does." in xu.get(at).text
    assert "Not us." in bai.get(f"{at}/finish").text
    assert bai.post(f"{at}/finish", data={"result": "Done.", "version": "5"}).status_code == 303
    assert "Who tells him?" in sign_in("gao").get("/complaints/disputes/?state=done").text
    assert sign_in("chen").get("/complaints/disputes/new").status_code == 403
