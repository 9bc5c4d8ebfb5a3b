"""An office with a factory behind it: the cast of the demo, and departments, people, goods and a route of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app import create_app
from app.complaints.causes.service import seed as seed_causes
from app.complaints.circulation import queries, service
from app.complaints.deliveries.rules import NewDelivery
from app.complaints.deliveries.service import enter
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.demo.cast import PASSWORD, open_office
from app.demo.positions import POSTS
from app.domain.actor import OPERATOR, Actor
from app.domain.money import Fen, Rate
from app.office.access import passwords
from app.office.access.queries_people import role_called
from app.office.access.service.passwords import give_sign_in
from app.office.access.service.roles import give_role
from app.office.approvals.service import approve
from app.office.conduct.service.money import set_points
from app.office.policy.service import set_values
from app.office.positions import queries as posts
from app.office.positions.service import appoint
from app.office.staff.queries import department_called
from app.office.staff.service import add_department, add_staff
from app.unit_of_work import unit_of_work

CUSTOMER, PHONE = "宏图电子科技有限公司", "0755-26001188"
ORDER, MATERIAL = "SO2609-031", "PCB-4L-0917"
PEOPLE = {  # username: name, position, department
    "zhi": ("支检", "department_manager", "质量管理部"),
    "zhu": ("朱造", "department_manager", "制造部"),
    "yan": ("颜研", "department_manager", "研发部"),
    "fu": ("傅副总", "deputy_general_manager", None),
}
WORKERS = {"成甲": 3, "成乙": 2}  # with their base points
HELD_BY = {
    "register": "客户服务部",
    "quality": "质量管理部",
    "manager": "销售部",
    "research": "研发部",
    "office": "客户服务部",
    "combined": "客户服务部",
    "decide": "客户服务部",
    "close": "客户服务部",
}
SESSIONS = {"office.access.idle_hours": "720", "office.access.longest_hours": "8760"}  # weeks pass in the tests


def build() -> None:
    """Fill the empty, migrated folder of this process."""
    with create_app().app_context():
        cast = open_office()
        with unit_of_work(by=OPERATOR):
            set_values(SESSIONS, valid_from=date(2026, 1, 1), reason=None, by=OPERATOR)
        for username, position, department in (*POSTS, ("bai", "sales_manager", "销售部")):
            _appoint(cast[username].staff_id or 0, position, department)
        _factory()
        seed_causes(by=OPERATOR)
        service.seed(by=cast["kong"])
        _name_departments(cast)
        _deliver(cast["su"])


def _factory() -> None:
    """Its departments, their heads with sign-ins, and two at the machine."""
    hashed, role = passwords.hashed(PASSWORD), role_called("department_manager")
    for username, (name, position, department) in PEOPLE.items():
        home = add_department(department, by=OPERATOR).id if department else None
        person = add_staff(name, department_id=home, by=OPERATOR).id
        give_sign_in(person, username, hashed, must_change=False, by=OPERATOR)
        if role is not None:
            give_role(person, role.id, home, by=OPERATOR)
        _appoint(person, position, department)
    made = department_called("制造部")
    points = {add_staff(name, department_id=made, by=OPERATOR).id: own for name, own in WORKERS.items()}
    set_points(date(2026, 1, 1), points, by=OPERATOR)


def _appoint(staff_id: int, key: str, department: str | None) -> None:
    position, home = posts.position(key), department_called(department) if department else None
    if position is not None:
        appoint(staff_id, position.id, department_id=home, held_from=date(2025, 1, 1), by=OPERATOR)


def _name_departments(cast: Mapping[str, Actor]) -> None:
    [in_force] = [one for one in (queries.route_in_force("factory"),) if one is not None]
    draft_id = service.draft(in_force.id, by=cast["kong"]).id
    for place, plan in enumerate(queries.plans_of(draft_id), 1):
        if plan.key in HELD_BY:
            named = replace(plan, department_id=department_called(HELD_BY[plan.key]))
            service.change_stage(draft_id, queries.route(draft_id).version, place, named, by=cast["kong"])
    asked = service.submit_draft(draft_id, queries.route(draft_id).version, "明确承办部门", by=cast["kong"])
    approve(asked.id, asked.version, None, by=cast["gao"])


def _deliver(su: Actor) -> None:
    known = NewCustomer(kind="company", name=CUSTOMER, contact="洪采购", phone=PHONE, owner_id=su.staff_id)
    customer_id = open_customer(known, by=su).id
    goods = NewDelivery(
        customer_id, ORDER, MATERIAL, "JH2609-007", "片", 5000, 5000, date(2026, 9, 7), Fen(1250), product="四层板",
        excess_ratio=Rate(50_000), staff_id=su.staff_id,
    )  # fmt: skip
    enter(goods, by=su)


if __name__ == "__main__":
    build()
