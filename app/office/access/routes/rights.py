"""What a person may do: the sign-in, the roles, the running sessions."""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.access import passwords
from app.office.access import queries_people as looks
from app.office.access.forms import GiveRoleForm, GiveSignInForm
from app.office.access.routes.blueprint import bp
from app.office.access.routes.people import show_password
from app.office.access.service import passwords as password_verbs
from app.office.access.service import roles as role_verbs
from app.office.access.service import sessions as session_verbs
from app.office.staff.feature import MANAGE_ACCESS
from app.office.staff.queries import department_choices, person
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import OnceForm
from app.web.guard import actor, requires


@bp.route("/office/staff/<int:staff_id>/sign-in", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def give_sign_in(staff_id: int) -> Response:
    form = GiveSignInForm()
    if form.posted():
        password = passwords.one_time_password()
        hashed = passwords.hashed(password)
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                password_verbs.give_sign_in(staff_id, form.username.data, hashed, by=actor())
                work.result(url_for("access.person", staff_id=staff_id))
            return show_password(staff_id, password)
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/access/give_sign_in.html", "office/access/_give_sign_in.html"
    return hx.render(page, region, status=form.status, form=form, person=person(staff_id))


@bp.route("/office/staff/<int:staff_id>/password", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def reset_password(staff_id: int) -> Response:
    form = OnceForm()
    if form.posted():
        password = passwords.one_time_password()
        hashed = passwords.hashed(password)
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                password_verbs.reset_password(staff_id, hashed, by=actor())
                work.result(url_for("access.person", staff_id=staff_id))
            return show_password(staff_id, password)
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/access/reset_password.html", "office/access/_reset_password.html"
    return hx.render(page, region, status=form.status, form=form, person=person(staff_id))


@bp.route("/office/staff/<int:staff_id>/roles", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def give_role(staff_id: int) -> Response:
    found, form = person(staff_id), GiveRoleForm()
    form.role.choices = looks.role_choices()
    form.department.choices = department_choices()
    if form.posted():
        try:
            role_verbs.give_role(staff_id, form.role.data, form.department.data, by=actor())
            return hx.go(url_for("access.person", staff_id=staff_id))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/access/give_role.html", "office/access/_give_role.html"
    return hx.render(page, region, status=form.status, form=form, person=found)


@bp.post("/office/staff/<int:staff_id>/roles/<int:held_id>/take")
@requires(MANAGE_ACCESS)
def take_role(staff_id: int, held_id: int) -> Response:
    role_verbs.take_role(staff_id, held_id, by=actor())
    return hx.go(url_for("access.person", staff_id=staff_id))


@bp.post("/office/sessions/<int:session_id>/end")
@requires(MANAGE_ACCESS)
def end_session(session_id: int) -> Response:
    staff_id = session_verbs.end_session(session_id, by=actor())
    return hx.go(url_for("access.person", staff_id=staff_id))
