"""Verbs of tasks: those that the program makes, and the commands that people give each other."""

from app.office.tasks.service.changing import NOT_HIS
from app.office.tasks.service.commands import (
    NewCommand,
    cancel,
    confirm,
    finish,
    give_back,
    give_command,
    send_back,
)
from app.office.tasks.service.handing import hand_on, heirs, staff_left
from app.office.tasks.service.opening import close_tasks, close_tasks_of, move_tasks_due, open_task, open_tasks
from app.office.tasks.service.passing import pass_tasks

__all__ = [
    "NOT_HIS",
    "NewCommand",
    "cancel",
    "close_tasks",
    "close_tasks_of",
    "confirm",
    "finish",
    "give_back",
    "give_command",
    "hand_on",
    "heirs",
    "move_tasks_due",
    "open_task",
    "open_tasks",
    "pass_tasks",
    "send_back",
    "staff_left",
]
