"""Answers: the tab on a complaint, letters, messages, the customer's yes or no, return visits."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.answers import forms, onward, queries, rules, service, suggesting
from app.complaints.answers.deadlines import RETURN_VISIT
from app.complaints.answers.feature import VISIT, WRITE
from app.complaints.cases import service as cases
from app.complaints.cases.feature import HANDLE
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, page_of, subject_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.office.deadlines.queries.shown import shown
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import OnceForm
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("answers", __name__, url_prefix="/complaints")
FOLDER = "complaints/answers"


@bp.get("/<int:complaint_id>/answers")
@requires(SIGNED_IN)
def of_complaint(complaint_id: int) -> Response:
    complaint = complaint_of(complaint_id, actor())
    told = complaint.contact_name or queries.customer_of(complaint, actor())
    return _tab(complaint, forms.MessageForm(formdata=None, endpoint="answers.tell", data={"told": told}))


@bp.route("/<int:complaint_id>/letters/new", methods=["GET", "POST"])
@requires(WRITE)
def new_letter(complaint_id: int) -> Response:
    complaint = complaint_of(complaint_id, actor())
    begun = suggesting.suggested(complaint, queries.customer_of(complaint, actor()))
    form = forms.NewLetterForm(data={**begun, "sent_on": clock.today()})
    onward.offer_to_go_on(form, complaint_id, actor())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = _written(complaint_id, form, actor())
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    may_promise = queries.may_promise(complaint)
    return _page("new_letter", form, complaint, may_promise=may_promise, decision=queries.decision_of(complaint))


@bp.get("/<int:complaint_id>/letters/<int:letter_id>")
@requires(SIGNED_IN)
def letter(complaint_id: int, letter_id: int) -> Response:
    return _letter(complaint_id, letter_id)


@bp.route("/<int:complaint_id>/letters/<int:letter_id>/change", methods=["GET", "POST"])
@requires(WRITE)
def change(complaint_id: int, letter_id: int) -> Response:
    seen = queries.letter(letter_id, actor(), of=complaint_id)
    form = forms.ChangeLetterForm(obj=seen.letter)
    if form.posted():
        try:
            typed = (form.salutation.data or "", form.words.data or "")
            service.change_letter(letter_id, form.seen_version(), *typed, by=actor())
            return hx.go(url_for(".letter", complaint_id=complaint_id, letter_id=letter_id))
        except Refused as refused:
            form.refuse(refused)
    return _page("change", form, seen.complaint, letter=seen.letter)


@bp.post("/<int:complaint_id>/letters/<int:letter_id>/send")
@requires(WRITE)
def send(complaint_id: int, letter_id: int) -> Response:
    form = forms.SendForm()
    if form.posted():
        try:
            service.send_letter(letter_id, form.seen_version(), form.way.data, form.sent_on.data, by=actor())
            return hx.go(url_for(".letter", complaint_id=complaint_id, letter_id=letter_id))
        except Refused as refused:
            form.refuse(refused)
    return _letter(complaint_id, letter_id, sending=form)


@bp.post("/<int:complaint_id>/letters/<int:letter_id>/void")
@requires(WRITE)
def void(complaint_id: int, letter_id: int) -> Response:
    form = forms.VoidForm()
    if form.posted():
        try:
            service.void_letter(letter_id, form.seen_version(), form.reason.data or "", by=actor())
            return hx.go(url_for(".letter", complaint_id=complaint_id, letter_id=letter_id))
        except Refused as refused:
            form.refuse(refused)
    return _letter(complaint_id, letter_id, voiding=form)


@bp.route("/<int:complaint_id>/tell", methods=["GET", "POST"])
@requires(WRITE)
def tell(complaint_id: int) -> Response:
    complaint = complaint_of(complaint_id, actor())
    form = forms.MessageForm(data={"told": complaint.contact_name or queries.customer_of(complaint, actor())})
    return _noted("tell", form, complaint, lambda: service.tell(complaint_id, form.message(), by=actor()))


@bp.route("/<int:complaint_id>/acceptance", methods=["GET", "POST"])
@requires(WRITE)
def acceptance(complaint_id: int) -> Response:
    complaint, form = complaint_of(complaint_id, actor()), forms.AcceptanceForm(data={"said_on": clock.today()})

    def do() -> None:
        said = (form.accepted.data == forms.YES, form.said_on.data, form.words.data)
        service.note_acceptance(complaint_id, *said, by=actor())

    return _noted("acceptance", form, complaint, do)


@bp.route("/<int:complaint_id>/visit", methods=["GET", "POST"])
@requires(VISIT)
def visit(complaint_id: int) -> Response:
    complaint, form = complaint_of(complaint_id, actor()), forms.VisitForm(data={"visited_on": clock.today()})
    onward.offer_to_close(form, complaint_id, actor())

    def do() -> None:
        service.note_visit(complaint_id, form.visit(), by=actor())
        if "close" in form and form.close.data:
            service.finish(complaint_id, form.lessons.data, by=actor())

    return _noted("visit", form, complaint, do)


@bp.post("/<int:complaint_id>/new-form")
@requires(WRITE)
def new_form(complaint_id: int) -> Response:
    form = OnceForm()
    complaint_of(complaint_id, actor())
    with unit_of_work(by=actor(), key=form.key()) as work:
        url = url_for("complaints.show", complaint_id=cases.follow_up(complaint_id, by=actor()).id)
        work.result(url)
    return hx.go(url)


def _written(complaint_id: int, form: forms.NewLetterForm, by: Actor) -> str:
    """Write the letter as typed, sent at once where that was chosen; return the page that comes next."""
    made = service.write_letter(complaint_id, form.salutation.data or "", form.words.data or "", by=by)
    if form.then.data == forms.AT_ONCE:
        service.send_letter(made.id, made.version, form.way.data, form.sent_on.data, by=by)
        if form.accepted.data:
            service.note_acceptance(complaint_id, True, form.sent_on.data, None, by=by)
        if "onward" in form and form.onward.data:
            service.go_on(complaint_id, by=by)
            return page_of(complaint_id)
    return queries.letter_page(made)


def _noted(name: str, form: Any, complaint: Complaint, do: Any) -> Response:
    """A form of one deed: done once, back on the page of the complaint."""
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                do()
                url = url_for("complaints.show", complaint_id=complaint.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return _page(name, form, complaint, may_promise=queries.may_promise(complaint))


def _page(name: str, form: Any, complaint: Complaint, **more: Any) -> Response:
    context = {"form": form, "complaint": complaint, "called": queries.called(complaint), "rules": rules, **more}
    return hx.render(f"{FOLDER}/{name}.html", f"{FOLDER}/_{name}.html", status=form.status, **context)


def _letter(complaint_id: int, letter_id: int, *, sending: Any = None, voiding: Any = None) -> Response:
    seen = queries.letter(letter_id, actor(), of=complaint_id)
    context = {
        "letter": seen.letter, "complaint": seen.complaint, "called": queries.called(seen.complaint), "rules": rules,
        "sending": sending or forms.SendForm(formdata=None, sent_on=clock.today()),
        "voiding": voiding or forms.VoidForm(formdata=None),
        "may_write": actor().may(WRITE.name) and seen.letter.state == rules.DRAFT,
    }  # fmt: skip
    status = (sending or voiding).status if sending or voiding else 200
    return hx.render(f"{FOLDER}/letter.html", f"{FOLDER}/_letter.html", status=status, **context)


def _tab(complaint: Complaint, form: Any) -> Response:
    found = queries.standing(complaint)
    context = {
        "complaint": complaint, "called": queries.called(complaint), "standing": found, "rules": rules, "form": form,
        "letters": queries.letters_of(complaint.id), "messages": queries.messages_of(complaint.id),
        "visits": queries.visits_of(complaint.id), "deadline": shown(subject_of(complaint.id), rule=RETURN_VISIT),
        "may_write": actor().may(WRITE.name), "may_visit": actor().may(VISIT.name),
        "may_promise": found.decided,
        "may_object": found.open and actor().may(HANDLE.name) and complaint.decided_on is not None,
        "followed": queries.followed_by(complaint.id, actor()),
        "again": OnceForm(formdata=None, endpoint="answers.new_form"),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", **context)
