"""Roles and the permissions that each gives."""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access import queries_people as looks
from app.office.access.forms import RoleForm, ShippedRoleForm
from app.office.access.routes.blueprint import bp
from app.office.access.service import roles as verbs
from app.office.staff.feature import MANAGE_ACCESS
from app.web import hx, registry
from app.web.feature import Feature, Permission
from app.web.guard import actor, requires
from app.web.nav import SECTIONS


@bp.get("/office/roles")
@requires(MANAGE_ACCESS)
def roles() -> Response:
    return hx.render("office/access/roles.html", "office/access/_roles.html", roles=looks.roles())


@bp.route("/office/roles/add", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def add_role() -> Response:
    form = _with_permissions(RoleForm())
    if form.posted():
        try:
            verbs.add_role(form.name.data, form.permissions.data or [], by=actor())
            return hx.go(url_for("access.roles"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/access/add_role.html", "office/access/_add_role.html"
    return hx.render(page, region, status=form.status, form=form, groups=groups())


@bp.route("/office/roles/<int:role_id>", methods=["GET", "POST"], endpoint="role")
@requires(MANAGE_ACCESS)
def change_role(role_id: int) -> Response:
    found = looks.role(role_id)
    held = {"name": found.name, "permissions": sorted(looks.permissions_of(role_id))}
    form = _with_permissions(ShippedRoleForm(data=held) if found.key else RoleForm(data=held))
    if form.posted():
        try:
            name = None if found.key else form.name.data
            among = [one.name for one in registry.permissions()]
            verbs.change_role(role_id, name=name, permissions=form.permissions.data or [], among=among, by=actor())
            return hx.go(url_for("access.roles"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/access/role.html", "office/access/_role.html"
    return hx.render(page, region, status=form.status, form=form, groups=groups(), role=found)


def groups() -> list[tuple[Text, Text | None, list[Permission]]]:
    """The declared permissions by feature: section, the feature's line in the menu, permissions."""
    features = (feature for feature in registry.all_features() if feature.permissions)
    return [(*_heading(feature), list(feature.permissions)) for feature in features]


def _heading(feature: Feature) -> tuple[Text, Text | None]:
    section = SECTIONS.get(feature.name.partition(".")[0], SECTIONS["office"])
    return section, feature.nav[0].label if feature.nav else None


def _with_permissions(form: RoleForm | ShippedRoleForm) -> RoleForm | ShippedRoleForm:
    form.permissions.choices = [(one.name, one.name) for one in registry.permissions()]
    return form
