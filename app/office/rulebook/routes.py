"""The rulebook: what holds on a day, what changed between two, every version, and proposed changes."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app import clock
from app.domain.days import read_day
from app.office.approvals.queries import standing
from app.office.policy import words as policy_words
from app.office.policy.feature import MANAGE_POLICY
from app.office.policy.queries import every_value
from app.office.rulebook import queries
from app.office.rulebook.feature import SEE
from app.office.rulebook.words import COLOURS, STATES
from app.web import hx
from app.web.guard import requires

bp = Blueprint("rulebook", __name__, url_prefix="/rulebook")


@bp.get("/")
@requires(SEE)
def show() -> Response:
    on = _day("on", clock.today())
    return hx.render(
        "office/rulebook/show.html",
        "office/rulebook/_texts.html",
        on=on,
        today=clock.today(),
        texts=queries.texts(on),
        words=policy_words,
        manage=MANAGE_POLICY,
    )


@bp.get("/compare")
@requires(SEE)
def compare() -> Response:
    """What differs between two days; without days, between the first of the year and today."""
    today = clock.today()
    day_from, day_to = sorted((_day("from", today.replace(month=1, day=1)), _day("to", today)))
    return hx.render(
        "office/rulebook/compare.html",
        "office/rulebook/_differences.html",
        day_from=day_from,
        day_to=day_to,
        changed=queries.changed(day_from, day_to),
        words=policy_words,
    )


@bp.get("/versions")
@requires(SEE)
def versions() -> Response:
    name, after = request.args.get("name", "")[:120], request.args.get("after")
    return hx.render(
        "office/rulebook/versions.html",
        "office/rulebook/_versions.html",
        page=queries.versions(name, after),
        rule=queries.label_in(every_value().get(name), name) if name else None,
        values={"name": name, "after": after},
    )


@bp.get("/proposals")
@requires(SEE)
def proposals() -> Response:
    state, after = request.args.get("state", ""), request.args.get("after")
    state = state if state in STATES else ""
    return hx.render(
        "office/rulebook/proposals.html",
        "office/rulebook/_proposals.html",
        page=queries.proposals(state, after),
        values={"state": state, "after": after},
        states=STATES,
        colours=COLOURS,
        manage=MANAGE_POLICY,
    )


@bp.get("/proposals/<int:proposal_id>")
@requires(SEE)
def proposal(proposal_id: int) -> Response:
    return hx.render(
        "office/rulebook/proposal.html",
        "office/rulebook/_proposal.html",
        found=queries.proposal(proposal_id),
        standing=standing(queries.subject_of(proposal_id)),
        states=STATES,
        colours=COLOURS,
    )


def _day(name: str, usual: date) -> date:
    """The day of this name in the address; the usual one where none stands there. Raises Refused for what is no day."""
    typed = request.args.get(name, "").strip()
    return read_day(typed[:40], clock.today()) if typed else usual
