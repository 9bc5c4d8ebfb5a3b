"""A superior who cannot sign in is asked through whoever stands in for him: never a stuck paper."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.absence.service import set_usual_deputy
from app.office.approvals import queries
from app.office.approvals.service import approve, reseat
from app.office.positions.models import Position
from app.office.positions.service import appoint
from app.office.staff.service import add_staff
from app.unit_of_work import unit_of_work
from tests import factories
from tests.office.factories_approvals import ask_for, position, row

pytestmark = pytest.mark.usefixtures("context")


def deputy_manager() -> int:
    """A deputy general manager who does not sign in."""
    staff_id = add_staff("傅总", by=OPERATOR).id
    key = select(Position.id).where(Position.key == "deputy_general_manager")
    appoint(staff_id, db.session.scalars(key).one(), department_id=None, held_from=date(2026, 1, 1), by=OPERATOR)
    return staff_id


def seat() -> tuple[str, str, str | None]:
    standing = queries.standing("thing:1")
    assert standing is not None
    (found,) = (one for step in standing.steps for one in step.seats if one.state == "waiting")
    return found.person, found.acting, found.because


def test_his_superior_speaks_for_him_until_he_names_a_deputy() -> None:
    factories.make_posts()
    staff_id = deputy_manager()
    row(position("deputy_general_manager"))
    ask_for("su")
    assert seat() == ("傅总", "高总", "superior")
    set_usual_deputy(staff_id, factories.staff_id("xu"), by=factories.actor("admin"))
    with unit_of_work(by=OPERATOR):
        reseat(by=OPERATOR)
    assert seat() == ("傅总", "徐财", "deputy")
    standing = queries.standing("thing:1")
    assert standing is not None
    approve(standing.id, standing.version, by=factories.actor("xu"))
    ended = queries.standing("thing:1")
    assert ended is not None
    assert ended.state == "approved"
