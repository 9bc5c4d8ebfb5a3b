"""The typed questions that a page asks of features it does not know; those that the office does not use are silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select

from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web import registry

MOST_COUNTED = 999


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
    """A line of the first page (工作台): what waits for this user, how many, and where.

    `figure` may be the query of what waits: all such of a section are counted in one look, and nothing is left out.
    """

    label: Text
    figure: str | Select[Any]
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
    return sorted(counted(found), key=lambda notice: notice.order)


def counted(found: Sequence[Notice]) -> list[Notice]:
    """These notices with figures for queries: one look for all, each counted to 999; what is nothing is left out."""
    queries = [notice.figure for notice in found if not isinstance(notice.figure, str)]
    numbers = iter(db.session.execute(select(*map(_capped, queries))).one()) if queries else iter(())
    told = ((one, _told(next(numbers))) if not isinstance(one.figure, str) else (one, one.figure) for one in found)
    return [replace(one, figure=figure) for one, figure in told if figure]


def _capped(query: Select[Any]) -> Any:
    some = query.order_by(None).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _told(number: int) -> str:
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def badges(actor: Actor) -> list[Badge]:
    """The figures of the top bar. Hook `badges(actor) -> [Badge]`; what is nothing is left out by its feature."""
    return [badge for ask in registry.asked("badges") for badge in ask(actor)]
