"""How figures, days and sentences stand on pages and papers."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import gettext

from app import clock
from app.domain.actor import FIRST_START, OPERATOR
from app.domain.money import Fen, Price, Rate, format_fen, format_price, format_rate
from app.domain.text import N_
from app.domain.volume import Factor, Volume, format_factor, format_volume
from app.web.language import say

MACHINES = {OPERATOR.name: N_("at the shell"), FIRST_START.name: N_("at the first start")}


def money(fen: Fen | None) -> str:
    """1234.50 yuan as ￥1,234.50."""
    return "" if fen is None else format_fen(fen, symbol=True)


def day(value: date | datetime | None) -> str:
    """A day as 2026-11-20; a moment as the day on the office's wall."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return value.isoformat() if value else ""


def moment(value: datetime | None) -> str:
    """A moment as 2026-11-20 14:05 on the office's wall."""
    return clock.local(value).strftime("%Y-%m-%d %H:%M") if value else ""


def volume(value: Volume | None) -> str:
    """0.001 m³ as m³ without trailing zeros."""
    return "" if value is None else format_volume(value)


def price(value: Price | None) -> str:
    """0.0001 yuan as yuan."""
    return "" if value is None else format_price(value)


def rate(value: Rate | None) -> str:
    """Parts per million as per cent."""
    return "" if value is None else format_rate(value)


def factor(value: Factor | None) -> str:
    """A correction factor in millionths as a decimal."""
    return "" if value is None else format_factor(value)


def doer(name: str) -> str:
    """Who did something, for people: the two that are nobody are named in the reader's language."""
    return gettext(MACHINES[name]) if name in MACHINES else name


def set_up(app: Flask) -> None:
    """Give the filters to the templates."""
    for function in (money, day, moment, volume, price, rate, factor, say, doer):
        app.jinja_env.filters[function.__name__] = function
