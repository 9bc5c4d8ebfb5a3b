"""Who is away in the demo office, and who stands in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.office.absence.service import cancel_absence, end_absence, record_absence, set_usual_deputy


def build(cast: Mapping[str, Actor]) -> None:
    """One who is away now, one to come, one who came back early, one cancelled; deputies as a rule."""
    ids = {username: actor.staff_id or 0 for username, actor in cast.items()}
    bai, today = cast["bai"], clock.today()

    def record(username: str, kind: str, first: int, last: int, deputy: str | None, note: str | None) -> int:
        first_on, last_on = today + timedelta(days=first), today + timedelta(days=last)
        deputy_id = ids[deputy] if deputy else None
        return record_absence(ids[username], kind, first_on, last_on, deputy_id, note, by=cast["gao"])

    set_usual_deputy(ids["fang"], ids["chen"], by=cast["fang"])
    set_usual_deputy(ids["bai"], ids["xu"], by=bai)
    set_usual_deputy(ids["ma"], ids["chen"], by=cast["gao"])
    end_absence(record("kong", "sick", -20, -10, "fang", "感冒"), 1, back_on=today - timedelta(days=15), by=cast["gao"])
    record("ma", "business", -1, 3, "chen", "去市计量所送检")
    record("su", "leave", 7, 11, None, "年假")
    cancel_absence(record("xu", "leave", 14, 18, "bai", None), 1, by=cast["gao"])
