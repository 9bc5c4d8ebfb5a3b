"""Slowing down whoever guesses passwords, over all processes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select

from app.domain.actor import Actor, ActorKind
from app.office.access.models import FailedSignIn
from app.office.access.policy import AccessPolicy
from app.office.access.rules import minutes_to_wait
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.unit_of_work import current_work, unit_of_work

STRANGER = Actor(ActorKind.PERSON, "stranger")
KEPT = timedelta(days=30)


def claim_attempt(username: str, address: str | None) -> int:
    """Count an attempt as failed before it is made; return 0, or the minutes to wait where there were too many (O-07).

    Counting first holds even when a hundred attempts arrive at once in several processes. `forget_attempts` takes
    it back after a success.
    """
    values = policy.of(AccessPolicy)
    with unit_of_work(by=STRANGER) as work:
        next_number("sign_in_attempts")  # its row is locked: attempts are counted one after the other everywhere
        window = timedelta(minutes=values.attempt_minutes)
        wait = _wait(FailedSignIn.username == username, values.attempts_per_name, work.at, window)
        if address is not None:
            by_address = FailedSignIn.address == address
            wait = max(wait, _wait(by_address, values.attempts_per_address, work.at, window))
        if not wait:
            work.session.execute(delete(FailedSignIn).where(FailedSignIn.at < work.at - KEPT))
            work.session.execute(insert(FailedSignIn).values(at=work.at, username=username, address=address))
    return wait


def forget_attempts(username: str) -> None:
    """Forget the failed attempts of this user name, in the unit of work that is under way."""
    current_work().session.execute(delete(FailedSignIn).where(FailedSignIn.username == username))


def _wait(condition: ColumnElement[bool], most: int, now: datetime, window: timedelta) -> int:
    newest = (
        select(FailedSignIn.at)
        .where(condition, FailedSignIn.at > now - window)
        .order_by(FailedSignIn.at.desc(), FailedSignIn.id.desc())
        .limit(most)
    )
    return minutes_to_wait(current_work().session.scalars(newest).all(), most, now, window)
