"""Customers of the demo office who may be one, two files that were made one, and two who are different."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.customers.duplicates import service
from app.customers.duplicates.models import DuplicatePair
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_many
from app.customers.merging.service import merge
from app.domain.actor import Actor
from app.extensions import db
from app.jobs.here import done_here
from app.unit_of_work import unit_of_work
from app.web.language import DEFAULT

# As a list from somebody's notebook brings them: nobody has compared them when they came in.
NOTED = (
    ("company", "杭州金桥商贸有限公司", "0571-86112233", "环城北路18号"),
    ("company", "金桥商贸（杭州）有限公司", "0571-86112233", "杭州市环城北路18号"),
    ("person", "沈佳怡", "13957110021", "文三路301号2幢502"),
    ("person", "沈嘉怡", "13957110021", "文三路301号2幢502"),
    ("person", "陆建明", "13857112290", "古墩路66号"),
    ("person", "陆建民", "13857112290", "古墩路66号"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Open the six, look through all customers, merge the first two, tell the second two apart."""
    sales, manager = cast["su"], cast["bai"]
    department = next(iter(manager.departments("customers.files.see_department")), None)
    with unit_of_work(by=sales):
        ids = open_many(
            [
                NewCustomer(kind, name, phone=phone, address=address, owner_id=sales.staff_id, department_id=department)
                for kind, name, phone, address in NOTED
            ],
            batch_id=None,
        )
    done_here(service.ask_to_find(by=manager, language=DEFAULT))
    merge(ids[0], ids[1], {}, versions=(1, 1), reason="同一家公司，名片上的名称写法不同", by=manager)
    pair = select(DuplicatePair.id).where(DuplicatePair.first_id == ids[2], DuplicatePair.second_id == ids[3])
    pair_id = db.session.scalar(pair)
    if pair_id is not None:
        service.decide_different(pair_id, "姐妹两人，住同一套房", by=manager)
