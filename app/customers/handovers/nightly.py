"""Looking once a day for absences that have become long (R-50)."""

from __future__ import annotations

from typing import Any

from app.customers.handovers.service.starting import people_changed
from app.jobs import daily
from app.jobs.service import Running

KIND, DAILY = "handovers.look", "handovers:daily"


def tick() -> None:
    """Ask for the look once a day (hook `every_minute`)."""
    daily.ask_once_a_day(KIND, DAILY)


def look_job(running: Running) -> dict[str, Any]:
    """Begin the hand-over of everybody whose absence without an end has become long by today."""
    with running.unit():
        people_changed(by=running.by)
    return {"day": running.arguments["day"]}
