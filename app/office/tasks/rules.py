"""What holds for tasks and commands."""

from __future__ import annotations

OPEN, RETURNED, DONE, CONFIRMED, CANCELLED = "open", "returned", "done", "confirmed", "cancelled"
WAITING = (OPEN, RETURNED)
ENDED = (DONE, CONFIRMED, CANCELLED)
