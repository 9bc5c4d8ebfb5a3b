"""Pages of departments."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.staff import queries, service
from app.office.staff.feature import MANAGE_ACCESS
from app.office.staff.forms import ChangeDepartmentForm, DepartmentForm
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("staff", __name__, url_prefix="/office/departments")


@bp.get("")
@requires(MANAGE_ACCESS)
def departments() -> Response:
    return hx.render(
        "office/staff/departments.html", "office/staff/_departments.html", departments=queries.departments()
    )


@bp.route("/add", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def add_department() -> Response:
    form = DepartmentForm()
    form.parent.choices = queries.department_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.add_department(form.name.data, parent_id=form.parent.data, by=actor())
                work.result(url_for("staff.departments"))
            return hx.go(url_for("staff.departments"))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/staff/add_department.html", "office/staff/_add_department.html", status=form.status, form=form
    )


@bp.route("/<int:department_id>", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def change_department(department_id: int) -> Response:
    found = queries.department(department_id)
    form = ChangeDepartmentForm(data={"name": found.name, "parent": found.parent_id, "active": found.active})
    form.parent.choices = [pair for pair in queries.department_choices(keep=found.parent_id) if pair[0] != found.id]
    if form.posted():
        try:
            service.change_department(
                found.id, name=form.name.data, parent_id=form.parent.data, active=form.active.data, by=actor()
            )
            return hx.go(url_for("staff.departments"))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/staff/department.html",
        "office/staff/_department.html",
        status=form.status,
        form=form,
        department_id=department_id,
    )
