"""Pages of tasks: the lists, one task, a new command, and the deeds on a task."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.access.queries_people import role_choices
from app.office.tasks import filtering, forms, queries, rules, service
from app.office.tasks.deeds import DEEDS, TaskDeed
from app.office.tasks.feature import COMMAND
from app.office.tasks.kinds import Party
from app.office.tasks.queries import addressees
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.paging import Page

bp = Blueprint("tasks", __name__, url_prefix="/tasks")

IN_ADDRESSES = "<any('finish', 'confirm', 'send-back', 'hand-on', 'give-back', 'cancel'):deed>"


@bp.get("/")
@requires(SIGNED_IN)
def listing() -> Response:
    form, filters = filtering.read(request.args, actor())
    desk = queries.desk_of(actor())
    page: Page[queries.Line] = Page([], None)
    if filters is not None:
        page = queries.listing(filters, actor(), desk, after=request.args.get("after"))
    return hx.render(
        "office/tasks/listing.html",
        "office/tasks/_tasks.html",
        status=form.status,
        form=form,
        page=page,
        whose=filtering.whose(request.args, actor()),
        lists=filtering.lists_for(actor()),
        values=filtering.values_of(request.args),
        may_command=actor().may(COMMAND.name),
        today=clock.today(),
        rules=rules,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(COMMAND)
def new() -> Response:
    form = forms.CommandForm(way="written")
    form.staff_id.choices = addressees.subordinates(actor())
    form.role_id.choices = role_choices()
    form.department_id.choices = addressees.departments(actor())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for("tasks.show", task_id=service.give_command(_command(form), by=actor()))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render("office/tasks/new.html", "office/tasks/_new.html", status=form.status, form=form)


@bp.get("/<int:task_id>")
@requires(SIGNED_IN)
def show(task_id: int) -> Response:
    return hx.render(
        "office/tasks/show.html",
        "office/tasks/_task.html",
        shown=queries.shown(task_id, actor()),
        deeds=DEEDS,
        today=clock.today(),
        rules=rules,
    )


@bp.route(f"/<int:task_id>/{IN_ADDRESSES}", methods=["GET", "POST"])
@requires(SIGNED_IN)
def do(task_id: int, deed: str) -> Response:
    move = deed.replace("-", "_")
    shown, wanted = queries.shown(task_id, actor()), DEEDS[move]
    form = _form(wanted, shown)
    if form.posted():
        try:
            wanted.verb(task_id, form, actor())
            return hx.go(url_for("tasks.listing") if wanted.leaves else url_for("tasks.show", task_id=task_id))
        except Refused as refused:
            form.refuse(refused)
    elif move not in shown.moves and request.method == "GET":
        raise Refused(service.NOT_HIS)
    return hx.render(
        "office/tasks/do.html",
        "office/tasks/_do.html",
        status=form.status,
        form=form,
        shown=shown,
        deed=deed,
        wanted=wanted,
    )


def _form(wanted: TaskDeed, shown: queries.Shown) -> Any:
    form = wanted.form(version=shown.line.task.version)
    if isinstance(form, forms.HandOnForm):
        form.to.choices = service.heirs(shown.line.task, by=actor())
    return form


def _command(form: forms.CommandForm) -> service.NewCommand:
    return service.NewCommand(
        to=Party(form.staff_id.data, form.role_id.data, form.department_id.data),
        what=form.what.data,
        due_on=form.due_on.data,
        place=form.place.data,
        plan=form.plan.data,
        control=form.control.data,
        way=form.way.data,
    )
