"""Erasing leaves no personal word but where it must stay, is decided by four eyes, and never while business is open."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, String, select, text, update

from app import clock
from app.columns import Base
from app.customers.contacts.rules import NewContact
from app.customers.contacts.service import add_contact
from app.customers.files.models import Customer
from app.customers.files.queries import found
from app.customers.files.rules import PERSON
from app.customers.files.service import change_customer
from app.customers.retention import documents, queries, service, tables
from app.customers.retention.models import Erasure
from app.customers.retention.rules import GONE, KEPT, secrets_of, without
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.attachments import store
from app.office.attachments.models import Attachment
from app.office.attachments.service import attach
from app.office.history.models import Entry
from app.office.journal import queries as journal
from app.office.journal.erased import without_words
from app.unit_of_work import unit_of_work
from tests import factories
from tests.customers.factories_customers import GOOD_CODE, a_customer
from tests.customers.factories_rows import hang

NAME, PHONE, ADDRESS, MOBILE = "欧阳擦净", "13987650123", "绝无此路77号", "13876540987"
SECRETS = (NAME, PHONE, ADDRESS, MOBILE)


def the_customer(**more: object) -> Customer:
    values = {"phone": PHONE, "address": ADDRESS, "contact": NAME, "note": f"{NAME}喜欢安静", **more}
    return a_customer(NAME, owner="su", **values)  # type: ignore[arg-type]


def asked(customer: Customer, by: str = "bai") -> Erasure:
    day = clock.today()
    return service.ask(customer.id, asked_on=day, asked_how="书面", ground="要求删除", by=factories.actor(by))


def fill_every_table(customer_id: int) -> set[str]:
    """A row of every table that speaks of the customer, with his name and telephone number in every word of it."""
    filled = set()
    for one in tables.references():
        if not {"id"} <= set(one.table.c.keys()) or one.table.name in ("owner_spells", "duplicate_pairs", "filings"):
            continue
        values: dict[str, object] = {}
        for column in tables.texts_of(one.table):
            words = f"{NAME}{PHONE}{len(filled)}"
            values[column.name] = {"who": [words]} if isinstance(column.type, JSON) else words
        hang(one.table.name, one.column.name, customer_id, **values)
        filled.add(one.table.name)
    return filled


def end_business() -> None:
    """Nothing is open any more, of any customer."""
    with unit_of_work(by=OPERATOR) as work:
        ended = {
            "deadlines": {"stopped_at": work.at},
            "approvals": {"state": "approved"},
            "gas_accounts": {"state": "closed"},
            "receivables": {"outstanding": 0},
        }
        for table, values in ended.items():
            work.session.execute(update(Base.metadata.tables[table]).values(values))


def told() -> Iterator[tuple[str, str]]:
    """Every table with every text in it, the search index too."""
    for table in Base.metadata.sorted_tables:
        texts = [column for column in table.columns if isinstance(column.type, String | JSON)]
        for row in db.session.execute(select(*texts)) if texts else ():
            yield table.name, json.dumps([str(value) for value in row], ensure_ascii=False)
    for row in db.session.execute(text("SELECT words FROM search_words")):
        yield "search_words", str(row[0])


@given(st.lists(st.sampled_from([*SECRETS, "王", "x", "0571-1234转5", ""]), max_size=5), st.text(max_size=10))
@settings(max_examples=60)
def test_no_personal_word_is_left_in_any_shape(values: list[str], more: str):
    secrets = secrets_of(values)
    shape = {"a": [more.join(values), {"b": "、".join(values)}], "c": 3, "d": None}
    left = json.dumps(without(shape, secrets), ensure_ascii=False)
    assert not [one for one in secrets if one in left and one not in GONE and one not in more + GONE]
    assert without(shape, []) == shape


def test_erasing_leaves_no_personal_word_but_in_what_must_stay(context: None):
    factories.make_posts()
    customer = the_customer()
    contact = NewContact(customer_id=customer.id, name="柳某某某", mobile=MOBILE, preferences=f"爱喝{NAME}茶")
    add_contact(contact, by=factories.actor("su"))
    change_customer(customer.id, {"note": f"{NAME}{PHONE}"}, version=customer.version, reason="补充", by=OPERATOR)
    photo = attach(f"customer:{customer.id}", io.BytesIO(b"id card"), f"{NAME}.txt", NAME, by=OPERATOR)
    file = store.path_of(photo.sha256)
    filled = fill_every_table(customer.id)
    assert {"visits", "calls", "enquiries", "correspondence", "consultations", "tasks"} <= filled
    end_business()
    request = asked(customer)
    assert queries.obstacles(customer.id) == []
    assert file.exists()
    service.erase(request.id, 1, by=factories.actor("gao"))

    left = {table for table, words in told() if any(secret in words for secret in SECRETS)}
    assert left <= {*KEPT, *tables.frozen()}, left
    assert not left & {"visits", "calls", "contacts", "tasks", "filings", "search_words", "batch_rows"}
    assert not file.exists()
    assert db.session.scalars(select(Attachment.filename).where(Attachment.subject == "customer:1")).all() == [GONE]
    after = db.session.get_one(Customer, customer.id)
    assert (after.name, after.phone, after.erased_at is not None) == (f"{GONE} C000001", None, True)
    assert found(NAME, OPERATOR) == []
    assert [row[0].id for row in found("C000001", OPERATOR)] == [customer.id]
    done = queries.one(request.id, OPERATOR).Erasure
    assert {"contacts", "visits", "attachments"} <= {row["table"] for row in done.erased}
    assert {"history", "contracts"} <= {row["table"] for row in done.kept}
    paper = documents.erasure(factories.actor("gao"), request.id)
    assert NAME not in str(paper)
    with pytest.raises(Refused, match="was erased"):
        change_customer(customer.id, {"phone": PHONE}, version=after.version, reason="x", by=OPERATOR)


def test_history_is_kept_but_says_nothing_personal_any_more(context: None):
    customer = the_customer()
    change_customer(customer.id, {"phone": MOBILE}, version=1, reason=f"{NAME}来电", by=OPERATOR)
    end_business()
    service.erase(asked(customer).id, 1, by=factories.actor("gao"))
    stored = db.session.scalars(select(Entry.facts).where(Entry.customer_id == customer.id)).all()
    assert any(NAME in str(facts) for facts in stored)
    told = journal.journal(journal.Filters(customer_id=customer.id), OPERATOR, None).rows
    words = str([(one.sentence, one.changes, one.reason) for one in told])
    assert not [secret for secret in SECRETS if secret in words]
    assert "C000001" in words
    assert any("erased" in str(one.sentence) for one in told)


@given(st.text(max_size=12))
@settings(max_examples=60)
def test_only_figures_days_and_keys_stay_in_the_facts_of_history(words: str):
    shown = without_words(
        {"number": "C000123", "day": "2026-11-20", "n": 3, "name": f"王{words}", "x": [{"y": "李四"}]}
    )
    assert shown == {"number": "C000123", "day": "2026-11-20", "n": 3, "name": "****", "x": [{"y": "****"}]}


def test_of_a_company_only_what_speaks_of_persons_goes(context: None):
    company = a_customer("杭州前台有限公司", kind="company", owner="su", uscc=GOOD_CODE, contact=NAME, phone=PHONE)
    end_business()
    service.erase(asked(company).id, 1, by=factories.actor("gao"))
    after = db.session.get_one(Customer, company.id)
    assert (after.name, after.uscc, after.address) == ("杭州前台有限公司", GOOD_CODE, "幸福路1号")
    assert (after.contact, after.phone, after.note) == (None, None, None)
    assert [row[0].id for row in found("前台", OPERATOR)] == [company.id]


def test_it_takes_two_people_and_no_open_business(context: None):
    customer = the_customer()
    gao, bai = factories.actor("gao"), factories.actor("bai")
    with pytest.raises(Refused, match="still to come"):
        service.ask(customer.id, asked_on=date(2026, 12, 1), asked_how="书面", ground="x", by=bai)
    own = asked(customer, "gao")
    with pytest.raises(Refused, match="not decided yet"):
        asked(customer)
    with pytest.raises(Refused, match="entered this request yourself"):
        service.erase(own.id, 1, by=gao)
    service.withdraw(own.id, 1, by=gao)
    request = asked(customer)
    with pytest.raises(Refused, match="right to erase"):
        service.refuse(request.id, 1, "不", by=bai)
    hang("gas_accounts", "customer_id", customer.id, state="active")
    hang("deadlines", "customer_id", customer.id)
    assert len(queries.obstacles(customer.id)) == 2
    with pytest.raises(Refused, match="cannot be erased now"):
        service.erase(request.id, 1, by=gao)
    with pytest.raises(Conflict):
        service.refuse(request.id, 9, "账未结清", by=gao)
    service.refuse(request.id, 1, "账未结清", by=gao)
    assert db.session.get_one(Customer, customer.id).kind == PERSON
    assert queries.states_of([customer.id]) == {}


def test_only_files_without_business_for_years_may_go(context: None):
    old, busy, supplied = (a_customer(name, opened_on=date(2010, 1, 1)) for name in ("甲", "乙", "丙"))
    with unit_of_work(by=OPERATOR) as work:
        guard = "history_no_update"
        work.session.execute(text(f"DROP TRIGGER {guard}"))
        work.session.execute(text("UPDATE history SET at = '2010-01-02 00:00:00'"))
    change_customer(busy.id, {"phone": PHONE}, version=1, reason="x", by=OPERATOR)
    hang("gas_accounts", "customer_id", supplied.id, state="active")
    rows = queries.idle(OPERATOR, None).rows
    assert [one.customer.id for one in rows] == [old.id]


def test_the_pages_ask_decide_and_list(sign_in, app: Flask):
    with app.app_context():
        the_customer()
    bai, gao = sign_in("bai"), sign_in("gao")
    page = bai.get("/customers/retention/new").text
    key = page.partition('name="form_key" value="')[2].partition('"')[0]
    typed = {"form_key": key, "customer": "c000001", "asked_on": "1119", "asked_how": "书面", "ground": "要求删除"}
    answer = bai.post("/customers/retention/new", data=typed)
    assert answer.status_code == 303
    assert "Erase the personal data" not in bai.get(answer.location).text
    assert "Erasures to be decided" in gao.get("/today/customers").text
    assert "Erase the personal data" in gao.get(answer.location).text
    assert gao.post(f"{answer.location}/refuse", data={"version": "1", "why": ""}).status_code == 422
    assert gao.post(f"{answer.location}/erase", data={"version": "1"}).status_code == 303
    assert "What was erased" in gao.get(answer.location).text
    assert NAME not in gao.get("/customers/1").text
    assert "SC2611-001" in bai.get("/customers/retention/?state=done").text
    assert "Nothing goes by itself" in bai.get("/customers/retention/may-go").text
    assert sign_in("su").get("/customers/retention/").status_code == 403
    assert bai.post(f"{answer.location}/erase", data={"version": "2"}).status_code == 403
