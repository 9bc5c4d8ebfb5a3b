"""Several processes at complaints at the same moment: no number twice, and one deed on a complaint at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.complaints.cases import service
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.circulation.service import seed
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.numbering.service import take_numbers
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.test_cases_course import FACTORY, GOODS, SERVICE
from tests.processes import at_once

PROCESSES, EACH = 8, 2


@pytest.fixture(autouse=True)
def routes(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
        seed(by=OPERATOR)


def test_eight_processes_give_no_number_twice_and_leave_none_out(app: Flask) -> None:
    """Beyond 99 the number widens: the month had 90 complaints before (K-04)."""
    with app.app_context(), unit_of_work(by=OPERATOR):
        take_numbers("complaint", 90, "2611")

    def take_some() -> list[str | None]:
        with app.app_context():
            by = factories.actor("kong")
            return [service.take(SERVICE, by=by).number for _ in range(EACH)]

    taken = [number for numbers in at_once(app, *[take_some] * PROCESSES) for number in numbers]
    assert sorted(taken, key=lambda number: int(str(number)[4:])) == [f"2611{n:02d}" for n in range(91, 107)]
    with app.app_context():
        in_order = select(Complaint.number).order_by(Complaint.number_month, Complaint.number_serial)
        assert db.session.scalars(in_order).all()[8:10] == ["261199", "2611100"]


def test_of_two_who_pass_on_at_once_one_is_told_who_was_quicker(app: Flask) -> None:
    with app.app_context():
        one = service.take(replace(FACTORY, handler_id=factories.staff_id("su")), by=factories.actor("su"))
        complaint_id, version = one.id, one.version

    def passed_by(username: str) -> Callable[[], int]:
        def do() -> int:
            with app.app_context():
                try:
                    service.pass_on(complaint_id, version=version, values=GOODS, by=factories.actor(username))
                except Refused as refused:
                    return refused.status
                return 200

        return do

    assert sorted(at_once(app, passed_by("su"), passed_by("kong"))) == [200, 409]
    with app.app_context():
        mine = ComplaintStage.complaint_id == complaint_id
        stays = select(ComplaintStage.key).where(mine).order_by(ComplaintStage.id)
        assert db.session.scalars(stays).all() == ["sales", "register"]
        assert db.session.scalar(select(func.count()).where(ComplaintStage.left_at.is_(None))) == 1
