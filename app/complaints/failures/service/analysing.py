"""The report of a failure, written and sent (故障分析报告, K-76)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app import clock
from app.complaints.failures import feature as actions
from app.complaints.failures import rules
from app.complaints.failures.deadlines import REPORT
from app.complaints.failures.service.changing import ask, changed_by
from app.complaints.failures.tasks import SEND
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.deadlines.service import stop_deadlines
from app.office.tasks.service import close_tasks


def analyse(failure_id: int, version: int, parts: Mapping[str, str | None], *, by: Actor) -> None:
    """Write the report: effect, handling, cause, corrective and preventive measures (K-76, F-80).

    Whoever looks after the customer is asked to send it. Raises NoResultFound, Conflict, Refused for a missing part.
    """
    rules.check_analysis(parts)
    with changed_by(failure_id, version, rules.ANALYSE, by=by) as change:
        first = change.failure.state == rules.ENDED
        text = {key: (parts[key] or "").strip() for key in rules.ANALYSIS}
        change.to(state=rules.ANALYSED, analysed_by=by.name, analysed_on=clock.today(), **text)
        stop_deadlines(change.subject, rule=REPORT, by=by)
        if first:
            ask(SEND, change.failure, change.failure.signatory_id or by.staff_id, {}, by=by)
        change.recorded(actions.ANALYSED)


def send(failure_id: int, version: int, to_customer: date | None, to_business: date | None, *, by: Actor) -> None:
    """Record on which days the report went to the customer and to the business department (K-76).

    It is sent when both have it; without a customer, when the business department has it. Raises as `analyse` does.
    """
    with changed_by(failure_id, version, rules.SEND, by=by) as change:
        one = change.failure
        customer, business = to_customer or one.sent_customer_on, to_business or one.sent_business_on
        rules.check_sent(one.analysed_on or clock.today(), customer, business, clock.today())
        state = rules.state_sent(one.customer_id is not None, customer, business)
        change.to(state=state, sent_customer_on=customer, sent_business_on=business)
        if state == rules.SENT:
            close_tasks(change.subject, kind=SEND, by=by)
        said = [day.isoformat() if day else Text("not yet") for day in (customer, business)]
        change.recorded(actions.SENT, customer=said[0], business=said[1])
