"""Several processes at one request at the same moment: one wins, the others are told, nothing is stuck or doubled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.absence.service import record_absence
from app.office.approvals import queries, service
from app.office.approvals.models import Approval, ApprovalVoice, Chain
from app.office.approvals.queries_matrix import rows_of
from app.office.approvals.rules import StepPlan
from app.office.approvals.rules_matrix import Row
from app.office.approvals.service import matrix
from app.office.tasks.models import Task
from tests import factories
from tests.office.factories_approvals import ask_for, person, row
from tests.processes import at_once


@pytest.fixture(autouse=True)
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
        factories.appoint("xu", "general_manager")


def tried(app: Flask, deed: Callable[[], object]) -> Callable[[], int]:
    """What became of a deed: 200 where it was done, else the status of the refusal."""

    def do() -> int:
        with app.app_context():
            try:
                deed()
            except Refused as refused:
                return refused.status
            return 200

    return do


def voices(said: str) -> int:
    return db.session.scalar(select(func.count()).where(ApprovalVoice.said == said)) or 0


def test_of_a_yes_and_a_no_at_once_one_counts(app: Flask) -> None:
    with app.app_context():
        row(StepPlan("Top", "top"))
        request = ask_for("su").id
    answers = at_once(
        app,
        tried(app, lambda: service.approve(request, 1, by=factories.actor("gao"))),
        tried(app, lambda: service.refuse(request, 1, "不行", by=factories.actor("xu"))),
    )
    assert sorted(answers) == [200, 409]
    with app.app_context():
        assert voices("approve") + voices("refuse") == 1
        assert db.session.get_one(Approval, request).state in ("approved", "refused")


def test_two_of_all_who_say_yes_at_once_are_both_heard(app: Flask) -> None:
    with app.app_context():
        row(StepPlan("Top", "top", mode="all"))
        request = ask_for("su").id

    def insisting(username: str) -> Callable[[], int]:
        def deed() -> None:
            standing = queries.standing("thing:1")
            assert standing is not None
            service.approve(request, standing.version, by=factories.actor(username))

        return tried(app, deed)

    answers = at_once(app, insisting("gao"), insisting("xu"))
    assert 200 in answers
    with app.app_context():
        for username, answer in zip(("gao", "xu"), answers, strict=True):
            if answer != 200:
                assert insisting(username)() == 200
        assert queries.is_approved("thing:1")
        assert voices("approve") == 2


def test_the_same_thing_is_asked_for_once(app: Flask) -> None:
    with app.app_context():
        row(person("bai"))
    answers = at_once(app, *[tried(app, lambda: ask_for("su"))] * 3)
    assert sorted(answers) == [200, 409, 409]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Approval)) == 1


def test_an_approver_who_decides_while_he_is_sent_away_leaves_nothing_stuck(app: Flask) -> None:
    with app.app_context():
        row(person("bai"), person("gao"))
        request = ask_for("su").id
        bai, fang = factories.staff_id("bai"), factories.staff_id("fang")
    answers = at_once(
        app,
        tried(app, lambda: service.approve(request, 1, by=factories.actor("bai"))),
        tried(app, lambda: record_absence(bai, "leave", clock.today(), None, fang, by=OPERATOR)),
    )
    assert answers[1] == 200
    with app.app_context():
        standing = queries.standing("thing:1")
        assert standing is not None
        assert standing.waits_for == (("高总",) if answers[0] == 200 else ("方前",))
        open_tasks = select(func.count()).where(Task.subject == f"approval:{request}", Task.state == "open")
        assert db.session.scalar(open_tasks) == 1


def test_two_bands_entered_at_once_do_not_overlap(app: Flask) -> None:
    with app.app_context():
        row(person("gao"), name="All", amount_from=1_000_00)

    def band(name: str) -> Callable[[], int]:
        new = Row(0, name, None, None, 500_00)
        return tried(app, lambda: matrix.add_chain("complaints.decision", new, by=OPERATOR))

    assert sorted(at_once(app, band("一"), band("二"))) == [200, 422]
    with app.app_context():
        assert len(rows_of("complaints.decision")) == 2
        assert db.session.scalar(select(func.count()).select_from(Chain)) == 2
