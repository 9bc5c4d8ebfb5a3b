"""Decisions: the tab of a complaint, proposing, changing, confirming, meetings, objections, the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.feature import HANDLE
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, page_of
from app.complaints.decisions import desk, forms, queries, rules, service, words
from app.complaints.decisions.feature import MEET, PROPOSE
from app.complaints.decisions.policy import ComplaintDecisionPolicy
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("decisions", __name__, url_prefix="/complaints")
FOLDER = "complaints/decisions"


@bp.get("/decisions/")
@requires(SIGNED_IN)
def listing() -> Response:
    """The decisions on complaints that the user may know of, the newest first."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    state = form.state.data if form.validate() else None
    page = queries.listing(state, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in ("state", "after") if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, **_words()}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_decisions.html", status=form.status, **context)


@bp.get("/<int:complaint_id>/decisions")
@requires(SIGNED_IN)
def of_complaint(complaint_id: int) -> Response:
    """What is decided about a complaint and how it came to it, for its page."""
    case = complaint_of(complaint_id, actor())
    context: dict[str, Any] = {"case": case, "desk": desk.desk_of(case, actor()), "noting": forms.NoteForm()}
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", **context, **_words())


@bp.route("/<int:complaint_id>/decisions/new", methods=["GET", "POST"])
@requires(PROPOSE)
def propose(complaint_id: int) -> Response:
    """Propose a decision and submit it to whoever has the authority."""
    case = complaint_of(complaint_id, actor())
    form = forms.ProposeForm(data=desk.suggested(case))
    title = Text("Decision on complaint %(number)s", number=words.number_of(case))
    return _form(
        form,
        case,
        (title, Text("Propose the decision")),
        lambda: service.propose(complaint_id, form.proposal(), by=actor()),
    )


@bp.route("/decisions/<int:decision_id>/change", methods=["GET", "POST"])
@requires(PROPOSE)
def change(decision_id: int) -> Response:
    """Put another decision in the place of one that waits or holds."""
    one, case = queries.decision(decision_id, actor())
    form = forms.ChangeForm(data=forms.typed(one))
    title = Text("Change the decision on complaint %(number)s", number=words.number_of(case))
    return _form(form, case, (title, Text("Change the decision")), lambda: service.change(
        decision_id, form.seen_version(), form.proposal(), form.reason.data, by=actor()
    ))  # fmt: skip


@bp.route("/decisions/<int:decision_id>/confirm", methods=["GET", "POST"])
@requires(PROPOSE)
def confirm(decision_id: int) -> Response:
    """Say that the decision on a reopened complaint still holds."""
    one, case = queries.decision(decision_id, actor())
    form = forms.ConfirmForm(data={"version": one.version})
    title = Text("Confirm the decision")
    return _form(form, case, (title, Text("Confirm the decision")), lambda: service.confirm(
        decision_id, form.seen_version(), form.reason.data, by=actor()
    ))  # fmt: skip


@bp.route("/<int:complaint_id>/decisions/meeting", methods=["GET", "POST"])
@requires(MEET)
def meeting(complaint_id: int) -> Response:
    """Record the special meeting on a complaint."""
    case = complaint_of(complaint_id, actor())
    form = forms.MeetingForm(data={"held_on": clock.today()})
    body = policy.of(ComplaintDecisionPolicy).body
    title = Text(rules.BODIES[body])
    return _form(
        form,
        case,
        (title, Text("Record the special meeting")),
        lambda: service.record_meeting(complaint_id, form.meeting(), by=actor()),
    )


@bp.route("/<int:complaint_id>/decisions/object", methods=["GET", "POST"])
@requires(HANDLE)
def object_to(complaint_id: int) -> Response:
    """Submit an objection to the decision, of the department or of the customer."""
    case = complaint_of(complaint_id, actor())
    form = forms.ObjectForm()
    title = Text("Object to the decision on complaint %(number)s", number=words.number_of(case))
    return _form(form, case, (title, Text("Object to the decision")), lambda: service.object_to(
        complaint_id, form.whose.data, form.reason.data, by=actor()
    ))  # fmt: skip


@bp.post("/<int:complaint_id>/decisions/noted")
@requires(SIGNED_IN)
def noted(complaint_id: int) -> Response:
    """Take note of what was decided on one's objection."""
    if forms.NoteForm().posted():
        service.note(complaint_id, by=actor())
    return hx.go(page_of(complaint_id))


def _form(form: Any, case: Complaint, called: tuple[Text, Text], deed: Callable[[], Any]) -> Response:
    """The page of a form with its title and button, and its deed once it was posted; then the page of the complaint."""
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key() if hasattr(form, "key") else None) as work:
                deed()
                work.result(page_of(case.id))
            return hx.go(page_of(case.id))
        except Refused as refused:
            form.refuse(refused)
    title, button = called
    context: dict[str, Any] = {
        "form": form, "case": case, "title": title, "button": button, "desk": desk.desk_of(case, actor()),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context, **_words())


def _words() -> dict[str, Any]:
    return {
        "states": rules.STATES, "colours": rules.COLOURS, "words": words, "case_page": page_of,
        "objection_states": rules.OBJECTION_STATES, "objection_colours": rules.OBJECTION_COLOURS,
        "whose": rules.WHOSE, "bodies": rules.BODIES,
    }  # fmt: skip
