"""What files must hold is the office's decision, by kind and category; how complete they are follows from it."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.customers.files import catalogue, kinds, queries, ruling
from app.customers.files.completeness import FURTHER, MAY_BE_REQUIRED, completeness
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.text import Text
from tests import factories
from tests.customers.factories_customers import a_customer
from tests.customers.test_files_open import customers, post

CLASSES = st.sampled_from(sorted(MAY_BE_REQUIRED))


@given(st.data(), CLASSES)
def test_completeness_is_whole_when_nothing_is_missing_and_never_falls_by_filling_in(data, kind):
    required = data.draw(st.lists(st.sampled_from(MAY_BE_REQUIRED[kind]), unique=True))
    keys = {*required, *FURTHER[kind]}
    values = {key: data.draw(st.sampled_from([None, "", "x"])) for key in keys}
    found = completeness(kind, values, required)
    assert 0 < found.percent <= 100
    assert (found.percent == 100) == (not found.missing and not found.further)
    assert set(found.missing) == {key for key in required if not values[key]}
    for key in keys:
        assert completeness(kind, {**values, key: "y"}, required).percent >= found.percent


def test_the_office_names_its_own_categories_and_what_their_files_must_hold(context):
    key = ruling.add_category("五星客户", by=OPERATOR)
    ruling.set_requirement("person", key, ["contact"], filing=True, by=OPERATOR)
    ruling.set_category("target", "开发对象", active=False, by=OPERATOR)
    assert catalogue.category_words()["target"] == "开发对象"
    assert catalogue.categories()[key] == "五星客户"
    assert "target" not in catalogue.categories()
    assert "target" in catalogue.categories(keep="target")
    customer = a_customer(category=key)
    assert catalogue.completeness_of(customer).missing == ("contact",)
    assert catalogue.needs_of("person", key).filing


def test_households_are_not_filed_and_other_classes_are(context):
    assert not catalogue.needs_of("person", "ordinary").filing
    assert catalogue.needs_of("company", "ordinary").filing
    assert catalogue.needs_of("company", "key").fields == (
        "nature", "supervising_unit", "address", "contact", "phone",
    )  # fmt: skip


def test_what_breaks_the_rules_is_refused(context):
    with pytest.raises(Refused):
        ruling.add_category("Key customer", by=OPERATOR)
    with pytest.raises(Refused):
        ruling.set_category("ordinary", None, active=False, by=OPERATOR)
    with pytest.raises(Refused):
        ruling.set_requirement("person", "key", ["uscc"], filing=True, by=OPERATOR)


def test_the_page_of_rules_sets_all_of_it(sign_in, app: Flask):
    with app.app_context():
        factories.let_do_everything("admin")
    client = sign_in("admin")
    assert client.get("/customers/rules").status_code == 200
    assert client.post("/customers/rules", data={"name": "五星客户"}).status_code == 303
    assert client.post("/customers/rules", data={"name": "五星客户"}).status_code == 422
    asked = {"fields": ["phone", "uscc"]}
    assert client.post("/customers/rules/classes/company/key", data=asked).status_code == 303
    assert client.post("/customers/rules/sources", data={"name": "展会"}).status_code == 303
    with app.app_context():
        assert catalogue.needs_of("company", "key") == catalogue.Needs(("phone", "uscc"), False)
        assert catalogue.sources() == ["展会"]
    assert "五星客户" in client.get("/customers/rules").text
    assert sign_in("fang").get("/customers/rules").status_code == 403
    assert post(client, source="别处").status_code == 422
    assert post(client, source="展会").status_code == 303


def test_the_list_shows_incomplete_files_to_their_readers(sign_in, app: Flask):
    with app.app_context():
        a_customer("齐全", owner="su", source="x")
        a_customer("缺址", owner="su", address=None)
        found = queries.listing(queries.Filters(incomplete=True), factories.actor("su"))
        assert [row[0].name for row in found.rows] == ["缺址"]
        assert queries.listing(queries.Filters(incomplete=True), factories.actor("fang")).rows == []
    assert "83 %" in sign_in("su").get("/customers/").text


def test_nobody_opens_a_file_of_somebody_whom_nobody_can_reach(sign_in, app: Flask):
    assert post(sign_in("su"), phone="", address="").status_code == 422
    assert customers(app) == []


def test_who_looks_alike_is_shown_and_confirmed_with_nothing_lost(sign_in, app: Flask, monkeypatch):
    alike = kinds.Alike("C000009", "王**", "138****0001", "孔诉", "warn", (Text("Same telephone"),))

    def check(draft, *, but, confirmed, by):
        if not confirmed:
            raise kinds.LooksAlike(Text("Somebody like this is known."), found=[alike])

    hooked = kinds.registry.hooked
    monkeypatch.setattr(kinds.registry, "hooked", lambda name: [check] if name == "check_customer" else hooked(name))
    client = sign_in("su")
    assert 'name="confirmed"' not in client.get("/customers/new").text
    answer = post(client, contact="李工")
    assert answer.status_code == 422
    for part in ("C000009", "Same telephone", 'name="confirmed"', 'value="李工"'):
        assert part in answer.text
    assert customers(app) == []
    assert post(client, confirmed="y").status_code == 303
