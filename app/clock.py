"""The one clock: nothing else reads the system's time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_zone = ZoneInfo("Asia/Shanghai")
_shift = timedelta(0)


def set_up(zone: ZoneInfo, start: datetime | None) -> None:
    """Set the office's zone and, for demos and tests, the moment at which its time starts to run."""
    global _zone, _shift
    _zone = zone
    _shift = timedelta(0)
    if start is not None:
        start = start if start.tzinfo else start.replace(tzinfo=zone)
        _shift = start - datetime.now(UTC)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC) + _shift


def local(moment: datetime) -> datetime:
    """The moment as the office's wall clock shows it."""
    return moment.astimezone(_zone)


def at_office(moment: datetime) -> datetime:
    """The moment meant by a wall-clock time without a zone, as typed by a user."""
    return moment.replace(tzinfo=_zone).astimezone(UTC)


def today() -> date:
    """The office's date."""
    return local(now()).date()
