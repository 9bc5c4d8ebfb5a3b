"""Writing the analysis, and remembering who took the figures out."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.reception.statistics.feature import ANALYSED, EXPORTED
from app.reception.statistics.models import Analysis
from app.reception.statistics.rules import Span
from app.unit_of_work import unit_of_work


def analyse(span: Span, text: str, *, by: Actor) -> None:
    """Write what the manager says to the figures of a span (P-02, P-03, F-12, F-13).

    The newest counts, none is ever changed.
    """
    if not text.strip():
        raise Refused(Text("Write what you see in the figures."), field="text")
    with unit_of_work(by=by) as work:
        said = Analysis(period=span.period, first_on=span.first_on, text=text.strip(), at=work.at, by_name=by.name)
        work.session.add(said)
        record(ANALYSED, subject_of(span), facts={"period": span.name})


def take_out(span: Span, *, by: Actor) -> None:
    """Remember that somebody exported the figures."""
    with unit_of_work(by=by):
        record(EXPORTED, subject_of(span), facts={"period": span.name})


def subject_of(span: Span) -> str:
    """What history calls the statistics of a span."""
    return f"statistics_{span.period}:{span.first_on:%Y%m%d}"
