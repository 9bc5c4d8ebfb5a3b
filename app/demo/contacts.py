"""Contacts of the demo's companies: who decides, who pays, and one who has left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.contacts import queries, service
from app.customers.contacts.rules import NewContact
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable
from app.domain.actor import Actor
from app.extensions import db

COMPANIES = 3


def build(cast: Mapping[str, Actor]) -> None:
    """Give some companies a buyer, an accountant and somebody who left last month."""
    bai = cast["bai"]
    query = select(Customer.id).where(Customer.kind == "company", file_editable(bai)).order_by(Customer.id)
    for n, customer_id in enumerate(db.session.scalars(query.limit(COMPANIES)).all()):
        buyer = NewContact(
            customer_id, "宋建平", part="decides", post="采购经理", mobile=f"1370000003{n}",
            email=f"song{n}@example.com", preferences="上午联系",
        )  # fmt: skip
        accountant = NewContact(
            customer_id, "邓丽华", part="pays", post="会计", phone=f"0571-8888123{n}", birthday=clock.today()
        )
        gone = NewContact(customer_id, "冯志强", post="前任采购", mobile=f"1370000004{n}")
        chosen = service.add_contact(buyer, by=bai)
        service.add_contact(accountant, by=bai)
        left = service.add_contact(gone, by=bai)
        service.say_left(
            customer_id, left, version=1, left_on=clock.today() - timedelta(days=30), reason="离职", by=bai
        )  # fmt: skip
        version = queries.contact_of(customer_id, chosen).version
        service.make_main(customer_id, chosen, version=version, reason="采购改由宋经理负责", by=bai)
