"""The rulebook: what was in force on a day, since when, by whose word; versions, the sheet, proposals."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.demo import rulebook as demo
from app.domain.text import Text
from app.office.policy import profiles
from app.office.policy.profiles import Profile
from app.office.policy.service import set_values
from app.office.rulebook import queries, service
from tests import factories
from tests.support import count_queries

Browser = Callable[[str], FlaskClient]
CLOSES = "office.hours.closes"
TODAY = date(2026, 11, 20)


def let_hold(app: Flask, day: date, approved_by: str | None = "高总", **values: str) -> None:
    with app.app_context():
        named = {name.replace("__", "."): text for name, text in values.items()}
        set_values(named, valid_from=day, reason="经理会议", by=factories.actor("gao"), approved_by=approved_by)


def hours_on(client: FlaskClient, day: str) -> str:
    """The card of the office hours in words."""
    page = lxml.html.document_fromstring(client.get(f"/rulebook/?on={day}").text)
    return " ".join(page.get_element_by_id("text-office-hours").text_content().split())


def test_every_value_says_since_when_by_whom_by_whose_word_and_why(app: Flask, sign_in: Browser) -> None:
    let_hold(app, date(2026, 7, 1), office__hours__closes="18:00")
    shown = hours_on(sign_in("fang"), "2026-11-20")
    assert "The office closes at 18:00 2026-07-01 高总 高总 经理会议 O-03" in shown
    assert "The office opens at 08:30 as shipped O-03" in shown
    assert "Approved by: 高总 · In force since: 2026-07-01" in shown


def test_the_book_of_a_day_that_is_over_shows_what_held_then(app: Flask, sign_in: Browser) -> None:
    let_hold(app, date(2026, 7, 1), office__hours__closes="18:00")
    let_hold(app, date(2026, 12, 1), office__hours__closes="17:00")
    client = sign_in("su")
    assert "The office closes at 17:30from 2026-07-01 on: 18:00" in hours_on(client, "2026-06-30")
    assert "The office closes at 18:00from 2026-12-01 on: 17:00" in hours_on(client, "2026-07-01")
    assert "The office closes at 17:00 2026-12-01" in hours_on(client, "2026-12-01")
    assert client.get("/rulebook/?on=never").status_code == 422


def test_a_text_without_its_own_interpreter_has_that_of_the_office(app: Flask, sign_in: Browser) -> None:
    client = sign_in("su")
    let_hold(app, TODAY, office__rules__interpreted_by="办公室", office__rules__approved_by="董事会")
    assert "Interpreted by: 办公室 · Approved by: 董事会 · In force since: as shipped" in hours_on(client, "2026-11-20")
    let_hold(app, TODAY, office__hours__text_interpreted_by="营销推广部", office__hours__text_fallback="集团公司规定")
    shown = hours_on(client, "2026-11-20")
    assert "Interpreted by: 营销推广部" in shown
    assert "Where it is silent: 集团公司规定" in shown


def test_what_the_profile_says_holds_since_the_profile_was_chosen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(profiles._known, "late", Profile("late", Text("Late"), {CLOSES: "20:00"}))
    let_hold(app, date(2026, 8, 1), office__profile="late")
    with app.app_context():
        (text,) = [one for one in queries.texts(TODAY) if one.key == "office.hours"]
        line = text.lines[1]
        assert (f"{line.found.value:%H:%M}", line.found.origin) == ("20:00", "profile")
        assert line.row is not None
        assert line.row.valid_from == text.since == date(2026, 8, 1)


def test_texts_of_features_that_the_profile_leaves_out_are_not_in_the_book(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = Profile("gas", Text("Gas"), off=frozenset({"billing.statements"}))
    monkeypatch.setitem(profiles._known, "gas", without)
    with app.app_context():
        keys = [one.key for one in queries.texts(TODAY)]
    assert "billing.statements" not in keys
    assert "billing.readings" in keys


# Comparing two days


def test_two_days_are_compared_value_by_value(app: Flask, sign_in: Browser) -> None:
    let_hold(app, date(2026, 7, 1), office__hours__closes="18:00")
    let_hold(app, date(2026, 9, 1), office__hours__closes="18:30", office__hours__text_interpreted_by="办公室")
    with app.app_context():
        found = {label.msgid: rows for label, rows in queries.changed(date(2026, 6, 30), TODAY)}
        assert list(found) == ["Office hours"]
        assert [(row.one.name, str(row.before)[:5], str(row.after)[:5]) for row in found["Office hours"]] == [
            (CLOSES, "17:30", "18:30"),
            ("office.hours.text_interpreted_by", "", "办公室"),
        ]
        assert queries.changed(date(2026, 9, 1), TODAY) == []
    client = sign_in("su")
    page = client.get("/rulebook/compare?from=2026-06-30&to=2026-11-20").text
    for words in ("17:30", "18:30", "2026-09-01", "经理会议"):
        assert words in page
    assert "No rule has another value" in client.get("/rulebook/compare?from=2026-09-01&to=2026-11-20").text
    assert client.get("/rulebook/compare?to=2026-06-30&from=2026-11-20").text.count("18:30") == page.count("18:30")
    assert client.get("/rulebook/compare?from=x").status_code == 422


def test_a_value_set_again_as_it_was_is_no_difference(app: Flask) -> None:
    let_hold(app, date(2026, 7, 1), office__hours__closes="17:30")
    with app.app_context():
        assert queries.changed(date(2026, 6, 30), TODAY) == []


# Versions


def test_every_version_of_a_value_stays_to_be_read(app: Flask, sign_in: Browser) -> None:
    let_hold(app, date(2026, 7, 1), office__hours__closes="18:00")
    let_hold(app, date(2026, 9, 1), office__hours__closes="18:30")
    let_hold(app, date(2026, 9, 1), office__name="湖西燃气")
    client = sign_in("su")
    page = client.get("/rulebook/versions").text
    assert page.index("湖西燃气") < page.index("18:30") < page.index("18:00")
    one = client.get(f"/rulebook/versions?name={CLOSES}").text
    assert "湖西燃气" not in one.partition('id="versions"')[2]
    assert 'href="/rulebook/?on=2026-07-01"' in one
    assert "The office has set nothing" in client.get("/rulebook/versions?name=office.hours.opens").text


def test_a_value_that_no_feature_declares_any_more_is_listed_as_it_was_stored(app: Flask, sign_in: Browser) -> None:
    let_hold(app, TODAY, gone__feature__value="zebra", office__hours__opens="zebra")
    page = sign_in("su").get("/rulebook/versions").text
    assert "gone.feature.value" in page
    assert page.count("zebra") == 2


def test_the_versions_are_read_page_by_page(app: Flask, sign_in: Browser) -> None:
    for number in range(60):
        let_hold(app, date(2026, 1, 1), office__phone=f"555-{number:03}")
    client = sign_in("su")
    first = client.get("/rulebook/versions").text
    assert [f"555-{number:03}" in first for number in (59, 10, 9)] == [True, True, False]
    after = lxml.html.document_fromstring(first).xpath("//a[@rel='next']/@href")[0]
    assert [f"555-{number:03}" in client.get(after).text for number in (10, 9, 0)] == [False, True, True]


# Proposals


def propose(app: Flask, closes: str = "18:00") -> None:
    with app.app_context():
        service.propose({CLOSES: closes}, valid_from=TODAY, reason="冬令时", by=factories.actor("admin"))


def test_proposals_are_listed_and_shown_with_how_their_approval_stands(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        factories.make_posts()
    client = sign_in("su")
    assert "No change of rules has been proposed." in client.get("/rulebook/proposals").text
    propose(app)
    listed = client.get("/rulebook/proposals").text
    assert "ZD2611-001" in listed
    assert "ZD2611-001" in client.get("/rulebook/proposals?state=waiting").text
    assert "ZD2611-001" not in client.get("/rulebook/proposals?state=refused").text
    page = client.get("/rulebook/proposals/1").text
    for words in ("17:30", "18:00", "冬令时", "管理员", "高总", "Waits for a decision"):
        assert words in page
    assert client.get("/rulebook/proposals/2").status_code == 404


def test_only_readers_of_the_rules_open_the_book(sign_in: Browser) -> None:
    client = sign_in("wu")
    for address in ("", "compare", "versions", "proposals", "proposals/1"):
        assert client.get(f"/rulebook/{address}").status_code == 403
    assert client.get("/documents/rule_sheet/0").status_code == 403
    assert "Rulebook" in sign_in("fang").get("/").text


# The sheet


def test_the_sheet_carries_the_values_of_a_day_with_who_interprets_and_approved_them(
    app: Flask, sign_in: Browser
) -> None:
    let_hold(app, date(2026, 7, 1), office__hours__closes="18:00", office__rules__interpreted_by="办公室")
    let_hold(app, date(2026, 12, 1), office__hours__closes="17:00", office__language="zh_Hans_CN")
    client = sign_in("fang")
    page = client.get("/documents/rule_sheet/0?on=2026-11-30").text
    for words in ("制度参数表", "2026-11-30", "18:00", "2026-07-01", "办公室", "高总", "国家法律法规"):
        assert words in page, words
    assert "17:00" not in page
    assert "17:00" in client.get("/documents/rule_sheet/0?on=2026-12-01").text
    assert "2026-11-20" in client.get("/documents/rule_sheet/0").text
    assert client.get("/documents/rule_sheet/0?on=never").status_code == 422
    assert "/documents/rule_sheet/0?on=2026-11-30" in client.get("/rulebook/?on=2026-11-30").text


def test_the_sheet_is_printed_on_a4(app: Flask, sign_in: Browser) -> None:
    let_hold(app, TODAY, office__hours__closes="18:00")
    answer = sign_in("gao").get("/documents/rule_sheet/0/pdf?on=2026-11-20")
    pages = PdfReader(io.BytesIO(answer.data)).pages
    text = "".join(page.extract_text() for page in pages)
    assert [round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:]] == [210, 297]
    for words in ("制度参数表", "18:00", "O-21"):
        assert words in text


# Speed and demo


@pytest.mark.parametrize("address", ["", "compare", "versions", "proposals", "proposals/1"])
def test_the_pages_ask_the_database_few_questions(app: Flask, sign_in: Browser, address: str) -> None:
    with app.app_context():
        factories.make_posts()
    propose(app)
    client = sign_in("su")
    with count_queries(app) as counted:
        assert client.get(f"/rulebook/{address}").status_code == 200
    assert len(counted) <= 20


def test_the_demo_has_a_change_in_force_and_one_that_waits(app: Flask, context: None) -> None:
    factories.make_posts()
    demo.build({username: factories.actor(username) for username in ("gao", "bai")})
    assert {one.interpreted_by for one in queries.texts(TODAY)} == {"客户服务部"}
    (waiting,) = queries.proposals("waiting", None).rows
    assert [str(line.after) for line in waiting.lines] == ["18:00"]
