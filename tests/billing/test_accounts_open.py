"""Opening gas accounts and what becomes of them, by verbs and on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import event, select

from app.billing.accounts import queries, service
from app.billing.accounts.hooks import hits
from app.billing.accounts.models import GasAccount
from app.billing.accounts.rules import AccountFields
from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.volume import Volume
from app.extensions import db
from app.office.batches.models import Batch
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from app.web import hooks
from tests.billing.factories_accounts import new_account, opened
from tests.factories import actor

SignIn = Callable[[str], FlaskClient]
TYPED = {
    "number": "１００００００３",
    "name": " 康超 ",
    "category": "residential",
    "use": "壁挂炉",
    "persons": "7",
    "address": "光明路36号8栋1804室",
    "phone": "133 9099 6030",
    "book": "B01",
    "position": "1",
    "note": "",
    "customer": "",
    "cycle_volume": "548",
    "meter": "Ｍ70000000",
    "digits": "5",
    "initial_reading": "3,164",
    "installed_on": "2024.5.1",
    "factor": "1.0235",
}


@pytest.fixture
def chen(sign_in: SignIn) -> FlaskClient:
    return sign_in("chen")


def made(app: Flask, **changed: Any) -> int:
    with app.app_context():
        return opened(**changed).id


def stored(app: Flask, account_id: int) -> GasAccount:
    with app.app_context():
        return queries.account(account_id, OPERATOR)


def form_of(page: str, name: str) -> str:
    return page.split(f'name="{name}" ')[1].split('value="')[1].split('"')[0] if f'name="{name}" ' in page else ""


def post(client: FlaskClient, url: str, data: dict[str, str]) -> Any:
    page = client.get(url).text
    return client.post(url, data={"form_key": form_of(page, "form_key"), "version": form_of(page, "version"), **data})


def history_of(account_id: int) -> list[Entry]:
    query = select(Entry).where(Entry.subject == f"account:{account_id}").order_by(Entry.id)
    return list(db.session.scalars(query))


def test_an_account_makes_a_customer_of_its_own(context: None) -> None:
    account = opened()
    customer = db.session.get_one(Customer, account.customer_id)
    assert (customer.name, customer.kind, customer.phone) == ("康超", "person", "13390996030")
    other = opened("2", category="commercial", name="康超")
    assert db.session.get_one(Customer, other.customer_id).kind == "company"
    assert other.customer_id != account.customer_id


def test_an_account_may_belong_to_a_known_customer(context: None) -> None:
    customer = open_customer(NewCustomer("person", "康超"), by=OPERATOR)
    account = service.open_account(new_account(), customer=customer.number.lower(), by=OPERATOR)
    assert account.customer_id == customer.id


def test_a_customer_whom_the_actor_may_not_see_is_not_there(context: None) -> None:
    customer = open_customer(NewCustomer("person", "康超"), by=OPERATOR)
    with pytest.raises(Refused) as refused:
        service.open_account(new_account(), customer=customer.number, by=actor("wu"))
    assert refused.value.field == "customer"


def test_a_number_in_use_is_refused_and_nothing_is_left_behind(context: None) -> None:
    opened()
    customers = len(db.session.scalars(select(Customer.id)).all())
    with pytest.raises(Refused) as refused:
        opened(meter="M2")
    assert refused.value.field == "number"
    with pytest.raises(Refused):
        opened("2", meter="M10000003")
    assert len(db.session.scalars(select(Customer.id)).all()) == customers


def test_a_change_is_kept_with_old_and_new_values(context: None) -> None:
    account = opened()
    fields = AccountFields("康明", "residential", "人民路1号", persons=3, phone="13390996030")
    service.change_account(account.id, fields, version=1, by=OPERATOR)
    entry = history_of(account.id)[-1]
    assert entry.customer_id == account.customer_id
    assert {one["field"]: (one["old"], one["new"]) for one in entry.facts["changes"]} == {
        "name": ("康超", "康明"), "address": ("光明路36号8栋1804室", "人民路1号"), "persons": (None, 3),
    }  # fmt: skip
    assert [row[0].id for row in queries.found("人民路", OPERATOR)] == [account.id]
    assert queries.found("光明路", OPERATOR) == []


def test_a_change_of_nothing_leaves_no_trace(context: None) -> None:
    account = opened()
    service.change_account(account.id, new_account().fields, version=1, by=OPERATOR)
    assert (account.version, len(history_of(account.id))) == (1, 2)


def test_who_comes_second_is_told(context: None) -> None:
    account = opened()
    for name in ("甲", "乙"):
        fields = replace(new_account().fields, name=name)
        if name == "甲":
            service.change_account(account.id, fields, version=1, by=OPERATOR)
        else:
            with pytest.raises(Conflict):
                service.change_account(account.id, fields, version=1, by=OPERATOR)
    assert queries.account(account.id, OPERATOR).name == "甲"


def test_states_follow_each_other_and_a_closed_account_stays_closed(context: None) -> None:
    account = opened()
    with pytest.raises(Conflict):
        service.resume_account(account.id, reason="?", by=OPERATOR)
    service.suspend_account(account.id, reason="travels", by=OPERATOR)
    with pytest.raises(Conflict):
        service.suspend_account(account.id, reason="again", by=OPERATOR)
    service.resume_account(account.id, reason="is back", by=OPERATOR)
    end = {"on": date(2026, 11, 1), "final_reading": Volume(4_000_000)}
    service.close_account(account.id, reason="moved", by=OPERATOR, **end)
    for verb in (service.suspend_account, service.resume_account):
        with pytest.raises(Conflict):
            verb(account.id, reason="no", by=OPERATOR)
    with pytest.raises(Conflict):
        service.close_account(account.id, reason="again", by=OPERATOR, **end)
    told = {entry.action: entry.reason for entry in history_of(account.id)}
    assert told["accounts.suspended"] == "travels"
    assert told["accounts.closed"] == "moved"
    assert "meters.removed" in told


def test_an_account_is_opened_on_screen(app: Flask, chen: FlaskClient) -> None:
    answer = post(chen, "/billing/accounts/new", TYPED)
    assert answer.status_code == 303, answer.text
    page = chen.get(answer.location).text
    for text in ("10000003", "康超", "Wall-hung boiler", "M70000000", "1.0235", "3164", "13390996030", "2024-05-01"):
        assert text in page
    again = chen.post("/billing/accounts/new", data={**TYPED, "form_key": "forged"})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("number", ""), ("number", "1.23E+15"), ("number", "x" * 41),
        ("name", ""), ("name", "x" * 121),
        ("category", ""), ("category", "industrial"),
        ("use", "x" * 41),
        ("persons", "0"), ("persons", "1000"), ("persons", "many"),
        ("address", ""), ("address", "x" * 201),
        ("phone", "none"), ("phone", "1" * 41),
        ("book", "x" * 41),
        ("position", "-1"), ("position", "first"),
        ("note", "x" * 2001),
        ("customer", "C999999"), ("customer", "x" * 41),
        ("cycle_volume", "-1"), ("cycle_volume", "much"),
        ("meter", ""), ("meter", "x" * 41),
        ("digits", ""), ("digits", "2"), ("digits", "10"),
        ("initial_reading", ""), ("initial_reading", "-1"), ("initial_reading", "十二"), ("initial_reading", "100000"),
        ("installed_on", ""), ("installed_on", "2026-02-30"),
        ("factor", "0"), ("factor", "x"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_beside_its_field(app: Flask, chen: FlaskClient, field: str, typed: str) -> None:
    answer = post(chen, "/billing/accounts/new", {**TYPED, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    with app.app_context():
        assert db.session.scalars(select(GasAccount.id)).all() == []


def test_an_account_is_changed_on_screen(app: Flask, chen: FlaskClient) -> None:
    account_id = made(app)
    url = f"/billing/accounts/{account_id}/change"
    typed = {key: TYPED[key] for key in ("name", "category", "use", "persons", "phone", "book", "position", "note")}
    answer = post(chen, url, {**typed, "address": "新华街1号"})
    assert answer.status_code == 303, answer.text
    assert stored(app, account_id).address == "新华街1号"
    late = post(chen, url, {**typed, "address": "x", "version": "1"})
    assert late.status_code == 409
    assert "meanwhile" in late.text
    for version in ("", "x", "-1", "9" * 30):
        assert post(chen, url, {**typed, "address": "x", "version": version}).status_code == 409


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("category", "x"), ("address", ""), ("persons", "0"), ("phone", "none"), ("position", "x")],
)
def test_a_bad_change_is_refused_beside_its_field(app: Flask, chen: FlaskClient, field: str, typed: str) -> None:
    url = f"/billing/accounts/{made(app)}/change"
    good = {key: TYPED[key] for key in ("name", "category", "address", "phone")}
    answer = post(chen, url, {**good, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text


def test_an_account_is_suspended_resumed_and_closed_on_screen(app: Flask, chen: FlaskClient) -> None:
    account_id = made(app)
    base = f"/billing/accounts/{account_id}"
    assert post(chen, f"{base}/suspend", {"reason": " "}).status_code == 422
    assert post(chen, f"{base}/suspend", {"reason": "travels"}).status_code == 303
    assert "Suspended" in chen.get(base).text
    assert post(chen, f"{base}/resume", {"reason": "back"}).status_code == 303
    for field, typed in (("on", "x"), ("on", "2024-04-30"), ("final_reading", "-1"), ("final_reading", "100000")):
        last = {"reason": "moved", "on": "2026-11-20", "final_reading": "3200", field: typed}
        bad = post(chen, f"{base}/close", last)
        assert bad.status_code == 422
        assert f'id="{field}-errors"' in bad.text
    assert post(chen, f"{base}/close", {"reason": "moved", "on": "1120", "final_reading": "3200"}).status_code == 303
    assert "/suspend" not in chen.get(base).text
    assert post(chen, f"{base}/close", {"reason": "x", "on": "1120", "final_reading": "1"}).status_code == 409


ROLES = [("wu", 403, 403), ("su", 403, 403), ("fang", 200, 403), ("ma", 200, 403), ("chen", 200, 200), ("xu", 200, 403)]


@pytest.mark.parametrize(("who", "see", "edit"), ROLES)
def test_only_who_may_sees_and_changes_accounts(app: Flask, sign_in: SignIn, who: str, see: int, edit: int) -> None:
    account_id = made(app)
    client = sign_in(who)
    customer_id = stored(app, account_id).customer_id
    for path in ("", str(account_id), f"of-customer/{customer_id}"):
        assert client.get(f"/billing/accounts/{path}").status_code == see
    for path in ("new", *(f"{account_id}/{deed}" for deed in ("change", "suspend", "resume", "close"))):
        assert client.get(f"/billing/accounts/{path}").status_code == edit
        assert edit == 200 or client.post(f"/billing/accounts/{path}").status_code == 403
    with app.app_context():
        assert len(hooks_hits(who)) == (1 if see == 200 else 0)


def hooks_hits(who: str) -> list[hooks.Hit]:

    with current_app.test_request_context():
        return hits(actor(who), "康超")


def test_rows_of_an_import_that_is_not_applied_are_nobodys_business(app: Flask, chen: FlaskClient) -> None:
    account_id = made(app)
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        batch = Batch(kind="accounts", filename="x", sha256="0", options={}, state="checked", counts={}, notices=[],
                      actor_name="x", made_at=work.at)  # fmt: skip
        work.session.add(batch)
        work.session.flush()
        work.session.get_one(GasAccount, account_id).batch_id = batch.id
    for path in (str(account_id), f"{account_id}/change", f"{account_id}/suspend", f"{account_id}/close"):
        assert chen.get(f"/billing/accounts/{path}").status_code == 404
    assert "康超" not in chen.get("/billing/accounts/").text
    assert "康超" not in chen.get("/billing/accounts/?q=康超").text.partition('id="accounts"')[2]
    with app.app_context():
        assert hooks_hits("chen") == []
        assert queries.accounts_by_number(["10000003"]) == {}
        assert queries.is_taken("10000003")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"1", "2", "3"}),
        ("q=康", {"1"}),
        ("q=kangchao", {"1"}),
        ("q=6030", {"1", "2", "3"}),
        ("q=M300", {"3"}),
        ("q=光明路", {"1", "2", "3"}),
        ("q=。", set()),
        ("category=commercial", {"2"}),
        ("category=nonsense", set()),
        ("book=B01", {"1", "3"}),
        ("state=suspended", {"3"}),
        ("q=康&state=suspended", set()),
        ("after=nonsense", {"1", "2", "3"}),
    ],
)
def test_the_list_is_narrowed_in_the_address(app: Flask, chen: FlaskClient, asked: str, found: set[str]) -> None:
    made(app, meter="M1001", name="康超", book="B01", position=2)
    with app.app_context():
        opened("20002", meter="M2002", name="黄河酒楼", category="commercial")
        third = opened("30003", meter="M3003", name="孙伟", book="B01", position=1)
        service.suspend_account(third.id, reason="x", by=OPERATOR)
    region = chen.get(f"/billing/accounts/?{asked}", headers={"HX-Request": "true"}).text
    names = {"1": "康超", "2": "黄河酒楼", "3": "孙伟"}
    assert {key for key, name in names.items() if name in region} == found
    if asked == "book=B01":
        assert region.index("孙伟") < region.index("康超")


def test_long_lists_go_on_page_by_page(app: Flask, chen: FlaskClient) -> None:
    with app.app_context():
        for number in range(100, 155):
            opened(str(number), book="B01", position=number % 7 or None)
    for start in ("/billing/accounts/", "/billing/accounts/?book=B01"):
        first = chen.get(start).text
        after = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        second = chen.get(after).text
        numbers = [{n for n in range(100, 155) if f">{n}</a>" in page} for page in (first, second)]
        assert numbers[0] | numbers[1] == set(range(100, 155))
        assert not numbers[0] & numbers[1]


def test_the_customers_tab_lists_his_accounts(app: Flask, chen: FlaskClient) -> None:
    account_id = made(app)
    customer_id = stored(app, account_id).customer_id
    tab = chen.get(f"/billing/accounts/of-customer/{customer_id}", headers={"HX-Request": "true"}).text
    assert "10000003" in tab
    assert f"of-customer/{customer_id}" in chen.get(f"/customers/{customer_id}").text
    assert chen.get("/billing/accounts/of-customer/999").status_code == 404


@pytest.mark.parametrize("path", ["999", "999/change", "999/suspend", "999/resume", "999/close"])
def test_an_unknown_account_is_not_found(chen: FlaskClient, path: str) -> None:
    assert chen.get(f"/billing/accounts/{path}").status_code == 404


def test_the_office_says_how_many_digits_a_meter_has(app: Flask, chen: FlaskClient) -> None:
    assert form_of(chen.get("/billing/accounts/new?customer=C000001").text, "digits") == "5"


def test_pages_ask_few_questions(app: Flask, chen: FlaskClient) -> None:
    account_id = made(app)
    with app.app_context():
        for number in range(100, 140):
            opened(str(number))
        customer_id = queries.account(account_id, OPERATOR).customer_id
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    paths = ("", "?q=康超&category=residential", str(account_id), f"{account_id}/change", f"of-customer/{customer_id}")
    for path in (*paths, "new"):
        asked.clear()
        assert chen.get(f"/billing/accounts/{path}").status_code == 200
        assert len(asked) <= 20, path
