"""The rota of today: opening and closing it, the line, and signing in and out."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.approvals.queries import standing
from app.reception.rota import queries, service, showing
from app.reception.rota.feature import KEEP, MANAGE, SEE, TAKE_TURNS
from app.reception.rota.forms import CheckForm, DeedForm, PauseForm
from app.reception.rota.routes.blueprint import FOLDER, bp
from app.reception.rota.words import subject_of
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

DEEDS: dict[str, Callable[..., None]] = {"sign_in": service.sign_in, "back": service.back, "leave": service.leave}


@bp.get("/")
@requires(SEE)
def today() -> Response:
    """The line of today, with what everybody may do in it."""
    return _today(PauseForm())


@bp.post("/<any(open, close):deed>")
@requires(KEEP, MANAGE)
def day(deed: str) -> Response:
    """Open or close the rota of today."""
    return _do(DeedForm(), lambda: (service.open_day if deed == "open" else service.close_day)(
        clock.today(), by=actor()
    ))  # fmt: skip


@bp.post("/people/<int:staff_id>/<any(sign_in, back, leave):deed>")
@requires(TAKE_TURNS, KEEP, MANAGE)
def change(staff_id: int, deed: str) -> Response:
    """Sign somebody in, back or out."""
    return _do(DeedForm(), lambda: DEEDS[deed](staff_id, by=actor()))


@bp.post("/people/<int:staff_id>/pause")
@requires(TAKE_TURNS, KEEP, MANAGE)
def pause(staff_id: int) -> Response:
    """Begin somebody's pause."""
    form = PauseForm()
    return _do(form, lambda: service.pause(staff_id, form.reason.data, note=form.note.data, by=actor()))


@bp.route("/people/<int:staff_id>/check", methods=["GET", "POST"])
@requires(MANAGE)
def check(staff_id: int) -> Response:
    """Look at somebody's readiness before he receives."""
    found, items, form = queries.names([staff_id]), queries.ready_items(clock.today()), CheckForm()
    if staff_id not in found:
        abort(404)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.check_readiness(
                    staff_id,
                    _ticks(items),
                    consequence=form.consequence.data,
                    note=form.note.data,
                    violation=form.violation.data,
                    by=actor(),
                )
                work.result(url_for("rota.today"))
            return hx.go(url_for("rota.today"))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "items": items, "ticked": _ticks(items), "staff_id": staff_id, "name": found[staff_id]}
    checks = queries.checks_of(staff_id, clock.today())
    return hx.render(f"{FOLDER}/check.html", f"{FOLDER}/_check.html", status=form.status, checks=checks, **context)


def _do(form: DeedForm | PauseForm, deed: Callable[[], None]) -> Response:
    if form.posted():
        try:
            deed()
            return hx.go(url_for("rota.today"))
        except Refused as refused:
            form.refuse(refused)
    return _today(form)


def _today(form: DeedForm | PauseForm) -> Response:
    day = clock.today()
    shown, waiting = showing.strip(day), queries.waiting_requests()
    on_duty = {one.staff_id for one in shown.lines} if shown else set()
    names = queries.names([*queries.members(), *(one.staff_id for one in waiting)])
    return hx.render(
        f"{FOLDER}/today.html",
        f"{FOLDER}/_today.html",
        status=form.status,
        form=form,
        pause=form if isinstance(form, PauseForm) else PauseForm(formdata=None),
        strip=shown,
        rights={"takes": TAKE_TURNS, "keeps": KEEP, "manages": MANAGE},
        me=actor().staff_id,
        others=[(one, names[one]) for one in queries.members() if one not in on_duty],
        waiting=[(one, names[one.staff_id], standing(subject_of(one.id))) for one in waiting],
    )


def _ticks(items: list[str]) -> dict[str, bool]:
    """Which items were found in order: their places are posted."""
    ticked = request.form.getlist("tick")
    return {item: str(place) in ticked for place, item in enumerate(items)}
