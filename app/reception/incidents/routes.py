"""Questions with their answers, incidents and violations, and the deeds on them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.reception.incidents import forms, queries, rules, service
from app.reception.incidents.deeds import DEEDS, visit_named
from app.reception.incidents.feature import ANSWER, ASK, RECORD, SEE
from app.reception.incidents.models import Question
from app.reception.incidents.service.incidents import NOT_HIS
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, may, requires
from app.web.language import say

bp = Blueprint("incidents", __name__, url_prefix="/reception/incidents")
FOLDER = "reception/incidents"
IN_ADDRESSES = "<any('lead-away', 'handle', 'verify'):deed>"


@bp.get("/questions")
@requires(ASK, ANSWER)
def questions() -> Response:
    form = forms.QuestionFilterForm(formdata=request.args, meta={"csrf": False})
    form.validate()
    filters = queries.QuestionFilters(form.state.data, form.q.data or "")
    return hx.render(
        f"{FOLDER}/questions.html",
        f"{FOLDER}/_questions.html",
        status=form.status,
        form=form,
        page=queries.questions(filters, actor(), after=request.args.get("after")),
        values={name: text for name, text in request.args.items() if name in ("q", "state", "after") and text},
        states=rules.QUESTION_STATES,
        colours=rules.COLOURS,
        may_ask=may(ASK),
    )


@bp.route("/ask", methods=["GET", "POST"])
@requires(ASK)
def ask() -> Response:
    form = forms.AskForm(data={"visit_id": request.args.get("visit"), "waiting": True})
    if form.posted():
        try:
            visit_id, customer_id = visit_named(form.visit_id.data, actor()) or (None, None)
            with unit_of_work(by=actor(), key=form.key()) as work:
                asked = service.ask(form.question(visit_id=visit_id, customer_id=customer_id), by=actor())
                work.result(url_for(".question", question_id=asked.id))
            _tell_who_comes(asked)
            return hx.go(url_for(".question", question_id=asked.id))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "topics": queries.topics()}
    return hx.render(f"{FOLDER}/ask.html", f"{FOLDER}/_ask.html", status=form.status, **context)


@bp.route("/questions/<int:question_id>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def question(question_id: int) -> Response:
    seen = queries.question(question_id, actor())
    form = forms.AnswerForm(version=seen.question.version, topic=seen.question.topic)
    if form.posted():
        try:
            service.answer(question_id, form.seen_version(), form.answer.data, form.topic.data, by=actor())
            return hx.go(url_for(".question", question_id=question_id))
        except Refused as refused:
            form.refuse(refused)
    context = {"seen": seen, "states": rules.QUESTION_STATES, "colours": rules.COLOURS, "topics": queries.topics()}
    return hx.render(f"{FOLDER}/question.html", f"{FOLDER}/_question.html", status=form.status, form=form, **context)


@bp.get("/")
@requires(RECORD, SEE)
def listing() -> Response:
    form = forms.IncidentFilterForm(formdata=request.args, meta={"csrf": False})
    form.staff.choices = colleagues()
    form.validate()
    typed = (form.state.data, form.kind.data, form.staff.data, form.since.data, form.until.data)
    names = ("state", "kind", "staff", "since", "until", "after")
    return hx.render(
        f"{FOLDER}/listing.html",
        f"{FOLDER}/_incidents.html",
        status=form.status,
        form=form,
        page=queries.incidents(queries.IncidentFilters(*typed), actor(), after=request.args.get("after")),
        values={name: text for name, text in request.args.items() if name in names and text},
        may_record=may(RECORD),
        **_words(),
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(RECORD)
def new() -> Response:
    form = forms.RecordForm(data={"happened_at": clock.now(), "visit_id": request.args.get("visit")})
    form.staff_id.choices = colleagues()
    if form.posted():
        try:
            visit_id, _ = visit_named(form.visit_id.data, actor()) or (None, None)
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.record_event(form.incident(visit_id=visit_id), by=actor())
                work.result(url_for(".show", incident_id=made.id))
            return hx.go(url_for(".show", incident_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:incident_id>")
@requires(RECORD, SEE)
def show(incident_id: int) -> Response:
    seen = queries.incident(incident_id, actor())
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_incident.html", seen=seen, one=seen.incident, **_words())


@bp.route(f"/<int:incident_id>/{IN_ADDRESSES}", methods=["GET", "POST"])
@requires(RECORD, SEE)
def do(incident_id: int, deed: str) -> Response:
    seen, wanted = queries.incident(incident_id, actor()), DEEDS[deed]
    form = wanted.form(version=seen.incident.version)
    if request.method == "GET" and wanted.move not in seen.moves:
        raise Refused(NOT_HIS)
    if form.posted():
        try:
            wanted.verb(incident_id, form, actor())
            return hx.go(url_for(".show", incident_id=incident_id))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "one": seen.incident, "deed": deed, "wanted": wanted}
    return hx.render(f"{FOLDER}/do.html", f"{FOLDER}/_do.html", status=form.status, **context, **_words())


def _tell_who_comes(asked: Question) -> None:
    called = queries.question(asked.id, actor()).called
    if called:
        flash(say(Text("%(name)s was called. Ask the visitor to wait a moment.", name=called)), "success")
    else:
        flash(say(Text("Nobody who could answer is here. Promise an answer and take down the telephone number.")))


def _words() -> dict[str, Any]:
    return {"kinds": rules.KINDS, "states": rules.STATES, "colours": rules.COLOURS, "violations": rules.VIOLATIONS}
