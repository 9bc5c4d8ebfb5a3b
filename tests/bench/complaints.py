"""How long the pages of complaints take in an office with 50,000 of them, 4,000 of which are open."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, select, text

from app import clock
from app.columns import Base, table_of
from app.complaints.cases.models import Complaint, ComplaintClosing, ComplaintStage
from app.complaints.circulation.models import Route, RouteStage
from app.customers.files.models import Customer
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access.models import Role, StaffRole
from app.search.index import put
from app.unit_of_work import unit_of_work
from app.web import registry
from tests import factories
from tests.bench import complaint_things, customers
from tests.bench.office import fresh_office, say
from tests.bench.pages import measure_page

CASES, OPEN, CUSTOMERS = 50_000, 4_000, 5_000
SLICE = 2_000
DAYS = 3 * 365
CAUSES = ("储运保管不良", "订单数量注记错误", "出货标示不符", "检验数据不符", "其他")
MATTERS = ("板面划伤", "交货逾期", "数量短缺", "标签错误", "上门超期")
DEPARTMENTS = ("营业厅", "销售部", "客户服务部")
PEOPLE = ("su", "kong", "bai")
# Who sees less: a manager to whose department every hundred and fiftieth complaint came, a seller whose department had
# every tenth at two stages, and somebody without a part in them who heard every hundredth first.
OTHERS = {"wu": "department_manager", "chen": "sales", "fang": None}
FEW, SOME = "办公室", "财务部"
FIRST = (
    "", "?overdue=y", "?state=closed", "?q=划伤", "?q=板面划伤20005", "?severity=serious", "?kind=quality",
    "?department=1", "?customer=77", "?state=every&customer=77", "inbox", "inbox?whose=department",
    "inbox?whose=answering", "board",
)  # fmt: skip
LISTS = (
    "lateness/", "lateness/?list=left", "lateness/mine", "inspections/", "inspections/?state=late", "abnormalities/",
    "decisions/", "decisions/?state=refused", "allowances/", "returns/", "returns/?state=received", "returns/store",
    "vouchers/", "vouchers/waiting", "losses/", "losses/?state=ripe", "liability/", "liability/?state=to_propose",
    "improvements/", "improvements/?state=late", "service-orders/", "service-orders/?mine=y", "problems/",
    "problems/?open=y", "disputes/", "failures/",
)  # fmt: skip
TABS = (
    "inspections", "abnormalities", "decisions", "answers", "allowances", "returns", "loss", "liability",
    "improvements", "course",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """What the complaints of this office have in common."""

    cases: int
    route_id: int
    stages: Sequence[RouteStage]
    departments: Sequence[int]
    people: Sequence[int]
    few: int
    some: int
    guest: int


def bench_complaints(count: int | None) -> None:
    """Fill an office with complaints, then open the pages on which they are looked for."""
    cases = count or CASES
    with fresh_office() as (app, _folder):
        with app.app_context():
            started = time.monotonic()
            fill(cases)
            say("complaints: filled", complaints=cases, seconds=round(time.monotonic() - started, 1))
        for username, url in pages(cases):
            measure_page(factories.signed_in(app, username), url, who=username)


def pages(cases: int) -> Iterator[tuple[str, str]]:
    """The pages, as those open them who see all, departments in which most happens, or their own."""
    closed = f"{clock.today() - timedelta(days=DAYS // 3):%Y-%m}"  # when all of a month are closed
    for who in PEOPLE:
        for url in (*FIRST, *LISTS):
            yield who, f"/complaints/{url}"
        yield who, "/today/complaints"
        yield who, f"/complaints/?state=closed&month={closed[2:4]}{closed[5:]}"
        yield who, f"/search?q={number_of(cases, cases)[0]}"
        yield who, f"/complaints/{cases}"
        yield who, "/complaints/customer/77"
    for who in OTHERS:
        for url in FIRST:
            yield who, f"/complaints/{url}"
        yield who, "/today/complaints"
    for who in ("wu", "chen"):
        for url in ("decisions/", "allowances/", "returns/", "improvements/", "abnormalities/"):
            yield who, f"/complaints/{url}"
    for who in ("wu", "gao"):
        yield who, "/complaints/board"
        yield who, "/complaints/lateness/?list=left"
    for filters in ("state=closed&severity=serious", "state=cancelled", "state=every&kind=non_quality&q=数量短缺"):
        yield "kong", f"/complaints/?{filters}"
    for url in TABS:
        yield "kong", f"/complaints/{cases - OPEN}/{url}"
    yield "kong", f"/complaints/lateness/?list=left&month={closed}"
    for url in (f"?month={closed}", f"causes?until={closed}"):
        yield "kong", f"/complaints/statistics/{url}"
    yield "kong", f"/complaints/liability/month?month={closed}"


def fill(cases: int) -> None:
    """Store complaints over three years, the newest of which are open, with their stays and closings."""
    factories.make_posts()
    for username, department in (("wu", FEW), ("chen", SOME)):
        give(username, OTHERS[username], department)
    for prepare in registry.hooked("first_start"):
        prepare(by=OPERATOR)
    owned_by = [(None, factories.department_id("营业厅"))] * customers.SELLERS
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(insert(table_of(Customer)), [customers.customer(n, owned_by) for n in range(1, CUSTOMERS)])
    office = office_of(cases)
    for model, rows in ((Complaint, complaint), (ComplaintStage, stays), (ComplaintClosing, closing)):
        store(model, (row for n in range(1, cases + 1) for row in rows(n, office)))
    for thing, made in complaint_things.THINGS:
        store(thing, (row for n in range(1, cases + 1) for one in complaint(n, office) for row in made(one)))
    index(one for n in range(1, cases + 1) for one in complaint(n, office))
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def give(username: str, role: str | None, department: str) -> None:
    """Let one of the cast hold a role within a department."""
    with unit_of_work(by=OPERATOR) as work:
        role_id = work.session.scalars(select(Role.id).where(Role.key == role)).one()
        row = StaffRole(staff_id=factories.staff_id(username), role_id=role_id)
        row.department_id = factories.department_id(department)
        work.session.add(row)


def office_of(cases: int) -> Office:
    """The factory's route where the office has it, and who handles complaints."""
    routes = db.session.scalars(select(Route).order_by(Route.form != "factory", Route.id)).all()
    query = select(RouteStage).where(RouteStage.route_id == routes[0].id).order_by(RouteStage.position)
    departments = [factories.department_id(name) for name in DEPARTMENTS]
    people = [factories.staff_id(name) for name in PEOPLE]
    few, some = factories.department_id(FEW), factories.department_id(SOME)
    guest = factories.staff_id("fang")
    return Office(cases, routes[0].id, db.session.scalars(query).all(), departments, people, few, some, guest)


def store(model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    """Write rows in short units."""
    while part := list(islice(rows, SLICE)):
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(insert(table_of(model)), part)


def index(complaints: Iterator[dict[str, Any]]) -> None:
    """Let the search box find them."""
    while part := list(islice(complaints, SLICE)):
        with unit_of_work(by=OPERATOR):
            put("complaint", map(complaint_things.words, part))


def heard_on(n: int, cases: int) -> date:
    """The day of the n-th complaint: they are spread over three years and end yesterday."""
    return clock.today() - timedelta(days=1 + (cases - n) * DAYS // cases)


def number_of(n: int, cases: int) -> tuple[str, str, int]:
    """The number of the n-th complaint, its month and its serial (here running through)."""
    month = f"{heard_on(n, cases):%y%m}"
    return f"{month}{n:05}", month, n


def complaint(n: int, office: Office) -> Iterator[dict[str, Any]]:
    """The n-th complaint."""
    is_open = n > office.cases - OPEN
    day, (number, month, serial) = heard_on(n, office.cases), number_of(n, office.cases)
    stage = office.stages[n % len(office.stages)]
    here = office.departments[n % 3]
    yield {
        "id": n, "number": number, "number_month": month, "number_serial": serial, "route_id": office.route_id,
        "state": "open" if is_open else "closed", "stage_id": n * 10 + 4 if is_open else None,
        "stage_key": stage.key if is_open else None, "holder_department_id": here if is_open else None,
        "holder_id": office.people[n % 3] if is_open and n % 2 else None,
        "due_on": day + timedelta(days=13), "stage_due_on": day + timedelta(days=5) if is_open else None,
        "customer_id": 1 + n % (CUSTOMERS - 1), "channel": "telephone", "heard_at": clock.now() - (clock.today() - day),
        "first_contact_id": office.guest if n % 100 == 1 else office.people[n % 3],
        "handler_id": office.people[n // 3 % 3], "department_id": here,
        "matter": f"{MATTERS[n % 5]}{n}", "facts": "详见来电记录", "remedy_wanted": "return",
        "kind": "quality" if n % 3 else "non_quality", "severity": "serious" if n % 50 == 0 else "ordinary",
        "origin": "domestic", "responsible_department_id": office.departments[n // 7 % 3],
        "closed_on": None if is_open else day + timedelta(days=n % 16), "made_by": "bench", "made_at": clock.now(),
        "version": 1, "paused": False, "quantity_unknown": False, "no_loss": False, "reopened": 0,
    }  # fmt: skip


def stays(n: int, office: Office) -> Iterator[dict[str, Any]]:
    """Five stays of the n-th complaint, the last of which goes on while it is open."""
    is_open, day = n > office.cases - OPEN, heard_on(n, office.cases)
    for place in range(5):
        stage = office.stages[n % len(office.stages) if place == 4 else place]
        here = is_open and place == 4
        yield {
            "id": n * 10 + place, "complaint_id": n, "stage_id": stage.id, "key": stage.key,
            "department_id": stayed_at(n, place, office),
            "staff_id": office.people[(n + place) % 3] if place % 2 else None,
            "entered_at": clock.now() - (clock.today() - day) + timedelta(days=place),
            "left_at": None if here else clock.now(), "left_on": None if here else day + timedelta(days=place + 1),
            "left_by": None if here else "bench", "outcome": None if here else "passed", "opinion": None,
            "due_on": day + timedelta(days=place + 2), "late_days": None if here else 2 * (n % 11 == 0),
        }  # fmt: skip


def stayed_at(n: int, place: int, office: Office) -> int:
    """The department of a stay."""
    if n % 150 == 0 and place == 2:
        return office.few
    return office.some if n % 10 == 5 and place in (1, 2) else office.departments[(n + place + 2) % 3]


def closing(n: int, office: Office) -> Iterator[dict[str, Any]]:
    """The closing of the n-th complaint, where it is closed."""
    if n > office.cases - OPEN:
        return
    facts = {
        "cause_id": 1 + n % 5, "cause": CAUSES[n * n % 5], "responsible_department": DEPARTMENTS[n // 7 % 3],
        "kind": "quality" if n % 3 else "non_quality", "severity": "ordinary", "origin": "domestic",
        "upheld": n % 4 != 0, "accepted": n % 9 != 0, "days": n % 16, "late": n % 11 == 0, "late_stages": n % 2,
    }  # fmt: skip
    yield {
        "complaint_id": n, "closed_on": heard_on(n, office.cases) + timedelta(days=n % 16), "opens": False,
        "reason": None, "facts": facts, "at": clock.now(), "by": "bench",
    }  # fmt: skip
