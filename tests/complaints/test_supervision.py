"""The service supervision report: written at the end of the month, submitted, noted by the general manager alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.complaints.supervision import queries, rules, service
from app.complaints.supervision.models import SupervisionReport
from app.complaints.supervision.service import Words
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.tasks.models import Task
from tests import factories

SignIn = Callable[[str], FlaskClient]
WORDS = Words("受理及时", "巡检十二处", None, 92)


@pytest.mark.parametrize(("today", "early"), [(date(2026, 11, 23), True), (date(2026, 11, 24), False)])
def test_it_goes_to_the_general_manager_at_the_end_of_the_month(today: date, early: bool) -> None:
    if early:
        with pytest.raises(Refused):
            rules.check_submit(rules.DRAFT, date(2026, 11, 1), today)
    else:
        rules.check_submit(rules.DRAFT, date(2026, 11, 1), today)


def test_only_the_general_manager_notes_it_and_nobody_changes_it_afterwards(context: None) -> None:
    factories.make_posts()
    bai, gao = factories.actor("bai"), factories.actor("gao")
    made = service.write("2026-10", WORDS, by=bai)
    service.submit(made.id, 1, by=bai)
    task = db.session.scalars(select(Task).where(Task.subject == f"supervision:{made.id}")).one()
    assert task.staff_id == gao.staff_id
    with pytest.raises(Refused):
        service.note(made.id, 2, "已阅", by=bai)
    with pytest.raises(Conflict):
        service.rewrite(made.id, 2, WORDS, by=bai)
    service.note(made.id, 2, "已阅", by=gao)
    assert queries.report(made.id).noted_by == "高总"
    db.session.refresh(task)
    assert task.state == "done"


def test_one_report_a_month_is_written_on_the_page(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("bai")
    typed = {"month": "2026-10", "acceptance": "受理及时", "maintenance": "巡检十二处", "score": "101"}
    assert "受理及时" in client.post("/complaints/supervision/new", data=typed).text
    form = client.get("/complaints/supervision/new").text
    key = form.split('name="form_key" value="')[1].split('"')[0]
    done = client.post("/complaints/supervision/new", data={**typed, "score": "92", "form_key": key})
    with app.app_context():
        one = db.session.scalars(select(SupervisionReport.id)).one()
    assert done.location.endswith(f"/complaints/supervision/{one}")
    assert client.get(done.location).status_code == 200
    assert client.get(f"/documents/supervision/{one}").status_code == 200
    assert sign_in("su").get(done.location).status_code == 403
