"""Files hang on customers and gas accounts, for exactly those who may see them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from tests import factories
from tests.billing.factories_debts import an_account

SignIn = Callable[[str], FlaskClient]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40


@pytest.fixture
def customer_id(app: Flask) -> int:
    """A customer of Su's."""
    with app.app_context():
        su = factories.actor("su")
        return open_customer(NewCustomer("person", "张三", owner_id=su.staff_id), by=su).id


def attach(client: FlaskClient, subject: str) -> int:
    data = {"file": (BytesIO(PNG), "照片.png"), "note": ""}
    return client.post(f"/attachments/of/{subject}", data=data, content_type="multipart/form-data").status_code


def test_a_file_hangs_on_a_customer_for_who_may_open_the_file(sign_in: SignIn, customer_id: int) -> None:
    subject = f"customer:{customer_id}"
    assert attach(sign_in("su"), subject) == 303
    assert "照片.png" in sign_in("gao").get(f"/attachments/of/{subject}").text
    assert sign_in("chen").get(f"/attachments/of/{subject}").status_code == 404, "Chen sees the card only"
    assert f"/attachments/of/{subject}" in sign_in("su").get(f"/customers/{customer_id}").text


def test_a_file_hangs_on_an_account_for_who_may_see_accounts(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        account_id = an_account().id
    subject = f"account:{account_id}"
    assert attach(sign_in("chen"), subject) == 303
    assert sign_in("su").get(f"/attachments/of/{subject}").status_code == 404
    assert f"/attachments/of/{subject}" in sign_in("chen").get(f"/billing/accounts/{account_id}").text


@pytest.mark.parametrize("subject", ["customer:0", "customer:x", "account:", f"account:{10**20}", "staff:1"])
def test_nothing_hangs_on_what_is_not_there(sign_in: SignIn, subject: str) -> None:
    assert sign_in("gao").get(f"/attachments/of/{subject}").status_code == 404
