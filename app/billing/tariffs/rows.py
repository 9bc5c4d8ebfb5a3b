"""The rows of a form that may have any number of them: taken away, closed up, counted, before the form is read.

A name says its place as the checks do: "plan-0-blocks-2-price".
"""

from __future__ import annotations

import re

from werkzeug.datastructures import MultiDict

from app.billing.tariffs.pricelist import GENERAL
from app.domain.errors import Refused
from app.domain.text import Text

MOST_ROWS = 60

_BLOCK = re.compile(r"plan-(\d{1,6})-blocks-(\d{1,6})-(.+)")
_PLAN = re.compile(r"plan-(\d{1,6})-(?!blocks-)(.+)")

_Typed = MultiDict[str, str]
_Places = dict[int, set[int]]


def closed_up(typed: _Typed, *, dropped: str | None = None) -> _Typed:
    """What was typed, without the rows left empty and the one called `dropped`, the others numbered from 0 on.

    A plan counts as empty when it says nothing but its general use. Raises Refused for more rows than any list needs.
    """
    kept = {name: text for name, text in typed.items() if not (dropped and name.startswith(f"{dropped}-"))}
    places = _places(kept)
    if len(places) > MOST_ROWS or any(len(blocks) > MOST_ROWS for blocks in places.values()):
        raise Refused(Text("Rows allowed: %(most)s.", most=MOST_ROWS))
    plans = {plan: number for number, plan in enumerate(sorted(places))}
    blocks = {(plan, block): n for plan in places for n, block in enumerate(sorted(places[plan]))}
    closed: _Typed = MultiDict()
    for name, text in kept.items():
        if (new_name := _renamed(name, plans, blocks)) is not None:
            closed[new_name] = text
    return closed


def _places(typed: dict[str, str]) -> _Places:
    """The plans that say anything, each with its blocks that do."""
    places: _Places = {}
    for name, text in typed.items():
        if found := text.strip() and _BLOCK.fullmatch(name):
            places.setdefault(int(found[1]), set()).add(int(found[2]))
        elif (found := _PLAN.fullmatch(name)) and text.strip() not in ("", GENERAL):
            places.setdefault(int(found[1]), set())
    return places


def _renamed(name: str, plans: dict[int, int], blocks: dict[tuple[int, int], int]) -> str | None:
    if found := _BLOCK.fullmatch(name):
        place = int(found[1]), int(found[2])
        return f"plan-{plans[place[0]]}-blocks-{blocks[place]}-{found[3]}" if place in blocks else None
    if found := _PLAN.fullmatch(name):
        plan = int(found[1])
        return f"plan-{plans[plan]}-{found[2]}" if plan in plans else None
    return None if name.startswith("plan-") else name
