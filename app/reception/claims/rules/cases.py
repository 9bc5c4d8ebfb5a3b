"""What a case of ownership needs before it can be opened."""

from __future__ import annotations

from datetime import date

from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.claims.words import DESIGNATED, EVENT_RULES, FAMILY, OPENED_BY_HAND, OWNERSHIP

WITH_TWO = (DESIGNATED, FAMILY, OWNERSHIP)


def check_case(kind: str, first_id: int | None, second_id: int | None, words: str) -> None:
    """Check that a case names those it is between and says what happened. Raises Refused."""
    if kind not in OPENED_BY_HAND:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if not words.strip():
        raise Refused(Text("Say what happened."), field="words")
    if first_id is None:
        raise Refused(Text("Say who received the customer first."), field="first")
    if kind in WITH_TWO and second_id is None:
        raise Refused(Text("Say who the other representative is."), field="second")
    if first_id == second_id:
        raise Refused(Text("The two representatives must be two people."), field="second")


def check_days(name: str, first_on: date, last_on: date, rule: str, today: date) -> None:
    """Check open days: a name, a rule that exists, days in order that are not over (R-51). Raises Refused."""
    if not name.strip():
        raise Refused(Text("Please fill this in."), field="name")
    if rule not in EVENT_RULES:
        raise Refused(Text("Please choose one of the list."), field="rule")
    if last_on < first_on:
        raise Refused(Text("The last day cannot be before the first."), field="last_on")
    if last_on < today:
        raise Refused(Text("These days are over."), field="last_on")
