"""Cases: recorded, proposed, decided, appealed; nothing has an effect before somebody has decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.access.models import SignIn
from app.office.approvals import service as approvals
from app.office.attachments import queries as attachments
from app.office.conduct import hooks, kinds
from app.office.conduct.models import ConductCase, Deduction
from app.office.conduct.queries import cases
from app.office.conduct.service.cases import appeal, propose, record_incident
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.office.staff.models import Staff
from tests import factories
from tests.office.factories_conduct import (
    FINE,
    TODAY,
    a_case,
    appealed,
    bonus,
    decided,
    fresh,
    grant,
    proposed,
    request_about,
    turn_down,
)

SignInAs = Callable[[str], FlaskClient]


@pytest.fixture
def office(context: None) -> None:
    """An office with its posts, seen from inside."""
    factories.make_posts()


def deductions() -> list[tuple[int, str, str]]:
    rows = db.session.scalars(select(Deduction).order_by(Deduction.id))
    return [(row.amount_fen, row.base, row.from_month) for row in rows]


def actions() -> list[str]:
    query = select(Entry.action).where(Entry.action.startswith("conduct.")).order_by(Entry.id)
    return list(db.session.scalars(query))


def test_a_recorded_case_has_a_number_and_no_effect(office: None) -> None:
    case = a_case()
    assert (case.number, case.state, case.sanction, case.amount_fen) == ("WJ2611-001", "recorded", "none", 0)
    assert a_case().number == "WJ2611-002"
    assert deductions() == []


def test_a_case_keeps_what_it_comes_from_and_the_department_of_that_day(office: None) -> None:
    case = a_case(source="complaint:12")
    assert case.source == "complaint:12"
    assert cases.names_of(case) == ("苏销", "销售部")


def test_every_shipped_rule_names_its_row_and_a_sanction_that_exists(office: None) -> None:
    rules = kinds.conduct_rules()
    causes = [key for key in rules if key.startswith("complaints.cause_")]
    assert len(causes) == 15
    assert {rules[FINE].row, rules["reception.snatch"].row, rules["reception.quarrel"].row} == {"S-08", "R-28", "R-132"}
    assert rules[FINE].amount == 2000


def test_the_amount_of_a_rule_is_a_policy_value(office: None) -> None:
    set_values({"office.penalties.misconduct_fine": "50.00"}, valid_from=TODAY, reason=None, by=OPERATOR)
    assert kinds.conduct_rules()[FINE].amount == 5000


def test_a_rule_of_the_office_is_kept_in_its_own_words(office: None) -> None:
    case = a_case(rule="own", words="不按规定佩戴工牌")
    assert (case.rule, case.rule_words) == ("own", "不按规定佩戴工牌")
    with pytest.raises(Refused) as refused:
        a_case(rule="own")
    assert refused.value.field == "words"
    with pytest.raises(Refused):
        a_case(rule="no.such.rule")


def test_nothing_is_deducted_while_the_decision_is_awaited(office: None) -> None:
    case = proposed(a_case(), 20)
    assert (case.state, case.amount_fen) == ("proposed", 2000)
    assert deductions() == []


def test_a_decision_makes_the_deduction(office: None) -> None:
    case = decided(yuan=300)
    assert (case.state, case.decided_by, case.decided_on, case.decision) == ("decided", "高总", TODAY, "同意")
    assert deductions() == [(30_000, "bonus", "2026-11")]
    assert actions() == ["conduct.recorded", "conduct.proposed", "conduct.decided"]


def test_a_refused_proposal_takes_nothing_and_may_be_made_anew(office: None) -> None:
    case = proposed(a_case(), 300)
    turn_down(case.id)
    assert (fresh(case).state, deductions()) == ("refused", [])
    assert fresh(case).decision == "证据不足"
    again = proposed(fresh(case), 100)
    assert (again.state, again.decision) == ("proposed", None)
    grant(case.id)
    assert deductions() == [(10_000, "bonus", "2026-11")]


def test_a_proposal_that_is_withdrawn_leaves_the_case_as_recorded(office: None) -> None:
    case = proposed(a_case(), 300)
    one = request_about(case.id)
    approvals.withdraw(one.id, one.version, None, by=factories.actor("bai"))
    assert (fresh(case).state, deductions()) == ("recorded", [])


def test_without_an_amount_that_of_the_rule_is_proposed(office: None) -> None:
    assert proposed(a_case()).amount_fen == 2000


def test_without_an_amount_that_of_the_sanction_is_proposed(office: None) -> None:
    assert proposed(a_case(), sanction="warning").amount_fen == 40_000
    with pytest.raises(Refused) as refused:
        proposed(a_case(), sanction="major_demerit")
    assert refused.value.field == "amount"
    bonus("2026-11", 1234)
    assert proposed(a_case(), sanction="major_demerit").amount_fen == 123_400


def test_an_amount_below_that_of_the_handbook_is_refused(office: None) -> None:
    with pytest.raises(Refused) as refused:
        proposed(a_case(), 399, "warning")
    assert refused.value.field == "amount"


def test_sanctions_go_by_petition_and_deductions_by_notice(office: None) -> None:
    notice, sanction = proposed(a_case(), 20), proposed(a_case(), 400, "warning")
    assert request_about(notice.id).matter == "conduct.notice"
    assert request_about(sanction.id).matter == "conduct.sanction"
    assert request_about(sanction.id).amount_fen == 40_000


def test_a_major_demerit_falls_under_the_whole_bonus_of_its_month(office: None) -> None:
    decided(yuan=1200, sanction="major_demerit")
    assert deductions() == [(120_000, "demerit", "2026-11")]


def test_a_dismissal_is_a_record_and_takes_no_sign_in_away(office: None) -> None:
    case = decided(yuan=0, sanction="dismissal")
    assert case.state == "decided"
    assert deductions() == []
    su = db.session.get_one(Staff, factories.staff_id("su"))
    assert su.active
    assert db.session.get(SignIn, su.id) is not None


def test_nobody_proposes_or_decides_in_a_case_of_his_own(office: None) -> None:
    own = record_incident(
        factories.staff_id("bai"), rule=FINE, happened_on=TODAY, facts="迟到", by=factories.actor("gao")
    )
    with pytest.raises(Refused):
        proposed(own, 20, by="bai")
    of_gao = a_case("gao", "bai")
    proposed(of_gao, 20, by="bai")
    with pytest.raises(Refused):
        grant(of_gao.id)
    with pytest.raises(Refused):
        turn_down(of_gao.id)
    assert fresh(of_gao).state == "proposed"


def test_a_case_that_changed_meanwhile_is_not_proposed_again(office: None) -> None:
    case = a_case()
    seen = case.version
    proposed(case, 20)
    with pytest.raises(Conflict):
        propose(case.id, version=seen, sanction="deduction", amount=Fen(1), reason="x", by=factories.actor("bai"))
    turn_down(case.id)
    with pytest.raises(Conflict):
        propose(case.id, version=seen, sanction="deduction", amount=Fen(1), reason="x", by=factories.actor("bai"))


def test_only_the_person_concerned_appeals(office: None) -> None:
    case = decided(yuan=300)
    for other in ("bai", "gao"):
        with pytest.raises(Refused):
            appeal(case.id, version=case.version, words="不公平", by=factories.actor(other))
    with pytest.raises(NoResultFound):
        appeal(case.id, version=case.version, words="不公平", by=factories.actor("fang"))
    case = appealed(case)
    assert (case.state, case.appeal) == ("appealed", "当时我在陪客户")
    assert request_about(case.id, "conduct_appeal").matter == "conduct.appeal"


def test_an_appeal_that_is_refused_leaves_everything_in_force(office: None) -> None:
    case = appealed(decided(yuan=300))
    turn_down(case.id, "conduct_appeal", "事实清楚")
    case = fresh(case)
    assert (case.state, case.appeal_answer, case.appeal_decided_by) == ("upheld", "事实清楚", "高总")
    assert deductions() == [(30_000, "bonus", "2026-11")]
    with pytest.raises(Conflict):
        appealed(case)


def test_an_appeal_that_is_granted_lifts_the_sanction_by_an_opposite_row(office: None) -> None:
    case = appealed(decided(yuan=300))
    grant(case.id, "conduct_appeal")
    assert fresh(case).state == "lifted"
    assert deductions() == [(30_000, "bonus", "2026-11"), (-30_000, "bonus", "2026-11")]
    rows = db.session.scalars(select(Deduction).order_by(Deduction.id)).all()
    assert rows[1].reverses_id == rows[0].id


def test_an_appeal_that_is_withdrawn_may_be_made_again(office: None) -> None:
    case = appealed(decided(yuan=300))
    one = request_about(case.id, "conduct_appeal")
    approvals.withdraw(one.id, one.version, None, by=factories.actor("su"))
    assert fresh(case).state == "decided"
    assert appealed(case).state == "appealed"


def test_a_late_appeal_is_recorded_decided_and_marked(
    app: Flask, office: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = decided(yuan=300)
    later = clock.now() + timedelta(days=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    case = appealed(case)
    labels = [row["label"] for row in request_about(case.id, "conduct_appeal").snapshot]
    assert any("Term of the appeal" in str(label) for label in labels)
    grant(case.id, "conduct_appeal")
    assert fresh(case).state == "lifted"


def test_the_second_time_asks_for_a_proposal_to_leave_and_does_nothing(sign_in: SignInAs, app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
        first, second = a_case(happened_on=date(2026, 11, 18)), a_case(happened_on=date(2026, 11, 19))
        assert cases.times_of(first.staff_id, FINE, first.happened_on, first.id) == 1
        assert cases.times_of(second.staff_id, FINE, second.happened_on, second.id) == 2
        ids = first.id, second.id
    bai = sign_in("bai")
    assert "asks the person to leave" not in bai.get(f"/office/conduct/{ids[0]}").text
    assert "asks the person to leave" in bai.get(f"/office/conduct/{ids[1]}").text
    assert '<option value="dismissal" selected' in bai.get(f"/office/conduct/{ids[1]}/propose").text


def test_lifted_and_refused_cases_are_not_counted(office: None) -> None:
    lifted = appealed(decided(yuan=300))
    grant(lifted.id, "conduct_appeal")
    refused = proposed(a_case(), 20)
    turn_down(refused.id)
    last = a_case()
    assert cases.times_of(last.staff_id, FINE, last.happened_on, last.id) == 1


def test_history_tells_no_names(office: None) -> None:
    case = appealed(decided(yuan=300))
    query = select(Entry).where(Entry.subject == f"conduct:{case.id}").order_by(Entry.id)
    entries = list(db.session.scalars(query))
    assert [entry.action for entry in entries][-1] == "conduct.appealed"
    assert all("苏销" not in str(entry.facts) and entry.reason is None for entry in entries)
    assert entries[1].facts["amount_fen"] == 30_000
    titles = db.session.scalars(select(Entry.facts).where(Entry.action == "approvals.submitted")).all()
    assert titles
    assert all("苏销" not in facts["title"] for facts in titles)


def test_files_of_a_case_are_hung_on_by_whoever_records(office: None) -> None:
    case = a_case()
    subject = f"conduct:{case.id}"
    bai, su, fang = (factories.actor(who) for who in ("bai", "su", "fang"))
    assert [attachments.may_see(one, subject) for one in (bai, su, fang)] == [True, True, False]
    assert hooks.may_change_subject(bai, subject)
    assert not hooks.may_change_subject(su, subject)
    proposed(case, 20)
    assert not hooks.may_change_subject(bai, subject)
    assert hooks.may_see_subject(bai, "conduct:x") is None
    assert hooks.may_see_subject(bai, "customer:1") is None


def test_the_first_page_tells_of_a_decision_until_the_appeal_has_run_out(sign_in: SignInAs, app: Flask) -> None:
    told = "Decisions about you that you may appeal against"
    with app.app_context():
        factories.make_posts()
        decided(yuan=300)
    assert told in sign_in("su").get("/").text
    assert told not in sign_in("ma").get("/").text
    with app.app_context():
        set_values({"office.conduct.appeal_days": "0"}, valid_from=TODAY, reason=None, by=OPERATOR)
        assert cases.may_be_appealed(factories.staff_id("su"), TODAY) == 1
        assert cases.may_be_appealed(factories.staff_id("su"), TODAY + timedelta(days=1)) == 0


def test_cases_stay_when_a_case_is_decided_twice_at_once(office: None) -> None:
    case = proposed(a_case(), 300)
    grant(case.id)
    with pytest.raises(Refused):
        grant(case.id)
    assert db.session.scalar(select(func.count()).select_from(Deduction)) == 1
    assert db.session.scalar(select(ConductCase.state)) == "decided"
