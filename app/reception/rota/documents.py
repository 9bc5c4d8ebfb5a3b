"""The rota of a week (F-01) and the report on its fairness (P-34) on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.reception.rota import exports, looks, queries
from app.reception.rota.feature import SEE
from app.reception.rota.words import SHIFTS
from app.web.language import say


@dataclass(frozen=True, slots=True)
class PersonPaper:
    """Somebody's line: his place and name, and a cell for each day or figure."""

    place: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A table of people ready for print: a week of the rota, or a month of its fairness."""

    office: str
    period: str
    headings: tuple[str, ...]
    rows: tuple[PersonPaper, ...]


def documents() -> list[Document]:
    """The rota of a week (F-01) and the fairness of a month (P-34); both show the state of the day."""
    return [
        Document(
            key="rota",
            chinese="排班表",
            english=Text("Duty rota"),
            papers=("a4-landscape",),
            template="print/rota.html",
            permission=SEE.name,
            load=week,
            form_no="F-01",
            official=False,
            copies=("接待处存",),
            example=_example_week,
            signatures=(N_("Made by"), N_("Site supervisor")),
            paged=True,
            used=Text("On the page of the plan of the rota"),
        ),
        Document(
            key="rota_fairness",
            chinese="轮排统计表",
            english=Text("Fairness of the rota"),
            papers=("a4-landscape",),
            template="print/rota.html",
            permission=SEE.name,
            load=month,
            official=False,
            example=_example_month,
            paged=True,
            used=Text("On the page of the fairness of the rota"),
        ),
    ]


def week(_actor: Actor, subject_id: int) -> SheetPaper:
    """The rota of the week of a day written like 20261116 (F-01). Raises NoResultFound for what is no day."""
    day = _day(subject_id)
    days = [day - timedelta(days=day.weekday()) + timedelta(days=n) for n in range(7)]
    planned = queries.planned(days[0], days[-1])
    rows = tuple(
        PersonPaper(str(place), name, tuple(_shift(planned.get((staff_id, one))) for one in days))
        for place, (staff_id, name) in enumerate(queries.people(), 1)
    )
    return SheetPaper(_office(), f"{days[0]} – {days[-1]}", tuple(f"{one:%m-%d}" for one in days), rows)


def month(_actor: Actor, subject_id: int) -> SheetPaper:
    """The fairness of a month written like 202611 (P-34). Raises NoResultFound for what is no month."""
    first = _day(subject_id * 100 + 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = exports.rows_of(first, last, looks.TOTAL)
    rows = tuple(
        PersonPaper(str(place), one.person, tuple(str(figure) for figure in one.figures))
        for place, one in enumerate(found, 1)
    )
    return SheetPaper(_office(), f"{first:%Y-%m}", tuple(say(one) for one in exports.HEADINGS), rows)


def _shift(shift: str | None) -> str:
    return say(Text(SHIFTS[shift])) if shift else ""


def _office() -> str:
    return policy.of(OfficePolicy).name


def _day(number: int) -> date:
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        raise NoResultFound(f"no day {number}") from None


def _example_week() -> SheetPaper:
    days = tuple(f"11-{day}" for day in range(16, 23))
    people = (("苏销", "全天"), ("林静", "早班"), ("周宁", "晚班"))
    rows = tuple(PersonPaper(str(n), name, (shift,) * 7) for n, (name, shift) in enumerate(people, 1))
    return SheetPaper("", "2026-11-16 – 2026-11-22", days, rows)


def _example_month() -> SheetPaper:
    rows = (
        PersonPaper("1", "苏销", ("42", "1", "3", "2", "2", "4", "1", "0")),
        PersonPaper("2", "林静", ("41", "2", "0", "1", "1", "3", "2", "1")),
    )
    return SheetPaper("", "2026-11", tuple(say(one) for one in exports.HEADINGS), rows)
