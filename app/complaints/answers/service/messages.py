"""Telling how a complaint stands: inside the office, and to the customer (K-79)."""

from __future__ import annotations

from dataclasses import dataclass

from app.complaints.answers import rules
from app.complaints.answers.feature import PASSED_ON, TOLD
from app.complaints.answers.models import StatusMessage
from app.complaints.answers.queries import decides, decision_of
from app.complaints.answers.service.shared import recorded
from app.complaints.cases.queries import complaint_of
from app.domain.actor import Actor
from app.domain.text import Text
from app.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What was told: `outside` to the customer, else inside the office, to whom, by which way.

    `only_status` says that nothing was promised with it, which is all that may be said before the decision.
    """

    outside: bool
    way: str
    told: str
    words: str
    only_status: bool = False


def tell(complaint_id: int, new: NewMessage, *, by: Actor) -> int:
    """Note what was told about a complaint, also after it is over (K-79); return the id of the message.

    Raises Refused for a word to the customer before the decision that is more than a status (K-21), NoResultFound.
    """
    with unit_of_work(by=by) as work:
        complaint = complaint_of(complaint_id, by)
        if new.outside:
            decided = decision_of(complaint) is not None
            rules.check_promise(decides(complaint), decided, only_status=new.only_status)
        row = StatusMessage(complaint_id=complaint_id, outside=new.outside, way=new.way, told=new.told)
        row.words, row.at, row.by = new.words, work.at, by.name
        work.session.add(row)
        work.session.flush()
        facts = {"told": new.told, "way": Text(rules.WAYS[new.way])}
        recorded(TOLD if new.outside else PASSED_ON, complaint, facts, outside=new.outside)
        return row.id
