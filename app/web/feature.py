"""The manifest of a feature: the only registration there is."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Permission:
    """A right that roles hold; `name` is what is stored, `label` what an administrator reads."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Action:
    """Something that history records: its stored name and its sentence over the facts.

    A fact `amount_fen` (fen) or `volume_m3` (0.001 m³) is shown formatted in the place `%(amount)s`, `%(volume)s`.
    """

    name: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the side bar. `section` is the blueprint's menu section, `order` the place inside it.

    `permission` is who sees it; SIGNED_IN of the guard is everybody.
    """

    section: str
    label: Text
    endpoint: str
    permission: Permission | str
    icon: str
    order: int = 100


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab on a page that lives below: `page` is the page ("customer"), the endpoint takes that page's id.

    The page loads the tab with hx-get from its owner, so that the page need not know the feature.
    """

    page: str
    label: Text
    endpoint: str
    permission: Permission | str
    order: int = 100


@dataclass(frozen=True, slots=True)
class Feature:
    """One noun: what it adds to menus, pages, rights, history, policy, search and background work.

    `package` is the feature's import path. `hooks` and `jobs` name functions as "module:function" inside the
    package, because manifests are imported by the very modules that hold them.
    """

    package: str
    permissions: Sequence[Permission] = ()
    actions: Sequence[Action] = ()
    nav: Sequence[NavItem] = ()
    tabs: Sequence[Tab] = ()
    policies: Sequence[type] = ()
    hooks: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that profiles switch on and off, such as "billing.payments"."""
        return self.package.removeprefix("app.")

    def module(self, name: str) -> Any | None:
        """Import the module of this name from the feature; None where the feature has none."""
        path = f"{self.package}.{name}"
        return importlib.import_module(path) if find_spec(path) else None

    def function(self, reference: str) -> Callable[..., Any]:
        """Return the function that "module:function" names inside this feature."""
        module, _, name = reference.partition(":")
        found: Callable[..., Any] = getattr(importlib.import_module(f"{self.package}.{module}"), name)
        return found
