"""How deadlines are called and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.deadlines import DayKind, Unit
from app.domain.text import N_, Text
from app.office.access.shipped import shipped_roles
from app.office.deadlines.kinds import POSITION, ROLE, DeadlineRule
from app.office.positions.shipped import SHIPPED
from app.office.tasks.kinds import TaskKind
from app.office.tasks.sentences import sentence_of

PLACE = "/office/deadlines"
UNITS = {
    Unit.CALENDAR.value: N_("calendar days"),
    Unit.WORKING.value: N_("working days"),
    Unit.MONTH.value: N_("months"),
}
BECAUSE = {
    DayKind.START: Text("Day 0, not counted"),
    DayKind.COUNTED: Text("Counted"),
    DayKind.MAKEUP: Text("Make-up working day"),
    DayKind.WEEKEND: Text("Weekend"),
    DayKind.HOLIDAY: Text("Day off"),
    DayKind.PAUSED: Text("Stands still"),
    DayKind.DUE: Text("Due day"),
}
STATES = {
    "open": N_("Running"),
    "late": N_("Late"),
    "week": N_("Due this week"),
    "paused": N_("Standing still"),
    "stopped": N_("Stopped"),
}
ADDRESSEES = {
    "responsible": N_("Whoever is responsible"),
    "head": N_("Head of the department"),
    "above": N_("Next superior of the head"),
    "top": N_("Top of the office"),
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


def days_of(unit: str) -> str:
    """In which days what is left of a term is told (msgid): in working days for a term in these, else as they come."""
    return UNITS[unit if unit == Unit.WORKING.value else Unit.CALENDAR.value]


def addressee_name(word: str) -> Text:
    """To whom a step goes, as it is read; a position or role that is not shipped by its key."""
    if word.startswith(POSITION):
        key = word.removeprefix(POSITION)
        return Text("Position: %(name)s", name=Text(SHIPPED[key].name) if key in SHIPPED else key)
    if word.startswith(ROLE):
        key = word.removeprefix(ROLE)
        return Text("Role: %(name)s", name=Text(shipped_roles()[key][0]) if key in shipped_roles() else key)
    return Text(ADDRESSEES.get(word, word))


def what(rule: DeadlineRule, facts: Mapping[str, Any]) -> Text:
    """What has to be done: the rule's sentence over the stored facts."""
    found = sentence_of(TaskKind(rule.key, rule.label, rule.sentence), rule.key, facts)
    return found if isinstance(found, Text) else Text(found)
