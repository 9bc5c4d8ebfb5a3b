"""What schemes and classes may be called, and when a customer may be classed anew: pure (C-128, D-24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import N_, Text

LONGEST = 120
LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "product": N_("Only for the product"),
    "note": N_("Note"),
    "active": N_("In use"),
    "position": N_("Place in the list"),
    "class": N_("Class"),
}


def name_of(text: str, *, field: str = "name") -> str:
    """The name of a scheme or class, tidied. Raises Refused for none and for one that is too long."""
    name = tidy(text)
    if not name:
        raise Refused(Text("Please fill this in."), field=field)
    if len(name) > LONGEST:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST), field=field)
    return name


def names_of(lines: str) -> list[str]:
    """The classes of a new scheme, one on a line, in their order. Raises Refused for none and for one that is twice."""
    names = [name_of(line, field="classes") for line in lines.splitlines() if tidy(line)]
    if not names:
        raise Refused(Text("Write at least one class, each on a line of its own."), field="classes")
    check_different(names)
    return names


def check_different(names: Sequence[str]) -> None:
    """Refuse a name that stands twice."""
    twice = next((name for n, name in enumerate(names) if name in names[:n]), None)
    if twice:
        raise Refused(Text("“%(name)s” stands there twice.", name=twice), field="classes")


def check_day(from_on: date, *, today: date, since: date | None) -> None:
    """Refuse a day to come, and one before the class that holds now began: what was, stays."""
    if from_on > today:
        raise Refused(Text("This day is still to come."), field="from_on")
    if since is not None and from_on < since:
        raise Refused(
            Text("The class that holds now began on %(day)s. Choose that day or a later one.", day=since.isoformat()),
            field="from_on",
        )
