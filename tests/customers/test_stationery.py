"""Blank contracts in the office: from hand to hand, to nobody else, chased once, and the balance of a past month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import clock
from app.customers.contracts.models import Contract
from app.customers.contracts.rules import NewContract
from app.customers.stationery import hooks, nightly, rules, service
from app.customers.stationery.models import Blank, BlankMove
from app.customers.stationery.queries import months, sheets
from app.customers.stationery.service import NewMove
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.jobs import daily
from app.office.approvals.models import Approval
from app.office.approvals.service import approve, seed
from app.office.deadlines.models import Deadline, DeadlineStep
from app.office.deadlines.service.firing import fire_steps
from app.office.tasks.models import Task
from tests import factories
from tests.customers.factories_customers import a_customer
from tests.factories import actor, staff_id
from tests.reception.factories_queue import later

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def kind(context: None) -> int:
    """A kind of stationery with ten sheets in stock, and a store manager who approves."""
    factories.make_posts()
    factories.appoint("kong", "store_manager", "办公室")
    seed(by=daily.NIGHTLY)
    return stocked()


def stocked() -> int:
    kind_id = service.set_kind("装饰合同", prefix="ZX", reserve=5, by=actor("su")).id
    service.draw(kind_id, "ZX0001", "ZX0010", keeper_id=staff_id("bai"), by=actor("su"))
    return kind_id


def sheet(serial: str = "ZX0001") -> Blank:
    query = select(Blank).where(Blank.serial == serial).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def to(kind: str, who: str | None = None, **more: object) -> NewMove:
    return NewMove(kind, staff_id(who) if who else None, **more)  # type: ignore[arg-type]


def issued(kind_id: int) -> Blank:
    service.issue(kind_id, "ZX0001", None, to("issued", "su"), by=actor("bai"))
    return sheet()


def signed(kind_id: int) -> Blank:
    one, customer = issued(kind_id), a_customer(owner="su")
    contract = NewContract("装饰合同", clock.today(), blank_number=one.serial)
    return service.sign(one.id, one.version, customer.id, to("signed"), contract, by=actor("su"))


def passed(kind_id: int) -> Blank:
    one = signed(kind_id)
    new = to("passed", "kong", purpose="审批签字", due_on=clock.today() + timedelta(days=3))
    return service.pass_on(one.id, one.version, new, by=actor("su"))


def _another_signed(kind_id: int) -> Blank:
    service.issue(kind_id, "ZX0002", None, to("issued", "su"), by=actor("bai"))
    one = sheet("ZX0002")
    return service.sign(one.id, one.version, a_customer(owner="su").id, to("signed"), by=actor("su"))


def folded(one: Blank) -> tuple[str | None, int | None]:
    moves = db.session.scalars(select(BlankMove).where(BlankMove.blank_id == one.id).order_by(BlankMove.id))
    found = rules.fold(rules.Move(move.kind, move.staff_id) for move in moves)
    return found.state, found.holder_id


def test_a_contract_goes_from_stock_to_finance_and_its_state_is_the_fold_of_its_moves(kind: int) -> None:
    one = passed(kind)
    assert (one.state, one.holder_id) == folded(one) == ("passed", staff_id("kong"))
    request = db.session.scalars(select(Approval).where(Approval.subject == f"blank:{one.id}")).one()
    approve(request.id, request.version, None, by=actor("kong"))
    service.give_back(one.id, one.version, to("back"), by=actor("kong"))
    assert (sheet().state, sheet().holder_id) == folded(one) == ("signed", staff_id("su"))
    service.report({one.id: sheet().version}, to("reported", "xu"), by=actor("su"))
    assert (sheet().state, sheet().holder_id) == ("reported", staff_id("su"))
    with pytest.raises(Refused, match="not yours"):
        service.receive({one.id: sheet().version}, to("handed_over"), by=actor("su"))
    service.receive({one.id: sheet().version}, to("handed_over"), by=actor("xu"))
    assert (sheet().state, sheet().holder_id) == folded(one) == ("handed_over", staff_id("xu"))
    contract = db.session.scalars(select(Contract)).one()
    assert (sheet().contract_id, contract.blank_number) == (contract.id, "ZX0001")


def test_it_goes_to_nobody_but_sales_people_the_approver_and_finance(kind: int) -> None:
    for who in ("fang", "xu"):
        with pytest.raises(Refused, match="never lie at the front desk"):
            service.issue(kind, "ZX0001", None, to("issued", who), by=actor("bai"))
    one = signed(kind)
    for who in ("gao", "bai", "fang", "xu"):
        with pytest.raises(Refused, match="only to the store manager"):
            service.pass_on(one.id, one.version, to("passed", who, purpose="看看"), by=actor("su"))
    with pytest.raises(Refused, match="was not approved yet"):
        service.report({one.id: one.version}, to("reported", "xu"), by=actor("su"))
    with pytest.raises(Refused, match="cancel it first"):
        service.spoil(one.id, one.version, to("void", note="写错"), by=actor("su"))
    assert db.session.scalar(select(func.count()).select_from(Approval)) == 0


def test_who_keeps_no_stationery_moves_only_what_he_has_in_hand(kind: int) -> None:
    one = passed(kind)
    service.give_back(one.id, one.version, to("back"), by=actor("kong"))
    assert db.session.scalars(select(Approval.state)).all() == ["void"]
    with pytest.raises(Exception, match="No row was found"):
        service.lose(one.id, sheet().version, to("lost", note="丢"), by=actor("kong"))


def test_what_is_lost_and_found_is_what_it_was_and_old_forms_change_nothing(kind: int) -> None:
    one = signed(kind)
    service.lose(one.id, one.version, to("lost", note="搬家时遗失"), by=actor("su"))
    with pytest.raises(Conflict):
        service.move(one.id, 1, to("found"), by=actor("bai"))
    service.move(one.id, sheet().version, to("found"), by=actor("bai"))
    assert (sheet().state, sheet().holder_id) == folded(one) == ("signed", staff_id("bai"))


def test_a_series_has_no_doubles_and_a_gap_wants_a_reason(kind: int) -> None:
    keeper = staff_id("su")
    with pytest.raises(Refused, match="there already: ZX0010"):
        service.draw(kind, "ZX0010", "ZX0012", keeper_id=keeper, by=actor("su"))
    with pytest.raises(Refused, match="ZX0011 to ZX0012 are missing"):
        service.draw(kind, "ZX0013", "ZX0015", keeper_id=keeper, by=actor("su"))
    drawn = service.draw(kind, "0013", "0015", keeper_id=keeper, gap_why="印刷厂缺页", by=actor("su"))
    assert drawn == ["ZX0013", "ZX0014", "ZX0015"]


def test_an_overdue_return_is_chased_once(kind: int) -> None:
    one = passed(kind)
    later(days=6)
    assert [row.Blank.id for row in sheets.listing(sheets.Filters(overdue=True), actor("su")).rows] == [one.id]
    steps = (
        select(DeadlineStep.addressee, DeadlineStep.days)
        .join(Deadline, Deadline.id == DeadlineStep.deadline_id)
        .where(Deadline.subject == f"blank:{one.id}", Deadline.rule == "stationery.return")
    )
    chased = [(fire_steps(by=daily.NIGHTLY), sorted(tuple(row) for row in db.session.execute(steps)))[1] for _ in "12"]
    assert chased[0] == chased[1]
    assert {"responsible", "head"} <= {addressee for addressee, _ in chased[0]}
    service.give_back(one.id, one.version, to("back"), by=actor("kong"))
    mine = select(Task.state).where(Task.staff_id == staff_id("kong"), Task.customer_id == one.customer_id)
    assert "open" not in db.session.scalars(mine).all()


def test_the_request_counts_what_is_at_hand_and_is_fulfilled_by_a_drawing(kind: int) -> None:
    issued(kind)
    with pytest.raises(Refused, match="Computed are 0"):
        service.ask(kind, "2026-12", wanted=20, by=actor("su"))
    one = service.ask(kind, "2026-12", expected=12, wanted=20, reason="年底活动", by=actor("su"))
    assert (one.stock, one.issued, one.expected, one.reserve, one.computed, one.wanted) == (9, 1, 12, 5, 7, 20)
    service.draw(kind, "ZX0011", "ZX0030", keeper_id=staff_id("su"), request_id=one.id, by=actor("su"))
    with pytest.raises(Refused, match="were drawn already"):
        service.ask(kind, "2026-12", expected=50, by=actor("su"))


def test_the_keeper_is_asked_for_the_request_of_the_month_once(kind: int) -> None:
    later(days=6)
    for _ in range(2):
        assert nightly.keeper_of(kind) == staff_id("bai")
        nightly.remind(months.kind(kind), "2026-12", date(2026, 11, 26), by=daily.NIGHTLY)
    tasks = select(Task.state).where(Task.kind == "stationery.request")
    assert db.session.scalars(tasks).all() == ["open"]
    service.ask(kind, "2026-12", by=actor("su"))
    assert db.session.scalars(tasks).all() == ["done"]


def test_the_balance_of_a_past_month_reproduces_whatever_happens_later(kind: int) -> None:
    one = signed(kind)
    november = months.balances("2026-11")
    counted = november[0][1]
    assert (counted.opening, counted.drawn, counted.issued, counted.signed, counted.closing) == (0, 10, 1, 1, 10)
    later(days=20)
    service.lose(one.id, one.version, to("lost", note="遗失"), by=actor("su"))
    service.issue(kind, "ZX0002", "ZX0004", to("issued", "su"), by=actor("bai"))
    assert months.balances("2026-11")[0][1] == counted
    december = months.balances("2026-12")[0][1]
    assert (december.opening, december.lost, december.closing, december.closing_stock) == (10, 1, 9, 6)


def test_the_contracts_of_a_leaver_go_to_the_mind_of_his_head_until_nothing_is_left_with_him(kind: int) -> None:
    one = issued(kind)
    signed_one = _another_signed(kind)
    told = hooks.handover_parts(staff_id("su"), [signed_one.customer_id or 0, 999])
    assert {customer: [part.count for part in parts] for customer, parts in told.items()} == {
        signed_one.customer_id: [1]
    }
    service.spoil(signed_one.id, signed_one.version, to("void", note="重签"), by=actor("bai"))
    hooks.staff_left(staff_id("su"), clock.today(), by=daily.NIGHTLY)
    waiting = select(Task.staff_id).where(Task.kind == "stationery.left", Task.state == "open")
    assert db.session.scalars(waiting).all() == [staff_id("bai")]
    service.move(one.id, one.version, to("returned"), by=actor("bai"))
    assert db.session.scalars(waiting).all() == []


def test_the_way_of_a_contract_on_screen_and_on_paper(sign_in: SignIn) -> None:
    su, bai, xu, fang = (sign_in(who) for who in ("su", "bai", "xu", "fang"))
    with su.application.app_context():
        factories.make_posts()
        kind_id, customer = stocked(), a_customer(owner="su")
        number, su_id, xu_id = customer.number, staff_id("su"), staff_id("xu")
    place = "/customers/stationery"
    assert fang.get(f"{place}/").status_code == 403
    page = bai.get(f"{place}/issue").text
    assert page.index('name="first"') < page.index('name="on_day"') < page.index('name="note"')
    assert f'<option value="{kind_id}" selected' in page
    refused = bai.post(f"{place}/issue", data={"kind_id": kind_id, "first": "1", "staff_id": su_id})
    assert "not in stock" in refused.text
    bai.post(f"{place}/issue", data={"kind_id": kind_id, "first": "0001", "last": "0002", "staff_id": su_id})
    assert "Issued, not signed" in su.get(f"{place}/1").text
    assert fang.get(f"{place}/1").status_code == 404
    signed = {"version": "2", "customer": number, "title": "装饰合同", "amount": "88000"}
    assert su.post(f"{place}/1/sign", data=signed).status_code == 303
    assert number in su.get(f"{place}/1").text
    assert "was not approved yet" in su.post(f"{place}/report", data={"blank": "1-3", "staff_id": xu_id}).text
    with su.application.app_context():
        gao_id = staff_id("gao")
    assert "nobody else" in su.get(f"{place}/1/pass").text
    assert su.post(f"{place}/1/pass", data={"version": "3", "staff_id": gao_id, "purpose": "审批"}).status_code == 303
    assert "Approval" in sign_in("gao").get(f"{place}/1").text
    month = "202611"
    for key in ("issues", "transfers", "reports", "balance"):
        assert su.get(f"/documents/stationery_{key}/{month}").status_code == 200
    assert "王建国" in su.get(f"/documents/stationery_transfers/{month}").text
    assert "装饰合同" in su.get(f"{place}/balance").text
    assert su.get(f"{place}/balance.xlsx?month=2026-11").data[:2] == b"PK"
    asked = {"kind_id": kind_id, "month": "2026-12", "expected": "20", "wanted": "30", "reason": "活动"}
    page = su.post(f"{place}/requests/new", data=asked).headers["Location"]
    assert "活动" in su.get(page).text
    assert su.get(f"/documents/stationery_request/{page.rpartition('/')[2]}").status_code == 200
    for path in (
        "draw",
        "kinds",
        "kinds/new",
        f"kinds/{kind_id}",
        "requests/",
        "requests/1/cancel",
        "2/return",
        "2/void",
    ):
        assert su.get(f"{place}/{path}").status_code == 200
    assert xu.get(f"{place}/receive").status_code == 200
