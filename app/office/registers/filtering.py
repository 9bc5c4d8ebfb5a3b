"""From the address of a register to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from app import clock
from app.domain.errors import Refused
from app.domain.text import N_
from app.office.registers import rules
from app.office.registers.forms import FilterForm
from app.office.registers.kinds import Register
from app.office.registers.queries import Filters

YEAR = N_("Year")
NAMES = ("period", "day", "person", "text")


def read(register: Register, args: MultiDict[str, str], people: list[str]) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    asked = args.copy()
    asked["period"] = args.get("period") or rules.period_of(register, clock.today())
    form = FilterForm(formdata=asked, meta={"csrf": False})
    if not register.monthly:
        form.period.label.text = YEAR
    form.person.choices = [(name, name) for name in people]
    if not form.validate():
        return form, None
    try:
        period = rules.read_period(register, form.period.data)
    except Refused as refused:
        form.refuse(refused)
        return form, None
    return form, Filters(period, form.day.data, form.person.data, form.text.data)


def around(register: Register, filters: Filters | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """What the page needs for its links: the filters as in the address, the periods beside, the number of the paper."""
    values = {name: args[name] for name in (*NAMES, "after") if args.get(name)}
    period = filters.period if filters else rules.period_of(register, clock.today())
    return {
        "values": values,
        "period": period,
        "before": rules.beside(period, -1),
        "next": rules.beside(period, 1),
        "paper_id": int(period.replace("-", "")),
    }


def day_of(args: Mapping[str, str]) -> date:
    """The day for the next line: that of the line before, else today."""
    try:
        return min(date.fromisoformat(args.get("on", "")), clock.today())
    except ValueError:
        return clock.today()
