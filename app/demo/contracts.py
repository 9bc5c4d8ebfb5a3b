"""Contracts of the demo office: one in force, one that ends soon, one that has run out, one cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.customers.contracts.rules import NewContract
from app.customers.contracts.service import cancel, enter
from app.demo.papers import companies
from app.domain.actor import Actor
from app.domain.money import Fen

OURS = "按约定压力连续供气；每月抄表一次；接报修后两小时内到场。"
THEIRS = "按月结清气费；配合入户安检；未经同意不得改动表具和管道。"


def build(cast: Mapping[str, Actor]) -> None:
    """Enter four of them with the companies of one sales person."""
    su, today = cast["su"], clock.today()
    begun, found = today - timedelta(days=340), companies(cast["su"])[:4]
    ends = (today + timedelta(days=380), today + timedelta(days=20), today - timedelta(days=3), None)
    made = [
        enter(customer.id, NewContract(
            "工商业用户供用气合同", begun, from_on=begun, until_on=until, amount=Fen(12_000_000 + 100_000 * n),
            our_part=OURS, their_part=THEIRS, staff_id=su.staff_id,
        ), by=su)
        for n, (customer, until) in enumerate(zip(found, ends, strict=False))
    ]  # fmt: skip
    if len(made) == len(ends):
        cancel(made[-1].id, made[-1].version, "双方协商不再履行，改签新合同。", by=su)
