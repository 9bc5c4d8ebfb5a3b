"""Public screens of the demo office: one for the hall, one that was retired."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.actor import Actor
from app.reception.board.service import Setting, add_screen, retire_screen


def build(cast: Mapping[str, Actor]) -> None:
    """Set both up."""
    add_screen(Setting("营业厅大屏", 6, True), by=cast["bai"])
    old = add_screen(Setting("旧屏", 4, False), by=cast["bai"])
    retire_screen(old.id, old.version, by=cast["bai"])
