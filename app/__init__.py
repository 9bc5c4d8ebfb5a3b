"""Qiantai (前台): the front office of a small company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from app import clock, database, logs
from app.demo import cli as demo
from app.extensions import csrf, db, login, migrate
from app.features import FEATURES
from app.office.access.shipped import set_up_roles
from app.office.access.signed_in import chosen_language, chosen_theme, load_actor
from app.office.policy.profiles import set_up as know_profiles
from app.office.policy.switches import is_on, office, office_language
from app.profiles import PROFILES
from app.roles import ROLES
from app.web import assets, charts, converters, errors, filters, guard, headers, hx, language, nav, registry


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Put the program together. `settings` replace those of the environment (tests)."""
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.update(settings if settings is not None else config.load())
    app.jinja_options = {**app.jinja_options, "cache_size": -1}  # there are more than the 400 that Jinja keeps
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    clock.set_up(app.config["TIME_ZONE"], app.config["START_OF_TIME"])
    logs.set_up(app)
    _bind_extensions(app)
    _dress(app)
    for feature in FEATURES:
        registry.mount(app, feature)
    registry.set_up(app, FEATURES)
    know_profiles(PROFILES)
    set_up_roles(ROLES)
    demo.set_up(app)
    return app


def _bind_extensions(app: Flask) -> None:
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", database.engine_options(app.config["SQLALCHEMY_DATABASE_URI"]))
    db.init_app(app)
    database.set_up(app)
    migrate.init_app(app, db, directory=str(config.ROOT / "migrations"))
    login.init_app(app)
    guard.set_up(app, load_actor, is_on)  # before CSRF: an ended session must lead to the sign-in page
    csrf.init_app(app)


def _dress(app: Flask) -> None:
    if app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=app.config["PROXIES"], x_proto=1, x_host=1)  # type: ignore[method-assign]
    for part in (converters, hx, headers, filters, errors, assets, charts):
        part.set_up(app)
    language.set_up(app, chosen_language, office_language)
    nav.set_up(app, is_on)
    app.jinja_env.globals.update(office=office, theme=chosen_theme)
