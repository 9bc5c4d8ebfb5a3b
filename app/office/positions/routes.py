"""Positions, posts of a person, and the organisation of the office."""

from __future__ import annotations

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.positions import queries, queries_chart, service
from app.office.positions.forms import AppointForm, ChangePositionForm, PositionForm, RelieveForm
from app.office.positions.shipped import says
from app.office.staff.feature import MANAGE_ACCESS
from app.office.staff.queries import department_choices, person
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("positions", __name__, url_prefix="/office")


@bp.get("/organisation")
@requires(SIGNED_IN)
def organisation() -> Response:
    page, region = "office/positions/organisation.html", "office/positions/_organisation.html"
    return hx.render(page, region, chart=queries_chart.chart(), manage=MANAGE_ACCESS)


@bp.get("/positions")
@requires(MANAGE_ACCESS)
def listing() -> Response:
    page, region = "office/positions/listing.html", "office/positions/_positions.html"
    return hx.render(page, region, positions=queries.positions(), missing=queries.missing_positions())


@bp.post("/positions/seed")
@requires(MANAGE_ACCESS)
def seed() -> Response:
    service.seed(by=actor())
    return hx.go(url_for("positions.listing"))


@bp.route("/positions/add", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def add() -> Response:
    form = PositionForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.add_position(form.name.data, rank=form.rank.data, heads=form.heads.data, by=actor())
                work.result(url_for("positions.listing"))
            return hx.go(url_for("positions.listing"))
        except Refused as refused:
            form.refuse(refused)
    return hx.render("office/positions/add.html", "office/positions/_add.html", status=form.status, form=form)


@bp.route("/positions/<int:position_id>", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def change(position_id: int) -> Response:
    found = queries.position_with_id(position_id)
    form = ChangePositionForm(obj=found)
    if form.posted():
        try:
            values = {"name": form.name.data, "rank": form.rank.data, "active": form.active.data}
            service.change_position(position_id, **values, by=actor())
            return hx.go(url_for("positions.listing"))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/positions/change.html",
        "office/positions/_change.html",
        status=form.status,
        form=form,
        position=found,
        shipped=says(found.key, found.name),
        posts=queries.holders_of(position_id),
    )


@bp.get("/staff/<int:staff_id>/posts")
@requires(MANAGE_ACCESS)
def of_person(staff_id: int) -> Response:
    return hx.render(
        "office/positions/of_person.html",
        "office/positions/_posts.html",
        person=person(staff_id),
        posts=queries.posts_of(staff_id),
        superiors=queries_chart.superiors(staff_id),
        today=clock.today(),
    )


@bp.route("/staff/<int:staff_id>/posts/appoint", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def appoint(staff_id: int) -> Response:
    found = person(staff_id)
    form = AppointForm(department=found.department_id, held_from=clock.today())
    form.position.choices, form.department.choices = queries.position_choices(), department_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.appoint(
                    staff_id,
                    form.position.data,
                    department_id=form.department.data,
                    held_from=form.held_from.data,
                    held_until=form.held_until.data,
                    by=actor(),
                )
                work.result(url_for("access.person", staff_id=staff_id))
            return hx.go(url_for("access.person", staff_id=staff_id))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/positions/appoint.html", "office/positions/_appoint.html"
    return hx.render(page, region, status=form.status, form=form, person=found)


@bp.route("/posts/<int:post_id>/relieve", methods=["GET", "POST"])
@requires(MANAGE_ACCESS)
def relieve(post_id: int) -> Response:
    post = queries.post(post_id)
    form = RelieveForm(held_until=post.held_until or max(clock.today(), post.held_from))
    if form.posted():
        try:
            service.relieve(post_id, held_until=form.held_until.data, by=actor())
            return hx.go(url_for("access.person", staff_id=post.staff_id))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/positions/relieve.html", "office/positions/_relieve.html"
    return hx.render(page, region, status=form.status, form=form, post=post)


@bp.post("/posts/<int:post_id>/withdraw")
@requires(MANAGE_ACCESS)
def withdraw(post_id: int) -> Response:
    staff_id = queries.post(post_id).staff_id
    service.withdraw(post_id, by=actor())
    return hx.go(url_for("access.person", staff_id=staff_id))
