"""Entering readings in route order: digits and Enter, row after row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.billing.readings.feature import ENTER, PLAN
from app.billing.readings.forms import CODES, EntryForm, day_in
from app.billing.readings.queries import items, plans
from app.billing.readings.queries.amounts import amount_of
from app.billing.readings.routes import bp
from app.billing.readings.rules import CASHIER, READER, SOURCES
from app.billing.readings.sentences import HOLDS, UNREAD_REASONS
from app.billing.readings.service.enter import enter_reading
from app.domain.days import read_day
from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, may, requires
from app.web.language import say


@dataclass(frozen=True, slots=True)
class Round:
    """What holds for every row of the page: the day, the reader, and where the figures come from."""

    read_on: date
    reader: str
    source: str


@bp.get("/<period>/enter")
@requires(ENTER)
def enter(period: str) -> Response:
    """The accounts of a book in route order, one row each; `at` begins at one of them."""
    plan = plans.plan_of(period)
    book, after = request.args.get("book", items.NO_BOOK), request.args.get("after")
    at = request.args.get("at", type=read_id)
    page = items.lines_of_book(plan.id, None if book == items.NO_BOOK else book, actor(), since=at, after=after)
    going = _round(period)
    filters = {"period": period, "book": book, "after": after, "source": going.source}
    filters |= {"on": going.read_on.isoformat(), "reader": going.reader}
    return hx.render(
        "billing/readings/enter.html",
        "billing/readings/_rows.html",
        plan=plan,
        book=book,
        page=page,
        round=going,
        filters=filters,
        **_words(),
    )


@bp.get("/<period>/find")
@requires(ENTER)
def find(period: str) -> Response:
    """Jump to the row of an account by its number."""
    plan, number = plans.plan_of(period), request.args.get("account", "").strip()[:40]
    if not number:
        return hx.go(url_for("readings.month", period=period))
    item = items.item_of_account(plan.period, number, actor())
    if item is None:
        raise Refused(Text("Account %(account)s is not on the plan of %(period)s.", account=number, period=period))
    kept: dict[str, Any] = {name: value for name in ("on", "reader", "source") if (value := request.args.get(name))}
    return hx.go(url_for("readings.enter", period=period, book=item.book or items.NO_BOOK, at=item.id, **kept))


@bp.post("/items/<int:item_id>/reading")
@requires(ENTER)
def save(item_id: int) -> Response:
    """Store one row and answer with it; without JavaScript the page goes on at this row."""
    form = EntryForm()
    if not form.posted():
        return _row(items.line(item_id, actor()), form)
    try:
        with unit_of_work(by=actor()):
            reason, version = form.reason.data, form.version.data
            line = enter_reading(item_id, form.entry(), version=version, by=actor(), reason=reason)
    except Refused as refused:
        status = form.refuse(refused)
        return _row(items.line(item_id, actor()), form, status)
    if hx.is_fragment():
        return _row(line)
    on, book = form.read_on.data.isoformat(), line.item.book or items.NO_BOOK
    going = {"on": on, "reader": form.reader.data, "source": form.source.data}
    return hx.go(url_for("readings.enter", period=line.period, book=book, at=item_id, **going))


def _words() -> dict[str, Any]:
    """The words of the rows, translated once and not row by row."""
    words = {"holds": HOLDS, "reasons": UNREAD_REASONS, "sources": SOURCES}
    said = {name: {key: say(Text(word)) for key, word in known.items()} for name, known in words.items()}
    return {**said, "codes": CODES, "codes_of": {reason: f"-{code}" for code, reason in CODES.items()}}


def _row(line: items.Line, form: EntryForm | None = None, status: int | None = None) -> Response:
    going = _round(line.period) if form is None else _typed(line, form)
    return hx.render(
        "billing/readings/row.html",
        "billing/readings/_row.html",
        status=status or (form.status if form else 200),
        line=line,
        form=form,
        round=going,
        amount=amount_of(line),
        **_words(),
    )


def _typed(line: items.Line, form: EntryForm) -> Round:
    usual = _round(line.period)
    return Round(form.read_on.data or usual.read_on, form.reader.data or "", form.source.data or usual.source)


def _round(period: str) -> Round:
    source = request.values.get("source", "")
    if source not in SOURCES:
        source = CASHIER if may(PLAN) else READER
    usual = day_in(period, clock.today())
    try:
        typed = request.values.get("on") or request.values.get("read_on")
        read_on = read_day(typed, clock.today()) if typed else usual
    except Refused:
        read_on = usual
    return Round(read_on, request.values.get("reader", "").strip()[:120], source)
