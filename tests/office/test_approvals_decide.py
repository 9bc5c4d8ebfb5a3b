"""Deciding on requests: yes, no, a question, and whose turn it is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.approvals import queries, service
from app.office.history.models import Entry
from tests import factories
from tests.office.factories_approvals import ask_for, now, person, position, row

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def posts(context: None) -> None:
    factories.make_posts()


def test_a_request_climbs_its_chain_step_by_step() -> None:
    row(person("bai", "Department"), person("gao", "General manager"))
    request = ask_for("su")
    assert request.number == "SP2611-001"
    shown = queries.standing("thing:1")
    assert shown is not None
    assert shown.waits_for == ("白管",)
    service.approve(request.id, 1, "同意", by=factories.actor("bai"))
    shown = queries.standing("thing:1")
    assert shown is not None
    assert shown.waits_for == ("高总",)
    assert not queries.is_approved("thing:1")
    service.approve(request.id, 2, by=factories.actor("gao"))
    assert queries.is_approved("thing:1")
    assert now(request).state == "approved"
