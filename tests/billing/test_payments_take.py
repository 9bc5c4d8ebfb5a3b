"""Taking money at the counter."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.billing.accounts.models import GasAccount
from app.billing.payments.models import Payment
from app.billing.payments.policy import PaymentPolicy
from app.billing.payments.service import reverse_payment, take_payment
from app.billing.receivables.queries import check_sums, debts_of, prepaid_of
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.access.models import Role, StaffRole
from app.office.history.models import Entry
from app.office.policy.declare import declared
from app.office.policy.service import set_values
from app.unit_of_work import unit_of_work
from app.web.hooks import customer_flags
from tests import factories
from tests.billing.factories_debts import a_statement, an_account
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
FORM_KEY = re.compile(rb'name="form_key" value="([^"]+)"')


@pytest.fixture
def owing(app: Flask) -> tuple[int, int, int]:
    """The ids of an account that owes 50.00 since October and 70.00 since November, and of both statements."""
    with app.app_context():
        account = an_account("10000003")
        old = a_statement(account, 5000, period="2026-10", due_on=date(2026, 11, 8))
        new = a_statement(account, 7000, period="2026-11", due_on=date(2026, 11, 27))
        return account.id, old.id, new.id


def posted(client: FlaskClient, account_id: int, **typed: str) -> tuple[int, str, str]:
    """Open the form, post it and return status, place and page."""
    page = client.get(f"/billing/payments/take/{account_id}")
    key = FORM_KEY.search(page.data)
    assert key
    data = {"form_key": key[1].decode(), "channel": "cash", "amount": "120", "first": "", **typed}
    answer = client.post(f"/billing/payments/take/{account_id}", data=data)
    return answer.status_code, answer.headers.get("Location", ""), answer.text


def payments() -> list[Payment]:
    return list(db.session.scalars(select(Payment).order_by(Payment.id)))


def test_the_form_proposes_everything_owed_and_shows_each_debt(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    page = sign_in("chen").get(f"/billing/payments/take/{owing[0]}").text
    assert 'name="amount"' in page
    assert 'value="120.00"' in page
    assert "Days overdue: 12" in page
    assert "￥50.00" in page
    assert "￥70.00" in page


def test_money_goes_to_the_oldest_debt_first_and_the_receipt_has_a_number(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    client = sign_in("chen")
    status, place, _ = posted(client, owing[0], amount="60", tendered="100")
    assert status == 303
    page = client.get(place).text
    assert "R2611-000001" in page
    assert "￥40.00" in page  # change
    with app.app_context():
        assert [(one.statement_id, one.outstanding) for one in debts_of(owing[0])] == [(owing[2], 6000)]
        assert (payments()[0].tendered, payments()[0].change) == (10_000, 4_000)
        assert check_sums() == []


def test_the_named_statement_is_paid_first(app: Flask, sign_in: SignIn, owing: tuple[int, int, int]) -> None:
    status, _, _ = posted(sign_in("chen"), owing[0], amount="70", first=str(owing[2]))
    assert status == 303
    with app.app_context():
        assert [one.statement_id for one in debts_of(owing[0])] == [owing[1]]


def test_a_hundred_pays_the_rest_of_the_older_bill_and_all_of_the_newer(app: Flask) -> None:
    """P17: A owes 50 of which 20 are paid, B owes 70; 100 pays both and leaves nothing."""
    with app.app_context():
        account, chen = an_account(), factories.actor("chen")
        a_statement(account, 5000, period="2026-09", due_on=date(2026, 10, 8))
        a_statement(account, 7000, period="2026-10", due_on=date(2026, 11, 8))
        take_payment(account, amount=Fen(2000), channel="cash", by=chen)
        booked = take_payment(account, amount=Fen(10000), channel="card", by=chen)
        assert [share.amount for share in booked.split.shares] == [3000, 7000]
        assert (booked.split.to_prepaid, prepaid_of(account.id), debts_of(account.id)) == (0, 0, [])


def test_what_is_more_than_the_debt_becomes_prepaid(app: Flask, sign_in: SignIn, owing: tuple[int, int, int]) -> None:
    client = sign_in("chen")
    _, place, _ = posted(client, owing[0], amount="150.01")
    with app.app_context():
        assert prepaid_of(owing[0]) == 3001
        assert check_sums() == []
    assert "￥30.01" in client.get(place).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount": "0"}, "more than nothing"),
        ({"amount": "-5"}, "more than nothing"),
        ({"amount": ""}, "Please fill this in"),
        ({"amount": "abc"}, "abc"),
        ({"amount": "1.001"}, "decimal"),
        ({"amount": "9" * 30}, "invalid-feedback"),
        ({"amount": "1e5"}, "invalid-feedback"),
        ({"amount": "1000000.01"}, "more than ￥1,000,000.00"),
        ({"channel": "bank"}, "choose one of the list"),
        ({"channel": ""}, "choose one of the list"),
        ({"channel": "gold"}, "choose one of the list"),
        ({"tendered": "119.99"}, "￥0.01 are missing"),
        ({"tendered": "x"}, "invalid-feedback"),
        ({"channel": "transfer"}, "needs its reference"),
        ({"channel": "card", "reference": "9" * 41}, "too long"),
        ({"channel": "card", "reference": "1.2E+15"}, "shortened"),
        ({"payer": "x" * 121}, "too long"),
        ({"first": "999999999"}, "Nothing is open of the statement"),
    ],
)
def test_a_bad_field_is_refused_with_422_and_nothing_typed_is_lost(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int], typed: dict[str, str], says: str
) -> None:
    status, _, page = posted(sign_in("chen"), owing[0], **{"payer": "李代付", **typed})
    assert status == 422
    assert says in page
    assert typed.get("payer", "李代付") in page
    with app.app_context():
        assert payments() == []


@pytest.mark.parametrize("first", ["x", "-1", "1" * 40, "١"])
def test_a_statement_that_is_no_number_is_nobody_named(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int], first: str
) -> None:
    assert posted(sign_in("chen"), owing[0], first=first)[0] == 303


def test_a_refused_form_keeps_its_key_and_works_after_mending(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    client = sign_in("chen")
    key = FORM_KEY.search(client.get(f"/billing/payments/take/{owing[0]}").data)
    assert key
    data = {"form_key": key[1].decode(), "channel": "cash", "amount": "0"}
    refused = client.post(f"/billing/payments/take/{owing[0]}", data=data)
    again = FORM_KEY.search(refused.data)
    assert again
    assert again[1] == key[1]
    assert client.post(f"/billing/payments/take/{owing[0]}", data={**data, "amount": "1"}).status_code == 303


def test_a_very_large_amount_asks_once_more_and_is_taken_when_it_is_right(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    client = sign_in("chen")
    status, _, page = posted(client, owing[0], amount="1000000.01")
    assert status == 422
    assert 'name="sure"' in page
    assert posted(client, owing[0], amount="1000000.01", sure="y")[0] == 303


def test_a_second_post_of_the_same_form_answers_with_the_first_result(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    client = sign_in("chen")
    key = FORM_KEY.search(client.get(f"/billing/payments/take/{owing[0]}").data)
    assert key
    data = {"form_key": key[1].decode(), "channel": "cash", "amount": "50"}
    places = {client.post(f"/billing/payments/take/{owing[0]}", data=data).headers["Location"] for _ in range(3)}
    assert len(places) == 1
    with app.app_context():
        assert len(payments()) == 1


def test_two_hundred_posts_of_one_form_at_once_make_one_payment(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    client = sign_in("chen")
    key = FORM_KEY.search(client.get(f"/billing/payments/take/{owing[0]}").data)
    assert key
    data = {"form_key": key[1].decode(), "channel": "cash", "amount": "50"}
    browsers = [sign_in("chen") for _ in range(20)]

    def post(number: int) -> str:
        answer = browsers[number].post(f"/billing/payments/take/{owing[0]}", data=data)
        assert answer.status_code in (303, 409), answer.status_code
        return answer.headers.get("Location", "")

    with ThreadPoolExecutor(20) as pool:
        places = [place for part in pool.map(lambda n: [post(n) for _ in range(10)], range(20)) for place in part]
    assert len(places) == 200
    assert len({place for place in places if place}) == 1
    with app.app_context():
        assert len(payments()) == 1
        assert db.session.scalar(select(func.count()).select_from(Entry).where(Entry.action == "payments.taken")) == 1
        assert check_sums() == []


def test_two_cashiers_at_once_both_take_the_money_and_the_second_becomes_prepaid(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    browsers = [sign_in("chen"), sign_in("chen")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda client: posted(client, owing[0], amount="120"), browsers))
    assert [status for status, _, _ in answers] == [303, 303]
    with app.app_context():
        assert [(one.to_debts, one.to_prepaid) for one in payments()] == [(12000, 0), (0, 12000)]
        assert prepaid_of(owing[0]) == 12000
        assert check_sums() == []


def test_a_form_key_of_somebody_else_is_refused(app: Flask, sign_in: SignIn, owing: tuple[int, int, int]) -> None:
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        cashier = work.session.scalars(select(Role.id).where(Role.key == "cashier")).one()
        work.session.add(StaffRole(staff_id=factories.staff_id("xu"), role_id=cashier))
    key = FORM_KEY.search(sign_in("chen").get(f"/billing/payments/take/{owing[0]}").data)
    assert key
    data = {"form_key": key[1].decode(), "channel": "cash", "amount": "50"}
    for username, posted_key in (("xu", key[1].decode()), ("chen", key[1].decode()[:-2] + "xx"), ("chen", "x")):
        answer = sign_in(username).post(f"/billing/payments/take/{owing[0]}", data={**data, "form_key": posted_key})
        assert answer.status_code == 422
        assert "Open the page again" in answer.text
    with app.app_context():
        assert payments() == []


def test_a_reference_is_taken_once_and_again_only_after_a_reversal(app: Flask) -> None:
    with app.app_context():
        account, chen = an_account(), factories.actor("chen")
        booked = take_payment(account, amount=Fen(100), channel="transfer", reference="AB1", by=chen)
        with pytest.raises(Refused, match="receipt R2611-000001"):
            take_payment(account, amount=Fen(100), channel="transfer", reference="AB1", by=chen)
        reverse_payment(booked.id, reason="Wrong account", by=chen)
        take_payment(account, amount=Fen(100), channel="transfer", reference="AB1", by=chen)
        assert [one.booking for one in payments()] == [1, 1, 2]


def test_the_office_may_do_without_the_reference_of_a_transfer(app: Flask) -> None:
    with app.app_context():
        account, chen = an_account(), factories.actor("chen")
        name = next(one.name for one in declared(PaymentPolicy) if one.field == "transfer_reference")
        set_values({name: "no"}, valid_from=date(2026, 1, 1), reason=None, by=factories.actor("admin"))
        assert take_payment(account, amount=Fen(100), channel="transfer", by=chen).number == "R2611-000001"


def test_a_closed_account_pays_its_debt_and_nothing_more(app: Flask) -> None:
    with app.app_context():
        account, chen = an_account(state="closed"), factories.actor("chen")
        a_statement(account, 5000)
        with pytest.raises(Refused, match="At most ￥50"):
            take_payment(account, amount=Fen(5001), channel="cash", by=chen)
        take_payment(account, amount=Fen(5000), channel="cash", by=chen)
        assert (debts_of(account.id), prepaid_of(account.id), check_sums()) == ([], 0, [])


def test_what_brought_the_customer_is_stored_with_the_payment(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    client = sign_in("chen")
    page = client.get(f"/billing/payments/take/{owing[0]}?origin=visit:12").text
    assert 'name="origin" value="visit:12"' in page
    posted(client, owing[0], origin="visit:12")
    posted(client, owing[0], origin="<b>")
    with app.app_context():
        assert [one.origin for one in payments()] == ["visit:12", None]


def test_the_outlook_shows_shares_change_and_what_becomes_prepaid(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    address = f"/billing/payments/take/{owing[0]}/outlook"
    client = sign_in("chen")
    page = client.get(
        address, query_string={"amount": "125", "channel": "cash", "tendered": "200"}, headers={"HX-Request": "true"}
    ).text
    assert page.lstrip().startswith('<div id="debts"')
    assert "￥75.00" in page
    assert "￥5.00" in page
    named = client.get(address, query_string={"amount": "10", "channel": "cash", "first": str(owing[2])}).text
    assert f'value="{owing[2]}" checked' in named
    for bad in ("x", "", "-1", "9" * 40):
        assert client.get(address, query_string={"amount": bad}).status_code == 200


@pytest.mark.parametrize("typed", ["10000003", "王建", "wangjianguo", "wjg", "8000", "光明"])
def test_an_account_is_found_by_whatever_the_customer_says(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int], typed: str
) -> None:
    client = sign_in("chen")
    page = client.get("/billing/payments/take", query_string={"q": typed}, headers={"HX-Request": "true"}).text
    assert "10000003" in page
    assert "￥120.00" in page
    answer = client.get("/billing/payments/take", query_string={"q": typed})
    assert answer.headers["Location"].startswith(f"/billing/payments/take/{owing[0]}")


def test_a_scanned_slip_opens_its_account_and_names_its_statement(
    app: Flask, sign_in: SignIn, owing: tuple[int, int, int]
) -> None:
    with app.app_context():
        number = debts_of(owing[0])[1].number
    client = sign_in("chen")
    place = client.get("/billing/payments/take", query_string={"q": number}).headers["Location"]
    assert f"first={owing[2]}" in place
    assert f'value="{owing[2]}" checked' in client.get(place).text


def test_an_overdue_customer_carries_a_mark_with_the_amount(app: Flask, owing: tuple[int, int, int]) -> None:
    with app.test_request_context(), app.app_context():
        customer_id = db.session.get_one(GasAccount, owing[0]).customer_id
        assert "￥50.00" in str(customer_flags([customer_id], factories.actor("chen"))[customer_id][0].text)
        assert customer_flags([customer_id], factories.actor("su")) == {customer_id: []}, "sales see no gas accounts"


def test_the_pages_ask_the_database_little(app: Flask, sign_in: SignIn, owing: tuple[int, int, int]) -> None:
    client = sign_in("chen")
    _, place, _ = posted(client, owing[0], amount="10")
    for address in (
        f"/billing/payments/take/{owing[0]}", place, "/billing/payments/", "/billing/payments/mine",
        "/billing/payments/take?q=王", "/billing/payments/waiting",
    ):  # fmt: skip
        with count_queries(app) as counted:
            assert client.get(address).status_code in (200, 303), address
        assert len(counted) <= 20, (address, counted.statements)


def test_nobody_without_the_right_takes_money(sign_in: SignIn, owing: tuple[int, int, int]) -> None:
    for username in ("fang", "ma", "su", "wu", "xu"):
        assert sign_in(username).get(f"/billing/payments/take/{owing[0]}").status_code == 403
    assert sign_in("chen").get("/billing/payments/take/999999").status_code == 404
