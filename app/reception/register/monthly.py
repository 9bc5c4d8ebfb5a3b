"""The registers of the desk that are put away by month (C-111): the walk-in register and the telephone enquiries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import url_for

from app.customers.archive.kinds import MonthlyRegister
from app.customers.archive.rules import days_of
from app.domain.actor import job
from app.reception.register.books import BOOKS, Book
from app.reception.register.queries.lines import Filters, Line, lines

PUT_AWAY = ("phone-enquiries", "walk-ins")
WHOEVER = job("archive")  # the same lines, whoever counts them


def monthly_registers() -> list[MonthlyRegister]:
    """F-35 and F-32 by month (hook `monthly_registers`)."""
    return [_register(BOOKS[key]) for key in PUT_AWAY]


def _register(book: Book) -> MonthlyRegister:
    return MonthlyRegister(book.key, book.chinese, book.label, partial(_rows, book), partial(_url, book))


def _rows(book: Book, month: str) -> Sequence[Sequence[str]]:
    return [_words(book, line) for line in lines(book, Filters(*days_of(month)), WHOEVER)]


def _words(book: Book, line: Line) -> list[str]:
    return [line.number, line.day.isoformat(), *(line.holds.get(key, "") for key in book.columns)]


def _url(book: Book, month: str) -> str:
    first, last = days_of(month)
    return url_for("register.show", key=book.key, since=first.isoformat(), until=last.isoformat())
