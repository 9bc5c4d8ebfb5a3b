"""The review of the day's register, which makes its entries valid (A-08, R-85)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.approvals.models import Approval, ApprovalVoice
from app.office.approvals.service import submit
from app.office.documents.render import office_language
from app.office.history.service import record
from app.reception.claims import service as claims
from app.reception.register import rules
from app.reception.register.feature import HANDED_IN, REVIEWED, SENT_BACK
from app.reception.register.models import DayReview
from app.reception.register.queries import days
from app.reception.register.service.holding import hold
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.language import say

MATTER = "visits.day_register"


def hand_in(day: date, *, by: Actor) -> DayReview:
    """Hand in the register of a day for its review (当日登记审核, A-08): the entries are valid once it is approved.

    After it was sent back it is handed in again. Raises Refused while visitors are here, for an empty day, and where
    it waits or is valid already.
    """
    with unit_of_work(by=by) as work:
        hold(day)
        before = work.session.get(DayReview, day, with_for_update=True, populate_existing=True)
        visits, calls = days.visits_of(day), days.calls_of(day)
        state, reviewed = (before.state, before.visits + before.calls) if before else (None, 0)
        here = len(days.here_on(day))
        rules.check_hand_in(day, clock.today(), here=here, state=state, lines=visits + calls, reviewed=reviewed)
        review = _waiting(work, before, day, visits, calls, by)
        record(HANDED_IN, subject_of(day), facts={"day": day, "visits": visits, "calls": calls})
        _submit(review, by)
    return review


def settled(approval: Approval) -> None:
    """Let a decision on a day's register take effect: approved, its entries count; else it goes back (A-08)."""
    by, at = current_work().by, current_work().at
    day = day_of(approval.subject)
    review = current_work().session.get_one(DayReview, day, with_for_update=True, populate_existing=True)
    approved = approval.state == "approved"
    review.state = rules.VALID if approved else rules.REFUSED
    review.reviewed_at, review.reviewed_by, review.words = at, by.name, _words_of(approval.id)
    review.version += 1
    current_work().session.flush()
    record(REVIEWED if approved else SENT_BACK, subject_of(day), facts={"day": day}, reason=review.words)
    if approved:
        claims.reviewed(day, by=by)


def subject_of(day: date) -> str:
    """What hangs on the register of a day: "register_day:20261120"."""
    return f"register_day:{day:%Y%m%d}"


def day_of(subject: str) -> date:
    """The day of "register_day:20261120". Raises ValueError."""
    digits = subject.partition(":")[2]
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _waiting(work: Work, before: DayReview | None, day: date, visits: int, calls: int, by: Actor) -> DayReview:
    review = before or DayReview(day=day, version=0)
    review.state, review.visits, review.calls = rules.WAITING, visits, calls
    review.handed_in_at, review.handed_in_by = work.at, by.name
    review.reviewed_at = review.reviewed_by = review.words = None
    review.version += 1
    work.session.add(review)
    work.session.flush()
    return review


def _submit(review: DayReview, by: Actor) -> None:
    asked = submit(
        MATTER,
        subject_of(review.day),
        title=_title(review.day),
        url=f"/reception/register/days/{review.day}",
        snapshot=[
            (Text("Day"), review.day.isoformat()),
            (Text("Visits"), str(review.visits)),
            (Text("Calls"), str(review.calls)),
            (Text("Handed in late"), Text("Yes") if days.is_late(review) else Text("No")),
        ],
        facts={"day": review.day},
        by=by,
    )
    review.approval_id = asked.id


def _title(day: date) -> str:
    with office_language():
        return say(Text("Register of visits and calls of %(day)s", day=day))


def _words_of(approval_id: int) -> str | None:
    said = select(ApprovalVoice.words).where(ApprovalVoice.approval_id == approval_id, ApprovalVoice.words.is_not(None))
    return current_work().session.scalar(said.order_by(ApprovalVoice.id.desc()).limit(1))
