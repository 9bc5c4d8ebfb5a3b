"""The first start, open only to who holds the token that the terminal shows."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.access import queries
from app.office.access.forms import FirstStartForm
from app.office.access.routes.blueprint import bp, browser, enter
from app.office.access.service.first_start import Beginning, begin
from app.office.policy.profiles import known
from app.web import hx
from app.web.guard import PUBLIC, requires

FIELDS = ("office", "profile", "language", "name", "username", "password")


@bp.route("/first-start", methods=["GET", "POST"])
@requires(PUBLIC)
def first_start() -> Response:
    if queries.has_administrator():
        return hx.go(url_for("access.sign_in"))
    token = request.values.get("token", "")
    if not queries.first_start_waits_for(token):
        return _waiting(wrong=bool(token))
    form = FirstStartForm(token=token, language=str(get_locale()))
    form.profile.choices = [(profile.key, profile.label.msgid) for profile in known()]
    if form.posted():
        try:
            enter(begin(token, Beginning(**{name: form[name].data for name in FIELDS}), **browser()))
            return hx.go("/")
        except Refused as refused:
            form.refuse(refused)
    return hx.render("office/access/first_start.html", "office/access/_first_start.html", status=form.status, form=form)


def _waiting(*, wrong: bool) -> Response:
    page, region = "office/access/waiting.html", "office/access/_waiting.html"
    return hx.render(page, region, status=403 if wrong else 200, wrong=wrong)
