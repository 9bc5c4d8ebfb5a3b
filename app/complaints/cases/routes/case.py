"""One complaint: where it stands, what is to be done next, and the course that it took."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from app.complaints.cases import fields, origins, stage_page
from app.complaints.cases.deeds import offered
from app.complaints.cases.feature import HANDLE, SEE_ALL, SEE_DEPARTMENT, TAKE
from app.complaints.cases.queries import complaint_of
from app.complaints.cases.queries.page import case_page, clocks_of
from app.complaints.cases.routes.blueprint import FOLDER, WORDS, bp
from app.complaints.circulation.words import FACTORY
from app.web import hx
from app.web.guard import actor, requires
from app.web.nav import tabs_for


@bp.get("/<int:complaint_id>")
@requires(TAKE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def show(complaint_id: int) -> Response:
    page = case_page(complaint_id, actor())
    one, (whole, clock) = page.case.one, clocks_of(complaint_id)
    context: dict[str, Any] = {"page": page, "one": one, "seat": page.case.seat, "whole": whole, "clock": clock}
    context |= {"groups": fields.GROUPS, "known": stage_page.written(page), "tabs": tabs_for("complaint")}
    context |= {"deeds": offered(page.case), "origin": origins.origin(one.came_from, actor())}
    context |= {"factory": page.case.route.form == FACTORY}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_case.html", **context, **WORDS)


@bp.get("/<int:complaint_id>/offers")
@requires(TAKE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def offers(complaint_id: int) -> Response:
    one = complaint_of(complaint_id, actor())
    context: dict[str, Any] = {"one": one, "steps": stage_page.offers(one, actor())}
    return hx.render(f"{FOLDER}/offers.html", f"{FOLDER}/_offers.html", **context)


@bp.get("/<int:complaint_id>/missing")
@requires(TAKE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def missing(complaint_id: int) -> Response:
    one = complaint_of(complaint_id, actor())
    context: dict[str, Any] = {"one": one, "sentences": stage_page.why_not(one)}
    return hx.render(f"{FOLDER}/missing.html", f"{FOLDER}/_missing.html", **context)


@bp.get("/<int:complaint_id>/course")
@requires(TAKE, HANDLE, SEE_DEPARTMENT, SEE_ALL)
def course(complaint_id: int) -> Response:
    page = case_page(complaint_id, actor())
    names = {stage.key: stage.name for stage in page.case.stages}
    context: dict[str, Any] = {"page": page, "one": page.case.one, "stage_names": names}
    return hx.render(f"{FOLDER}/course.html", f"{FOLDER}/_course.html", **context, **WORDS)
