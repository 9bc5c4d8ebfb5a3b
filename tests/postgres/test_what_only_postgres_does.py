"""What PostgreSQL does and SQLite does not: decimals for sums, two who wait for each other, no zero characters."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import BigInteger, literal, select, text, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import func

from app.domain.actor import OPERATOR
from app.domain.errors import Conflict
from app.extensions import db
from app.office.history.models import Entry
from app.office.history.service import record
from app.office.staff.feature import DEPARTMENT_ADDED
from app.office.staff.models import Department
from app.unit_of_work import unit_of_work

pytestmark = pytest.mark.postgres


def test_a_sum_of_fen_is_a_whole_number(context: None) -> None:
    amounts = union_all(*(select(literal(fen, BigInteger).label("fen")) for fen in (5_000_000_000, 1))).subquery()
    total = db.session.scalar(select(func.sum(amounts.c.fen)))
    assert (type(total), total) == (int, 5_000_000_001)


def test_a_fraction_that_is_computed_by_mistake_does_not_pass_for_a_whole_number(context: None) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        db.session.execute(text("SELECT AVG(x) FROM generate_series(1, 2) AS x")).all()


def test_no_query_is_translated_into_machine_code_first(context: None) -> None:
    assert db.session.scalar(text("SHOW jit")) == "off"


def test_a_row_that_may_not_change_is_kept_as_a_matter_of_integrity(context: None) -> None:
    with unit_of_work(by=OPERATOR):
        record(DEPARTMENT_ADDED, "department:1", facts={"name": "x"})
    with pytest.raises(IntegrityError, match="history is frozen"), unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(Entry).values(subject="department:2"))


def test_of_two_who_wait_for_each_other_one_is_told_to_try_again(app: Flask) -> None:
    met = threading.Barrier(2)

    def change(first: str, second: str) -> str:
        with app.app_context():
            try:
                with unit_of_work(by=OPERATOR) as work:
                    work.session.execute(update(Department).where(Department.name == first).values(active=False))
                    met.wait()
                    work.session.execute(update(Department).where(Department.name == second).values(active=False))
            except Conflict as conflict:
                return str(conflict.text)
        return "done"

    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(change, ("销售部", "财务部"), ("财务部", "销售部")))
    assert sorted(ended) == ["The program is busy just now. Please try again.", "done"]
