"""The base of all forms: refusals beside the field, and one-time keys for forms that must not be done twice."""

from __future__ import annotations

import secrets
from typing import Any

from flask import current_app, g, request
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import HiddenField

from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import FormKey
from app.web.language import say


class Form(FlaskForm):
    """A form whose rules may refuse."""

    refused_with = 0

    def posted(self) -> bool:
        """True when the form was sent and every field could be read."""
        return bool(self.validate_on_submit())

    def refuse(self, refused: Refused) -> int:
        """Put the sentence beside its field, or above the form; return the status to answer with."""
        sentence = say(refused.text)
        field = self._fields.get(refused.field or "")
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]
        self.refused_with = refused.status
        return refused.status

    @property
    def status(self) -> int:
        """What to answer with: the refusal's own status (409 for a conflict), 422 for a wrong field, else 200."""
        return self.refused_with or (422 if self.errors else 200)


class VersionFields(Form):
    """A form about a thing that others may change meanwhile: it carries the version that the user had before him."""

    version = HiddenField()

    def seen_version(self) -> int:
        """The version that the user had before him; 0, which nothing has, for what is none."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


class OnceForm(Form):
    """A form that creates or moves money or numbers: a second post of the same form answers with the first's result."""

    form_key = HiddenField()

    def __init__(self, *args: Any, endpoint: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endpoint = endpoint or request.endpoint or ""
        if not self.is_submitted() or not self.form_key.data:
            self.form_key.data = new_key(self.endpoint)

    def key(self) -> FormKey:
        """The key as posted. Raises Refused when it was made for somebody or something else."""
        return read_key(str(self.form_key.data), self.endpoint)


def new_key(endpoint: str) -> str:
    """Make a one-time key for the signed-in user and this endpoint, signed so that nobody can make his own."""
    return _serializer().dumps([_staff_id(), endpoint, secrets.token_urlsafe(16)])


def read_key(signed: str, endpoint: str) -> FormKey:
    """Check the signature and to whom and to what the key is bound. Raises Refused."""
    try:
        staff_id, bound_to, value = _serializer().loads(signed)
    except (BadSignature, ValueError, TypeError):
        raise Refused(Text("This form is too old. Open the page again; nothing was done.")) from None
    if (staff_id, bound_to) != (_staff_id(), endpoint):
        raise Refused(Text("This form does not belong to you. Open the page again."))
    return FormKey(value, staff_id, endpoint)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="form key")


def _staff_id() -> int | None:
    actor = g.get("actor")
    return actor.staff_id if actor else None
