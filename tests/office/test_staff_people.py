"""People: added with or without a sign-in, changed, let go, taken back, found."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.access.models import Session, SignIn
from app.office.access.service import people as verbs
from app.office.history.models import Entry
from app.office.staff.models import Department, Staff
from app.office.staff.service import add_staff, change_staff
from tests import factories
from tests.support import count_queries

SignInAs = Callable[[str], FlaskClient]


def person(name: str) -> Staff:
    return db.session.scalars(select(Staff).where(Staff.name == name)).one()


def facts_of(action: str) -> Any:
    return db.session.scalars(select(Entry.facts).where(Entry.action == action)).one()


def add(client: FlaskClient, **data: Any) -> Any:
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/office/staff/add").text)
    assert key
    return client.post("/office/staff/add", data={"form_key": key[1], "name": "新人", **data})


def test_a_person_without_a_sign_in_is_added(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    with app.app_context():
        department = db.session.scalars(select(Department.id).where(Department.name == "销售部")).one()
    answer = add(admin, phone="13800001111", department=department, joined_on="1102")
    with app.app_context():
        added = person("新人")
        assert (added.phone, added.department_id, added.joined_on) == ("13800001111", department, date(2026, 11, 2))
        assert db.session.get(SignIn, added.id) is None
        assert facts_of("staff.added")["joined_on"] == "2026-11-02"
    assert answer.headers["Location"] == f"/office/staff/{added.id}"
    assert "This person does not sign in." in admin.get(answer.headers["Location"]).text


def test_a_person_with_a_sign_in_gets_a_one_time_password_and_a_role(app: Flask, sign_in: SignInAs) -> None:
    answer = add(sign_in("admin"), username="Xin", role="1")
    assert answer.status_code == 200
    password = re.search(r'<code class="fs-2" translate="no">([^<]+)</code>', answer.text)
    assert password
    client = app.test_client()
    assert client.post("/sign-in", data={"username": "xin", "password": password[1]}).status_code == 303
    assert client.get("/").headers["Location"] == "/change-password"
    with app.app_context():
        stored = db.session.scalars(select(SignIn.password_hash).where(SignIn.username == "xin")).one()
        assert password[1] not in stored


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"name": ""}, "name", "Please fill this in."),
        ({"name": "x" * 121}, "name", "This is too long."),
        ({"phone": "1" * 41}, "phone", "This is too long."),
        ({"department": "999"}, "department", "Please choose one of the list."),
        ({"joined_on": "31-31"}, "joined_on", "Please type a day"),
        ({"username": "chen"}, "username", "This user name is taken."),
        ({"username": "a b"}, "username", "letters or digits"),
        ({"username": "xin", "role": "99"}, "role", "Please choose one of the list."),
    ],
)
def test_bad_input_adds_nobody_and_is_told_beside_its_field(
    app: Flask, sign_in: SignInAs, data: dict[str, str], field: str, sentence: str
) -> None:
    answer = add(sign_in("admin"), **data)
    assert answer.status_code == 422
    beside = re.search(rf'id="{field}-errors">(.*?)</div>\s*</div>', answer.text, re.DOTALL)
    assert beside
    assert sentence in beside[1]
    with app.app_context():
        assert db.session.scalars(select(Staff).where(Staff.name == "新人")).all() == []


def test_a_second_post_of_the_same_form_adds_nobody(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    key = re.search(r'name="form_key" value="([^"]+)"', admin.get("/office/staff/add").text)
    assert key
    first, second = (admin.post("/office/staff/add", data={"form_key": key[1], "name": "新人"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        assert person("新人")


def test_a_sign_in_is_given_later(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    with app.app_context():
        staff_id = add_staff("新人", by=OPERATOR).id
    path = f"/office/staff/{staff_id}/sign-in"
    key = re.search(r'name="form_key" value="([^"]+)"', admin.get(path).text)
    assert key
    taken = admin.post(path, data={"form_key": key[1], "username": "chen"})
    assert taken.status_code == 422
    assert "This user name is taken." in taken.text
    answer = admin.post(path, data={"form_key": key[1], "username": "xin"})
    assert "One-time password" in answer.text


def test_changed_particulars_stand_in_history_with_old_and_new(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        wu = person("吴闲")
    admin, path = sign_in("admin"), f"/office/staff/{wu.id}/change"
    assert 'value="吴闲"' in admin.get(path).text
    data = {"name": "吴忙", "phone": "", "department": wu.department_id, "version": wu.version}
    assert admin.post(path, data=data).status_code == 303
    with app.app_context():
        assert person("吴忙").version == wu.version + 1
        assert facts_of("staff.changed")["changes"] == [{"field": "name", "old": "吴闲", "new": "吴忙"}]
    late = admin.post(path, data={**data, "name": "吴慢"})
    assert late.status_code in {409, 422}
    assert "Somebody else has changed this person meanwhile." in late.text
    with app.app_context():
        assert person("吴忙")


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_change_without_its_version_is_refused(app: Flask, sign_in: SignInAs, version: str) -> None:
    with app.app_context():
        wu = person("吴闲")
    answer = sign_in("admin").post(f"/office/staff/{wu.id}/change", data={"name": "吴忙", "version": version})
    assert answer.status_code == 422
    with app.app_context():
        assert person("吴闲")


def test_who_is_let_go_is_signed_out_and_keeps_his_deeds(app: Flask, sign_in: SignInAs) -> None:
    chen, admin = sign_in("chen"), sign_in("admin")
    with app.app_context():
        found = person("陈收")
    path = f"/office/staff/{found.id}/leave"
    assert 'value="2026-11-20"' in admin.get(path).text
    assert admin.post(path, data={"left_on": "11-19", "version": found.version}).status_code == 303
    assert chen.get("/").headers["Location"].startswith("/sign-in")
    with app.app_context():
        left = person("陈收")
        assert (left.active, left.left_on) == (False, date(2026, 11, 19))
        assert db.session.scalars(select(Session.ended_why).where(Session.staff_id == left.id)).all() == ["deactivated"]
        assert facts_of("staff.left") == {"name": "陈收", "left_on": "2026-11-19"}
    assert admin.post(f"/office/staff/{found.id}/return").status_code == 303
    with app.app_context():
        back = person("陈收")
        assert (back.active, back.left_on) == (True, None)
        assert facts_of("staff.back")["left_on"] == "2026-11-19"
    client = app.test_client()
    assert client.post("/sign-in", data={"username": "chen", "password": factories.PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    ("left_on", "sentence"),
    [("2026-11-21", "may not lie ahead"), ("", "Please fill this in."), ("2020-01-01", "may not lie before the first")],
)
def test_an_unfit_last_day_is_refused(app: Flask, sign_in: SignInAs, left_on: str, sentence: str) -> None:
    with app.app_context():
        staff_id = add_staff("新人", joined_on=date(2026, 1, 1), by=OPERATOR).id
    answer = sign_in("admin").post(f"/office/staff/{staff_id}/leave", data={"left_on": left_on, "version": 1})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_last_administrator_cannot_be_let_go(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    with app.app_context():
        found = person("管理员")
    answer = admin.post(f"/office/staff/{found.id}/leave", data={"left_on": "11-20", "version": found.version})
    assert answer.status_code == 422
    assert "Somebody must remain" in answer.text
    assert admin.get("/office/staff").status_code == 200


def test_nobody_leaves_or_returns_twice(context: None) -> None:
    staff_id = factories.staff_id("wu")
    with pytest.raises(Refused, match="works here already"):
        verbs.activate(staff_id, 1, by=OPERATOR)
    verbs.deactivate(staff_id, 1, date(2026, 11, 20), by=OPERATOR)
    with pytest.raises(Refused, match="left already"):
        verbs.deactivate(staff_id, 2, date(2026, 11, 20), by=OPERATOR)
    with pytest.raises(Conflict):
        verbs.activate(staff_id, 1, by=OPERATOR)


def test_two_changes_of_the_same_version_do_not_both_hold(context: None) -> None:
    staff_id = factories.staff_id("wu")
    change_staff(staff_id, 1, {"name": "甲"}, by=OPERATOR)
    with pytest.raises(Conflict):
        change_staff(staff_id, 1, {"name": "乙"}, by=OPERATOR)


def test_the_list_shows_who_works_here_with_roles_and_finds_by_name(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    with app.app_context():
        verbs.deactivate(factories.staff_id("wu"), 1, date(2026, 11, 20), by=OPERATOR)
    page = admin.get("/office/staff").text
    assert "陈收" in page
    assert "Cashier" in page
    assert "吴闲" not in page
    assert "吴闲" in admin.get("/office/staff?state=left").text
    found = admin.get("/office/staff?state=all&name=陈").text
    assert "陈收" in found
    assert "孔诉" not in found
    assert "Nobody is found." in admin.get("/office/staff?state=all&name=%25").text


def test_the_list_goes_on_page_by_page_with_few_queries(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        for n in range(60):
            add_staff(f"同事{n:02}", by=OPERATOR)
    admin = sign_in("admin")
    with count_queries(app) as counted:
        first = admin.get("/office/staff?state=all").text
    assert len(counted) <= 20
    names = re.findall(r"同事\d\d", first)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    names += re.findall(r"同事\d\d", admin.get(following[1].replace("&amp;", "&")).text)
    assert sorted(names) == [f"同事{n:02}" for n in range(60)]


def test_an_unknown_person_is_not_found(sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    for path in ("", "/change", "/leave", "/sign-in", "/password", "/roles"):
        assert admin.get(f"/office/staff/999{path}").status_code == 404
    assert admin.post("/office/staff/999/return").status_code == 404


def test_names_are_shown_as_typed_and_never_as_markup(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        staff_id = add_staff("<script>alert(1)</script> 100%s", by=OPERATOR).id
    admin = sign_in("admin")
    for path in ("/office/staff", f"/office/staff/{staff_id}"):
        page = admin.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 100%s" in page
