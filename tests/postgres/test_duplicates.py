"""Finding and merging customers on PostgreSQL, and two people who save the same new customer at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, TimeoutError

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from app.customers.contacts.rules import NewContact
from app.customers.contacts.service import add_contact
from app.customers.files import service as files
from app.customers.files.kinds import LooksAlike
from app.customers.files.rules import NewCustomer
from app.customers.merging import moving
from app.customers.merging.service import merge
from app.domain.actor import OPERATOR
from app.extensions import db
from tests.customers.factories_customers import a_customer
from tests.customers.test_duplicates_list import *  # noqa: F403
from tests.customers.test_duplicates_save import *  # noqa: F403
from tests.customers.test_merging_merge import *  # noqa: F403
from tests.postgres.test_side_by_side import Halfway, elsewhere

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
SAME = NewCustomer("person", "王建国", phone="13812345678")


def test_of_two_who_save_the_same_new_customer_at_once_the_second_is_warned(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway = Halfway(files.open_many)
    monkeypatch.setattr(files, "open_many", halfway)
    with ThreadPoolExecutor(2) as pool:
        first = elsewhere(app, pool, lambda: files.open_customer(SAME, by=OPERATOR).number)
        assert halfway.reached.wait(20)
        second = elsewhere(app, pool, lambda: files.open_customer(SAME, by=OPERATOR).number)
        with pytest.raises(TimeoutError):
            second.result(0.4)
        halfway.go_on.set()
        assert first.result(20) == "C000001"
        with pytest.raises(LooksAlike):
            second.result(20)
    db.session.rollback()


def test_nothing_is_hung_on_a_file_that_is_just_made_one_with_another(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    survivor, loser = a_customer("王建国", owner="su").id, a_customer("王健国", owner="su").id
    halfway = Halfway(moving.move)
    monkeypatch.setattr(moving, "move", halfway)
    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        merging = elsewhere(
            app, pool, lambda: merge(survivor, loser, {}, versions=(1, 1), reason="同一人", by=OPERATOR).number
        )
        assert halfway.reached.wait(20)
        hung = elsewhere(app, pool, lambda: add_contact(NewContact(loser, "李会计"), by=OPERATOR))
        with pytest.raises(TimeoutError):
            hung.result(0.4)
        halfway.go_on.set()
        assert merging.result(20)
        with pytest.raises(NoResultFound):
            hung.result(20)
    db.session.rollback()
