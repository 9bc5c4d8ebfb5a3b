"""The pages of liability: typed row by row, settled, proposed; and who may know of any of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.complaints.liability import month, queries
from app.complaints.liability.hooks import may_see_subject
from app.extensions import db
from app.office.conduct.models import ConductCase
from app.office.history.models import Entry
from tests import factories
from tests.complaints.test_liability import cause, with_loss
from tests.office.factories_conduct import grant, points
from tests.support import count_queries

SignInAs = Callable[[str], FlaskClient]


def send(browser: FlaskClient, url: str, **data: Any) -> Any:
    page = browser.get(url)
    assert page.status_code == 200, page.text[:500]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return browser.post(url, data={**hidden, **data})


def office(app: Flask) -> tuple[int, int]:
    """An office with posts and points, a case with a fixed loss of 6,000 yuan, and a cause."""
    with app.app_context():
        factories.make_posts()
        points(su=10, bai=50, fang=60)
        su = factories.staff_id("su")
        return with_loss(6000, handler_id=su, holder_id=su), cause()


def test_a_clerk_judges_row_by_row_settles_and_proposes(app: Flask, sign_in: SignInAs) -> None:
    case_id, why = office(app)
    kong, url = sign_in("kong"), f"/complaints/{case_id}/liability"
    assert "Liability to be judged" in kong.get("/today/complaints").text
    rows = {
        "bearer_0": "group", "who_0": "甲班", "members_0": "苏销，白管、方前", "cause_0": why, "share_0": "99",
        "reason": "装车时未用隔板",
    }  # fmt: skip
    refused = send(kong, f"{url}/judge", **rows)
    assert refused.status_code == 422
    assert "These make 99%" in refused.text
    assert "苏销，白管、方前" in refused.text
    wrong = send(kong, f"{url}/judge", **{**rows, "members_0": "苏销、张三", "share_0": "100"})
    assert "Nobody here is called 张三" in wrong.text
    assert send(kong, f"{url}/judge", **{**rows, "share_0": "100"}).status_code == 303
    drafted = kong.get(url).text
    assert all(one in drafted for one in ("甲班", "÷ 120 × 10", "500.00", "2,500.00", "3,000.00"))
    version = re.findall(r'name="version" value="(\d+)"', drafted)[0]
    assert kong.post(f"{url}/settle", data={"version": version}).status_code == 303
    assert kong.post(f"{url}/settle", data={"version": version}).status_code == 409
    page = kong.get(f"{url}/propose").text
    first = re.findall(r'name="(sanction_\d+)"', page)[0]
    picked = dict.fromkeys(re.findall(r'name="(sanction_\d+)"', page), "deduction") | {first: "warning"}
    assert send(kong, f"{url}/propose", **picked, reason="按责任比例").status_code == 303
    with app.app_context():
        cases = db.session.query(ConductCase).order_by(ConductCase.id).all()
        assert sorted(one.amount_fen for one in cases) == [50_000, 250_000, 300_000]
        [warned] = [one for one in cases if one.sanction == "warning"]
        grant(warned.id)
        warned_id, number = warned.id, warned.number
    shown = kong.get(url).text
    assert number in shown
    assert "Formal warning" in shown
    assert "Not proposed yet" not in shown
    months = kong.get("/complaints/liability/month?month=2026-11").text
    assert all(one in months for one in ("6,000.00", "甲班", number, "261101"))
    case_page = sign_in("gao").get(f"/office/conduct/{warned_id}").text
    assert f'href="/complaints/{case_id}">Complaint 261101' in case_page
    for what in ("people", "bearers", "published"):
        assert kong.get(f"/complaints/liability/month/{what}.csv?month=2026-11").status_code == 200
    with app.app_context():
        assert db.session.query(Entry).filter_by(action="liability.exported").count() == 3
        found = month.shared("2026-11", factories.actor("kong"))
        assert found.total == sum(one.amount for one in found.bearers) == sum(one.amount for one in found.people)
    for paper in ("loss_sharing/1", "loss_month/202611"):
        assert "3,000.00" in kong.get(f"/documents/{paper}").text


def test_without_the_right_nobody_sees_sums_bearers_or_sanctions(app: Flask, sign_in: SignInAs) -> None:
    case_id, why = office(app)
    kong = sign_in("kong")
    rows = {"bearer_0": "person", "who_0": "白管", "cause_0": why, "share_0": "100", "reason": "判定白管全责"}
    url = f"/complaints/{case_id}/liability"
    assert send(kong, f"{url}/judge", **rows).status_code == 303
    kong.post(f"{url}/settle", data={"version": "1"})
    send(kong, f"{url}/propose", reason="判定白管全责")
    addresses = (url, f"/complaints/{case_id}/loss", f"{url}/judge", f"{url}/propose", "/complaints/losses/",
                 "/complaints/liability/", "/complaints/liability/month", "/documents/loss_sharing/1",
                 "/documents/loss_month/202611", "/journal/of/judgement:1", "/journal/of/loss:1")  # fmt: skip
    for who in ("su", "fang", "wu"):
        browser = sign_in(who)
        assert {browser.get(one).status_code for one in addresses} <= {403, 404}
        page = browser.get(f"/journal/of/complaint:{case_id}")
        assert not any(word in page.text for word in ("6,000", "白管", "deduction", "Deduction"))
    bai = sign_in("bai")  # a manager whose department it does not concern: the right, but not this case
    assert bai.get(url).status_code == 404
    assert (
        "261101" not in bai.get("/complaints/losses/").text + bai.get("/complaints/liability/month?month=2026-11").text
    )
    journal = sign_in("admin").get("/journal/").text
    assert "Something was done about what a complaint cost" in journal
    assert "261101" not in journal, "whoever reads the journal may still not know of the complaint"
    assert not any(word in journal for word in ("判定白管", "6,000"))
    with app.app_context():
        assert may_see_subject(factories.actor("su"), "judgement:1") is False
        assert [one.share for one in queries.shares_of(case_id)] == [1_000_000]


def test_the_pages_ask_few_questions(app: Flask, sign_in: SignInAs) -> None:
    case_id, why = office(app)
    kong, url = sign_in("kong"), f"/complaints/{case_id}/liability"
    row = {"bearer": "group", "members": "苏销、白管、方前", "cause": why, "share": "25"}
    rows = {f"{part}_{n}": value for n in range(4) for part, value in {**row, "who": f"{n} 班"}.items()}
    assert send(kong, f"{url}/judge", **rows, reason="四班共同").status_code == 303
    kong.post(f"{url}/settle", data={"version": "1"})
    for page in (url, f"{url}/judge", f"{url}/propose", "/complaints/liability/", "/complaints/liability/month"):
        with count_queries(app) as counted:
            assert kong.get(page).status_code == 200
        assert len(counted) <= 20, (page, len(counted))
