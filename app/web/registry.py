"""The features of this program, as `create_app` hands them over; asked by menus, hooks, roles, policy and jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask import Flask, current_app

from app.web.feature import Action, Feature, NavItem, Permission, Tab

KEY = "qiantai_features"
BLUEPRINTS = "qiantai_blueprints"
SWITCH = "qiantai_switch"


def set_up(app: Flask, features: Sequence[Feature]) -> None:
    """Remember the features and check that every function they name exists."""
    app.extensions[KEY] = tuple(features)
    for feature in features:
        for reference in (*feature.hooks.values(), *feature.jobs.values()):
            feature.function(reference)


def feature_of(blueprint: str | None) -> str:
    """The name of the feature to which a blueprint belongs; empty for none."""
    found: str = current_app.extensions[BLUEPRINTS].get(blueprint, "")
    return found


def mount(app: Flask, feature: Feature) -> None:
    """Register the feature's pages and commands."""
    routes, commands = feature.module("routes"), feature.module("cli")
    if routes is not None:
        app.register_blueprint(routes.bp)
        app.extensions.setdefault(BLUEPRINTS, {})[routes.bp.name] = feature.name
    if commands is not None:
        commands.set_up(app)


def all_features() -> tuple[Feature, ...]:
    """Every feature, in the order of app/features.py."""
    found: tuple[Feature, ...] = current_app.extensions[KEY]
    return found


def permissions() -> Iterator[Permission]:
    """Every declared permission."""
    for feature in all_features():
        yield from feature.permissions


def action(name: str) -> Action | None:
    """The action of that stored name; None for one whose feature is gone."""
    return next((a for f in all_features() for a in f.actions if a.name == name), None)


def actions() -> Iterator[Action]:
    """Every declared action."""
    for feature in all_features():
        yield from feature.actions


def nav_items() -> list[NavItem]:
    """Every line of the side bar, sorted inside its section."""
    return sorted((item for f in all_features() for item in f.nav), key=lambda item: (item.order, item.endpoint))


def tabs_of(page: str) -> list[Tab]:
    """The tabs that features add to a page."""
    found = (tab for feature in all_features() for tab in feature.tabs if tab.page == page)
    return sorted(found, key=lambda tab: (tab.order, tab.endpoint))


def hooked(name: str) -> list[Callable[..., Any]]:
    """The functions that features hang on this hook, in the order of app/features.py."""
    return [f.function(f.hooks[name]) for f in all_features() if name in f.hooks]


def switch_by(app: Flask, is_on: Callable[[str], bool]) -> None:
    """Remember what tells whether the office's profile uses a feature."""
    app.extensions[SWITCH] = is_on


def asked(name: str, section: str | None = None) -> list[Callable[..., Any]]:
    """The functions on this hook of the features that the office uses: what pages ask; verbs ask everybody.

    With a `section` of the menu only those of its features.
    """
    is_on: Callable[[str], bool] = current_app.extensions[SWITCH]
    wanted = (f for f in all_features() if section in (None, f.name.partition(".")[0]))
    return [f.function(f.hooks[name]) for f in wanted if name in f.hooks and is_on(f.name)]


def job_function(kind: str) -> Callable[..., Any]:
    """The function that does a job of this kind; KeyError where no feature declares it."""
    for feature in all_features():
        if kind in feature.jobs:
            return feature.function(feature.jobs[kind])
    raise KeyError(kind)
