"""The pages of approvals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.office.approvals import service
from app.office.approvals.models import Approval
from tests import factories
from tests.office.factories_approvals import ask_for, now, person, row

SignIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
        service.seed()


def test_every_page_opens(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        request = ask_for("su", amount=100_00)
        assert request.state == "waiting"
    gao = sign_in("gao")
    for url in (
        "",
        "/mine",
        "/all",
        "/matrix",
        "/matrix/complaints.decision",
        "/matrix/complaints.decision/add",
        "/matrix/row/1",
        "/matrix/row/1/add",
        "/matrix/row/1/1",
        f"/{request.id}",
    ):
        answer = gao.get(f"/office/approvals{url}")
        assert answer.status_code == 200, url
