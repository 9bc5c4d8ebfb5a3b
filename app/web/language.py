"""Which language a request speaks, and how sentences of pure code are put into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import gettext

from app.domain.text import N_, Text
from app.extensions import babel

ENGLISH = "en"
CHINESE = "zh_Hans_CN"
LANGUAGES = {CHINESE: "简体中文", ENGLISH: "English"}  # each named in itself
DEFAULT = CHINESE

# What the libraries say in English and our own code never writes: known to the translators through this list.
BORROWED = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("The CSRF token is missing."),
    N_("The CSRF tokens do not match."),
    N_("The CSRF session token is missing."),
)


def set_up(app: Flask, chosen: Callable[[], str | None], of_office: Callable[[], str | None]) -> None:
    """Choose the language: the user's, else the browser's, else the office's."""

    def choose() -> str:
        if not has_request_context():
            return DEFAULT
        if "language" not in g:
            g.language = chosen() or _of_browser() or of_office() or DEFAULT
        return str(g.language)

    babel.init_app(app, locale_selector=choose)
    app.jinja_env.globals.update(language=choose, languages=LANGUAGES)


def current() -> str:
    """The language in which this request is answered."""
    choose: Any = current_app.jinja_env.globals["language"]
    return str(choose())


def _of_browser() -> str | None:
    for wished, _ in request.accept_languages:
        if wished.lower().startswith("zh"):
            return CHINESE
        if wished.lower().startswith("en"):
            return ENGLISH
    return None


def say(text: Text | str) -> str:
    """Put a sentence into the language of the reader. A plain string is data and stays as it is."""
    if isinstance(text, str):
        return text
    params = {name: _spoken(value) for name, value in text.params.items()}
    return str(gettext(text.msgid, **params))


def _spoken(value: Any) -> Any:
    return say(value) if isinstance(value, Text) else value
