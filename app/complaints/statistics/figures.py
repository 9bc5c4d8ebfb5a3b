"""The figures of the monthly table as plain values: the page, the paper, the sheet and the confirmation show the same.

Who bears a loss, and how much, is in them only where the reader may see losses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from app.complaints.losses.feature import SEE as SEE_LOSSES
from app.complaints.statistics import queries, rules
from app.complaints.statistics.queries import Case
from app.complaints.statistics.rules import Closing
from app.domain.actor import Actor
from app.kept import kept

TABLES = ("cause", "responsible_department", "kind", "severity", "origin", "end")
CLOSINGS = "complaint_closings"  # the topic of the closings that were written
HIDDEN: Mapping[str, Any] = {"loss": None, "shares": []}


def of_month(first: date) -> dict[str, Any]:
    """The table of the month that begins on a day, as JSON holds it, with everything (K-30, P-09)."""
    sums = sums_of(first)
    shown = queries.closings_of(sums["closings"][: queries.MOST_CASES])
    return {
        "month": rules.month_of(first),
        "taken": queries.taken(first, _last(first)),
        **{name: sums[name] for name in ("reopened", "total", "tables", "pareto")},
        "cases": [_case(one) for one in queries.cases(shown)],
    }


def sums_of(first: date) -> dict[str, Any]:
    """What the closings of a month add up to, and which hold; kept until something is closed or reopened."""
    return kept(("complaint month", first), (CLOSINGS,), lambda: _sums(queries.closings(first, _last(first))))


def for_reader(figures: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The figures with the cases of which this actor may know, and `unseen` for how many others there are.

    Without the right to see losses they hold neither losses nor who bears them.
    """
    mine = queries.seen([case["id"] for case in figures["cases"]], actor)
    cases = [case for case in figures["cases"] if case["id"] in mine]
    if not actor.may(SEE_LOSSES.name):
        cases = [{**case, **HIDDEN} for case in cases]
    return {**figures, "cases": cases, "unseen": len(figures["cases"]) - len(cases)}


def causes_between(months: Sequence[date]) -> tuple[list[rules.Bar], list[tuple[str, int, int]]]:
    """The causes of a span of months as a Pareto, and for each month what was taken and closed (P-32)."""
    sums = [sums_of(first) for first in months]
    causes = Counter[str | None]()
    for month in sums:
        causes.update({bar["key"]: bar["count"] for bar in month["pareto"]})
    lines = [
        (rules.month_of(first), queries.taken(first, _last(first)), month["total"]["count"])
        for first, month in zip(months, sums, strict=True)
    ]
    return rules.pareto(causes), lines


def _sums(rows: Sequence[Closing]) -> dict[str, Any]:
    closed = rules.standing(rows)
    return {
        "closings": [one.id for one in closed],
        "reopened": sum(row.opens for row in rows),
        "total": asdict(rules.total(closed)),
        "tables": {name: [asdict(line) for line in rules.grouped(closed, _by(name))] for name in TABLES},
        "pareto": [asdict(bar) for bar in rules.pareto(Counter(one.facts.get("cause") for one in closed))],
    }


def _last(first: date) -> date:
    return rules.month_after(first) - timedelta(days=1)


def _by(name: str) -> Any:
    return lambda facts: facts.get(name)


def _case(one: Case) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "matter": one.matter,
        "customer": one.customer,
        "closed_on": one.closed_on.isoformat(),
        "cause": one.facts.get("cause"),
        "department": one.facts.get("responsible_department"),
        "days": one.facts.get("days"),
        "late": bool(one.facts.get("late")),
        "upheld": one.facts.get("upheld"),
        "loss": one.loss,
        "shares": [[share.bearer, share.share] for share in one.shares],
        "measures": one.measures,
        "effective": one.effective,
        "running": one.running,
    }
