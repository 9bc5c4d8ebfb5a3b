"""Improvements: planned with a person and a day, done with a result, and judged by others than whoever did it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.complaints.improvements import queries, rules, service
from app.complaints.improvements.hooks import complaint_cancelled
from app.complaints.improvements.models import Improvement
from app.complaints.improvements.rules import EFFECTIVE, INEFFECTIVE, NewMeasure
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.tasks.models import Task
from tests import factories
from tests.complaints.factories_cases import make_case, make_route

SignInAs = Callable[[str], FlaskClient]
TODAY, LATER = date(2026, 11, 20), date(2026, 12, 4)


def measure(who: str = "fang", block: str = "corrective", due_on: date = LATER) -> NewMeasure:
    return NewMeasure(block, "装箱加隔板", factories.staff_id(who), due_on)


def planned(case_id: int, **values: Any) -> Improvement:
    return service.plan(case_id, measure(**values), by=factories.actor("kong"))


def done(one: Improvement, who: str = "fang") -> Improvement:
    return service.report_done(one.id, version=1, done_on=TODAY, result="已加隔板", by=factories.actor(who))


def hidden_in(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_a_measure_is_a_task_with_a_day_until_it_is_done_and_confirmed(context: None) -> None:
    case_id = make_case(severity="larger")
    one = planned(case_id)
    deadline = db.session.query(Deadline).filter_by(subject=f"improvement:{one.id}").one()
    assert (deadline.due_on, deadline.staff_id) == (LATER, factories.staff_id("fang"))
    task = db.session.query(Task).filter_by(subject=f"deadline:{deadline.id}").one()
    assert (task.staff_id, task.url) == (factories.staff_id("fang"), f"/complaints/improvements/{one.id}")
    done(one)
    db.session.refresh(deadline)
    assert (deadline.outcome, one.done_by_id) == ("kept", factories.staff_id("fang"))
    kong = factories.actor("kong")
    assert service.confirm(one.id, version=2, effect=EFFECTIVE, words="抽查合格", by=kong).confirmed_by == "孔诉"
    with pytest.raises(Conflict):
        service.confirm(one.id, version=3, effect=EFFECTIVE, by=kong)


def test_whoever_did_it_does_not_judge_its_effect_nor_does_another_department(context: None) -> None:
    mine = planned(make_case(), who="kong")
    with pytest.raises(Refused, match="does not judge its effect himself"):
        service.confirm(done(mine, "kong").id, version=2, effect=EFFECTIVE, by=factories.actor("kong"))
    theirs = planned(make_case(make_route("other"), number="261102"))
    with pytest.raises(Conflict, match="once the measure is done"):
        service.confirm(theirs.id, version=1, effect=EFFECTIVE, by=factories.actor("kong"))
    done(theirs)
    with pytest.raises(Refused, match="general manager's office"):
        service.confirm(theirs.id, version=2, effect=EFFECTIVE, by=factories.actor("gao"))


def test_a_measure_without_effect_is_followed_by_another(context: None) -> None:
    one, kong = done(planned(make_case(), block="prevention")), factories.actor("kong")
    with pytest.raises(Refused, match="plan the measure that follows"):
        service.confirm(one.id, version=2, effect=INEFFECTIVE, by=kong)
    service.confirm(one.id, version=2, effect=INEFFECTIVE, instead=measure("su", "prevention"), by=kong)
    first, second = (row.Improvement for row in queries.measures_of(one.complaint_id))
    assert (first.effect, second.state, second.replaces_id) == (INEFFECTIVE, "open", first.id)


@pytest.mark.parametrize(
    ("case", "allowed"),
    [
        ({"negligence": True}, False),
        ({"negligence": True, "track": True}, True),
        ({"track": False}, False),
        ({"negligence": False}, True),
        ({}, True),
    ],
)
def test_human_negligence_is_not_tracked_unless_changed(context: None, case: dict[str, Any], allowed: bool) -> None:
    case_id = make_case(**case)
    if allowed:
        assert planned(case_id).state == "open"
        return
    with pytest.raises(Refused, match="negligence is not tracked"):
        planned(case_id)


def test_a_measure_that_lacks_something_is_refused(context: None) -> None:
    case_id = make_case()
    wrong = (
        (NewMeasure("corrective", " ", 1, LATER), "fill this in"),
        (NewMeasure("corrective", "x", None, LATER), "choose one"),
        (NewMeasure("corrective", "x", 1, date(2026, 11, 19)), "is over"),
        (NewMeasure("repair", "x", 1, LATER), "choose one"),
    )
    for new, sentence in wrong:
        with pytest.raises(Refused, match=sentence):
            service.plan(case_id, new, by=factories.actor("kong"))
    assert rules.asked_for("quality", "serious")
    assert not rules.asked_for("quality", "ordinary")
    one = planned(case_id)
    with pytest.raises(Refused, match="keeps improvements"):
        service.drop(one.id, version=1, reason="不需要", by=factories.actor("fang"))
    complaint_cancelled(case_id, by=factories.actor("kong"))
    db.session.refresh(one)
    assert one.state == "dropped"
    with pytest.raises(Conflict):
        done(one)


def test_whoever_has_to_do_it_reports_it_without_seeing_the_complaint(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        case_id = make_case(severity="serious", quantity=1000)
    kong, fang = sign_in("kong"), sign_in("fang")
    url = f"/complaints/{case_id}/improvements"
    assert "asks for the blocks D3 to D7" in kong.get(url).text
    page = kong.get(f"{url}/plan").text
    hidden = hidden_in(page)
    with app.app_context():
        typed = {"block": "containment", "words": "库存全检", "staff_id": factories.staff_id("fang"), "due_on": "12-04"}
    assert kong.post(f"{url}/plan", data={**hidden, **typed}).status_code == 303
    assert fang.get(url).status_code == 404
    assert fang.get("/documents/improvement_sheet/1").status_code == 404
    shown = fang.get("/complaints/improvements/1").text
    assert "库存全检" in shown
    assert f'href="/complaints/{case_id}' not in shown
    hidden = dict(
        re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', fang.get("/complaints/improvements/1/done").text)
    )
    report = {**hidden, "done_on": "11-20", "result": "剔除 41 片"}
    assert fang.post("/complaints/improvements/1/done", data=report).status_code == 303
    assert sign_in("su").get("/complaints/improvements/1").status_code == 404
    assert "剔除 41 片" in kong.get(url).text
    assert "库存全检" in kong.get("/complaints/improvements/?state=done").text
    assert "whose effect is to be judged" in kong.get("/today/complaints").text
    assert "剔除 41 片" in kong.get(f"/documents/improvement_sheet/{case_id}").text
    assert kong.get("/complaints/improvements/1/confirm").status_code == 200
