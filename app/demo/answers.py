"""Answers of the demo office: what customers were told, letters sent and in draft, a yes, a no, a return visit."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.complaints.answers import queries, service, suggesting
from app.complaints.cases.models import Complaint
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.extensions import db

MOST = 6
STATUS = (
    service.NewMessage(True, "telephone", "来电人", "已受理，正在安排调查，三日内给您答复。", only_status=True),
    service.NewMessage(False, "message", "质量管理部", "客户明日来取样品，请提前备好检测报告。"),
    service.NewMessage(True, "message", "联系人", "样品已收到，检测中，如有进展第一时间告知。", only_status=True),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Tell how open complaints stand, and answer those that may be answered."""
    for one, new in zip(_open(), STATUS, strict=False):
        service.tell(one.id, new, by=_handler(one, cast))
    ready = [one for one in _open() if one.answered_on is None and _is_ready(one)]
    for n, one in enumerate(ready[:MOST]):
        _answer(one, n, _handler(one, cast), cast)


def _open() -> list[Complaint]:
    return list(db.session.scalars(select(Complaint).where(Complaint.state == "open").order_by(Complaint.id)))


def _is_ready(one: Complaint) -> bool:
    return queries.may_promise(one) and one.stage_key in ("answer", "inform", "execute", "visit")


def _answer(one: Complaint, n: int, by: Actor, cast: Mapping[str, Actor]) -> None:
    words = suggesting.suggested(one, queries.customer_of(one, by))
    letter = service.write_letter(one.id, words["salutation"], words["words"], by=by)
    if n % 3 == 2:  # still a draft
        return
    try:
        service.send_letter(letter.id, letter.version, "telephone" if n % 2 else "letter", clock.today(), by=by)
    except Refused:  # somebody else answers it
        return
    if n % 3 == 0:
        service.note_acceptance(one.id, True, clock.today(), "同意按此处理。", by=by)
    else:
        service.note_acceptance(one.id, False, clock.today(), "要求整批退换，不接受折让。", by=by)
    if queries.standing(one).asks_visit:
        said = service.NewVisit(clock.today(), "telephone", True, "satisfied", "答复及时，对结果满意。")
        service.note_visit(one.id, said, by=cast["kong"])


def _handler(one: Complaint, cast: Mapping[str, Actor]) -> Actor:
    """Whoever handles a complaint, else the clerk."""
    return next((actor for actor in cast.values() if actor.staff_id == one.handler_id), cast["kong"])
