"""The rights of the office: tasks, deadlines, approvals, conduct, staff."""

from collections.abc import Mapping

EVERYBODY: tuple[str, ...] = (
    "office.petitions.write",
    "office.extensions.ask",
    "office.deadlines.set",
    "office.registers.see",
    "office.registers.write",
    "office.rulebook.see",
)

ROLES: Mapping[str, tuple[str, ...]] = {
    "administrator": (
        "office.absence.manage",
        "office.deadlines.manage",
        "office.approvals.manage",
        "office.access.manage",
        "office.policy.manage",
        "office.calendar.manage",
        "office.journal.see",
    ),
    "department_manager": (
        "office.absence.manage",
        "office.tasks.command",
        "office.tasks.see_department",
        "office.deadlines.see_department",
        "office.deadlines.pause",
        "office.conduct.record",
        "office.conduct.see_department",
        "office.journal.see",
    ),
    "general_manager": (
        "office.absence.manage",
        "office.tasks.command",
        "office.tasks.see_all",
        "office.deadlines.see_all",
        "office.deadlines.pause",
        "office.deadlines.manage",
        "office.approvals.see_all",
        "office.approvals.manage",
        "office.conduct.record",
        "office.conduct.see_all",
        "office.journal.see",
        "office.policy.manage",
    ),
    "finance": (
        "office.conduct.see_all",
        "office.conduct.bonus",
    ),
}
