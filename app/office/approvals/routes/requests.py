"""What waits for me, what I have asked for, all that I may see, and the page of one request."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.approvals import queries, service
from app.office.approvals import queries_lists as lists
from app.office.approvals.forms import DecisionForm, FilterForm, MineForm, WaitingForm
from app.office.approvals.kinds import Matter, matter_of, matters
from app.office.approvals.models import Approval
from app.office.approvals.routes.blueprint import bp
from app.office.approvals.words import COLOURS, STATES
from app.office.documents.document import documents
from app.office.staff.queries import department_choices
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.language import say

VERBS = {
    "approve": service.approve,
    "refuse": service.refuse,
    "ask": service.ask,
    "answer": service.answer,
    "withdraw": service.withdraw,
}
WORDS: dict[str, Any] = {"states": STATES, "colours": COLOURS}


@bp.get("")
@requires(SIGNED_IN)
def waiting() -> Response:
    """What waits for me: what, how much, since when."""
    form = WaitingForm(request.args, meta={"csrf": False})
    form.matter.choices = _matter_choices()
    form.validate()
    return hx.render(
        "office/approvals/waiting.html",
        "office/approvals/_waiting.html",
        form=form,
        page=lists.waits_for(actor(), matter=form.matter.data, after=request.args.get("after")),
        number=lists.waiting_count(actor()),
        matters=matters(),
        filters=_filters("matter"),
        me=actor().staff_id,
    )


@bp.get("/mine")
@requires(SIGNED_IN)
def mine() -> Response:
    """What I have asked for, and how it stands."""
    form = MineForm(request.args, meta={"csrf": False})
    form.validate()
    return hx.render(
        "office/approvals/mine.html",
        "office/approvals/_mine.html",
        form=form,
        page=lists.mine(actor(), state=form.state.data, after=request.args.get("after")),
        matters=matters(),
        filters=_filters("state"),
        **WORDS,
    )


@bp.get("/all")
@requires(SIGNED_IN)
def everything() -> Response:
    """Every request that I may see."""
    form = FilterForm(request.args, meta={"csrf": False})
    form.matter.choices, form.department.choices = _matter_choices(), department_choices()
    form.validate()
    wanted = _wanted(form)
    return hx.render(
        "office/approvals/everything.html",
        "office/approvals/_everything.html",
        status=form.status,
        form=form,
        page=lists.everything(actor(), wanted, after=request.args.get("after")),
        number=lists.count_of_everything(actor(), wanted),
        matters=matters(),
        filters=_filters("words", "state", "matter", "department", "since", "until"),
        **WORDS,
    )


@bp.route("/<int:approval_id>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def show(approval_id: int) -> Response:
    """The request with its paper and its voices, and what this user may say to it."""
    form = DecisionForm()
    if form.posted():
        try:
            VERBS[form.deed.data](approval_id, form.version.data, form.words.data, by=actor())
            return hx.go(url_for("approvals.show", approval_id=approval_id))
        except Refused as refused:
            form.refuse(refused)
    found = queries.approval(actor(), approval_id)
    context = _shown(found)
    page, region = "office/approvals/show.html", "office/approvals/_request.html"
    return hx.render(page, region, status=form.status, form=form, request_=found, **context)


def _shown(found: Approval) -> dict[str, Any]:
    matter, standing, me = matter_of(found.matter), queries.standing_of(found), actor().staff_id
    own, running = found.submitter_id == me, found.state in ("waiting", "asked")
    return {
        "matter": matter,
        "standing": standing,
        "paper": queries.paper_of(found),
        "paper_url": _paper_url(matter, found.subject),
        "deciding": running and standing.asks(me),
        "answering": own and found.state == "asked",
        "withdrawing": own and running,
        "next_id": lists.next_for(actor(), but=found.id),
    }


def _paper_url(matter: Matter, subject: str) -> str | None:
    """Where the document of the thing stands, for whoever may open it."""
    document = documents().get(matter.paper or "")
    if document is None or not actor().may(document.permission):
        return None
    return url_for("documents.show", kind=document.key, subject_id=int(subject.rpartition(":")[2]))


def _matter_choices() -> list[tuple[str, str]]:
    return sorted(((one.key, say(one.label)) for one in matters().values()), key=lambda pair: pair[1])


def _wanted(form: FilterForm) -> lists.Filters:
    if form.errors:
        return lists.Filters()
    return lists.Filters(
        state=form.state.data,
        matter=form.matter.data,
        department_id=form.department.data,
        since=form.since.data,
        until=form.until.data,
        words=form.words.data,
    )


def _filters(*names: str) -> dict[str, str]:
    return {name: request.args[name] for name in (*names, "after") if request.args.get(name)}
