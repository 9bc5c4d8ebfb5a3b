"""Files that hang on something. Other pages load the region with hx-get."""

from __future__ import annotations

from flask import Blueprint, abort, send_file, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.attachments import queries, rules, service, store
from app.office.attachments.forms import AttachForm, RemoveForm
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("attachments", __name__, url_prefix="/attachments")

# No script of a file may run as a page of ours. Older browsers show no PDF inside "sandbox".
LOCKED = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
FOR_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@bp.get("/of/<subject>")
@requires(SIGNED_IN)
def region(subject: str) -> Response:
    return _region(_seen(subject), AttachForm())


@bp.post("/of/<subject>")
@requires(SIGNED_IN)
def attach(subject: str) -> Response:
    form = AttachForm()
    if _seen(subject) and form.posted():
        try:
            _check_open(subject)
            file = form.file.data
            service.attach(subject, file.stream, file.filename, form.note.data, by=actor())
            return _region(subject, AttachForm(formdata=None)) if hx.is_fragment() else hx.go(_page_of(subject))
        except Refused as refused:
            form.refuse(refused)
    return _region(subject, form)


@bp.get("/<int:attachment_id>")
@requires(SIGNED_IN)
def show(attachment_id: int) -> Response:
    found = queries.attachment(attachment_id, actor())
    path, inline = store.path_of(found.sha256), found.media_type in rules.INLINE
    if not path.is_file():
        raise Refused(Text("The content of this file is missing in the data folder. Restore it from a backup."))
    media_type, name = found.media_type, found.filename
    service.record_opening(found, by=actor())
    answer = send_file(path, media_type, as_attachment=not inline, download_name=name, conditional=False)
    answer.headers["Content-Security-Policy"] = FOR_PDF if media_type == "application/pdf" else LOCKED
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/<int:attachment_id>/remove", methods=["GET", "POST"])
@requires(SIGNED_IN)
def remove(attachment_id: int) -> Response:
    found = queries.attachment(attachment_id, actor())
    _check_open(found.subject)
    form, back = RemoveForm(), _page_of(found.subject)
    if form.posted():
        service.remove(found, reason=form.reason.data, by=actor())
        return hx.go(back)
    return hx.render(
        "office/attachments/remove.html",
        "office/attachments/_remove.html",
        status=form.status,
        form=form,
        found=found,
        back=back,
    )


def _seen(subject: str) -> str:
    if not rules.is_subject(subject) or not queries.may_see(actor(), subject):
        abort(404)
    return subject


def _check_open(subject: str) -> None:
    if not queries.may_change(actor(), subject):
        raise Refused(Text("The files of this paper no longer change."))


def _region(subject: str, form: AttachForm) -> Response:
    return hx.render(
        "office/attachments/attachments.html",
        "office/attachments/_attachments.html",
        status=form.status,
        subject=subject,
        form=form,
        attachments=queries.attached_to(subject),
        may_change=queries.may_change(actor(), subject),
    )


def _page_of(subject: str) -> str:
    return url_for("attachments.region", subject=subject)
