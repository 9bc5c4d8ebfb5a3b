"""How deadlines are called and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.deadlines import Unit
from app.domain.text import N_, Text
from app.office.deadlines.kinds import DeadlineRule
from app.office.tasks.kinds import TaskKind
from app.office.tasks.sentences import sentence_of

PLACE = "/office/deadlines"
UNITS = {
    Unit.CALENDAR.value: N_("calendar days"),
    Unit.WORKING.value: N_("working days"),
    Unit.MONTH.value: N_("months"),
}
OUTCOMES = {"kept": N_("kept"), "late": N_("too late"), "dropped": N_("dropped")}


def subject_of(deadline_id: int) -> str:
    """The deadline as the subject of tasks and history."""
    return f"deadline:{deadline_id}"


def page_of(deadline_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"{PLACE}/{deadline_id}"


def slip_page_of(step_id: int) -> str:
    """The address of an urging slip."""
    return f"{PLACE}/slips/{step_id}"


def what(rule: DeadlineRule, facts: Mapping[str, Any]) -> Text:
    """What has to be done: the rule's sentence over the stored facts."""
    found = sentence_of(TaskKind(rule.key, rule.label, rule.sentence), rule.key, facts)
    return found if isinstance(found, Text) else Text(found)
