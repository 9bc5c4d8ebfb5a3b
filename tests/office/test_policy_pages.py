"""The values of office rules: one declaration makes page, validation, sheet and manual; no stored text stops a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, NoResultFound

from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.money import Fen, Rate
from app.domain.text import N_, Text
from app.extensions import db
from app.office.history.models import Entry
from app.office.policy import profiles, queries, service, words
from app.office.policy.declare import Declared, declared, policy, value
from app.office.policy.models import PolicyValue
from app.office.policy.policy import OfficePolicy
from app.office.policy.profiles import Profile
from app.web import registry
from app.web.feature import Feature
from tests.support import count_queries

Browser = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)


@policy("trial", Text("Trial rules"))
class Trial:
    days: int = value(5, Text("Days to answer"), row="T-01", unit=Text("working days"), low=1, high=30)
    floor: int = value(0, Text("Least"), row="T-02", low=0)
    most: int | None = value(None, Text("Most"), row="T-03", high=9, empty=True)
    fee: Fen = value(Fen(1250), Text("Fee"), row="T-04")
    rate: Rate = value(Rate(300_000), Text("Share"), row="T-05")
    strict: bool = value(True, Text("Strict"), row="T-06")
    way: str = value("a", Text("Way"), row="T-07", choices=(("a", N_("First way")), ("b", N_("Second way"))))
    note: str = value("", Text("Note | to all"), row="T-08", empty=True)
    at: time = value(time(18, 0), Text("Cut-off"), row="T-09")


@pytest.fixture(autouse=True)
def trial(app: Flask) -> Iterator[None]:
    """A feature with one value of every type, in a program with a second profile."""
    shipped = profiles.known()
    app.extensions[registry.KEY] += (Feature("app.office.trial", policies=(Trial,)),)
    profiles.set_up(
        [
            Profile("gas", Text("Gas company")),
            Profile("desk", Text("Desk"), {"trial.days": "7", "trial.way": "b"}, frozenset({"office.journal"})),
        ]
    )
    yield
    profiles.set_up(shipped)  # the next test may be of another file


def post(client: FlaskClient, name: str, typed: str, **more: str) -> int:
    data = {"value": typed, "valid_from": "2026-11-20", "reason": "会议决定", **more}
    return client.post(f"/policy/value/{name}", data=data).status_code


def test_every_value_of_every_feature_stands_on_the_page(app: Flask, sign_in: Browser) -> None:
    page = sign_in("gao").get("/policy/").text
    with app.app_context():
        names = [one.name for found in queries.classes() for one in declared(found)]
    assert len(names) > 10
    assert [name for name in names if f"/policy/value/{name}" not in page] == []
    for text in (
        "Days to answer",
        "working days",
        "1 – 30",
        "≥ 0",
        "≤ 9",
        "￥12.50",
        "30%",
        "First way",
        "18:00",
        "T-09",
    ):
        assert text in page


@pytest.mark.parametrize("username", ["fang", "chen", "bai", "xu", "wu"])
def test_only_who_may_set_rules_sees_these_pages(sign_in: Browser, username: str) -> None:
    client = sign_in(username)
    for address in ("", "value/trial.days", "value/trial.text_fallback", "profile"):
        assert client.get(f"/policy/{address}").status_code == 403
    assert post(client, "trial.days", "6") == 403


def test_a_new_value_holds_and_says_who_and_why(app: Flask, sign_in: Browser) -> None:
    client = sign_in("gao")
    assert post(client, "trial.days", "6") == 303
    page = client.get("/policy/value/trial.days").text
    assert "高总" in page
    assert "会议决定" in page
    with app.app_context():
        assert queries.of(Trial).days == 6
        entry = db.session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one()
        assert (entry.action, entry.subject, entry.reason) == ("policy.set", "policy:trial.days", "会议决定")


def test_a_value_for_later_waits_for_its_day(app: Flask, sign_in: Browser) -> None:
    client = sign_in("gao")
    assert post(client, "trial.days", "6", valid_from="2027-01-01") == 303
    assert "from 2027-01-01 on" in client.get("/policy/").text
    assert '<strong><span translate="no">6</span></strong>' in client.get("/policy/?on=2027-01-01").text
    with app.app_context():
        assert queries.of(Trial).days == 5
        assert queries.of(Trial, on=date(2027, 1, 1)).days == 6


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("days", "0"),
        ("days", "31"),
        ("days", "five"),
        ("days", ""),
        ("days", "9" * 400),
        ("floor", "-1"),
        ("most", "10"),
        ("fee", "12.345"),
        ("rate", "much"),
        ("strict", "perhaps"),
        ("way", "c"),
        ("note", "x" * 501),
        ("at", "25:00"),
    ],
)
def test_what_the_declaration_forbids_is_refused_beside_the_field(
    app: Flask, sign_in: Browser, name: str, typed: str
) -> None:
    assert post(sign_in("gao"), f"trial.{name}", typed) == 422
    with app.app_context():
        assert db.session.scalars(select(PolicyValue)).all() == []


@pytest.mark.parametrize(
    ("name", "typed", "held"),
    [
        ("most", "9", 9),
        ("fee", "￥1,000", 100_000),
        ("strict", "no", False),
        ("way", "b", "b"),
        ("at", "9:05", time(9, 5)),
    ],
)
def test_every_type_can_be_set(app: Flask, sign_in: Browser, name: str, typed: str, held: object) -> None:
    assert post(sign_in("admin"), f"trial.{name}", typed) == 303
    with app.app_context():
        assert getattr(queries.of(Trial), name) == held


def test_a_value_that_may_be_empty_can_be_emptied(app: Flask, sign_in: Browser) -> None:
    client = sign_in("gao")
    post(client, "trial.most", "3")
    assert post(client, "trial.most", "", valid_from="2026-11-21") == 303
    with app.app_context():
        assert queries.of(Trial, on=date(2026, 11, 21)).most is None


@pytest.mark.parametrize(
    "more", [{"valid_from": "2026-11-19"}, {"valid_from": "soon"}, {"valid_from": ""}, {"reason": ""}]
)
def test_a_value_needs_a_day_that_is_not_over_and_a_reason(sign_in: Browser, more: dict[str, str]) -> None:
    assert post(sign_in("gao"), "trial.days", "6", **more) == 422


def test_the_value_that_holds_already_is_not_set_again(sign_in: Browser) -> None:
    client = sign_in("gao")
    assert post(client, "trial.days", "6") == 303
    assert post(client, "trial.days", "6") == 422
    assert post(client, "trial.days", "5") == 303


def test_an_unknown_value_is_not_there(context: None, sign_in: Browser) -> None:
    assert sign_in("gao").get("/policy/value/trial.nothing").status_code == 404
    with pytest.raises(NoResultFound):
        service.change_value("trial.nothing", "1", valid_from=TODAY, reason="x", by=OPERATOR)


@pytest.mark.parametrize("text", ["", "zebra", "999999999999"])
@pytest.mark.parametrize(
    "name", ["trial.days", "trial.strict", "trial.way", "trial.at", "office.language", "office.profile"]
)
def test_a_stored_text_that_cannot_be_read_stops_no_page(app: Flask, sign_in: Browser, name: str, text: str) -> None:
    with app.app_context():
        service.set_values({name: text}, valid_from=TODAY, reason=None, by=OPERATOR)
        assert queries.of(Trial) == Trial()
    client = sign_in("gao")
    for address in (
        "/policy/",
        "/rulebook/",
        "/documents/rule_sheet/0",
        f"/policy/value/{name}",
        "/policy/profile",
        "/calendar/",
    ):
        assert client.get(address, follow_redirects=True).status_code == 200
    if name == "trial.days":
        assert "cannot be read" in client.get("/policy/").text
        assert post(client, name, "6") == 303


def test_the_values_of_a_day_that_is_over_are_still_known(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        service.set_values({"trial.days": "4"}, valid_from=date(2025, 1, 1), reason=None, by=OPERATOR)
        service.set_values({"trial.days": "6"}, valid_from=date(2026, 1, 1), reason=None, by=OPERATOR)
        held = [queries.of(Trial, on=day).days for day in (date(2024, 12, 31), date(2025, 12, 31), TODAY)]
    assert held == [5, 4, 6]
    assert sign_in("gao").get("/policy/?on=never").status_code == 422


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(-20, 20)), max_size=6), st.integers(-25, 25))
def test_the_last_word_whose_day_has_come_holds(words_said: list[tuple[int, int]], asked: int) -> None:
    days = declared(Trial)[0]
    rows = [
        PolicyValue(id=n, name=days.name, value=str(v), valid_from=TODAY + timedelta(d))
        for n, (v, d) in enumerate(words_said)
    ]
    rows.sort(key=lambda row: (row.valid_from, row.id))
    found = queries._in_force(days, rows, TODAY + timedelta(asked))
    said = [(d, n, v) for n, (v, d) in enumerate(words_said) if d <= asked]
    assert found.value == (max(said)[2] if said else 5)
    assert len(found.coming) == sum(d > asked for _, d in words_said)


def test_what_was_set_is_never_changed_in_the_database(context: None) -> None:
    service.set_values({"trial.days": "4"}, valid_from=TODAY, reason=None, by=OPERATOR)
    for statement in ("UPDATE policy_values SET value = '9'", "DELETE FROM policy_values"):
        with pytest.raises(DatabaseError, match="frozen"):
            db.session.execute(db.text(statement))
        db.session.rollback()
    assert queries.of(Trial).days == 4


# Profiles


def test_a_profile_shows_what_it_would_change_before_it_is_chosen(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        service.set_values({"trial.way": "a"}, valid_from=TODAY, reason=None, by=OPERATOR)
        assert [(one.name, now, then) for one, now, then in queries.effect_of_profile("desk", TODAY)] == [
            ("trial.days", 5, 7)
        ]
    page = sign_in("gao").get("/policy/profile?to=desk").text
    assert "Days to answer" in page
    assert "Journal" in page.partition("Switched off then")[2]


def test_a_profile_is_switched_from_a_day_on(app: Flask, sign_in: Browser) -> None:
    client = sign_in("gao")
    data = {"value": "desk", "valid_from": "2026-11-20", "reason": "改制"}
    assert client.post("/policy/profile", data=data).status_code == 303
    with app.app_context():
        assert (queries.of(Trial).days, queries.of(Trial, on=date(2026, 11, 19)).days) == (7, 5)
    assert client.get("/journal/").status_code == 404
    assert client.post("/policy/profile", data=data).status_code == 422
    assert client.post("/policy/profile", data={**data, "value": "nothing"}).status_code == 422


def test_an_unknown_profile_is_refused(context: None) -> None:
    with pytest.raises(Refused):
        service.switch_profile("nothing", valid_from=TODAY, reason="x", by=OPERATOR)


def test_the_profile_has_its_own_page(sign_in: Browser) -> None:
    assert sign_in("gao").get("/policy/value/office.profile").location == "/policy/profile"


# Texts and commands


def test_every_text_of_rules_can_have_its_own_interpreter_and_fallback(app: Flask, sign_in: Browser) -> None:
    client = sign_in("gao")
    assert "/policy/value/trial.text_interpreted_by" in client.get("/policy/").text
    assert post(client, "trial.text_interpreted_by", "营销推广部") == 303
    assert post(client, "trial.text_fallback", "") == 303
    with app.app_context():
        assert queries.in_force("trial.text_interpreted_by", TODAY).value == "营销推广部"
        assert "trial.text_interpreted_by" not in {one.one.name for _, values in queries.sheet(TODAY) for one in values}
        queries.of(Trial)


def test_whoever_sets_a_value_alone_counts_as_its_approver(app: Flask, sign_in: Browser) -> None:
    assert post(sign_in("admin"), "trial.days", "6") == 303
    with app.app_context():
        row = db.session.scalars(select(PolicyValue)).one()
        assert (row.actor_name, row.approved_by, row.approval_id) == ("管理员", "管理员", None)


def test_the_same_form_sent_twice_sets_a_value_once(app: Flask, sign_in: Browser) -> None:
    client = sign_in("gao")
    key = re.findall(r'name="form_key" value="([^"]+)"', client.get("/policy/value/trial.days").text)[0]
    assert [post(client, "trial.days", "6", form_key=key) for _ in range(2)] == [303, 303]
    with app.app_context():
        assert len(db.session.scalars(select(PolicyValue)).all()) == 1


def test_the_commands_list_the_values_and_write_the_manual(app: Flask) -> None:
    with app.app_context():
        service.set_values({"trial.days": "9"}, valid_from=date(2027, 1, 1), reason=None, by=OPERATOR)
    run = app.test_cli_runner().invoke
    assert "trial.days\t5\tshipped" in run(args=["office", "policy-list"]).output
    assert "trial.days\t9\toffice" in run(args=["office", "policy-list", "--on", "2027-01-01"]).output
    assert run(args=["office", "policy-list", "--on", "never"]).exit_code == 2
    table = run(args=["office", "policy-docs"]).output.splitlines()
    assert "| `trial.days` | Days to answer | working days | 1 – 30 | 5 | T-01 |" in table
    assert "| `trial.note` | Note \\| to all |  |  | – | T-08 |" in table


def test_the_page_asks_the_database_few_questions(app: Flask, sign_in: Browser) -> None:
    client = sign_in("gao")
    for address in ("/policy/", "/policy/value/trial.days", "/policy/profile?to=desk"):
        with count_queries(app) as counted:
            client.get(address)
        assert len(counted) <= 12


@pytest.mark.parametrize("one", [*declared(Trial), *declared(OfficePolicy)], ids=lambda one: one.name)
def test_every_default_is_read_back_as_it_is_written(one: Declared) -> None:
    assert one.parse(one.write(one.default)) == one.default
    assert str(words.shown(one, one.default))
