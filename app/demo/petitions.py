"""Petitions of the demo office: a draft, one that waits with its paper attached, one approved, one refused."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.service import approve, refuse
from app.office.attachments.service import attach
from app.office.petitions.queries import subject_of
from app.office.petitions.rules import CHOSEN, Words
from app.office.petitions.service import send, write_draft

OFFER = "叫号机 2 台，每台 6,400 元，含安装，质保三年。\n".encode()


def build(cast: Mapping[str, Actor]) -> None:
    """Write them, send three of them, and let those who are asked decide on two."""
    ids = {username: actor.staff_id or 0 for username, actor in cast.items()}
    meeting = Words("关于召开季度客服例会的签呈", "拟于月底召开，请准备。", None, CHOSEN, (ids["bai"], ids["xu"]))
    write_draft(meeting, by=cast["gao"])
    machines = Words(
        "关于更换营业厅叫号设备的请示", "现有设备已使用八年，故障频繁。\n拟更换两台，附报价单，请批示。", Fen(1_280_000)
    )
    waiting = write_draft(machines, by=cast["chen"])
    attach(subject_of(waiting.id), BytesIO(OFFER), "报价单.txt", None, by=cast["chen"])
    send(waiting.id, version=1, by=cast["chen"])
    gift = Words(
        "关于答谢重点客户的请示",
        "拟于年底走访五家重点客户，每家礼品不超过 200 元。",
        Fen(100_000),
        CHOSEN,
        (ids["bai"], ids["xu"], ids["gao"]),
    )
    decide(_sent(gift, cast["su"]), cast, ("情况属实，同意。", "预算内。", "同意。"))
    review = Words("关于复议客户投诉责任认定的请示", "本部门对上月投诉的责任认定有异议，请复查。")
    decide(_sent(review, cast["kong"]), cast, ("认定无误，不予复议。",), yes=False)


def _sent(words: Words, by: Actor) -> str:
    return subject_of(send(write_draft(words, by=by).id, version=1, by=by).id)


def decide(subject: str, cast: Mapping[str, Actor], said: tuple[str, ...], *, yes: bool = True) -> None:
    """Let whoever of the cast is asked say these words, one after the other, as long as somebody is asked."""
    people = {actor.staff_id: actor for actor in cast.values()}
    for words in said:
        request = select(Approval).where(Approval.subject == subject)
        one = db.session.scalars(request.execution_options(populate_existing=True)).one()
        seat = select(ApprovalSeat.acting_id).where(ApprovalSeat.approval_id == one.id, ApprovalSeat.state == "waiting")
        by = people.get(db.session.scalars(seat.order_by(ApprovalSeat.id)).first())
        if by is not None:
            (approve if yes else refuse)(one.id, one.version, words, by=by)
