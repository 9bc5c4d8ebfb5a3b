"""Questions for a manager, incidents on the floor, violations that go to the conduct ledger once verified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.absence.service import record_absence
from app.office.conduct.kinds import conduct_rules
from app.office.conduct.models import ConductCase, Deduction
from app.office.history.models import Entry
from app.office.tasks.models import Task
from app.reception.incidents import queries, service
from app.reception.incidents.models import Incident, Question
from app.reception.incidents.rules import (
    CONFIRMED,
    FLOOR,
    HANDLE,
    KINDS,
    LEAD_AWAY,
    LED_AWAY_FIRST,
    NOT_SO,
    OPEN,
    VERIFY,
    VIOLATIONS,
    NewIncident,
    NewQuestion,
    check_incident,
    moves,
    who_is_called,
)
from tests import factories

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()


def tasks_of(username: str) -> list[str]:
    query = select(Task.kind).where(Task.staff_id == factories.staff_id(username), Task.state == "open")
    return list(db.session.scalars(query.order_by(Task.id)))


def happened(kind: str, by: str = "fang", whose: str | None = None) -> Incident:
    staff = factories.staff_id(whose) if whose else None
    new = NewIncident(kind, clock.now() - timedelta(minutes=20), "Loud words at desk 2.", "Hall", staff)
    return service.record_event(new, by=factories.actor(by))


@given(st.lists(st.integers(1, 9), max_size=8), st.frozensets(st.integers(1, 9), max_size=6), st.integers(1, 9))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_who_is_called_is_the_first_who_is_here(candidates: list[int], away: frozenset[int], asker: int) -> None:
    found = who_is_called(candidates, away, (asker,))
    here = [one for one in candidates if one not in away and one != asker]
    assert found == (here[0] if here else None)


@given(st.sampled_from(list(KINDS)), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_nobody_verifies_what_is_said_of_himself_and_violations_are_only_verified(
    kind: str, led_away: bool, sees: bool, maker: bool, concerned: bool
) -> None:
    allowed = moves(kind, OPEN, led_away=led_away, sees=sees, maker=maker, concerned=concerned)
    if kind in VIOLATIONS:
        assert allowed == ({VERIFY} if sees and not concerned else set())
    else:
        assert (HANDLE in allowed) == (sees or maker)
        assert (LEAD_AWAY in allowed) == ((sees or maker) and kind in LED_AWAY_FIRST and not led_away)
    assert moves(kind, "handled", led_away=led_away, sees=sees, maker=maker, concerned=concerned) == frozenset()


def test_a_violation_names_who_broke_the_rule_and_an_incident_names_nobody() -> None:
    moment = clock.now()
    check_incident(NewIncident("picking", moment, "x", staff_id=1), moment)
    check_incident(NewIncident("conflict", moment, "x"), moment)
    wrong = (
        NewIncident("picking", moment, "x"),
        NewIncident("conflict", moment, "x", staff_id=1),
        NewIncident("murder", moment, "x"),
        NewIncident("other", moment, " "),
        NewIncident("other", moment + timedelta(minutes=1), "x"),
        NewIncident("conflict", moment, "x", removed_at=moment - timedelta(minutes=1)),
    )
    for new in wrong:
        with pytest.raises(Refused):
            check_incident(new, moment)


def test_every_violation_is_a_rule_of_the_conduct_ledger_with_its_row(context: None) -> None:
    rules = conduct_rules()
    assert {one.row for one in VIOLATIONS.values()} == {"R-10", "R-11", "R-14", "R-15", "R-28", "R-29", "R-151"}
    assert [key for key, one in VIOLATIONS.items() if rules[one.rule].row != one.row] == []
    assert set(FLOOR) | set(VIOLATIONS) == set(KINDS)


def test_a_question_calls_who_is_here_and_its_answer_is_found_by_all_who_may_ask(context: None, posts: None) -> None:
    asked = service.ask(NewQuestion("Is the price with tax?", "Prices"), by=factories.actor("su"))
    assert asked.called_id == factories.staff_id("bai")
    assert tasks_of("bai") == ["incidents.question"]
    found = queries.QuestionFilters(q="tax price")
    assert queries.questions(found, factories.actor("fang")).rows == []
    with pytest.raises(Refused):
        service.answer(asked.id, 1, "Yes.", None, by=factories.actor("su"))
    db.session.rollback()
    service.answer(asked.id, 1, "Yes, nine per cent.", "Prices", by=factories.actor("bai"))
    assert not tasks_of("bai")
    assert [row.Question.answer for row in queries.questions(found, factories.actor("fang")).rows] == [
        "Yes, nine per cent."
    ]
    assert queries.questions(found, factories.actor("wu")).rows == []
    with pytest.raises(Conflict):
        service.answer(asked.id, 1, "No.", None, by=factories.actor("gao"))


def test_the_stand_in_comes_for_who_is_away_and_without_anybody_the_question_is_kept(
    context: None, posts: None
) -> None:
    today, admin = clock.today(), factories.actor("admin")
    for username, deputy in (("bai", "kong"), ("gao", None)):
        record_absence(
            factories.staff_id(username),
            "leave",
            first_on=today,
            last_on=today,
            deputy_id=factories.staff_id(deputy) if deputy else None,
            note=None,
            by=admin,
        )
    asked = service.ask(NewQuestion("Where is the notary?"), by=factories.actor("su"))
    assert asked.called_id == factories.staff_id("kong")
    kept = service.ask(NewQuestion("And who signs?"), by=factories.actor("xu"))
    assert (kept.called_id, kept.state) == (None, OPEN)


def test_those_concerned_are_led_away_before_it_is_dealt_with(context: None, posts: None) -> None:
    one = happened("conflict")
    assert one.number == "XC2611-001"
    assert tasks_of("bai") == ["incidents.floor"]
    with pytest.raises(Refused):
        service.handle(one.id, 1, "Both calmed down.", None, by=factories.actor("fang"))
    db.session.rollback()
    service.lead_away(one.id, 1, clock.now() - timedelta(minutes=10), by=factories.actor("fang"))
    service.handle(one.id, 2, "Both calmed down.", None, by=factories.actor("bai"))
    assert queries.incident(one.id, factories.actor("gao")).incident.state == "handled"
    assert not tasks_of("bai")
    with pytest.raises(NoResultFound):
        queries.incident(one.id, factories.actor("su"))
    actions = db.session.scalars(select(Entry.action).where(Entry.subject == f"incident:{one.id}").order_by(Entry.id))
    assert list(actions) == ["incidents.recorded", "incidents.led_away", "incidents.handled"]


def test_a_violation_goes_to_the_ledger_once_verified_and_has_no_effect_there(context: None, posts: None) -> None:
    one = happened("snatching", "fang", "su")
    assert tasks_of("bai") == ["incidents.verify"]
    assert db.session.scalar(select(ConductCase.id)) is None
    with pytest.raises(Refused):
        service.verify(one.id, 1, CONFIRMED, "I say so.", by=factories.actor("fang"))
    db.session.rollback()
    service.verify(one.id, 1, CONFIRMED, "Seen on the camera.", by=factories.actor("bai"))
    case = db.session.scalars(select(ConductCase)).one()
    assert (case.rule, case.source, case.state) == ("reception.snatch", f"incident:{one.id}", "recorded")
    assert "Seen on the camera." in case.facts
    assert db.session.scalar(select(Deduction.id)) is None
    assert queries.incident(one.id, factories.actor("bai")).case == (case.id, case.number)
    assert not tasks_of("bai")
    other = happened("picking", "fang", "su")
    service.verify(other.id, 1, NOT_SO, "It was her turn.", by=factories.actor("bai"))
    assert db.session.scalars(select(ConductCase)).one() is case


def test_questions_and_incidents_have_pages(app: Flask, posts: None, sign_in: SignIn) -> None:
    fang, bai = sign_in("fang"), sign_in("bai")
    answer = fang.post("/reception/incidents/ask", data={"text": "Is there parking?", "waiting": "y"})
    page = fang.get(answer.location)
    assert "白管 was called" in page.text
    assert "The visitor waits" in page.text
    assert "Open questions" in bai.get("/today/reception").text
    assert bai.post(answer.location, data={"version": 1, "answer": "Two hours free."}).status_code == 303
    assert "Two hours free." in fang.get("/reception/incidents/questions?q=parking").text
    new = {"kind": "disturbance", "happened_at": "2026-11-20 08:40", "text": "Shouting."}
    answer = fang.post("/reception/incidents/new", data=new)
    assert answer.status_code == 303
    assert fang.get(f"{answer.location}/verify").status_code == 422
    for deed, typed in (
        ("lead-away", {"version": 1, "removed_at": "2026-11-20 08:45"}),
        ("handle", {"version": 2, "handled": "Left."}),
    ):
        assert fang.get(f"{answer.location}/{deed}").status_code == 200
        assert fang.post(f"{answer.location}/{deed}", data=typed).status_code == 303
    with app.app_context():
        su = factories.staff_id("su")
    answer = fang.post("/reception/incidents/new", data={**new, "kind": "refusing", "staff_id": su})
    assert bai.get(f"{answer.location}/verify").status_code == 200
    finding = {"version": 1, "finding": "confirmed", "words": "Heard it."}
    assert bai.post(f"{answer.location}/verify", data=finding).status_code == 303
    assert "Conduct case" in bai.get(answer.location).text
    assert sign_in("su").get(answer.location).status_code == 404
    assert "XC2611-002" in bai.get("/reception/incidents/?kind=refusing").text
    with app.app_context():
        assert db.session.scalars(select(Question.state)).one() == "answered"
