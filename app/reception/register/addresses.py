"""Days in addresses: 2026-11-20 on pages, 20261120 as the subject of a paper."""

from __future__ import annotations

from datetime import date

from flask import request
from sqlalchemy.exc import NoResultFound

from app import clock


def day_in(number: int) -> date:
    """The day of a paper's subject (20261120). Raises NoResultFound for what is none."""
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        raise NoResultFound(f"no day {number}") from None


def day_of(text: str) -> date:
    """The day of an address (2026-11-20). Raises NoResultFound for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoResultFound(f"no day {text}") from None


def number_of(day: date) -> int:
    """A day as the subject of a paper: 20261120."""
    return day.year * 10000 + day.month * 100 + day.day


def asked_day() -> date:
    """The day that the address asks for, today where it asks for none or for what is none."""
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return clock.today()
