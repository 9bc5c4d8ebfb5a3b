"""Major changes: noted in the file, withdrawn with a reason, seen by readers of the file only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from app.customers.major_changes import queries, service
from app.customers.major_changes.rules import NewChange
from app.domain.errors import Refused
from tests.customers.factories_customers import a_customer
from tests.factories import actor

SignIn = Callable[[str], FlaskClient]


def test_what_was_noted_by_mistake_stays_to_be_read_but_counts_no_more(sign_in: SignIn) -> None:
    su, kong = sign_in("su"), sign_in("kong")
    with su.application.app_context():
        customer_id = a_customer(owner="su").id
        with pytest.raises(Refused, match="still to come"):
            service.note(customer_id, NewChange("customer", date(2026, 11, 21), "法人变更"), by=actor("su"))
        kept = service.note(customer_id, NewChange("both", date(2026, 11, 2), "停产检修", "暂停供气"), by=actor("su"))
    place = f"/customers/{customer_id}/major-changes"
    typed = {"what": "法人变更", "side": "customer", "happened_on": "1105"}
    assert su.post(f"{place}/new", data=typed).status_code == 303
    assert "法人变更" in su.get(place).text
    with su.application.app_context():
        newest = queries.of(customer_id)[0]
        assert newest.what == "法人变更"
    withdrawn = su.post(f"/customers/major-changes/{newest.id}/withdraw", data={"version": "1", "reason": "看错公司"})
    assert withdrawn.status_code == 303
    assert "看错公司" in su.get(place).text
    with su.application.app_context():
        assert [one.id for one in queries.of(customer_id)] == [kept.id]
    assert [kong.get(path).status_code for path in (place, f"{place}/new")] == [404, 404]
    assert kong.get(f"/customers/major-changes/{kept.id}/withdraw").status_code == 404
