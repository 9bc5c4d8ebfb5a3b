"""The frame around every page: side bar, tabs and breadcrumbs as the signed-in user may see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, g, request, url_for

from app.domain.text import Text
from app.web import guard, hooks, registry
from app.web.feature import NavItem, Tab

SECTIONS = {
    "office": Text("Office"),
    "customers": Text("Customer files"),
    "reception": Text("Reception"),
    "complaints": Text("Complaints"),
    "billing": Text("Gas billing"),
}


def side_bar(is_on: Callable[[str], bool]) -> list[tuple[Text, list[NavItem]]]:
    """The sections and lines that this user may use, in order."""
    sections: dict[str, list[NavItem]] = {name: [] for name in SECTIONS}
    for feature in registry.all_features():
        if is_on(feature.name):
            for item in feature.nav:
                if guard.may(item.permission):
                    sections[item.section].append(item)
    for items in sections.values():
        items.sort(key=lambda item: (item.order, item.endpoint))
    return [(SECTIONS[name], items) for name, items in sections.items() if items]


def tabs_for(page: str) -> list[Tab]:
    """The tabs of a page that this user may open."""
    return [tab for tab in registry.tabs_of(page) if guard.may(tab.permission)]


def here() -> NavItem | None:
    """The line of the side bar to which this page belongs; None where its feature has none.

    Its own, else the one of its feature whose address this page's begins with, the longest; else the feature's first.
    """
    items = registry.nav_items()
    own = [one for one in items if one.endpoint == request.endpoint]
    near = [one for one in items if one.endpoint.partition(".")[0] == request.blueprint]
    above = sorted((one for one in near if request.path.startswith(url_for(one.endpoint))), key=_length, reverse=True)
    return next(iter(own or above or near), None)


def _length(item: NavItem) -> int:
    return len(url_for(item.endpoint))


def list_url(endpoint: str, filters: Mapping[str, Any], after: str | None) -> str:
    """The address of a page of a list. Filters come from the address bar: what url_for keeps for itself is left out."""
    kept = {name: value for name, value in filters.items() if name not in ("endpoint", "after") and name[:1] != "_"}
    return url_for(endpoint, **kept, after=after)


def set_up(app: Flask, is_on: Callable[[str], bool]) -> None:
    """Give the frame to the templates. `is_on` tells whether the profile switched a feature on."""

    app.jinja_env.globals["list_url"] = list_url
    registry.switch_by(app, is_on)

    @app.context_processor
    def frame() -> dict[str, Any]:
        return {
            "side_bar": lambda: side_bar(is_on),
            "tabs_for": tabs_for,
            "badges": lambda: hooks.badges(g.actor),
            "nav_here": here,
            "may": guard.may,
        }
