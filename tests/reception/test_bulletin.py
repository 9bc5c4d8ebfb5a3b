"""The morning bulletin: never changed, read once, and read before duty (R-11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.reception.bulletin import hooks, queries, service
from app.reception.bulletin.models import Bulletin
from app.reception.bulletin.rules import NewBulletin, check_bulletin, is_current, upwards
from app.reception.rota import service as rota
from app.unit_of_work import unit_of_work
from tests import factories

SignIn = Callable[[str], FlaskClient]


def published(*, days: int = 0, department: str | None = None, replaces_id: int | None = None) -> Bulletin:
    today = clock.today()
    where = factories.department_id(department) if department else None
    new = NewBulletin("Units sold", "3-1201 is sold.", today, today + timedelta(days=days), where, replaces_id)
    return service.publish(new, by=factories.actor("bai"))


def waiting(username: str, days: int = 0) -> list[int]:
    day = clock.today() + timedelta(days=days)
    return [one.id for one in queries.unread(factories.staff_id(username), day)]


@given(st.dictionaries(st.integers(1, 6), st.one_of(st.none(), st.integers(1, 6)), max_size=6), st.integers(1, 6))
def test_the_way_up_ends_and_names_nobody_twice(parents: dict[int, int | None], department: int) -> None:
    found = upwards(department, parents)
    assert found[0] == department
    assert len(set(found)) == len(found)
    assert upwards(None, parents) == ()


def test_a_bulletin_is_for_days_to_come_and_not_for_ever(context: None) -> None:
    today = clock.today()
    check_bulletin(NewBulletin("a", "b", today, today), today)
    day = timedelta(days=1)
    for new in (
        NewBulletin(" ", "b", today, today),
        NewBulletin("a", " ", today, today),
        NewBulletin("a", "b", today, today - day),
        NewBulletin("a", "b", today - day, today - day),
        NewBulletin("a", "b", today, today + 92 * day),
    ):
        with pytest.raises(Refused):
            check_bulletin(new, today)
    assert not is_current(today, today, today, replaced=True)


def test_it_waits_for_everybody_whom_it_concerns_until_he_has_read_it(context: None) -> None:
    for_all, for_sales = published(days=1), published(department="销售部")
    assert waiting("su") == [for_all.id, for_sales.id]
    assert waiting("chen") == [for_all.id]
    assert waiting("su", days=1) == [for_all.id]
    assert waiting("bai") == []  # whoever writes it has read it
    service.read(for_all.id, by=factories.actor("su"))
    service.read(for_all.id, by=factories.actor("su"))
    assert waiting("su") == [for_sales.id]
    entries = db.session.scalars(select(Entry.id).where(Entry.action == "bulletin.read"))
    assert len(list(entries)) == 1
    with pytest.raises(NoResultFound):
        service.read(for_sales.id, by=factories.actor("chen"))
    db.session.rollback()
    shown = queries.shown(for_sales.id, factories.actor("bai"))
    assert (shown.missing, [name for name, _ in shown.readers]) == (["苏销"], ["白管"])


def test_it_is_never_changed_and_a_mistake_is_mended_by_a_new_one(context: None) -> None:
    first = published()
    service.read(first.id, by=factories.actor("su"))
    with pytest.raises(IntegrityError), unit_of_work(by=factories.actor("bai")):
        first.text = "3-1202 is sold."
    second = published(replaces_id=first.id)
    assert waiting("su") == [second.id]
    assert queries.shown(first.id, factories.actor("su")).replaced_by == second.id
    with pytest.raises(Conflict):
        published(replaces_id=first.id)


def test_whoever_has_not_read_it_is_told_so_before_duty(context: None) -> None:
    one, su = published(), factories.staff_id("su")
    rota.add_member(su, by=OPERATOR)
    rota.open_day(clock.today(), by=OPERATOR)
    with pytest.raises(Refused) as refused:
        rota.sign_in(su, by=factories.actor("su"))
    assert "Units sold" in str(refused.value.text)
    db.session.rollback()
    service.read(one.id, by=factories.actor("su"))
    rota.sign_in(su, by=factories.actor("su"))
    published()
    set_values({"reception.bulletin.before_duty": "no"}, valid_from=clock.today(), reason="test", by=OPERATOR)
    assert hooks.before_duty(su) is None


def test_it_is_written_and_read_on_pages(app: Flask, sign_in: SignIn) -> None:
    bai, su, chen = sign_in("bai"), sign_in("su"), sign_in("chen")
    with app.app_context():
        sales = factories.department_id("销售部")
    new = {"title": "Prices", "text": "From today 2 % more.", "day": "1120", "last_on": "1122", "department": sales}
    answer = bai.post("/reception/bulletin/new", data=new)
    assert answer.status_code == 303
    assert "Bulletins to be read" in su.get("/today/reception").text
    assert "From today" in su.get("/reception/bulletin/unread").text
    assert chen.get(answer.location).status_code == 404
    assert su.get("/reception/bulletin/new").status_code == 403
    assert su.post(f"{answer.location}/read").status_code == 303
    assert "You read it at" in su.get(answer.location).text
    assert "Not yet: 0" in bai.get(answer.location).text
    assert "Prices" in su.get("/reception/bulletin/").text
    assert "Prices" not in chen.get("/reception/bulletin/").text
    assert "2 % more" in bai.get(f"/reception/bulletin/new?replaces={answer.location.rsplit('/', 1)[1]}").text
