"""Pages of deadlines: the list, one day by day, deeds, slips, ladders, and what other pages show of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.absence.service import record_absence
from app.office.calendar.service import seed, set_day
from app.office.deadlines import words
from app.office.deadlines.hooks import flags, may_see_subject, notices
from app.office.deadlines.models import LadderRung
from app.office.deadlines.queries.shown import shown, shown_of
from app.office.deadlines.service import extend_deadline, pause_deadline, stop_deadline
from app.office.deadlines.service.firing import fire_steps
from app.unit_of_work import unit_of_work
from app.web import registry
from app.web.feature import Feature, Tab
from tests import factories
from tests.office.factories_deadlines import deadline, make_many, move_to, start, steps, tasks, use_rules

PLACE = "/office/deadlines"


@pytest.fixture(autouse=True)
def office(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    use_rules(monkeypatch)
    with app.app_context():
        seed()
        factories.make_posts()


@pytest.fixture
def who(app: Flask) -> Callable[[str], int]:
    def find(name: str) -> int:
        with app.app_context():
            return factories.staff_id(name)

    return find


@pytest.fixture
def make(app: Flask) -> Callable[..., int]:
    """Set a deadline: make(staff="su", …)."""

    def do(*, staff: str | None = None, department: str | None = None, **more: Any) -> int:
        with app.app_context():
            more["staff_id"] = factories.staff_id(staff) if staff else None
            more["department_id"] = factories.department_id(department) if department else None
            return start(**more)

    return do


def listed(answer: TestResponse) -> list[int]:
    return [int(one) for one in re.findall(rf'href="{PLACE}/(\d+)" title=', answer.text)]


class TestList:
    def test_everybody_sees_his_own_and_managers_those_of_their_departments(
        self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        of_su, of_bai = make(staff="su"), make(staff="bai", subject="case:2")
        of_kong = make(staff="kong", subject="case:3")
        of_none = make(subject="case:4")
        assert listed(sign_in("su").get(f"{PLACE}/")) == [of_su]
        assert listed(sign_in("fang").get(f"{PLACE}/")) == []
        assert listed(sign_in("bai").get(f"{PLACE}/")) == [of_su, of_bai]
        assert listed(sign_in("gao").get(f"{PLACE}/")) == [of_su, of_bai, of_kong, of_none]

    def test_what_one_may_not_know_of_is_not_there(
        self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make(staff="su")
        assert sign_in("kong").get(f"{PLACE}/{one}").status_code == 404
        assert sign_in("su").get(f"{PLACE}/{one}").status_code == 200

    def test_whoever_was_reminded_may_look(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make(staff="kong")
        with app.app_context():
            move_to("2026-12-01 10:00")
            fire_steps()
            told = {step.staff_id for step in steps(one)}
            assert factories.staff_id("bai") in told
        assert sign_in("bai").get(f"{PLACE}/{one}").status_code == 200

    def test_whoever_stands_in_sees_what_he_stands_in_for(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make(staff="su")
        with app.app_context():
            record_absence(
                factories.staff_id("su"),
                kind="leave",
                first_on=date(2026, 11, 20),
                last_on=None,
                deputy_id=factories.staff_id("fang"),
                note=None,
                by=OPERATOR,
            )
        assert listed(sign_in("fang").get(f"{PLACE}/")) == [one]

    def test_filters_narrow_it_by_state_rule_person_and_department(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        late = make(staff="su", arrived="2026-11-02 09:00")
        week = make(staff="kong", rule="test.call", subject="case:2", arrived="2026-11-18 09:00")
        still, done = make(subject="case:3"), make(subject="case:4")
        with app.app_context():
            pause_deadline(still, "Waiting", by=OPERATOR)
            stop_deadline(done, by=OPERATOR)
            kong, sales = factories.staff_id("kong"), factories.department_id("销售部")
        client = sign_in("gao")
        expected = {
            "": [late, week, still],
            "state=open": [late, week, still],
            "state=late": [late],
            "state=week": [week],
            "state=paused": [still],
            "state=stopped": [done],
            "rule=test.call": [week],
            f"person={kong}": [week],
            f"department={sales}": [late],
            f"state=late&person={kong}": [],
        }
        for query, found in expected.items():
            assert listed(client.get(f"{PLACE}/?{query}")) == found, query

    def test_a_filter_that_cannot_be_read_is_refused_in_words(self, sign_in: Callable[[str], FlaskClient]) -> None:
        answer = sign_in("gao").get(f"{PLACE}/?state=never")
        assert answer.status_code == 422
        assert "Please choose one of the list." in answer.text

    def test_it_goes_page_by_page_by_due_day(self, app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
        with app.app_context():
            ids = make_many(120)
        client, url, seen = sign_in("gao"), f"{PLACE}/", list[int]()
        while url:
            answer = client.get(url)
            seen += listed(answer)
            found = re.search(r'rel="next" href="([^"]+)"', answer.text)
            url = found[1].replace("&amp;", "&") if found else ""
        assert seen == ids

    def test_a_page_of_ten_thousand_asks_few_questions(self, app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
        with app.app_context():
            make_many(10_000)
            one = start(staff_id=factories.staff_id("bai"), subject="case:x")
            move_to("2026-12-10 10:00")
            start("test.call", "case:y", parent_id=one)
            engine = db.engine
        asked: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        for username in ("su", "bai", "gao"):
            client = sign_in(username)
            for url in (f"{PLACE}/", f"{PLACE}/?state=late", f"{PLACE}/{one}"):
                asked.clear()
                expected = 404 if username == "su" and url.endswith(str(one)) else 200
                assert client.get(url).status_code == expected
                assert len(asked) <= 20, (username, url, "\n".join(asked))


class TestOne:
    def page(self, sign_in: Callable[[str], FlaskClient], one: int) -> str:
        return sign_in("gao").get(f"{PLACE}/{one}").text

    def test_every_day_says_why_it_counts_or_does_not(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        with app.app_context():
            set_day(date(2026, 11, 24), working=False, name="停业一天", by=OPERATOR)
            set_day(date(2026, 11, 28), working=True, name="调休上班", by=OPERATOR)
        one = make(arrived="2026-11-20 18:05")
        text = self.page(sign_in, one)
        days = [re.sub(r"<[^>]+>|\s+", " ", cell).split() for cell in re.findall(r"<td.*?</td>", text, re.S)]
        told = {words[0]: " ".join(words[1:]) for words in days if words and re.fullmatch(r"[\d-]+", words[0])}
        assert told["20"] == "Arrived late"
        assert told["21"] == "Weekend"
        assert told["11-23"] == "Day 0, not counted"
        assert told["24"] == "Day off 停业一天"
        assert told["25"] == "day 1"
        assert told["28"] == "day 4 Make-up working day 调休上班"
        assert told["11-30"] == "day 5 Due day"
        assert "Counts from" in text

    def test_a_pause_stands_with_its_cause_in_the_days_it_took(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make()
        with app.app_context():
            pause_deadline(one, "等待用户提供票据", by=OPERATOR)
            move_to("2026-11-26 09:00")
        text = self.page(sign_in, one)
        assert text.count("等待用户提供票据") >= 4
        assert "until further notice" in text

    def test_an_unknown_year_is_warned_of(
        self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        text = self.page(sign_in, make(arrived="2026-12-30 09:00"))
        assert "The holidays of these years are not known" in text
        assert "2027" in text

    def test_extensions_name_who_approved_them(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make()
        with app.app_context():
            extend_deadline(one, extra=2, reason="缺配件", approval_id=None, approved_by="高总", by=OPERATOR)
        text = self.page(sign_in, one)
        assert "高总: 缺配件" in text
        assert "+ 2 working days" in text

    def test_the_ladder_shows_what_fired_and_what_is_to_come(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make(staff="su")
        with app.app_context():
            move_to("2026-11-30 10:00")
            fire_steps()
        text = self.page(sign_in, one)
        assert text.count("to come") == 1
        assert "CB2611-001" in text
        assert "not received" in text

    def test_a_stage_that_is_due_after_the_whole_is_warned_of_on_both_pages(
        self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        whole = make(rule="test.call")
        stage = make(parent_id=whole)
        assert "A stage is due after the whole:" in self.page(sign_in, whole)
        assert "This stage is due after the whole." in self.page(sign_in, stage)

    def test_features_above_hang_their_tabs_on_it(
        self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from app.domain.text import Text
        from app.web.guard import SIGNED_IN

        more = Feature("app.office.deadlines", tabs=(Tab("deadline", Text("More"), "deadlines.show", SIGNED_IN),))
        own = registry.all_features
        monkeypatch.setattr(registry, "all_features", lambda: (*own(), more))
        assert ">More</a>" in self.page(sign_in, make())


class TestDeeds:
    def test_a_manager_pauses_with_a_cause_and_resumes(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one, client = make(staff="su"), sign_in("bai")
        assert client.post(f"{PLACE}/{one}/pause", data={"cause": ""}).status_code == 422
        assert client.post(f"{PLACE}/{one}/pause", data={"cause": "Waiting"}).status_code == 303
        with app.app_context():
            assert deadline(one).paused
        assert client.post(f"{PLACE}/{one}/resume").status_code == 303
        assert client.post(f"{PLACE}/{one}/resume").status_code == 409

    def test_a_refused_pause_says_why(self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]) -> None:
        one = make(staff="su", arrived="2026-11-02 09:00")
        answer = sign_in("bai").post(f"{PLACE}/{one}/pause", data={"cause": "Waiting"})
        assert answer.status_code == 422
        assert "Ask for an extension" in answer.text

    def test_nobody_pauses_his_own_and_no_manager_another_departments(
        self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one, other = make(staff="su"), make(staff="kong", subject="case:2")
        assert sign_in("su").post(f"{PLACE}/{one}/pause", data={"cause": "x"}).status_code == 403
        assert sign_in("bai").post(f"{PLACE}/{other}/pause", data={"cause": "x"}).status_code == 404
        assert sign_in("gao").post(f"{PLACE}/{other}/pause", data={"cause": "x"}).status_code == 303

    def test_a_manager_hands_it_on(
        self, app: Flask, make: Callable[..., int], who: Callable[[str], int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make(staff="su")
        assert sign_in("bai").post(f"{PLACE}/{one}/hand", data={"staff": who("fang")}).status_code == 303
        with app.app_context():
            assert deadline(one).staff_id == factories.staff_id("fang")

    def test_a_reminder_is_done_with_when_it_was_seen(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make(department="销售部")
        with app.app_context():
            move_to("2026-11-26 10:00")
            fire_steps()
        client = sign_in("bai")
        assert "I have seen the reminder" in client.get(f"{PLACE}/{one}").text
        client.post(f"{PLACE}/{one}/seen")
        with app.app_context():
            assert tasks(f"deadline:{one}") == []
        assert "I have seen the reminder" not in client.get(f"{PLACE}/{one}").text


class TestOwn:
    def typed(self, **more: Any) -> dict[str, Any]:
        given = {"what": "整理合同", "n": "3", "unit": "working", "arrived_at": "2026-11-20 17:45", **more}
        return {name: value for name, value in given.items() if value is not None}

    def post(self, client: FlaskClient, **more: Any) -> TestResponse:
        key = re.search(r'name="form_key" value="([^"]+)"', client.get(f"{PLACE}/new").text)
        assert key
        return client.post(f"{PLACE}/new", data=self.typed(form_key=key[1], **more))

    def test_somebody_sets_one_for_himself_that_counts_from_the_next_day_after_hours(
        self, app: Flask, who: Callable[[str], int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        assert self.post(sign_in("su"), staff_id=who("su")).status_code == 303
        with app.app_context():
            one = deadline(1)
            assert (one.rule, one.subject, one.started_on, one.late) == (
                "office.own",
                "deadline:1",
                date(2026, 11, 23),
                True,
            )
            assert one.due_on == date(2026, 11, 26)
            assert tasks("deadline:1")[0].url == f"{PLACE}/1"

    def test_the_same_form_twice_sets_one(
        self, app: Flask, who: Callable[[str], int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        client = sign_in("su")
        key = re.search(r'name="form_key" value="([^"]+)"', client.get(f"{PLACE}/new").text)
        assert key
        data = self.typed(form_key=key[1], staff_id=who("su"))
        places = [client.post(f"{PLACE}/new", data=data).location for _ in range(2)]
        assert places == [f"{PLACE}/1"] * 2

    def test_only_a_manager_sets_one_for_others_of_his_department(
        self, who: Callable[[str], int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        assert self.post(sign_in("su"), staff_id=who("bai")).status_code == 422
        assert self.post(sign_in("bai"), staff_id=who("su")).status_code == 303
        assert self.post(sign_in("bai"), staff_id=who("kong")).status_code == 422

    def test_a_manager_sets_one_for_his_department(self, app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
        with app.app_context():
            sales = factories.department_id("销售部")
        assert self.post(sign_in("bai"), staff_id="", department_id=sales).status_code == 303
        assert self.post(sign_in("bai"), staff_id="").status_code == 422
        with app.app_context():
            assert (deadline(1).staff_id, deadline(1).department_id) == (None, sales)

    def test_nobody_without_a_role_sets_one(self, sign_in: Callable[[str], FlaskClient]) -> None:
        assert sign_in("wu").get(f"{PLACE}/new").status_code == 403
        assert "Set a deadline" not in sign_in("wu").get(f"{PLACE}/").text

    @pytest.mark.parametrize(("ending", "outcome"), [("done", "kept"), ("dropped", "dropped")])
    def test_it_is_stopped_with_its_outcome_by_whose_it_is(
        self, app: Flask, who: Callable[[str], int], sign_in: Callable[[str], FlaskClient], ending: str, outcome: str
    ) -> None:
        self.post(sign_in("su"), staff_id=who("su"))
        assert sign_in("su").post(f"{PLACE}/1/stop", data={"outcome": ending}).status_code == 303
        with app.app_context():
            assert deadline(1).outcome == outcome

    def test_what_belongs_to_other_work_is_not_stopped_here(
        self, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one = make(staff="su")
        assert sign_in("su").post(f"{PLACE}/{one}/stop", data={"outcome": "done"}).status_code == 403


class TestSlip:
    @pytest.fixture
    def slip(self, app: Flask, make: Callable[..., int]) -> int:
        one = make(staff="su")
        with app.app_context():
            move_to("2026-11-30 10:00")
            fire_steps()
            return next(step.id for step in steps(one) if step.number)

    def test_whom_it_went_to_signs_and_answers_once(
        self, app: Flask, slip: int, sign_in: Callable[[str], FlaskClient]
    ) -> None:
        client = sign_in("bai")
        page = client.get(f"{PLACE}/slips/{slip}").text
        assert "CB2611-001" in page
        assert "Sign for it" in page
        assert client.post(f"{PLACE}/slips/{slip}", data={"answer": "明天答复"}).status_code == 303
        with app.app_context():
            step = next(step for step in steps() if step.number)
            assert (step.received_by, step.answer) == ("白管", "明天答复")
            assert not any(task.kind == "deadlines.slip" for task in tasks(f"deadline:{step.deadline_id}"))
        assert client.post(f"{PLACE}/slips/{slip}", data={"answer": "noch einmal"}).status_code == 409

    def test_nobody_else_signs_for_it(self, slip: int, sign_in: Callable[[str], FlaskClient]) -> None:
        assert "Sign for it" not in sign_in("su").get(f"{PLACE}/slips/{slip}").text
        assert sign_in("su").post(f"{PLACE}/slips/{slip}", data={"answer": "x"}).status_code == 422
        assert sign_in("kong").get(f"{PLACE}/slips/{slip}").status_code == 404

    def test_it_prints_with_who_what_and_how_late(
        self, app: Flask, slip: int, sign_in: Callable[[str], FlaskClient]
    ) -> None:
        text = sign_in("bai").get(f"/documents/urging_slip/{slip}").text
        assert "催办单" in text
        assert "总经理办公室" in text
        for part in ("CB2611-001", "销售部 白管", "苏销", "2026-11-27", "存根", "承办部门"):
            assert part in text, part

    def test_a_step_without_a_slip_has_no_page(
        self, app: Flask, slip: int, sign_in: Callable[[str], FlaskClient]
    ) -> None:
        with app.app_context():
            other = next(step.id for step in steps() if not step.number)
        assert sign_in("gao").get(f"{PLACE}/slips/{other}").status_code == 404


class TestLadders:
    def rungs(self) -> list[tuple[int, str]]:
        db.session.rollback()
        query = select(LadderRung).where(LadderRung.rule == "test.answer").order_by(LadderRung.days)
        return [(one.days, one.addressee) for one in db.session.scalars(query)]

    def test_the_office_makes_a_ladder_its_own_and_gives_it_up_again(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        one, client, place = make(staff="su"), sign_in("admin"), f"{PLACE}/ladders/test.answer"
        assert "as shipped" in client.get(f"{PLACE}/ladders").text
        data = {"days": "-2", "addressee": "head", "deed": "add"}
        assert client.post(place, data=data).status_code == 303
        with app.app_context():
            assert self.rungs() == [(-2, "head"), (-1, "responsible"), (0, "responsible"), (1, "head"), (2, "above")]
            assert deadline(one).warn_on == date(2026, 11, 25)
        assert client.post(place, data=data).status_code == 422
        assert client.post(f"{place}/remove", data={"days": "-2", "addressee": "head"}).status_code == 303
        assert client.post(f"{place}/remove", data={"days": "-2", "addressee": "head"}).status_code == 409
        assert client.post(f"{place}/as-shipped").status_code == 303
        with app.app_context():
            assert self.rungs() == []
            assert deadline(one).warn_on == date(2026, 11, 26)

    def test_the_last_step_stays(self, sign_in: Callable[[str], FlaskClient]) -> None:
        client, place = sign_in("admin"), f"{PLACE}/ladders/test.answer"
        answers = [
            client.post(f"{place}/remove", data={"days": str(days), "addressee": to}).status_code
            for days, to in ((-1, "responsible"), (0, "responsible"), (1, "head"), (2, "above"))
        ]
        assert answers == [303, 303, 303, 422]

    def test_a_step_is_tried_before_it_is_added(
        self, app: Flask, make: Callable[..., int], sign_in: Callable[[str], FlaskClient]
    ) -> None:
        make(arrived="2026-11-02 09:00")
        make(subject="case:2", arrived="2026-11-12 09:00")
        make(subject="case:3")
        data = {"days": "2", "addressee": "top", "deed": "look"}
        answer = sign_in("gao").post(f"{PLACE}/ladders/test.answer", data=data)
        assert answer.status_code == 200
        assert "so many open deadlines: 1" in answer.text
        with app.app_context():
            assert self.rungs() == []

    def test_only_whoever_manages_ladders_opens_them(self, sign_in: Callable[[str], FlaskClient]) -> None:
        assert sign_in("bai").get(f"{PLACE}/ladders").status_code == 403
        assert sign_in("gao").get(f"{PLACE}/ladders/unknown").status_code == 404


class TestElsewhere:
    @pytest.fixture(autouse=True)
    def context(self, app: Flask) -> Iterator[None]:
        with app.test_request_context():
            yield

    def test_the_component_shows_day_what_is_left_marks_and_the_why(self) -> None:
        one = start(arrived="2026-11-20 18:00")
        template = '{% from "components/deadline.html" import deadline with context %}{{ deadline(shown) }}'
        text = render_template_string(template, shown=shown("case:1"))
        for part in ("2026-11-30", "6", f'href="{PLACE}/{one}"'):
            assert part in text

    @pytest.mark.parametrize(
        ("moment", "mark"),
        [
            ("2026-11-20 10:00", "Working days left: 5"),
            ("2026-11-27 10:00", "Due today"),
            ("2026-11-27 17:31", "Office hours of the due day are over"),
            ("2026-11-28 10:00", "Working days late: 1"),
            ("2026-12-01 10:00", "Working days late: 2"),
        ],
    )
    def test_what_is_left_is_counted_in_working_days(self, moment: str, mark: str) -> None:
        one = start()
        move_to(moment)
        found = shown_of([one])[one]
        assert str(found.marks[0][0]) == mark
        assert found.late == (moment > "2026-11-27 17:30")

    def test_what_runs_is_shown_before_what_was_stopped(self) -> None:
        first = start()
        stop_deadline(first, by=OPERATOR)
        assert shown("case:1") is not None
        assert str(shown("case:1").marks[0][0]) == "kept"  # type: ignore[union-attr]
        second = start()
        third = start("test.call")
        assert shown("case:1").id == third  # type: ignore[union-attr]
        assert shown("case:1", rule="test.answer").id == second  # type: ignore[union-attr]
        assert shown("case:9") is None

    def test_the_first_page_tells_what_is_late_and_due_and_managers_their_departments(self) -> None:
        for subject, name, arrived in (
            ("case:1", "su", "2026-11-02 09:00"),
            ("case:2", "su", "2026-11-13 09:00"),
            ("case:3", "kong", "2026-11-02 09:00"),
        ):
            start(subject=subject, staff_id=factories.staff_id(name), arrived=arrived)

        def told(name: str) -> list[tuple[str, str]]:
            return [(str(one.label), one.figure) for one in notices(factories.actor(name))]

        assert told("su") == [("Own deadlines that are late", "1"), ("Own deadlines due next", "1")]
        assert told("bai") == [("Late deadlines of the department", "1")]
        assert told("gao") == [("Late deadlines of the office", "2")]
        assert told("fang") == []

    def test_a_customer_who_waits_for_something_late_is_flagged(self, customer: int) -> None:
        assert flags([customer], factories.actor("fang")) == {}
        start(customer_id=customer, arrived="2026-11-02 09:00")
        start(customer_id=customer, subject="case:2")
        [flag] = flags([customer], factories.actor("fang"))[customer]
        assert str(flag.text) == "Overdue: 1"
        assert flag.url == f"{PLACE}/?customer={customer}"

    def test_what_hangs_on_a_deadline_is_seen_by_whoever_sees_it(self) -> None:
        one = start(staff_id=factories.staff_id("su"))
        assert may_see_subject(factories.actor("su"), f"deadline:{one}")
        assert may_see_subject(factories.actor("kong"), f"deadline:{one}") is False
        assert may_see_subject(factories.actor("su"), "task:1") is None

    def test_the_addresses_that_the_worker_writes_are_those_of_the_pages(self) -> None:
        from flask import url_for

        assert words.page_of(7) == url_for("deadlines.show", deadline_id=7)
        assert words.slip_page_of(7) == url_for("deadlines.slip", step_id=7)

    @pytest.fixture
    def customer(self) -> int:
        from app.customers.files.models import Customer

        with unit_of_work(by=OPERATOR) as work:
            made = Customer(number="C1", kind="person", name="张三", category="ordinary", opened_at=work.at)
            work.session.add(made)
            work.session.flush()
            return made.id
