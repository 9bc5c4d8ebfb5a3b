"""Verbs of tasks: those that the program makes, and the commands that people give each other."""

from app.office.tasks.service.opening import close_tasks, close_tasks_of, move_tasks_due, open_task, open_tasks

__all__ = ["close_tasks", "close_tasks_of", "move_tasks_due", "open_task", "open_tasks"]
