"""Petitions: one's own and those that one is asked about, written, sent, followed up."""

from __future__ import annotations

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.office.approvals.words import COLOURS, STATES
from app.office.petitions import forms, queries, rules, service
from app.office.petitions.feature import WRITE
from app.office.petitions.preview import Preview, preview
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.language import say

bp = Blueprint("petitions", __name__, url_prefix="/office/petitions")


@bp.get("/")
@requires(SIGNED_IN)
def listing() -> Response:
    asked = request.args
    state = asked.get("state")
    known = state if state in (*STATES, queries.DRAFT) else None
    filters = queries.Filters(asked.get("whose") != "all", known, asked.get("q", "").strip()[:60])
    return hx.render(
        "office/petitions/listing.html",
        "office/petitions/_petitions.html",
        page=queries.listing(filters, actor(), after=asked.get("after")),
        filters=filters,
        values={name: text for name, text in asked.items() if name in ("whose", "state", "q", "after")},
        states=STATES,
        colours=COLOURS,
        write=WRITE,
    )


@bp.get("/chain")
@requires(WRITE)
def chain() -> Response:
    form = forms.ChainForm(formdata=request.args, people=[])
    return hx.render("office/petitions/chain.html", "office/petitions/_chain.html", preview=_asked(form))


@bp.route("/new", methods=["GET", "POST"])
@requires(WRITE)
def new() -> Response:
    form = forms.WriteForm(people=[])
    shown = _asked(form)
    form.people.choices = queries.people_choices(shown.place)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", petition_id=service.write_draft(form.words(), by=actor()).id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/petitions/new.html", "office/petitions/_new.html", status=form.status, form=form, preview=shown
    )


@bp.get("/<int:petition_id>")
@requires(SIGNED_IN)
def show(petition_id: int) -> Response:
    return _page(queries.seen(petition_id, actor()))


@bp.route("/<int:petition_id>/change", methods=["GET", "POST"])
@requires(WRITE)
def change(petition_id: int) -> Response:
    draft = queries.draft_of(petition_id, actor())
    form = forms.ChangeForm(data=forms.typed(draft), people=[])
    shown = _asked(form)
    form.people.choices = queries.people_choices(shown.place, keep=draft.chain)
    if form.posted():
        try:
            service.change_draft(petition_id, form.words(), version=form.seen_version(), by=actor())
            return hx.go(url_for(".show", petition_id=petition_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/petitions/change.html",
        "office/petitions/_change.html",
        status=form.status,
        form=form,
        petition=draft,
        preview=shown,
    )


@bp.route("/<int:petition_id>/discard", methods=["GET", "POST"])
@requires(WRITE)
def discard(petition_id: int) -> Response:
    draft = queries.draft_of(petition_id, actor())
    form = forms.DiscardForm(version=draft.version)
    if form.posted():
        service.discard_draft(petition_id, version=form.seen_version(), by=actor())
        return hx.go(url_for(".listing"))
    return hx.render(
        "office/petitions/discard.html", "office/petitions/_discard.html", status=form.status, form=form, petition=draft
    )


@bp.post("/<int:petition_id>/send")
@requires(WRITE)
def send(petition_id: int) -> Response:
    form = forms.SendForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                sent = service.send(petition_id, version=form.seen_version(), by=actor())
                work.result(url_for(".show", petition_id=petition_id))
            flash(say(Text("Petition %(number)s is on its way.", number=sent.number)), "success")
            return hx.go(url_for(".show", petition_id=petition_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(queries.seen(petition_id, actor()), form)


@bp.post("/<int:petition_id>/follow-up")
@requires(WRITE)
def follow_up(petition_id: int) -> Response:
    key = forms.FollowForm().key()
    with unit_of_work(by=actor(), key=key) as work:
        url = url_for(".change", petition_id=service.follow_up(petition_id, by=actor()).id)
        work.result(url)
    return hx.go(url)


@bp.post("/<int:petition_id>/noted")
@requires(WRITE)
def noted(petition_id: int) -> Response:
    service.note_end(petition_id, by=actor())
    return hx.go(url_for(".show", petition_id=petition_id))


def _page(seen: queries.Seen, form: forms.SendForm | None = None) -> Response:
    petition, mine = seen.petition, seen.petition.author_id == actor().staff_id
    draft = petition.sent_at is None
    stands = None if draft else standing(queries.subject_of(petition.id))
    form = form or forms.SendForm(endpoint="petitions.send", version=petition.version)
    return hx.render(
        "office/petitions/show.html",
        "office/petitions/_petition.html",
        status=form.status,
        seen=seen,
        petition=petition,
        mine=mine,
        form=form,
        preview=preview(petition.route, petition.chain, petition.author_id) if draft else None,
        standing=stands,
        deciding=stands is not None and stands.state in rules.RUNNING and stands.asks(actor().staff_id),
        follow=forms.FollowForm(endpoint="petitions.follow_up") if mine and not draft else None,
        may_follow=mine and not draft and seen.state not in rules.RUNNING,
        to_note=mine and not draft and queries.waits_to_be_noted(petition.id, petition.author_id),
        print_why_not=rules.print_why_not(seen.state),
        routes=rules.ROUTES,
        state=STATES.get(seen.state),
        colour=COLOURS.get(seen.state, "secondary"),
    )


def _asked(form: forms.ChainForm) -> Preview:
    return preview(form.route.data, form.people.data or (), actor().staff_id or 0)
