"""A demo of requests to read files: one granted, one that waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.access_requests.service import ask
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.service import approve


def build(cast: Mapping[str, Actor]) -> None:
    """Fang may read one file of Su until next week; Kong waits for another."""
    owned = select(Customer.id).where(Customer.owner_id == cast["su"].staff_id).order_by(Customer.id).limit(2)
    first, second = db.session.scalars(owned).all()
    granted = ask(first, purpose="核对客户的开票地址", until_on=clock.today() + timedelta(days=7), by=cast["fang"])
    ask(second, purpose="了解以前的投诉经过", until_on=clock.today() + timedelta(days=14), by=cast["kong"])
    request = db.session.scalars(select(Approval).where(Approval.subject == f"access_request:{granted.id}")).one()
    approve(request.id, request.version, "同意", by=cast["gao"])
