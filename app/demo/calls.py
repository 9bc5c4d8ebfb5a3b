"""Calls of the demo office: new callers who are invited, a question, and one that is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.reception.calls.rules import NewCall
from app.reception.calls.service import register_call
from app.reception.counters.queries import purposes


def build(cast: Mapping[str, Actor]) -> None:
    """Five calls of today, of which the last is about the matter of the first."""
    ids = {one.prefix: one.id for one in purposes()}
    other = next(reversed(ids.values()))
    sales, payment = ids.get("A", other), ids.get("B", other)
    fang, tomorrow = cast["fang"], clock.today() + timedelta(days=1)
    first = register_call(
        NewCall(payment, "结算单上的气量比表上多，请核对", "周海", "13700000011", first_time="no"), by=cast["chen"]
    )
    register_call(
        NewCall(
            sales, "询问开盘时间和均价", "何先生", "13700000012", first_time="yes", source="户外广告",
            answer="已简要答复，邀约到访", invited_for=tomorrow,
        ),
        by=fang,
    )  # fmt: skip
    register_call(
        NewCall(
            sales, "想看三居室样板间", "罗女士", "13700000013", first_time="yes", source="朋友介绍", invited=True,
            staff_id=cast["su"].staff_id,
        ),
        by=fang,
    )  # fmt: skip
    register_call(NewCall(other, "问营业时间", "未留名", "13700000014", answer="八点半至十七点半"), by=fang)
    again = NewCall(payment, "气量多算一事仍未答复", "周海", "13700000011", matter_of_id=first.id)
    register_call(again, by=fang)
