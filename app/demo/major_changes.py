"""Major changes of the demo office: one on the customer's side, one between both, one withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.customers.major_changes.rules import BOTH, CUSTOMER, NewChange
from app.customers.major_changes.service import note, withdraw
from app.demo.papers import companies
from app.domain.actor import Actor


def build(cast: Mapping[str, Actor]) -> None:
    """Note three of them at one company."""
    su, today = cast["su"], clock.today()
    for customer in companies(su)[:1]:
        note(customer.id, NewChange(CUSTOMER, today - timedelta(days=40), "法定代表人变更", "重签供用气合同"), by=su)
        moved = NewChange(BOTH, today - timedelta(days=12), "双方商定改为先款后货", "结算方式改为预付")
        note(customer.id, moved, by=su)
        wrong = note(customer.id, NewChange(CUSTOMER, today - timedelta(days=2), "经营地址迁移"), by=su)
        withdraw(wrong.id, wrong.version, "核实为同名另一公司", by=su)
