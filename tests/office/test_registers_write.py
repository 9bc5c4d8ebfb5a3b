"""Writing in registers: lines stay, corrections stand beside them, and the database knows no other way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, NoResultFound

from app import clock
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from app.office.registers import queries
from app.office.registers.kinds import register
from app.office.registers.models import RegisterEntry
from app.office.registers.queries import Filters
from app.office.registers.service import correct, enter
from app.office.registers.words import number_of
from tests import factories

pytestmark = pytest.mark.usefixtures("context")
TODAY = date(2026, 11, 20)
CELLS = {"customer": "王小明", "phone": "138", "matter": "改约", "from": "方前", "to": "苏销"}


def a_line(day: date = TODAY, by: str = "fang", **cells: Any) -> RegisterEntry:
    return enter("handover", day, {**CELLS, **cells}, by=factories.actor(by))


def history() -> list[tuple[str, dict[str, Any], str | None]]:
    rows = db.session.scalars(select(Entry).where(Entry.action.startswith("registers.")).order_by(Entry.id))
    return [(one.action, one.facts, one.reason) for one in rows]


def test_a_line_is_stored_with_who_and_when_and_is_recorded() -> None:
    made = a_line()
    assert (made.day, made.made_by, clock.local(made.made_at).date()) == (TODAY, "方前", TODAY)
    assert made.staff_id == factories.staff_id("fang")
    assert made.cells == CELLS
    facts = {"register": "日转交客户登记表", "number": "2026-0001", "day": "2026-11-20"}
    assert history() == [("registers.entered", facts, None)]


def test_lines_are_numbered_by_register_and_year() -> None:
    days = (TODAY, TODAY, date(2025, 12, 31), TODAY)
    numbers = [number_of(a_line(day)) for day in days]
    other = enter("problems", TODAY, {"sort": "账单", "problem": "未收到"}, by=factories.actor("fang"))
    assert numbers == ["2026-0001", "2026-0002", "2025-0001", "2026-0003"]
    assert number_of(other) == "2026-0001"


def test_a_refused_line_takes_no_number() -> None:
    with pytest.raises(Refused):
        a_line(matter="")
    with pytest.raises(Refused):
        a_line(TODAY + timedelta(days=1))
    assert number_of(a_line()) == "2026-0001"


def test_only_known_registers_are_written() -> None:
    with pytest.raises(NoResultFound):
        enter("nothing", TODAY, {}, by=factories.actor("fang"))


def test_a_correction_is_a_line_beside_the_original_which_stays() -> None:
    made = a_line()
    better = correct(made.id, {**CELLS, "phone": "139"}, "号码少一位", by=factories.actor("su"))
    line = queries.line(register("handover"), made.id)
    assert [one.id for one in line.written] == [made.id, better.id]
    assert line.entry.cells["phone"] == "138"
    assert (line.holds.cells["phone"], line.holds.made_by, line.holds.reason) == ("139", "苏销", "号码少一位")
    assert (better.day, number_of(better)) == (made.day, "2026-0002")
    facts = {"register": "日转交客户登记表", "number": "2026-0002", "original": "2026-0001"}
    assert history()[-1] == ("registers.corrected", facts, "号码少一位")


def test_the_last_of_several_corrections_holds() -> None:
    made = a_line()
    for phone in ("139", "137"):
        correct(made.id, {**CELLS, "phone": phone}, "再次核对", by=factories.actor("su"))
    line = queries.line(register("handover"), made.id)
    assert [one.cells["phone"] for one in line.written] == ["138", "139", "137"]
    assert line.holds.cells["phone"] == "137"
    assert not line.is_struck


def test_a_line_may_be_struck_out_and_taken_up_again() -> None:
    made = a_line()
    correct(made.id, None, "登记两次", by=factories.actor("bai"))
    assert queries.line(register("handover"), made.id).is_struck
    assert history()[-1][0] == "registers.struck"
    with pytest.raises(Refused):
        correct(made.id, None, "再次", by=factories.actor("bai"))
    correct(made.id, CELLS, "并非重复", by=factories.actor("bai"))
    assert not queries.line(register("handover"), made.id).is_struck


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(reason: str) -> None:
    made = a_line()
    with pytest.raises(Refused) as refused:
        correct(made.id, None, reason, by=factories.actor("su"))
    assert refused.value.field == "reason"


def test_a_correction_that_says_the_same_is_refused() -> None:
    with pytest.raises(Refused, match="Nothing was corrected"):
        correct(a_line().id, CELLS, "无", by=factories.actor("su"))


def test_a_correction_is_corrected_through_its_original_only() -> None:
    made = a_line()
    better = correct(made.id, {**CELLS, "phone": "139"}, "错", by=factories.actor("su"))
    with pytest.raises(NoResultFound):
        correct(better.id, CELLS, "错", by=factories.actor("su"))


def test_whoever_looked_before_another_correction_is_told() -> None:
    made = a_line()
    correct(made.id, {**CELLS, "phone": "139"}, "错", seen=made.id, by=factories.actor("su"))
    with pytest.raises(Conflict):
        correct(made.id, {**CELLS, "phone": "137"}, "错", seen=made.id, by=factories.actor("fang"))


@pytest.mark.parametrize("sql", ["UPDATE register_entries SET reason = 'x'", "DELETE FROM register_entries"])
def test_the_database_lets_nobody_change_or_delete_a_line(sql: str) -> None:
    a_line()
    with pytest.raises(DatabaseError):
        db.session.execute(text(sql))
    db.session.rollback()


def test_only_a_line_for_a_past_day_was_entered_later() -> None:
    today, yesterday = a_line(), a_line(TODAY - timedelta(days=1))
    better = correct(yesterday.id, {**CELLS, "phone": "139"}, "错", by=factories.actor("su"))
    assert [queries.is_later(one) for one in (today, yesterday, better)] == [False, True, False]


def found(**filters: Any) -> list[str]:
    lines = queries.lines(register("handover"), Filters(**{"period": "2026-11", **filters}))
    return [number_of(one.entry) for one in lines]


def test_lines_are_found_by_day_name_and_word_also_of_their_corrections() -> None:
    a_line(date(2026, 10, 31))
    first, second = a_line(date(2026, 11, 1), by="chen"), a_line(date(2026, 11, 2), matter="投诉 100%_急")
    correct(first.id, {**CELLS, "to": "孔诉", "remark": "更正后"}, "交错人", by=factories.actor("gao"))
    assert found() == ["2026-0002", "2026-0003"]
    assert found(period="2026-10") == ["2026-0001"]
    assert found(day=date(2026, 11, 2)) == [number_of(second)]
    assert found(text="100%_") == [number_of(second)]
    assert found(text="100%x") == []
    assert (
        found(text="更正后")
        == found(person="孔诉")
        == found(person="高总")
        == found(person="陈收")
        == [number_of(first)]
    )
    assert found(person="苏销") == ["2026-0002", "2026-0003"]
    assert found(person="苏") == []


def test_a_long_register_is_paged_without_losing_or_doubling_a_line() -> None:
    for n in range(60):
        a_line(TODAY - timedelta(days=n % 3), remark=str(n))
    book, seen, after = register("handover"), [], None
    while True:
        page = queries.page(book, Filters("2026-11"), after)
        seen += [one.entry for one in page.rows]
        after = page.after
        if after is None:
            break
    assert len({one.id for one in seen}) == len(seen) == 60
    assert seen == sorted(seen, key=lambda one: (one.day, one.id), reverse=True)


def test_the_overview_knows_the_newest_day_of_each_register() -> None:
    a_line(TODAY - timedelta(days=3))
    days = {one.key: day for one, day in queries.overview()}
    assert days["handover"] == TODAY - timedelta(days=3)
    assert days["problems"] is None
