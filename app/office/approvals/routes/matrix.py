"""The matrix of approvals: the matters, their rows and the steps of each."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.queries_people import role_choices
from app.office.approvals import queries_matrix as looks
from app.office.approvals import service
from app.office.approvals.feature import MANAGE_MATRIX
from app.office.approvals.forms import ChainForm, StepForm, VersionForm
from app.office.approvals.kinds import Matter, matter_of, matters
from app.office.approvals.models import Chain
from app.office.approvals.queries_people import people_choices
from app.office.approvals.routes.blueprint import bp
from app.office.approvals.rules import StepPlan
from app.office.approvals.rules_matrix import Row
from app.office.approvals.service import matrix as verbs
from app.office.approvals.words import MODES, WHO
from app.office.positions.queries import position_choices
from app.office.staff.queries import department_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires
from app.web.language import say


@bp.get("/matrix")
@requires(MANAGE_MATRIX)
def matrix() -> Response:
    """Every matter with its rows and what they leave uncovered."""
    page, region = "office/approvals/matrix.html", "office/approvals/_matrix.html"
    return hx.render(page, region, lines=looks.matrix(), missing=looks.missing_chains())


@bp.post("/matrix/seed")
@requires(MANAGE_MATRIX)
def seed() -> Response:
    """Take over the shipped chains that are missing."""
    service.seed(by=actor())
    return hx.go(url_for("approvals.matrix"))


@bp.get("/matrix/<matter_key>")
@requires(MANAGE_MATRIX)
def matter(matter_key: str) -> Response:
    """One matter with its rows and their steps."""
    found = _matter(matter_key)
    chains = looks.chains_of(matter_key)
    return hx.render(
        "office/approvals/matter.html",
        "office/approvals/_matter.html",
        matter=found,
        chains=chains,
        warnings=looks.warnings([looks.row_of(one.chain) for one in chains if one.chain.active]),
        who=WHO,
        modes=MODES,
    )


@bp.post("/matrix/<matter_key>/restore")
@requires(MANAGE_MATRIX)
def restore(matter_key: str) -> Response:
    """Take the rows out of use and the shipped chain over again."""
    service.restore(_matter(matter_key).key, by=actor())
    return hx.go(url_for("approvals.matter", matter_key=matter_key))


@bp.route("/matrix/<matter_key>/add", methods=["GET", "POST"])
@requires(MANAGE_MATRIX)
def add_chain(matter_key: str) -> Response:
    """A new row of a matter."""
    found, form = _matter(matter_key), ChainForm()
    form.department.choices = department_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                verbs.add_chain(found.key, _row(0, form), by=actor())
                work.result(url_for("approvals.matter", matter_key=matter_key))
            return hx.go(url_for("approvals.matter", matter_key=matter_key))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/approvals/add_chain.html", "office/approvals/_add_chain.html"
    return hx.render(page, region, status=form.status, form=form, matter=found)


@bp.route("/matrix/row/<int:chain_id>", methods=["GET", "POST"])
@requires(MANAGE_MATRIX)
def chain(chain_id: int) -> Response:
    """Name, department and amounts of a row."""
    found = looks.chain(chain_id)
    form = ChainForm(data=_data(found))
    form.department.choices = department_choices(keep=found.department_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()):
                verbs.change_chain(chain_id, form.version.data or 0, _row(found.id, form, found.name), by=actor())
            return hx.go(url_for("approvals.matter", matter_key=found.matter))
        except Refused as refused:
            form.refuse(refused)
            found = looks.chain(chain_id)
    page, region = "office/approvals/chain.html", "office/approvals/_chain.html"
    return hx.render(page, region, status=form.status, form=form, chain=found, matter=_matter(found.matter))


@bp.post("/matrix/row/<int:chain_id>/<any(use, retire, remove):deed>")
@requires(MANAGE_MATRIX)
def turn(chain_id: int, deed: str) -> Response:
    """Put a row into use, take it out of use, or remove it."""
    found, form = looks.chain(chain_id), VersionForm()
    matter_key = found.matter
    if not form.posted():
        abort(400)
    if deed == "remove":
        verbs.remove_chain(chain_id, form.version.data, by=actor())
    else:
        verbs.use_chain(chain_id, form.version.data, active=deed == "use", by=actor())
    return hx.go(url_for("approvals.matter", matter_key=matter_key))


@bp.route("/matrix/row/<int:chain_id>/add", methods=["GET", "POST"])
@requires(MANAGE_MATRIX)
def add_step(chain_id: int) -> Response:
    """A step more at the end of a row."""
    return _step(chain_id, None)


@bp.route("/matrix/row/<int:chain_id>/<int:place>", methods=["GET", "POST"])
@requires(MANAGE_MATRIX)
def step(chain_id: int, place: int) -> Response:
    """One step of a row."""
    return _step(chain_id, place)


@bp.post("/matrix/row/<int:chain_id>/<int:place>/<any(up, remove):deed>")
@requires(MANAGE_MATRIX)
def turn_step(chain_id: int, place: int, deed: str) -> Response:
    """Move a step before the one in front of it, or remove it."""
    form = VersionForm()
    if not form.posted():
        abort(400)
    verb = verbs.move_step if deed == "up" else verbs.remove_step
    verb(chain_id, form.version.data, place, by=actor())
    return hx.go(url_for("approvals.matter", matter_key=looks.chain(chain_id).matter))


def _step(chain_id: int, place: int | None) -> Response:
    found, plans = looks.chain(chain_id), looks.plans_of(chain_id)
    if place is not None and not 0 < place <= len(plans):
        abort(404)
    plan = plans[place - 1] if place else None
    form = StepForm(data=_step_data(found, plan))
    _offer(form)
    if form.posted():
        try:
            _store_step(chain_id, place, form, plan.label if plan else None)
            return hx.go(url_for("approvals.matter", matter_key=found.matter))
        except Refused as refused:
            form.refuse(refused)
            found = looks.chain(chain_id)
    page, region = "office/approvals/step.html", "office/approvals/_step.html"
    context: dict[str, Any] = {"chain": found, "place": place, "matter": _matter(found.matter)}
    return hx.render(page, region, status=form.status, form=form, **context)


def _store_step(chain_id: int, place: int | None, form: StepForm, stored: str | None) -> None:
    plan = StepPlan(
        _kept(stored, form.label.data),
        form.who.data,
        form.position.data if form.who.data in ("position", "line") else None,
        form.role.data if form.who.data == "role" else None,
        form.person.data if form.who.data == "person" else None,
        at_home=form.at_home.data,
        mode=form.mode.data,
    )
    if place is None:
        verbs.add_step(chain_id, form.version.data, plan, by=actor())
    else:
        verbs.change_step(chain_id, form.version.data, place, plan, by=actor())


def _offer(form: StepForm) -> None:
    form.position.choices = [(one, say(Text(name))) for one, name in position_choices()]
    form.role.choices = [(one, say(Text(name))) for one, name in role_choices()]
    form.person.choices = people_choices(keep=form.person.data)


def _step_data(chain: Chain, plan: StepPlan | None) -> dict[str, Any]:
    if plan is None:
        return {"version": chain.version, "mode": "any"}
    return {
        "version": chain.version,
        "label": say(Text(plan.label)),
        "who": plan.who,
        "position": plan.position_id,
        "role": plan.role_id,
        "person": plan.staff_id,
        "at_home": plan.at_home,
        "mode": plan.mode,
    }


def _data(chain: Chain) -> dict[str, Any]:
    return {
        "version": chain.version,
        "name": say(Text(chain.name)),
        "department": chain.department_id,
        "amount_from": chain.amount_from,
        "amount_to": chain.amount_to,
    }


def _row(chain_id: int, form: ChainForm, stored: str | None = None) -> Row:
    return Row(
        chain_id, _kept(stored, form.name.data), form.department.data, form.amount_from.data, form.amount_to.data
    )


def _matter(key: str) -> Matter:
    if key not in matters() and not looks.chains_of(key):
        abort(404)
    return matter_of(key)


def _kept(stored: str | None, typed: str) -> str:
    """What is stored of a name: a shipped one that was not touched stays in the reader's language."""
    return stored if stored and typed == say(Text(stored)) else typed
