"""The journal and the timeline of a customer."""

from __future__ import annotations

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.journal import export, filtering, queries
from app.office.journal.feature import SEE_JOURNAL
from app.office.journal.sentences import Told
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.nav import SECTIONS
from app.web.paging import Page

bp = Blueprint("journal", __name__, url_prefix="/journal")


@bp.get("/")
@requires(SEE_JOURNAL)
def show() -> Response:
    form, filters = filtering.read(request.args)
    page: Page[Told] = Page([], None)
    if filters is not None:
        page = queries.journal(filters, actor(), request.args.get("after"))
    return hx.render(
        "office/journal/show.html",
        "office/journal/_entries.html",
        status=form.status,
        form=form,
        page=page,
        values=filtering.values_of(request.args),
    )


@bp.get("/export.<any(csv, xlsx):kind>")
@requires(SEE_JOURNAL)
def export_file(kind: str) -> Response:
    _, filters = filtering.read(request.args)
    if filters is None:
        raise Refused(Text("These filters cannot be read. Set them on the page of the journal."))
    return export.answer(filters, kind, by=actor())


@bp.get("/customer/<int:customer_id>")
@requires(SIGNED_IN)
def timeline(customer_id: int) -> Response:
    if not queries.may_see_customer(actor(), customer_id):
        abort(404)
    groups, after = queries.groups_for(actor()), request.args.get("after")
    form, wanted = filtering.read_timeline(request.args, groups)
    page: Page[Told] = Page([], None)
    if wanted is not None:
        page = queries.timeline(customer_id, actor(), wanted, after)
    return hx.render(
        "office/journal/timeline.html",
        "office/journal/_timeline.html",
        status=form.status,
        customer_id=customer_id,
        groups=[(None, filtering.EVERYTHING), *((key, SECTIONS[key]) for key in groups)],
        group=wanted.group if wanted else None,
        form=form,
        values=filtering.timeline_values_of(request.args),
        after=after,
        page=page,
    )


@bp.get("/of/<subject>")
@requires(SIGNED_IN)
def of_subject(subject: str) -> Response:
    """The timeline of one thing, such as "task:7", for the page on which that thing stands."""
    if not queries.may_see_subject(actor(), subject):
        abort(404)
    after = request.args.get("after")
    return hx.render(
        "office/journal/of_subject.html",
        "office/journal/_of_subject.html",
        subject=subject,
        after=after,
        page=queries.of_subject(subject, actor(), after),
    )
