"""The journal and the timeline: sentences from history, for who may see them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.domain.actor import OPERATOR
from app.domain.text import Text
from app.extensions import db
from app.office.history.models import Entry
from app.office.history.service import Deed, changes, record, record_many
from app.office.journal import queries, service
from app.office.journal.sentences import sentence
from app.office.policy.feature import POLICY_SET
from app.unit_of_work import unit_of_work
from app.web import registry
from app.web.feature import Action, Feature
from app.web.language import say
from tests import factories
from tests.support import count_queries

GONE = Action("gone.done", Text("never read"))
FACTS = {"name": "office.phone", "value": "0571-1", "from": "2026-11-20"}
Browser = Callable[[str], FlaskClient]


@pytest.fixture
def deeds(app: Flask) -> None:
    """Chen sets a value for a reason; the operator does something whose feature is gone, to customer 7."""
    with app.app_context():
        with unit_of_work(by=factories.actor("chen")):
            record(POLICY_SET, "policy:office.phone", facts=FACTS, reason="新号码 100%")
        with unit_of_work(by=OPERATOR):
            record(GONE, "thing:1", customer_id=7)


@pytest.fixture
def hooks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Functions that stand in for what other features hang up."""
    hung: dict[str, Any] = {}
    before = registry.hooked

    def hooked(name: str) -> list[Any]:
        return [hung[name]] if name in hung else before(name)

    monkeypatch.setattr(registry, "hooked", hooked)
    return hung


def test_it_tells_who_did_what_and_why(deeds: None, sign_in: Browser) -> None:
    page = sign_in("bai").get("/journal/").text
    assert "office.phone is 0571-1 from 2026-11-20 on" in page
    assert "陈收" in page
    assert "新号码" in page


def test_a_deed_whose_feature_is_gone_keeps_its_stored_name(deeds: None, sign_in: Browser) -> None:
    assert '<span translate="no">gone.done</span>' in sign_in("gao").get("/journal/").text


def test_what_the_program_or_the_shell_did_is_marked(deeds: None, sign_in: Browser) -> None:
    assert "(at the shell)" in sign_in("bai").get("/journal/").text


@pytest.mark.parametrize("username", ["fang", "chen", "ma", "su", "kong", "xu", "wu"])
def test_the_journal_is_for_those_who_may_see_it(sign_in: Browser, username: str) -> None:
    client = sign_in(username)
    assert client.get("/journal/").status_code == 403
    assert client.get("/journal/export.csv").status_code == 403


@pytest.mark.parametrize(
    ("address", "seen", "unseen"),
    [
        ("?action=policy.set", "office.phone is", "gone.done</span>"),
        ("?subject=thing:1", "gone.done</span>", "office.phone is"),
        ("?text=100%25", "office.phone is", "gone.done</span>"),
        ("?since=1121", "Nothing was recorded", "gone.done</span>"),
        ("?until=2026-11-19", "Nothing was recorded", "gone.done</span>"),
        ("?since=2026-11-20&until=2026-11-20", "gone.done</span>", "Nothing was recorded"),
    ],
)
def test_filters_let_through_what_was_asked_for(
    deeds: None, sign_in: Browser, address: str, seen: str, unseen: str
) -> None:
    page = sign_in("gao").get(f"/journal/{address}").text
    assert seen in page
    assert unseen not in page


def test_it_finds_the_deeds_of_a_person_and_of_a_customer(
    app: Flask, deeds: None, sign_in: Browser, hooks: dict[str, Any]
) -> None:
    with app.app_context():
        chen = factories.staff_id("chen")
    hooks["customer_of"] = {"K-7": 7}.get
    client = sign_in("gao")
    assert "gone.done</span>" not in client.get(f"/journal/?person={chen}").text
    assert "gone.done</span>" in client.get("/journal/?customer=K-7").text
    unknown = client.get("/journal/?customer=K-8")
    assert unknown.status_code == 422
    assert "No customer has the number K-8." in unknown.text


@pytest.mark.parametrize(
    "address", ["?since=never", "?person=x", "?person=99999", "?action=none", f"?text={'x' * 900}", "?until=2026-02-30"]
)
def test_filters_that_cannot_be_read_are_refused_beside_the_field(sign_in: Browser, address: str) -> None:
    client = sign_in("gao")
    assert client.get(f"/journal/{address}").status_code == 422
    assert client.get(f"/journal/export.csv{address}").status_code == 422


def test_a_cursor_that_is_not_ours_begins_at_the_start(deeds: None, sign_in: Browser) -> None:
    assert "gone.done" in sign_in("gao").get("/journal/?after=rubbish").text


def test_pages_follow_each_other_without_gap_or_repetition(context: None) -> None:
    with unit_of_work(by=OPERATOR):
        record_many(GONE, [Deed(f"thing:{n}") for n in range(120)])
    seen: list[str] = []
    after: str | None = None
    while True:
        page = queries.journal(queries.Filters(), factories.actor("gao"), after)
        seen += [told.subject for told in page.rows]
        if (after := page.after) is None:
            break
    assert seen == [f"thing:{n}" for n in reversed(range(120))]


def test_a_page_asks_the_database_few_questions(
    app: Flask, deeds: None, sign_in: Browser, hooks: dict[str, Any]
) -> None:
    hooks["may_see_customer"] = lambda *_: True
    client = sign_in("gao")
    for address in ("/journal/?since=1101&until=1130", "/journal/customer/7"):
        with count_queries(app) as counted:
            client.get(address)
        assert len(counted) <= 12


def test_an_export_holds_the_sentences_and_is_recorded(app: Flask, deeds: None, sign_in: Browser) -> None:
    answer = sign_in("gao").get("/journal/export.csv?action=policy.set")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:4] == ["When", "Who", "On behalf of", "Deed"]
    assert [row[3] for row in rows[1:]] == ["office.phone is 0571-1 from 2026-11-20 on"]
    with app.app_context():
        entry = db.session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one()
        assert (entry.action, entry.actor_name) == ("journal.exported", "高总")
        assert entry.facts == {"format": "csv", "rows": 1, "action": "policy.set"}


def test_an_export_as_a_workbook_is_one(deeds: None, sign_in: Browser) -> None:
    answer = sign_in("gao").get("/journal/export.xlsx")
    assert answer.data.startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_export_that_is_too_long_is_refused(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_ROWS", 2)
    with unit_of_work(by=OPERATOR):
        record_many(GONE, [Deed(f"thing:{n}") for n in range(3)])
    with pytest.raises(service.Refused, match="shorter period"):
        service.take_out(queries.Filters(), "csv", by=OPERATOR)
    assert db.session.scalar(select(func.count()).where(Entry.action == "journal.exported")) == 0


def test_changes_stand_before_and_after(app: Flask, sign_in: Browser, hooks: dict[str, Any]) -> None:
    hooks["fact_labels"] = lambda: {"customer.phone": Text("Telephone")}
    before, after = {"phone": "1", "limit_fen": 100, "key": False}, {"phone": None, "limit_fen": 250, "key": True}
    with app.app_context(), unit_of_work(by=OPERATOR):
        record(GONE, "customer:7", facts={"changes": changes(before, after)})
    page = sign_in("gao").get("/journal/").text
    for text in ("Telephone", "￥1.00", "￥2.50", "limit_fen", ">No<", ">Yes<", ">–<"):
        assert text in page


# The timeline of a customer


def test_the_timeline_of_an_unknown_or_hidden_customer_is_not_there(
    deeds: None, sign_in: Browser, hooks: dict[str, Any]
) -> None:
    hooks["may_see_customer"] = lambda *_: False
    assert sign_in("su").get("/journal/customer/7").status_code == 404


def test_the_timeline_shows_the_customers_deeds_to_who_may_see_him(
    deeds: None, sign_in: Browser, hooks: dict[str, Any]
) -> None:
    hooks["may_see_customer"] = lambda _, customer_id: customer_id == 7
    client = sign_in("su")
    assert "gone.done" in client.get("/journal/customer/7").text
    assert client.get("/journal/customer/8").status_code == 404


def test_a_reader_of_the_journal_learns_of_files_that_he_may_not_read_only_that_something_was_done(
    deeds: None, sign_in: Browser
) -> None:
    assert sign_in("bai").get("/journal/customer/7").status_code == 404
    page = sign_in("bai").get("/journal/").text
    assert "gone.done" not in page
    assert "thing:1" not in page
    assert "Something was done about a customer whose file you may not read" in page
    assert "gone.done" in sign_in("gao").get("/journal/").text


def test_htmx_gets_the_region_alone(deeds: None, sign_in: Browser, hooks: dict[str, Any]) -> None:
    hooks["may_see_customer"] = lambda *_: True
    region = sign_in("bai").get("/journal/customer/7", headers={"HX-Request": "true"}).text
    assert region.strip().startswith('<div id="timeline">')
    assert "<html" not in region


def test_the_timeline_leaves_out_deeds_of_sections_in_which_the_user_has_no_right(
    app: Flask, deeds: None, sign_in: Browser, hooks: dict[str, Any]
) -> None:
    billed = Action("drawn.up", Text("Something was drawn up"))
    app.extensions[registry.KEY] += (Feature("app.billing.drawings", actions=(billed,)),)
    with app.app_context(), unit_of_work(by=OPERATOR):
        record(billed, "drawing:1", customer_id=7)
    hooks["may_see_customer"] = lambda *_: True
    assert "Something was drawn up" in sign_in("chen").get("/journal/customer/7").text
    assert "Something was drawn up" in sign_in("bai").get("/journal/customer/7").text
    page = sign_in("su").get("/journal/customer/7").text
    assert "Something was drawn up" not in page
    assert "Gas billing" not in page
    assert "gone.done" in page


def test_the_timeline_can_be_narrowed_to_a_group(
    app: Flask, deeds: None, sign_in: Browser, hooks: dict[str, Any]
) -> None:
    hooks["may_see_customer"] = lambda *_: True
    with app.app_context(), unit_of_work(by=OPERATOR):
        record(POLICY_SET, "policy:x", customer_id=7, facts=FACTS)
    client = sign_in("bai")
    everything, office = client.get("/journal/customer/7").text, client.get("/journal/customer/7?group=office").text
    assert "gone.done" in everything
    assert "gone.done" not in office
    assert "office.phone is" in office
    assert "gone.done" in client.get("/journal/customer/7?group=nonsense").text


# Sentences


def test_figures_in_sentences_have_their_units() -> None:
    action = Action("x", Text("%(amount)s for %(volume)s on %(at)s, %(missing)s"))
    at = datetime(2026, 11, 20, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai")).isoformat()
    said = sentence(action, {"amount_fen": 123450, "volume_m3": 12500, "at": at})
    assert str(said) == "￥1,234.50 for 12.5 m³ on 2026-11-20 09:05, –"


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,5}(_fen|_m3)?", fullmatch=True),
        st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text() | st.lists(st.text()),
    )
)
def test_no_facts_make_a_sentence_fail(facts: dict[str, Any]) -> None:
    said = str(sentence(Action("x", Text("Payment %(number)s of %(amount)s taken")), facts))
    assert said.startswith("Payment ")


def test_a_per_cent_sign_in_a_fact_does_no_harm(app: Flask) -> None:
    with app.test_request_context():
        assert say(sentence(POLICY_SET, {**FACTS, "value": "100% (x)s"})).count("100% (x)s") == 1
