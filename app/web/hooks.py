"""The typed questions that a page asks of features it does not know; those that the office does not use are silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.actor import Actor
from app.domain.text import Text
from app.web import registry


@dataclass(frozen=True, slots=True)
class Flag:
    """A short mark beside a customer's name (arrears, an open complaint); `status` is the colour's name."""

    text: Text
    status: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the search box."""

    kind: Text
    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of the first page (工作台): what waits for this user, how many, and where."""

    label: Text
    figure: str
    url: str
    status: str = "blue"
    order: int = 100


@dataclass(frozen=True, slots=True)
class Badge:
    """A figure in the top bar of every page: how much waits for this user, and where; `status` is the colour's name.

    It is asked for on every page: a badge costs at most two cheap queries.
    """

    label: Text
    figure: str
    url: str
    icon: str
    status: str = "blue"


def customer_flags(ids: Iterable[int], actor: Actor) -> dict[int, list[Flag]]:
    """What this user may know about these customers at a glance. Hook `customer_flags(ids, actor) -> {id: [Flag]}`."""
    wanted = list(ids)
    flags: dict[int, list[Flag]] = {one: [] for one in wanted}
    for ask in registry.asked("customer_flags"):
        for one, found in ask(wanted, actor).items():
            flags[one].extend(found)
    return flags


def hits(actor: Actor, query: str) -> list[Hit]:
    """What the search box finds for this user. Hook `search(actor, query) -> [Hit]`."""
    return [hit for ask in registry.asked("search") for hit in ask(actor, query)]


def notices(actor: Actor, section: str) -> list[Notice]:
    """What waits for this user in a section of the menu. Hook `today(actor) -> [Notice]`."""
    found = [notice for ask in registry.asked("today", section) for notice in ask(actor)]
    return sorted(found, key=lambda notice: notice.order)


def badges(actor: Actor) -> list[Badge]:
    """The figures of the top bar. Hook `badges(actor) -> [Badge]`; what is nothing is left out by its feature."""
    return [badge for ask in registry.asked("badges") for badge in ask(actor)]
