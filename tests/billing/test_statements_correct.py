"""Taking posted slips back and making them again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.billing.accounts.models import GasAccount
from app.billing.receivables import queries as money
from app.billing.statements.corrections import Corrected, correct
from app.billing.statements.hooks import billed_before, billed_items, cumulative_before
from app.billing.statements.models import Statement
from app.billing.statements.view import affected_by, view_of
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests.billing.factories_money import a_payment
from tests.billing.factories_readings import item_of
from tests.billing.factories_statements import drafted, lines_of, planned, posted, read, read_month, slip_of, slips

pytestmark = pytest.mark.usefixtures("context")
TODAY = date(2026, 11, 20)


def corrected(slip: Statement, *, replace: bool = True) -> Corrected:
    made = correct(slip.id, reason="misread", replace=replace, by=OPERATOR)
    db.session.rollback()
    assert money.check_sums() == []
    return made


def stored(statement_id: int | None) -> Statement:
    assert statement_id is not None
    return db.session.scalars(select(Statement).where(Statement.id == statement_id)).one()


def with_persons(account: GasAccount, persons: int) -> None:
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(GasAccount).where(GasAccount.id == account.id).values(persons=persons))


def test_a_reversal_is_the_exact_opposite_and_nothing_is_owed() -> None:
    account, *_ = read_month(400)
    posted()
    slip = slip_of(account)
    made = corrected(slip, replace=False)
    turned = stored(made.reversal_id)
    assert (turned.amount, turned.volume, turned.number) == (-slip.amount, -400_000, "2611000002")
    assert (turned.cumulative_from, turned.cumulative_to) == (400_000, 0)
    assert sum(amount for *_, amount in lines_of(turned)) == turned.amount
    assert money.debts_of(account.id) == []
    assert slip_of(account).amount == slip.amount


def test_a_replacement_bills_the_reading_as_it_stands_now() -> None:
    account, *_ = read_month(400)
    posted()
    with_persons(account, 6)
    made = corrected(slip_of(account))
    again = stored(made.replacement_id)
    assert (again.kind, again.amount, again.cumulative_from) == ("replacement", 400 * 261, 0)
    assert [debt.outstanding for debt in money.debts_of(account.id)] == [400 * 261]
    assert money.debts_of(account.id)[0].due_on == TODAY + timedelta(days=7)


def test_what_was_paid_pays_the_replacement() -> None:
    account, *_ = read_month(400)
    posted()
    a_payment(account, 200_000)
    with_persons(account, 6)
    made = corrected(slip_of(account))
    assert made.released == slip_of(account).amount
    assert money.debts_of(account.id) == []
    assert money.prepaid_of(account.id) == 200_000 - 400 * 261


def test_a_reversed_slip_can_be_read_again_and_replaced() -> None:
    account, *_ = read_month(400)
    posted()
    slip = slip_of(account)
    corrected(slip, replace=False)
    read(item_of(account).item.id, 110, reason="misread")
    made = corrected(slip)
    assert (made.reversal_id, stored(made.replacement_id).amount) == (None, 2610)
    with pytest.raises(Conflict):
        correct(slip.id, reason="again", replace=True, by=OPERATOR)


def test_a_reversed_slip_is_drafted_again_by_the_next_run_of_its_month() -> None:
    account, *_ = read_month(400)
    posted()
    corrected(slip_of(account), replace=False)
    read(item_of(account).item.id, 110, reason="misread")
    posted()
    assert (slip_of(account).amount, slip_of(account).sequence) == (2610, 1)


def test_a_slip_is_reversed_only_once_and_a_reversal_never() -> None:
    account, *_ = read_month(10)
    posted()
    made = corrected(slip_of(account), replace=False)
    with pytest.raises(Conflict):
        correct(slip_of(account).id, reason="again", replace=False, by=OPERATOR)
    with pytest.raises(Refused):
        correct(made.reversal_id or 0, reason="again", replace=False, by=OPERATOR)


def test_a_replacement_can_be_corrected_in_its_turn() -> None:
    account, *_ = read_month(10)
    posted()
    first = corrected(slip_of(account))
    second = corrected(stored(first.replacement_id))
    assert (stored(second.replacement_id).sequence, stored(second.reversal_id).sequence) == (2, 1)
    assert [debt.statement_id for debt in money.debts_of(account.id)] == [second.replacement_id]


def test_a_held_reading_is_not_billed_again_and_nothing_is_reversed() -> None:
    account, *_ = read_month(10)
    posted()
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(GasAccount).where(GasAccount.id == account.id).values(use="spaceship"))
    with pytest.raises(Refused, match="held"):
        correct(slip_of(account).id, reason="misread", replace=True, by=OPERATOR)
    assert [slip.kind for slip in slips()] == ["regular"]


def test_later_slips_of_the_cycle_are_named_and_stay() -> None:
    account, *_ = read_month(340)
    posted()
    read(planned(account, period="2026-12")[0], 100 + 340 + 20)
    posted("2026-12")
    november = next(slip for slip in slips() if slip.period == "2026-11")
    december = next(slip for slip in slips() if slip.period == "2026-12")
    corrected(november, replace=False)
    read(item_of(account).item.id, 200, reason="misread")
    made = corrected(november)
    assert (stored(made.replacement_id).cumulative_from, stored(made.replacement_id).cumulative_to) == (0, 100_000)
    assert [slip.id for slip in affected_by(november)] == [december.id]
    assert [slip.id for slip in view_of(OPERATOR, november.id, TODAY).affected] == [december.id]
    again = corrected(december)
    assert stored(again.replacement_id).cumulative_from == 100_000


def test_a_correction_stands_in_the_history_with_its_reason() -> None:
    account, *_ = read_month(10)
    posted()
    corrected(slip_of(account))
    query = select(Entry.action, Entry.reason, Entry.customer_id).where(Entry.reason.is_not(None))
    entries = [tuple(row) for row in db.session.execute(query.order_by(Entry.id))]
    customer = account.customer_id
    assert entries == [
        ("statements.reversed", "misread", customer),
        ("statements.replaced", "misread", customer),
    ]


class TestWhatOthersAsk:
    def test_the_last_reading_and_the_last_volumes_of_slips_that_stand(self) -> None:
        account, *_ = read_month(10)
        posted()
        corrected(slip_of(account))
        for month, used in (("2026-12", 20), ("2027-01", 30), ("2027-02", 40)):
            before = billed_before([account.id], month)[account.id].current // 1000
            read(planned(account, period=month)[0], before + used)
            posted(month)
        billed = billed_before([account.id], "2027-03")[account.id]
        assert (billed.current, billed.volumes) == (200_000, (40_000, 30_000, 20_000))
        assert billed_before([account.id], "2026-11") == {}

    def test_an_item_is_settled_while_a_slip_of_it_stands(self) -> None:
        account, *_ = read_month(10)
        item = item_of(account).item.id
        drafted()
        assert billed_items([item]) == set()
        posted()
        assert billed_items([item]) == {item}
        corrected(slip_of(account), replace=False)
        assert billed_items([item]) == set()

    def test_the_volume_of_the_cycle_so_far(self) -> None:
        account, *_ = read_month(340, cycle_volume=100_000)
        assert cumulative_before(account.id, "2026-11") == 100_000
        posted()
        assert cumulative_before(account.id, "2026-12") == 440_000
        assert cumulative_before(account.id, "2027-01") == 0
