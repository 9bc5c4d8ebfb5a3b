"""Answers when something does not go as asked: refusals that no form caught, missing things, faults."""

from __future__ import annotations

import secrets
import sqlite3

import structlog
from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, NoResultFound
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.extensions import db
from app.unit_of_work import AlreadyDone
from app.web import hx
from app.web.language import say

log = structlog.get_logger()

TWICE = ("23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)  # what drivers call a double

SENTENCES = {
    400: N_("The request could not be understood. Go back and try again."),
    401: N_("Please sign in."),
    403: N_("You may not do this. Ask your administrator for the right."),
    404: N_("There is nothing here, or you may not know of it."),
    405: N_("This page cannot be used like that. Go back and try again."),
    409: N_("Somebody was quicker. Look at the page again."),
    413: N_("The file is too large."),
    422: N_("This was refused."),
    429: N_("Too many attempts. Wait a little and try again."),
    500: N_("Something went wrong on our side. Nothing was changed."),
}


def set_up(app: Flask) -> None:
    """Register the answers."""
    app.register_error_handler(NoResultFound, lambda _error: page(404))
    app.register_error_handler(AlreadyDone, lambda done: hx.go(done.url))
    app.register_error_handler(Refused, lambda refused: page(refused.status, say(refused.text)))
    app.register_error_handler(IntegrityError, _same_moment)
    app.register_error_handler(CSRFError, lambda error: page(400, say(Text(str(error.description)))))
    app.register_error_handler(HTTPException, lambda error: page(error.code or 500))
    app.register_error_handler(InternalServerError, _fault)


def page(status: int, sentence: str | None = None, reference: str | None = None) -> Response:
    """The error page, or its region for htmx."""
    sentence = sentence or say(Text(SENTENCES.get(status, SENTENCES[400])))
    return hx.render(
        "errors/error.html",
        "errors/_error.html",
        status=status,
        code=status,
        sentence=sentence,
        reference=reference,
    )


def _same_moment(error: IntegrityError) -> Response:
    """Answer two who stored the same at once: the unit of the later one was rolled back. Anything else is a fault."""
    orig = error.orig
    if getattr(orig, "sqlstate", None) not in TWICE and getattr(orig, "sqlite_errorcode", None) not in TWICE:
        raise error
    log.warning("stored at the same moment", path=request.path, exc_info=error)
    db.session.rollback()
    return page(409, say(Text("Somebody else did the same at this moment. Look at what is stored now.")))


def _fault(error: InternalServerError) -> Response | tuple[str, int]:
    reference = secrets.token_hex(4)
    log.error("fault", reference=reference, path=request.path, exc_info=error.original_exception)
    db.session.rollback()
    try:
        return page(500, reference=reference)
    except Exception:  # the page itself may be what is broken: say it without any template
        log.exception("fault in the error page", reference=reference)
        return render_template("errors/plain.html", reference=reference), 500
