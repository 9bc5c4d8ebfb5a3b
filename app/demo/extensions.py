"""More time in the demo office: one request waits, another was approved."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.demo.petitions import decide
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.office.deadlines.service.own import NewDeadline, set_own
from app.office.deadlines.words import subject_of
from app.office.extensions.service import ask

ASKED = (  # who, what is due, what his superior says
    ("su", "办理新区管道施工许可", ()),
    ("kong", "完成客户满意度调查汇总", ("情况属实，同意延期。",)),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Set two deadlines and ask for three working days more on each."""
    for username, what, words in ASKED:
        who = cast[username]
        deadline_id = set_own(NewDeadline(what, 5, Unit.WORKING, clock.now(), who.staff_id), by=who)
        ask(deadline_id, extra=3, reason="对方单位要求补充材料，预计三个工作日内可取得。", by=who)
        decide(subject_of(deadline_id), cast, words)
