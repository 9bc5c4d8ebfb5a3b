"""Who looks after a customer, and contact reports, in a browser."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.customers import factories_handovers as made


def test_a_salesman_writes_a_report_in_the_browser(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    with app.app_context():
        [customer_id] = made.customers(1, factories.staff_id("su"))
    client = sign_in("su")
    assert "苏销" in client.get(f"/customers/{customer_id}/owners").text
    form = {"met_on": "2026-11-20", "way": "call", "content": "谈价", "next_on": "2026-11-25", "next_what": "回电"}
    sent = client.post(f"/customers/{customer_id}/reports/new", data=form)
    assert sent.status_code == 303
    page = client.get(sent.location)
    assert "谈价" in page.text
    assert "回电" in client.get(f"{sent.location}/change").text
    assert "谈价" in client.get("/customers/reports/?whose=own").text
    assert client.get("/customers/short-of-contacts").status_code == 403
    other = sign_in("kong")
    assert other.get(sent.location).status_code == 404
    assert other.get(f"/customers/{customer_id}/owners").status_code == 404


def test_a_manager_names_another_owner_and_a_second_contact(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    with app.app_context():
        [li] = made.sales("李销")
        [customer_id] = made.customers(1, factories.staff_id("su"), important=True)
    bai = sign_in("bai")
    assert "李销" in bai.get(f"/customers/{customer_id}/owners/second").text
    added = bai.post(f"/customers/{customer_id}/owners/second", data={"staff_id": li, "reason": "重要"})
    assert added.status_code == 303
    given = bai.post(f"/customers/{customer_id}/owners/give", data={"staff_id": li, "reason": "调整", "version": 1})
    assert given.status_code == 303
    again = bai.post(f"/customers/{customer_id}/owners/give", data={"staff_id": li, "reason": "调整", "version": 1})
    assert again.status_code in (409, 422)
    page = bai.get(f"/customers/{customer_id}/owners").text
    assert "An important customer is looked after by more people" in page
    assert "第0公司" in bai.get("/customers/short-of-contacts").text
    assert sign_in("su").get(f"/customers/{customer_id}/owners/give").status_code == 403
