"""The pages of claims: why this person, registrations, cases, open days; the tab of the customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_many
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.approvals.service import seed
from app.office.batches.models import Batch
from app.office.policy.service import switch_profile
from app.reception.claims.hooks import may_see_subject
from app.reception.claims.models import ClaimCase, Evidence, OpenDays, Registration
from app.reception.claims.service import NewCase, open_case
from app.reception.queue.models import Visit
from app.unit_of_work import unit_of_work
from tests import factories
from tests.reception import factories_queue
from tests.reception.test_claims_deeds import TODAY, away, come, finish, fresh, open_rota, receive, rep


def prepared(app: Flask) -> int:
    """A visitor who came a second time, while his rep was away; the id of that visit."""
    with app.app_context():
        seed(by=OPERATOR)
        factories.make_posts()
        factories_queue.open_office()
        open_rota("su", "kong", "ma")
        finish(receive(come(asked_for=(rep("su"),))))
        away("su")
        return receive(come(again=True)).id


def read(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.text)


def test_a_rep_reads_why_it_was_he_and_takes_note(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    visit_id = prepared(app)
    client = sign_in("su")
    page = read(client, f"/reception/claims/visit/{visit_id}")
    assert "is the last in the rota and receives as a courtesy" in page
    assert "马抄" in page
    assert "CM-2a" in page
    assert "Ledger of turns" in page
    assert "You have a task about this visitor" in page
    assert "13800138000" not in page
    assert client.post(f"/reception/claims/visit/{visit_id}/noted").status_code == 303
    assert "You have a task about this visitor" not in read(client, f"/reception/claims/visit/{visit_id}")
    assert client.get("/reception/claims/visit/999").status_code == 404
    assert sign_in("wu").get(f"/reception/claims/visit/{visit_id}").status_code == 403


def test_registrations_are_listed_by_whose_they_are_and_made_void_with_a_reason(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    prepared(app)
    assert "王小明" in read(sign_in("su"), "/reception/claims/")
    assert "No registration is like that" in read(sign_in("fang"), "/reception/claims/")
    bai = sign_in("bai")
    assert "王小明" in read(bai, "/reception/claims/?whose=department&validity=valid&q=13800138000")
    assert "No registration is like that" in read(bai, "/reception/claims/?whose=all&validity=expired")
    assert "No registration is like that" in read(bai, "/reception/claims/?whose=all&validity=expiring&q=王小")
    assert "Make the registration void" in read(bai, "/reception/claims/registrations/1")
    assert bai.post("/reception/claims/registrations/1/void", data={"version": "1"}).status_code == 422
    data = {"version": "1", "reason": "登记有误"}
    assert sign_in("su").post("/reception/claims/registrations/1/void", data=data).status_code == 403
    assert bai.post("/reception/claims/registrations/1/void", data=data).status_code == 303
    assert bai.post("/reception/claims/registrations/1/void", data=data).status_code == 409
    assert "登记有误" in read(bai, "/reception/claims/registrations/1")


def form_key(page: str) -> str:
    return page.split('name="form_key" value="')[1].split('"')[0]


def test_evidence_is_kept_and_a_case_opened_and_decided(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    visit_id = prepared(app)
    fang, bai = sign_in("fang"), sign_in("bai")
    url = f"/reception/claims/visit/{visit_id}/evidence"
    key = form_key(read(fang, url))
    assert fang.post(url, data={"kind": "note", "form_key": key}).status_code == 422
    assert fang.post(url, data={"kind": "note", "note": "客户提到苏销", "form_key": key}).status_code == 303
    url = f"/reception/claims/cases/new?visit={visit_id}&kind=ownership"
    page = read(fang, url)
    assert "王小明" in page
    data = {"kind": "ownership", "first": "", "name": "王小明", "fault": "none", "words": "两人都说先接待"}
    data |= {"form_key": form_key(page)}
    assert fang.post(url, data=data).status_code == 422
    with app.app_context():
        data |= {"first": str(rep("su")), "second": str(rep("ma"))}
    assert fang.post(url, data=data).status_code == 303
    assert fang.post(url, data=data).status_code == 303  # a double click opens no second one
    page = read(bai, "/reception/claims/cases/1")
    assert "客户提到苏销" in page
    assert "Give the opinion" in page
    assert "Give the opinion" not in read(fang, "/reception/claims/cases/1")
    opinion = {"opinion": "苏销先登记", "outcome": "first", "version": "1", "form_key": form_key(page)}
    assert bai.post("/reception/claims/cases/1/opinion", data=opinion).status_code == 303
    assert "Approval" in read(bai, "/reception/claims/cases/1")
    assert "王小明" in read(fang, "/reception/claims/cases?kind=ownership&state=waiting")
    assert "No case is like that" in read(fang, "/reception/claims/cases?whose=mine")
    with app.app_context():
        assert len(db.session.scalars(select(ClaimCase)).all()) == 1
        assert "note" in db.session.scalars(select(Evidence.kind)).all()


def test_recognised_on_the_page_gives_the_visitor_to_the_first(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    visit_id, fang = prepared(app), sign_in("fang")
    url = f"/reception/claims/visit/{visit_id}/recognised"
    with app.app_context():
        data = {"first": str(rep("kong")), "words": "迎面认出", "form_key": form_key(read(fang, url))}
    assert fang.post(url, data=data).status_code == 303
    with app.app_context():
        assert db.session.get_one(Visit, visit_id).staff_id == rep("kong")


def test_open_days_are_planned_by_managers_only(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    prepared(app)
    bai, fang = sign_in("bai"), sign_in("fang")
    assert "No open days" in read(fang, "/reception/claims/days")
    assert fang.get("/reception/claims/days/new").status_code == 403
    data = {"name": "冬季房展", "first_on": "2026-12-05", "last_on": "2026-12-04", "rule": "rota"}
    data["form_key"] = form_key(read(bai, "/reception/claims/days/new"))
    assert bai.post("/reception/claims/days/new", data=data).status_code == 422
    data["last_on"] = "2026-12-06"
    assert bai.post("/reception/claims/days/new", data=data).status_code == 303
    assert "冬季房展" in read(fang, "/reception/claims/days/1")
    with app.app_context():
        assert db.session.scalars(select(OpenDays.state)).all() in (["waiting"], ["approved"])


def test_the_customers_page_has_who_received_him(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    visit_id = prepared(app)
    from app.customers.files.rules import NewCustomer
    from app.customers.files.service import open_customer

    with app.app_context():
        new = NewCustomer(kind="person", name="王小明", phone="13800138000")
        customer = open_customer(new, by=factories.actor("fang"))
        page_of = f"/reception/claims/of-customer/{customer.id}"
    page = read(sign_in("fang"), page_of)
    assert "苏销" in page
    assert f"/reception/claims/visit/{visit_id - 1}" in page
    assert sign_in("wu").get(page_of).status_code == 403


def test_a_service_desk_has_no_claims(app: Flask, sign_in: Callable[[str], FlaskClient], context: Any) -> None:
    switch_profile("service_desk", valid_from=TODAY, reason="无轮排", by=OPERATOR)
    client = sign_in("su")
    assert client.get("/reception/claims/").status_code == 404
    assert "/reception/claims/" not in client.get("/today/reception").text
    factories_queue.open_office()
    visit = fresh(come())
    assert (visit.staff_id, db.session.scalars(select(Registration)).all()) == (None, [])


def test_a_case_about_a_customer_who_may_not_be_known_yet_is_nowhere(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        batch = Batch(
            kind="customers", filename="x", sha256="x", options={}, state="applying", counts={}, notices=[],
            actor_name="x", made_at=work.at,
        )  # fmt: skip
        work.session.add(batch)
        work.session.flush()
        [customer_id] = open_many([NewCustomer(kind="person", name="王建国")], batch_id=batch.id)
        both: dict[str, Any] = {"customer_id": customer_id, "first_id": rep("su"), "second_id": rep("ma")}
        case_id = open_case(NewCase("family", "王建国", "夫妻先后来访", **both), by=OPERATOR).id
    client = sign_in("bai")
    assert "王建国" not in read(client, "/reception/claims/cases")
    assert client.get(f"/reception/claims/cases/{case_id}").status_code == 404
    with app.app_context():
        assert may_see_subject(factories.actor("bai"), f"claim_case:{case_id}") is False
        assert may_see_subject(factories.actor("bai"), "claim_case:x") is False
