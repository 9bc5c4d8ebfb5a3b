"""The people of the demo office; everybody's password is the same."""

from __future__ import annotations

from app.domain.actor import OPERATOR, Actor
from app.office.access import passwords
from app.office.access.queries import actor_of
from app.office.access.queries_people import role_called
from app.office.access.service.first_start import Beginning, begin, new_token
from app.office.access.service.passwords import give_sign_in
from app.office.access.service.roles import give_role
from app.office.staff.service import add_department, add_staff

PASSWORD = "demo-qiantai"  # noqa: S105 - everybody may know it; the banner says that nothing here is real
DEPARTMENTS = ("营业厅", "销售部", "客户服务部", "财务部")
PEOPLE = {  # username: (name, role, department)
    "fang": ("方前", "front_desk", "营业厅"),
    "chen": ("陈收", "cashier", "营业厅"),
    "ma": ("马抄", "meter_reader", "营业厅"),
    "su": ("苏销", "sales", "销售部"),
    "kong": ("孔诉", "complaints_clerk", "客户服务部"),
    "bai": ("白管", "department_manager", "销售部"),
    "gao": ("高总", "general_manager", None),
    "xu": ("徐财", "finance", "财务部"),
    "wu": ("吴闲", None, "营业厅"),
}


def open_office() -> dict[str, Actor]:
    """Do the first start and let the cast in; return who may act, by user name."""
    token = new_token()
    if token is not None:
        begin(token, Beginning("演示燃气公司", "gas", "zh_Hans_CN", "管理员", "admin", PASSWORD))
    departments = {name: add_department(name, by=OPERATOR).id for name in DEPARTMENTS}
    hashed = passwords.hashed(PASSWORD)
    staff: dict[str, int] = {}
    for username, (name, role, department) in PEOPLE.items():
        home = departments[department] if department else None
        staff[username] = add_staff(name, department_id=home, by=OPERATOR).id
        give_sign_in(staff[username], username, hashed, must_change=False, by=OPERATOR)
        if role and (held := role_called(role)):
            give_role(staff[username], held.id, home, by=OPERATOR)
    return {username: actor_of(staff_id) for username, staff_id in staff.items()}
