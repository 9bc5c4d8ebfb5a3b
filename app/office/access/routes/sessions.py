"""Signing in and out, the own password, language and theme."""

from __future__ import annotations

from flask import flash, g, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access import queries
from app.office.access.forms import PasswordForm, SignInForm
from app.office.access.routes.blueprint import bp, browser, enter, way_back
from app.office.access.service import passwords, sessions
from app.office.access.service.sign_in import Outcome, sign_in
from app.web import hx
from app.web.forms import Form
from app.web.guard import PUBLIC, SIGNED_IN, actor, requires
from app.web.language import LANGUAGES


@bp.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
@requires(PUBLIC)
def show_sign_in() -> Response:
    if not queries.has_administrator():
        return hx.go(url_for("access.first_start"))
    if request.method == "GET" and g.actor is not None:
        return hx.go(way_back())
    form, wait = SignInForm(), 0
    if form.posted():
        outcome = sign_in(str(form.username.data), str(form.password.data), **browser())
        if outcome.token is not None:
            _leave()
            enter(outcome.token)
            return hx.go(way_back())
        wait = _refuse(form, outcome, Refused(Text("The user name or the password is not right.")))
    return _answer("sign_in", form, wait, way=way_back())


@bp.route("/change-password", methods=["GET", "POST"])
@requires(SIGNED_IN)
def change_password() -> Response:
    form, wait = PasswordForm(), 0
    if form.posted():
        try:
            present, new = str(form.present.data), str(form.password.data)
            staff_id = g.signed_in.staff_id
            outcome = passwords.change_password(staff_id, present=present, new=new, by=actor(), **browser())
            if outcome.token is not None:
                enter(outcome.token)
                flash(_("The password is changed."), "success")
                return hx.go("/")
            wait = _refuse(form, outcome, Refused(Text("The present password is not right."), field="present"))
        except Refused as refused:
            form.refuse(refused)
    return _answer("change_password", form, wait)


@bp.post("/sign-out")
@requires(SIGNED_IN)
def sign_out() -> Response:
    _leave()
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    return hx.go(url_for("access.sign_in"))


@bp.post("/language")
@requires(PUBLIC)
def choose_language() -> Response:
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise Refused(Text("Please choose one of the list."))
    session["language"] = language
    if g.actor is not None:
        sessions.choose_language(g.signed_in.staff_id, language, by=actor())
    return hx.go(way_back())


@bp.post("/theme")
@requires(SIGNED_IN)
def choose_theme() -> Response:
    sessions.toggle_theme(g.signed_in.staff_id, by=actor())
    return hx.go(way_back())


def _leave() -> None:
    if g.actor is not None:
        sessions.sign_out(g.signed_in.session_id, by=actor())


def _refuse(form: Form, outcome: Outcome, wrong: Refused) -> int:
    if outcome.wait:
        wrong = Refused(Text("Too many attempts have failed. Minutes to wait: %(minutes)s.", minutes=outcome.wait))
    form.refuse(wrong)
    return outcome.wait


def _answer(name: str, form: Form, wait: int, **more: str) -> Response:
    status = 429 if wait else form.status
    page, region = f"office/access/{name}.html", f"office/access/_{name}.html"
    response = hx.render(page, region, status=status, form=form, **more)
    if wait:
        response.headers["Retry-After"] = str(wait * 60)
    return response
