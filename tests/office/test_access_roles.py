"""Roles: what they give, who holds them, and that an administrator always remains."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.access import queries
from app.office.access.models import Role, RolePermission, SignIn, StaffRole
from app.office.access.queries import actor_of
from app.office.access.service import roles as verbs
from app.office.history.models import Entry
from app.office.staff.models import Department
from app.roles import ROLES
from app.unit_of_work import unit_of_work
from app.web import registry
from tests import factories

SignInAs = Callable[[str], FlaskClient]


def role_id(key: str) -> int:
    return db.session.scalars(select(Role.id).where(Role.key == key)).one()


def held_id(username: str) -> int:
    return db.session.scalars(select(StaffRole.id).where(StaffRole.staff_id == factories.staff_id(username))).one()


def facts_of(action: str) -> Any:
    return db.session.scalars(select(Entry.facts).where(Entry.action == action).order_by(Entry.id.desc())).first()


def is_out(client: FlaskClient) -> bool:
    return client.get("/search").headers.get("Location", "").startswith("/sign-in")


def test_only_who_manages_staff_sees_staff_and_roles(sign_in: SignInAs) -> None:
    for path in ("/office/staff", "/office/staff/1", "/office/roles", "/office/roles/add", "/office/departments"):
        assert sign_in("gao").get(path).status_code == 403
        assert sign_in("admin").get(path).status_code == 200


def test_a_role_is_given_within_a_department_and_ends_the_sessions(app: Flask, sign_in: SignInAs) -> None:
    wu, admin = sign_in("wu"), sign_in("admin")
    with app.app_context():
        staff_id, role = factories.staff_id("wu"), role_id("cashier")
        department = db.session.scalars(select(Department.id).where(Department.name == "营业厅")).one()
    answer = admin.post(f"/office/staff/{staff_id}/roles", data={"role": role, "department": department})
    assert answer.headers["Location"] == f"/office/staff/{staff_id}"
    assert is_out(wu)
    page = admin.get(f"/office/staff/{staff_id}").text
    assert "Cashier" in page
    assert "营业厅" in page
    with app.app_context():
        assert actor_of(staff_id).departments("billing.payments.take") == {department}
        assert facts_of("access.role_given") == {"name": "吴闲", "role": "Cashier", "department": "营业厅"}


def test_a_role_without_a_department_holds_in_the_whole_office(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        staff_id, role = factories.staff_id("wu"), role_id("cashier")
    admin = sign_in("admin")
    admin.post(f"/office/staff/{staff_id}/roles", data={"role": role, "department": ""})
    with app.app_context():
        every = frozenset(db.session.scalars(select(Department.id)))
        assert actor_of(staff_id).departments("billing.payments.take") == every
    again = admin.post(f"/office/staff/{staff_id}/roles", data={"role": role, "department": ""})
    assert again.status_code == 422
    assert "The person holds this role already." in again.text


@pytest.mark.parametrize("data", [{}, {"role": "999"}, {"role": "x"}, {"role": "1", "department": "999"}])
def test_a_role_or_department_that_is_not_in_the_list_is_refused(
    app: Flask, sign_in: SignInAs, data: dict[str, str]
) -> None:
    with app.app_context():
        staff_id = factories.staff_id("wu")
    answer = sign_in("admin").post(f"/office/staff/{staff_id}/roles", data=data)
    assert answer.status_code == 422
    assert "Please choose one of the list." in answer.text


def test_taking_a_role_takes_the_right_and_the_sessions(app: Flask, sign_in: SignInAs) -> None:
    chen, admin = sign_in("chen"), sign_in("admin")
    with app.app_context():
        staff_id, held = factories.staff_id("chen"), held_id("chen")
    path = f"/office/staff/{staff_id}/roles/{held}/take"
    assert admin.post(path).status_code == 303
    assert is_out(chen)
    assert admin.post(path).status_code == 409
    with app.app_context():
        assert not actor_of(staff_id).may("billing.payments.take")
        assert facts_of("access.role_taken")["role"] == "Cashier"


def test_the_last_administrator_cannot_take_his_own_right(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    with app.app_context():
        staff_id, held = factories.staff_id("admin"), held_id("admin")
    answer = admin.post(f"/office/staff/{staff_id}/roles/{held}/take")
    assert answer.status_code == 422
    assert "Somebody must remain" in answer.text
    assert not is_out(admin), "nothing was changed"
    with app.app_context():
        assert actor_of(staff_id).may("office.access.manage")


def test_another_administrator_makes_it_possible_if_he_can_sign_in(context: None) -> None:
    admin, gao = factories.staff_id("admin"), factories.staff_id("gao")
    verbs.give_role(gao, role_id("administrator"), None, by=OPERATOR)
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(delete(SignIn).where(SignIn.staff_id == gao))
    with pytest.raises(Refused, match="Somebody must remain"):
        verbs.take_role(admin, held_id("admin"), by=OPERATOR)
    bai = factories.staff_id("bai")
    verbs.give_role(bai, role_id("administrator"), None, by=OPERATOR)
    verbs.take_role(admin, held_id("admin"), by=OPERATOR)
    assert list(db.session.scalars(queries.administrators())) == [bai]


def test_the_last_role_that_manages_staff_cannot_lose_that_permission(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        role = role_id("administrator")
    answer = sign_in("admin").post(f"/office/roles/{role}", data={"permissions": ["office.journal.see"]})
    assert answer.status_code == 422
    assert "Somebody must remain" in answer.text
    with app.app_context():
        held = db.session.scalars(select(RolePermission.permission).where(RolePermission.role_id == role)).all()
        assert set(held) == set(ROLES["administrator"][1])


def test_a_shipped_role_is_edited_and_holds_from_the_next_click_on(app: Flask, sign_in: SignInAs) -> None:
    admin, gao = sign_in("admin"), sign_in("gao")
    with app.app_context():
        role = role_id("general_manager")
        declared = {one.name for one in registry.permissions()}
    page = admin.get(f"/office/roles/{role}").text
    assert page.count('type="checkbox"') == len(declared)
    assert page.count(" checked") == len(declared & set(ROLES["general_manager"][1]))
    assert 'name="name"' not in page, "the shipped name is translated"
    admin.post(f"/office/roles/{role}", data={"permissions": ["office.access.manage"]})
    assert gao.get("/office/staff").status_code == 200
    with app.app_context():
        held = set(db.session.scalars(select(RolePermission.permission).where(RolePermission.role_id == role)))
        missing = set(ROLES["general_manager"][1]) - declared
        assert held == {"office.access.manage"} | missing, "what no feature declares is kept"
        facts = facts_of("access.role_changed")
        assert facts["given"] == ["office.access.manage"]
        assert set(facts["taken"]) == set(ROLES["general_manager"][1]) & declared


def test_the_office_adds_and_renames_a_role_of_its_own(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    answer = admin.post("/office/roles/add", data={"name": "库管", "permissions": ["office.access.manage"]})
    assert answer.headers["Location"] == "/office/roles"
    assert "库管" in admin.get("/office/roles").text
    with app.app_context():
        role = db.session.scalars(select(Role).where(Role.name == "库管")).one()
        assert role.key is None
        assert facts_of("access.role_added") == {"name": "库管", "given": ["office.access.manage"]}
    assert admin.post(f"/office/roles/{role.id}", data={"name": "仓库"}).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Role.name).where(Role.id == role.id)).one() == "仓库"
        assert facts_of("access.role_changed")["old_name"] == "库管"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "Cashier"}, "There is a role of this name already."),
        ({"name": "x" * 121}, "This is too long."),
        ({"name": "新", "permissions": ["root"]}, "root"),
    ],
)
def test_an_unfit_role_is_refused(sign_in: SignInAs, data: dict[str, Any], sentence: str) -> None:
    answer = sign_in("admin").post("/office/roles/add", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_what_a_role_gives_is_grouped_by_feature(sign_in: SignInAs) -> None:
    page = sign_in("admin").get("/office/roles/add").text
    assert '<legend class="h4">Office · Departments</legend>' in page


def test_shipped_roles_are_made_once(context: None) -> None:
    before = db.session.scalars(select(Role.id).order_by(Role.id)).all()
    made = verbs.make_shipped_roles(by=OPERATOR)
    assert set(made) == set(ROLES)
    assert db.session.scalars(select(Role.id).order_by(Role.id)).all() == before


def test_a_held_role_of_somebody_else_is_not_taken(context: None) -> None:
    with pytest.raises(Conflict):
        verbs.take_role(factories.staff_id("wu"), held_id("chen"), by=OPERATOR)


def test_two_administrators_who_remove_each_other_at_once_do_not_both_succeed(app: Flask) -> None:
    with app.app_context():
        verbs.give_role(factories.staff_id("gao"), role_id("administrator"), None, by=OPERATOR)
        query = select(StaffRole.staff_id, StaffRole.id).where(StaffRole.role_id == role_id("administrator"))
        held = [tuple(row) for row in db.session.execute(query)]
    ready, refused = threading.Barrier(2), []

    def remove(staff_id: int, held: int) -> None:
        with app.app_context():
            ready.wait()
            try:
                verbs.take_role(staff_id, held, by=OPERATOR)
            except Refused as error:
                refused.append(str(error))

    threads = [threading.Thread(target=remove, args=pair) for pair in held]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert "Somebody must remain" in refused[0]
    with app.app_context():
        assert queries.has_administrator()


@pytest.mark.usefixtures("context")
def test_rights_of_a_new_version_go_to_the_shipped_roles_and_others_stay_as_the_office_set_them() -> None:
    gone = ["reception.queue.see", "reception.queue.register"]
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(delete(RolePermission).where(RolePermission.permission.in_(gone)))
        mine = (RolePermission.role_id == role_id("front_desk"), RolePermission.permission == "customers.card.see")
        work.session.execute(delete(RolePermission).where(*mine))
    given = verbs.give_new_rights(by=OPERATOR)
    assert given[ROLES["front_desk"][0]] == sorted(gone)
    assert "customers.card.see" not in actor_of(factories.staff_id("fang")).grants
    assert verbs.give_new_rights(by=OPERATOR) == {}
