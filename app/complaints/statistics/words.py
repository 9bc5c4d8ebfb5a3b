"""What the figures of complaints are called, on the page, on paper and in the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from app.complaints.cases.words import KINDS, ORIGINS, SEVERITIES
from app.complaints.statistics import rules
from app.domain.money import Fen, plain_fen
from app.domain.text import N_, Text
from app.web import charts
from app.web.language import say

TABLES = {
    "cause": N_("By cause"),
    "responsible_department": N_("By responsible department"),
    "kind": N_("By kind of complaint"),
    "severity": N_("By severity"),
    "origin": N_("Domestic and overseas"),
    "end": N_("How they ended"),
}
ENDS = {
    "closed": N_("Decided and closed"),
    "referred": N_("Not ours, referred"),
    "no_loss": N_("No loss, abnormality slip instead"),
}
COLUMNS = {
    "count": N_("Closed complaints"),
    "share": N_("Share in per cent"),
    "upheld": N_("Of these upheld"),
    "unaccepted": N_("Outcome not accepted"),
    "late": N_("Closed late"),
}
_CHOICES: Mapping[str, Mapping[str, str]] = {"kind": KINDS, "severity": SEVERITIES, "origin": ORIGINS, "end": ENDS}
MOST_BARS = 15


def name_of(table: str, key: str | None) -> str:
    """What a line of a table is called."""
    if key is None:
        return say(Text("Not named"))
    choices = _CHOICES.get(table, {})
    return say(Text(choices[key])) if key in choices else key


def tenths(value: int) -> str:
    """A share of tenths of a per cent as it is read: 333 is 33.3."""
    return f"{value // 10}.{value % 10}"


def percent(millionths: int) -> str:
    """A share in millionths as per cent, without ending noughts: 333333 is 33.3333 %."""
    whole, rest = divmod(millionths, 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".") + " %"


def shares(case: Mapping[str, Any]) -> str:
    """Who bears what part of a case's loss, in one line."""
    return "；".join(f"{bearer} {percent(part)}" for bearer, part in case["shares"])


def loss(case: Mapping[str, Any]) -> str:
    """The loss of a case in yuan; empty as long as it is not fixed or the reader may not see it."""
    return plain_fen(Fen(case["loss"])) if case["loss"] is not None else ""


def measures(case: Mapping[str, Any]) -> Text | None:
    """How far the improvement of a case is; None where nothing is tracked."""
    if not case["measures"]:
        return None
    counts = {"n": case["measures"], "effective": case["effective"], "running": case["running"]}
    return Text("Measures: %(n)s, effective: %(effective)s, running: %(running)s", **counts)


def case_cells(case: Mapping[str, Any]) -> tuple[str, ...]:
    """A case as a line of the table, in the order of its headings: from the number to the measures."""
    told = measures(case)
    return (
        case["number"] or "", case["matter"], case["customer"] or "", case["closed_on"], case["cause"] or "",
        case["department"] or "", "" if case["days"] is None else str(case["days"]), loss(case), shares(case),
        say(told) if told else "",
    )  # fmt: skip


def lines(figures: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Every line of every table as words: the table, the line, its figures in the order of COLUMNS."""
    for table, title in TABLES.items():
        for line in figures["tables"][table]:
            yield say(Text(title)), name_of(table, line["key"]), cells(line)


def cells(line: Mapping[str, Any]) -> list[str]:
    """The figures of a line, in the order of COLUMNS."""
    return [tenths(line[name]) if name == "share" else str(line[name]) for name in COLUMNS]


def pareto_chart(bars: list[rules.Bar]) -> Markup:
    """Causes as bars, the most frequent first (P-32); the cumulative share stands in the table beside it."""
    shown = bars[:MOST_BARS]
    labels = [name_of("cause", bar.key) for bar in shown]
    return charts.bars(Text("Causes of complaints"), labels, {say(Text("Complaints")): [bar.count for bar in shown]})


def bars_of(figures: Mapping[str, Any]) -> list[rules.Bar]:
    """The causes of a month as they are stored."""
    return [rules.Bar(**bar) for bar in figures["pareto"]]
