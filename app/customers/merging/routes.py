"""Comparing two files, making them one, and taking that back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.customers.files import masking
from app.customers.files.queries import file_to_change, id_of
from app.customers.files.rules import LABELS
from app.customers.merging import forms, queries, rules, service, words
from app.customers.merging.feature import MERGE
from app.customers.owners.feature import ASSIGN
from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("merging", __name__, url_prefix="/customers/merging")

FOLDER = "customers/merging"


@bp.get("/")
@requires(MERGE)
def listing() -> Response:
    page = queries.listing(actor(), after=request.args.get("after"))
    values = {"after": request.args["after"]} if "after" in request.args else {}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_merges.html", page=page, values=values)


@bp.get("/<int:survivor_id>/choose")
@requires(MERGE)
def choose(survivor_id: int) -> Response:
    """From the number that was typed to the comparison of the two."""
    survivor, number = file_to_change(survivor_id, actor()), request.args.get("number", "")[:40]
    if not number:
        return hx.go(url_for("duplicates.of_customer", customer_id=survivor_id))
    other = id_of(number)
    if other is None or other == survivor.id:
        raise Refused(Text("There is no other customer of this number."))
    return hx.go(url_for("merging.preview", survivor_id=survivor.id, loser_id=other))


@bp.route("/<int:survivor_id>/<int:loser_id>", methods=["GET", "POST"])
@requires(MERGE)
def preview(survivor_id: int, loser_id: int) -> Response:
    """Both files side by side, what moves and what stays; posted, they are one."""
    shown = queries.preview(survivor_id, loser_id, actor())
    form = forms.MergeForm(version=shown.survivor.version, other_version=shown.loser.version)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                merge, versions = service.merge, form.seen_versions()
                made = merge(
                    survivor_id, loser_id, form.choices(), versions=versions, reason=form.reason.data, by=actor()
                )
                url = url_for("merging.show", merge_id=made.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        f"{FOLDER}/preview.html", f"{FOLDER}/_preview.html", status=form.status, **_side_by_side(shown, form)
    )


@bp.post("/<int:survivor_id>/<int:loser_id>/shown")
@requires(MERGE)
def uncover(survivor_id: int, loser_id: int) -> Response:
    """The same with the private values of both files, which is recorded (O-07); what was typed and chosen stays."""
    shown = queries.preview(survivor_id, loser_id, actor())
    for one in (shown.survivor, shown.loser):
        fields = [field for field in masking.fields_covered(one.kind) if field in shown.fields]
        masking.record_shown(one.id, one.number, masking.labels_of(fields), by=actor())
    versions = {"version": shown.survivor.version, "other_version": shown.loser.version}
    form = forms.MergeForm(endpoint="merging.preview", **versions)
    return hx.render(f"{FOLDER}/preview.html", f"{FOLDER}/_preview.html", **_side_by_side(shown, form, plain=True))


@bp.get("/<int:merge_id>")
@requires(MERGE)
def show(merge_id: int) -> Response:
    return _page(merge_id, forms.UndoForm(version=queries.one(merge_id, actor()).Merge.version))


@bp.post("/<int:merge_id>/undo")
@requires(MERGE)
def undo(merge_id: int) -> Response:
    form = forms.UndoForm()
    if form.posted():
        try:
            service.undo(merge_id, form.seen_version(), form.reason.data, by=actor())
            return hx.go(url_for("merging.show", merge_id=merge_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(merge_id, form)


def _side_by_side(shown: queries.Preview, form: forms.MergeForm, *, plain: bool = False) -> dict[str, Any]:
    return {
        "shown": shown,
        "form": form,
        "options": words.options(shown.fields, shown.values, plain=plain),
        "usual": {field: rules.usual(field, *shown.values) for field in shown.fields},
        "may_name_owner": actor().may(ASSIGN.name),
        "labels": LABELS,
        "plain": plain,
    }


def _page(merge_id: int, form: forms.UndoForm) -> Response:
    row = queries.one(merge_id, actor())
    undone = row.Merge.state == rules.UNDONE
    context: dict[str, Any] = {"merge": row.Merge, "survivor": row[1], "loser": row[2], "form": form, "undone": undone}
    context |= {"moved": queries.moved(merge_id), "not_back": queries.not_back(merge_id) if undone else []}
    context["without_owner"] = queries.without_owner(*row) if undone else []
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_merge.html", status=form.status, **context)
