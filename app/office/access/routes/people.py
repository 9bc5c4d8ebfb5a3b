"""The people of the office: list, add, change, let go, take back."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.access import passwords, queries
from app.office.access import queries_people as looks
from app.office.access.forms import AddPersonForm, ChangePersonForm, DeactivateForm, PeopleFilter
from app.office.access.routes.blueprint import bp
from app.office.access.service import people as verbs
from app.office.access.service.passwords import give_sign_in
from app.office.access.service.roles import give_role
from app.office.staff.feature import MANAGE_ACCESS
from app.office.staff.queries import department_choices, person
from app.office.staff.service import add_staff, change_staff
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires


@bp.get("/office/staff")
@requires(MANAGE_ACCESS)
def people() -> Response:
    form = PeopleFilter(request.args if "state" in request.args else None, state="active")
    form.department.choices = department_choices()
    form.validate()
    wanted = {"state": form.state.data or "active", "department_id": form.department.data, "name": form.name.data}
    page = looks.people(**wanted, after=request.args.get("after"))
    return hx.render(
        "office/access/people.html",
        "office/access/_people.html",
        form=form,
        page=page,
        number=looks.count_of_people(**wanted),
        held=looks.held_by([row.Staff.id for row in page.rows]),
        filters=request.args.to_dict(),
    )


@bp.route("/office/staff/add", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def add_person() -> Response:
    form = AddPersonForm()
    form.department.choices = department_choices()
    form.role.choices = looks.role_choices()
    if form.posted():
        password = passwords.one_time_password() if form.username.data else None
        hashed = passwords.hashed(password) if password else None
        try:
            return _show_added(_add(form, hashed), password)
        except Refused as refused:
            form.refuse(refused)
    return hx.render("office/access/add_person.html", "office/access/_add_person.html", status=form.status, form=form)


def _add(form: AddPersonForm, hashed: str | None) -> int:
    by = actor()
    with unit_of_work(by=by, key=form.key()) as work:
        added = add_staff(by=by, **_particulars(form))
        if hashed:
            give_sign_in(added.id, form.username.data, hashed, by=by)
        if form.role.data:
            give_role(added.id, form.role.data, None, by=by)
        work.result(url_for("access.person", staff_id=added.id))
        return added.id


def _show_added(staff_id: int, password: str | None) -> Response:
    return show_password(staff_id, password) if password else hx.go(url_for("access.person", staff_id=staff_id))


def show_password(staff_id: int, password: str) -> Response:
    """The one answer in which a one-time password stands; it is stored nowhere."""
    return hx.render(
        "office/access/new_password.html",
        "office/access/_new_password.html",
        person=person(staff_id),
        sign_in=looks.sign_in_facts(staff_id),
        password=password,
    )


def _particulars(form: AddPersonForm | ChangePersonForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "phone": form.phone.data,
        "department_id": form.department.data,
        "joined_on": form.joined_on.data,
    }


@bp.get("/office/staff/<int:staff_id>", endpoint="person")
@requires(MANAGE_ACCESS)
def show_person(staff_id: int) -> Response:
    return hx.render("office/access/person.html", "office/access/_person.html", **about(staff_id))


def about(staff_id: int) -> dict[str, Any]:
    """What the page of a person shows."""
    found = person(staff_id)
    return {
        "person": found,
        "department": dict(department_choices(keep=found.department_id)).get(found.department_id or 0),
        "sign_in": looks.sign_in_facts(staff_id),
        "held": looks.held_by([staff_id])[staff_id],
        "sessions": queries.sessions_of(staff_id),
    }


@bp.route("/office/staff/<int:staff_id>/change", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def change_person(staff_id: int) -> Response:
    found = person(staff_id)
    form = ChangePersonForm(obj=found, department=found.department_id)
    form.department.choices = department_choices(keep=found.department_id)
    if form.posted():
        try:
            change_staff(staff_id, form.version.data, _particulars(form), by=actor())
            return hx.go(url_for("access.person", staff_id=staff_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/access/change_person.html",
        "office/access/_change_person.html",
        status=form.status,
        form=form,
        person=found,
    )


@bp.route("/office/staff/<int:staff_id>/leave", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def deactivate(staff_id: int) -> Response:
    found = person(staff_id)
    form = DeactivateForm(left_on=clock.today(), version=found.version)
    if form.posted():
        try:
            verbs.deactivate(staff_id, form.version.data, form.left_on.data, by=actor())
            return hx.go(url_for("access.person", staff_id=staff_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/access/deactivate.html",
        "office/access/_deactivate.html",
        status=form.status,
        form=form,
        person=found,
    )


@bp.post("/office/staff/<int:staff_id>/return")
@requires(MANAGE_ACCESS)
def activate(staff_id: int) -> Response:
    verbs.activate(staff_id, person(staff_id).version, by=actor())
    return hx.go(url_for("access.person", staff_id=staff_id))
