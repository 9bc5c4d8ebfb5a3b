"""Imports: bring a sheet in, see what became of each row, apply it, take it back."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, request, send_file, url_for
from flask_babel import get_locale
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.batches import forms, mend, queries, service, store
from app.office.batches.kinds import REFUSED, VERDICTS, ImportKind, kind_of, kinds_for
from app.office.batches.models import Batch
from app.office.batches.sentences import sentence
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.language import say

bp = Blueprint("batches", __name__, url_prefix="/office/imports")


@bp.get("/")
@requires(SIGNED_IN)
def listing() -> Response:
    """The imports that this user may see."""
    own = kinds_for(actor())
    if not own:
        abort(404)
    page = queries.batches_page(own, actor(), after=request.args.get("after"))
    labels = {kind.key: kind.label for kind in own}
    return hx.render("office/batches/listing.html", "office/batches/_batches.html", page=page, kinds=own, labels=labels)


@bp.route("/new/<kind_key>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def upload(kind_key: str) -> Response:
    """Bring in a sheet."""
    kind = _own_kind(kind_key)
    form = forms.upload_form(kind, request.args)
    if form.posted():
        try:
            return hx.go(_receive(kind, form))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/batches/upload.html", "office/batches/_upload.html", status=form.status, form=form, kind=kind
    )


@bp.get("/new/<kind_key>/blank.xlsx")
@requires(SIGNED_IN)
def blank(kind_key: str) -> Response:
    """An empty sheet to fill in."""
    kind = _own_kind(kind_key)
    sheet = io.BytesIO(mend.blank_sheet(kind, str(get_locale())))
    return send_file(sheet, as_attachment=True, download_name=f"{say(kind.label)}.xlsx")


def _receive(kind: ImportKind, form: forms.UploadForm) -> str:
    filename = form.sheet.data.filename
    options = forms.options_of(form, kind)
    with _kept(form.sheet.data) as path:
        service.look_at(path, kind, filename)
        with unit_of_work(by=actor(), key=form.key()) as work:
            batch = service.upload(path, kind, filename, options, by=actor(), language=str(get_locale()))
            url = url_for("batches.show", batch_id=batch.id)
            work.result(url)
        return url


@contextlib.contextmanager
def _kept(upload: FileStorage) -> Iterator[Path]:
    path = store.new_path()
    try:
        upload.save(path)
        yield path
    finally:
        path.unlink(missing_ok=True)


@bp.get("/<int:batch_id>")
@requires(SIGNED_IN)
def show(batch_id: int) -> Response:
    """What became of each row, and how far the work is."""
    return _show(queries.batch_of(batch_id, actor()), forms.ApplyForm())


def _show(batch: Batch, form: forms.ApplyForm, status: int = 200) -> Response:
    verdict = request.args.get("verdict") or (REFUSED if batch.counts.get(REFUSED) else VERDICTS[0])
    context: dict[str, Any] = {
        "batch": batch,
        "kind": kind_of(batch.kind),
        "form": form,
        "verdict": verdict,
        "verdicts": VERDICTS,
        "page": queries.rows_page(batch.id, verdict, after=request.args.get("after")),
        "sentence": sentence,
        "at_work": queries.is_at_work(batch),
        "filters": {name: text for name, text in request.args.items() if name in ("verdict", "after")},
    }
    return hx.render("office/batches/show.html", "office/batches/_batch.html", status=status, **context)


@bp.get("/<int:batch_id>/refused.xlsx")
@requires(SIGNED_IN)
def refused(batch_id: int) -> Response:
    """The refused rows as a sheet to mend."""
    batch = queries.batch_of(batch_id, actor())
    sheet = io.BytesIO(mend.refused_sheet(batch, str(get_locale())))
    return send_file(sheet, as_attachment=True, download_name=f"refused-{batch.id}.xlsx")


@bp.post("/<int:batch_id>/apply")
@requires(SIGNED_IN)
def apply(batch_id: int) -> Response:
    """Write what was checked."""
    batch, form = queries.batch_of(batch_id, actor()), forms.ApplyForm()
    try:
        service.ask_to_apply(batch.id, partial=bool(form.partial.data), by=actor(), language=str(get_locale()))
    except Refused as refused:
        form.refuse(refused)
        return _show(queries.batch_of(batch_id, actor()), form, refused.status)
    return hx.go(url_for("batches.show", batch_id=batch_id))


@bp.post("/<int:batch_id>/undo")
@requires(SIGNED_IN)
def undo(batch_id: int) -> Response:
    """Take an import back as a whole."""
    return _deed(batch_id, service.undo)


@bp.post("/<int:batch_id>/go-on")
@requires(SIGNED_IN)
def go_on(batch_id: int) -> Response:
    """Take up work that was stopped."""
    return _deed(batch_id, service.go_on)


def _deed(batch_id: int, deed: Any) -> Response:
    batch, form = queries.batch_of(batch_id, actor()), forms.ApplyForm()
    try:
        deed(batch.id, by=actor(), language=str(get_locale()))
    except Refused as refused:
        form.refuse(refused)
        return _show(queries.batch_of(batch_id, actor()), form, refused.status)
    return hx.go(url_for("batches.show", batch_id=batch_id))


def _own_kind(key: str) -> ImportKind:
    kind = kind_of(key)
    if not actor().may(kind.permission.name):
        abort(403)
    return kind
