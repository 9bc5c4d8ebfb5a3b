"""The figures in words: the columns of tables, papers and sheets, and their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.text import N_, Text
from app.reception.queue.rules import CHANNELS
from app.reception.statistics.rules import DAY, Count, Figures, Times
from app.web.language import say

COLUMNS = {  # field of Count -> heading
    "visits": N_("Visits"),
    "people": N_("Visitors"),
    "first_visits": N_("First visits"),
    "received": N_("Visits received"),
    "deals": N_("Deals"),
    "no_shows": N_("Did not come when called"),
    "left": N_("Left"),
    "calls": N_("Calls"),
    "first_calls": N_("First calls"),
    "invited": N_("Invited"),
    "repeated": N_("Repeated calls"),
}
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its name, its figures, and the filter that leads to the visits behind it."""

    name: str
    count: Count
    filter: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: its title, the labels below, and the bars of each series."""

    title: Text
    labels: tuple[str, ...]
    series: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the statistics."""

    title: Text
    rows: tuple[Row, ...]


def tables(figures: Figures, purposes: Mapping[int, str], people: Mapping[int, str]) -> list[Table]:
    """The tables of a span: by day (not for a single one), purpose, channel and person."""
    nobody, here = say(Text("Nobody yet")), {"period": figures.span.period, "on": str(figures.span.first_on)}
    by_day = [
        Row(f"{day} {say(Text(WEEKDAYS[day.weekday()]))}", count, {"period": DAY, "on": str(day)})
        for day, count in sorted(figures.by_day.items())
    ]
    purpose = [
        Row(purposes.get(one, "–"), count, here | {"purpose": str(one)}) for one, count in figures.by_purpose.items()
    ]
    channel = [
        Row(say(Text(CHANNELS[one])), count, here | {"channel": one}) for one, count in figures.by_channel.items()
    ]
    person = [
        Row(people.get(one, "–") if one else nobody, count, here | {"staff": str(one)} if one else {})
        for one, count in figures.by_person.items()
    ]
    found = [
        Table(Text("By day"), tuple(by_day)),
        Table(Text("By purpose"), tuple(purpose)),
        Table(Text("By channel"), tuple(channel)),
        Table(Text("By person"), tuple(sorted(person, key=lambda row: (-row.count.visits, row.name)))),
    ]
    return found[1:] if figures.span.period == DAY else found


def chart(figures: Figures) -> Chart:
    """The visits of a day by the hour of arrival; of a longer time visits, calls and deals by day."""
    if figures.span.period == DAY:
        hours = tuple(str(hour) for hour in figures.by_hour)
        return Chart(Text("Visits by hour of arrival"), hours, {say(Text("Visits")): list(figures.by_hour.values())})
    names, days = ("visits", "calls", "deals"), sorted(figures.by_day.items())
    series = {say(Text(COLUMNS[name])): [getattr(count, name) for _, count in days] for name in names}
    return Chart(Text("Visits, calls and deals by day"), tuple(f"{day:%d}" for day, _ in days), series)


def times_said(times: Times) -> str:
    """How long something took, in words."""
    if not times.n:
        return "–"
    middle = Text("%(median)s min; nine of ten within %(p90)s min", median=times.median, p90=times.p90)
    return say(middle)
