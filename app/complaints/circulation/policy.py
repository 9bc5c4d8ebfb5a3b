"""What the office decides about the course of complaints."""

from __future__ import annotations

from app.complaints.circulation.shipped import ROUTES
from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

ROUTE_NAMES = {
    "service": N_("Service: the eight steps"),
    "oil": N_("Oil and chemicals"),
    "factory": N_("Factory: the complaint-handling form"),
}


@policy("complaints.circulation", Text("Course of complaints"))
class CirculationPolicy:
    """By which route a complaint goes, and who takes it (000 §4, 001 §2, §8, 002 §2, §4, §13)."""

    route: str = value(
        "service",
        Text("Route that intake offers first"),
        row="D-15",
        choices=tuple((usual.key, ROUTE_NAMES[usual.key]) for usual in ROUTES),
    )
    taken_by: str = value(
        "",
        Text("Name of the department that takes complaints; empty: that of whoever hears of it"),
        row="D-17",
        empty=True,
    )
