"""A petition on its way: numbered, frozen, decided level by level, read by who is asked, printed when it ends."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from app import clock
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.access.service.people import deactivate
from app.office.approvals.models import Approval
from app.office.approvals.queries import standing
from app.office.approvals.service import approve, refuse, withdraw
from app.office.attachments.service import attach
from app.office.documents import render
from app.office.documents.document import document
from app.office.history.models import Entry
from app.office.petitions import documents, queries, service
from app.office.petitions.models import Petition
from app.office.petitions.rules import APPEAL, CHOSEN
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.office.factories_petitions import a_draft, a_petition, away

SignIn = Callable[[str], FlaskClient]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
pytestmark = pytest.mark.usefixtures("posts")


@pytest.fixture
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()


def request_of(petition_id: int) -> Approval:
    query = select(Approval).where(Approval.subject == f"petition:{petition_id}")
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def say(username: str, petition_id: int, words: str = "", *, yes: bool = True) -> None:
    one = request_of(petition_id)
    if yes:
        approve(one.id, one.version, words or None, by=factories.actor(username))
    else:
        refuse(one.id, one.version, words or "No.", by=factories.actor(username))


def waiting_for(petition_id: int) -> tuple[str, ...]:
    found = standing(f"petition:{petition_id}")
    assert found is not None
    return found.waits_for


@pytest.mark.usefixtures("context")
def test_what_is_sent_gets_a_number_and_waits_for_the_next_above() -> None:
    sent = a_petition("su", amount=1280000)
    assert (sent.number, sent.sent_at is not None) == ("QC2611-001", True)
    one = request_of(sent.id)
    assert (one.matter, one.amount_fen, one.state, one.url) == (
        "petition",
        1280000,
        "waiting",
        f"/office/petitions/{sent.id}",
    )
    assert {"label": one.snapshot[1]["label"], "value": "draft of mine"} == one.snapshot[1]
    assert "￥12,800.00" not in [line["value"] for line in one.snapshot], "the request itself shows its amount"
    assert waiting_for(sent.id) == ("白管",)
    assert a_petition("su").number == "QC2611-002"
    entry = db.session.scalars(select(Entry).where(Entry.action == "petitions.sent").order_by(Entry.id)).first()
    assert entry is not None
    assert entry.facts == {"number": "QC2611-001", "subject": "draft of mine"}


@pytest.mark.usefixtures("context")
def test_the_database_itself_refuses_to_change_what_was_sent() -> None:
    sent, su = a_petition("su"), factories.actor("su")
    with pytest.raises(IntegrityError), unit_of_work(by=su) as work:
        work.session.execute(update(Petition).where(Petition.id == sent.id).values(body="other"))
    with pytest.raises(NoResultFound):
        service.discard_draft(sent.id, version=2, by=su)
    assert db.session.get_one(Petition, sent.id).body == "Please decide."


@pytest.mark.usefixtures("context")
def test_a_report_climbs_level_by_level_and_its_author_learns_how_it_ended() -> None:
    sent = a_petition("su")
    with pytest.raises(NoResultFound):
        queries.seen(sent.id, factories.actor("xu"))
    say("bai", sent.id)
    assert waiting_for(sent.id) == ("高总",)
    say("gao", sent.id, "Go on.")
    assert request_of(sent.id).state == "approved"
    task = db.session.scalars(select(Task).where(Task.kind == "petitions.ended")).one()
    assert (task.staff_id, task.state, task.facts["number"]) == (factories.staff_id("su"), "open", "QC2611-001")


@pytest.mark.usefixtures("context")
def test_an_appeal_begins_above_the_direct_superior_who_does_not_read_it() -> None:
    sent = a_petition("su", route=APPEAL)
    assert waiting_for(sent.id) == ("高总",)
    with pytest.raises(NoResultFound):
        queries.seen(sent.id, factories.actor("bai"))
    assert queries.seen(sent.id, factories.actor("gao")).author == "苏销"
    say("gao", sent.id)
    assert request_of(sent.id).state == "approved"


@pytest.mark.usefixtures("context")
def test_who_stands_in_decides_and_goes_on_reading_it() -> None:
    away("xu", deputy="chen")
    sent = a_petition("su", "bai", "xu", "gao", route=CHOSEN)
    say("bai", sent.id)
    assert waiting_for(sent.id) == ("陈收",)
    say("chen", sent.id, "Within the budget.")
    say("gao", sent.id)
    for username in ("su", "bai", "xu", "chen", "gao"):
        assert queries.seen(sent.id, factories.actor(username)).state == "approved"
    for username in ("fang", "kong", "admin", "wu"):
        with pytest.raises(NoResultFound):
            queries.seen(sent.id, factories.actor(username))


@pytest.mark.usefixtures("context")
def test_a_refusal_ends_it_and_a_withdrawal_tells_nobody() -> None:
    refused, withdrawn = a_petition("su"), a_petition("su")
    say("bai", refused.id, "Too dear.", yes=False)
    one = request_of(withdrawn.id)
    withdraw(one.id, one.version, by=factories.actor("su"))
    assert [request_of(one.id).state for one in (refused, withdrawn)] == ["refused", "withdrawn"]
    tasks = db.session.scalars(select(Task.subject).where(Task.kind == "petitions.ended")).all()
    assert tasks == [f"petition:{refused.id}"]


@pytest.mark.usefixtures("context")
def test_who_left_since_the_draft_was_written_is_refused_at_sending() -> None:
    draft = a_draft("su", "bai", "xu", route=CHOSEN)
    deactivate(factories.staff_id("xu"), 1, clock.today(), by=factories.actor("admin"))
    with pytest.raises(Refused, match="徐财 has left"):
        service.send(draft.id, version=1, by=factories.actor("su"))
    kept = db.session.get_one(Petition, draft.id, populate_existing=True)
    assert (kept.number, kept.sent_at) == (None, None)


@pytest.mark.usefixtures("context")
def test_nothing_is_sent_twice_and_nothing_that_changed_meanwhile() -> None:
    su, draft = factories.actor("su"), a_draft("su")
    with pytest.raises(Conflict):
        service.send(draft.id, version=7, by=su)
    service.send(draft.id, version=1, by=su)
    with pytest.raises(NoResultFound):
        service.send(draft.id, version=1, by=su)
    assert len(db.session.scalars(select(Approval)).all()) == 1


@pytest.mark.usefixtures("context")
def test_a_petition_that_follows_names_the_earlier_one_and_begins_with_its_words() -> None:
    su, sent = factories.actor("su"), a_petition("su", amount=500)
    with pytest.raises(Refused):
        service.follow_up(sent.id, by=su)
    say("bai", sent.id, "Say what for.", yes=False)
    with pytest.raises(NoResultFound):
        service.follow_up(sent.id, by=factories.actor("bai"))
    draft = service.follow_up(sent.id, by=su)
    assert (draft.subject, draft.body, draft.amount_fen, draft.follows_id) == ("draft of mine", sent.body, 500, sent.id)
    assert db.session.scalars(select(Task.state).where(Task.kind == "petitions.ended")).one() == "done"
    again = service.send(draft.id, version=1, by=su)
    assert {"label": request_of(again.id).snapshot[-1]["label"], "value": "QC2611-001"} == request_of(
        again.id
    ).snapshot[-1]
    assert queries.seen(again.id, su).follows == "QC2611-001"
    followed = db.session.scalars(select(Entry).where(Entry.action == "petitions.followed")).one()
    assert followed.facts == {"follows": "QC2611-001"}


def test_the_pages_lead_from_the_draft_to_the_decision(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        draft = a_draft("su", subject="换叫号机")
    su, page = sign_in("su"), f"/office/petitions/{draft.id}"
    shown = su.get(page).text
    key = shown.split('name="form_key" value="')[1].split('"')[0]
    assert su.post(f"{page}/send", data={"form_key": key, "version": "1"}).status_code == 303
    sent = su.get(page).text
    assert "Petition QC2611-001 is on its way." in sent
    assert "白管" in sent
    assert "换叫号机" in sign_in("bai").get("/office/petitions/?whose=all").text
    assert ">Decide</a>" in sign_in("bai").get(page).text
    assert ">Decide</a>" not in sign_in("gao").get(page).text
    assert "换叫号机" not in sign_in("bai").get("/office/petitions/").text
    assert "换叫号机" not in sign_in("kong").get("/office/petitions/?whose=all").text
    assert "QC2611-001" in sign_in("gao").get("/office/petitions/?whose=all&state=waiting&q=QC2611-001").text
    assert "QC2611-001" not in sign_in("gao").get("/office/petitions/?whose=all&state=refused").text
    with app.app_context():
        say("bai", draft.id, yes=False)
    assert "Taken note" in su.get(page).text
    assert su.post(f"{page}/noted").status_code == 303
    assert "Taken note" not in su.get(page).text
    with app.app_context():
        noted = db.session.scalars(select(Entry).where(Entry.action == "petitions.noted")).one()
        assert noted.facts == {"number": "QC2611-001"}


def test_a_refusal_at_sending_is_told_on_the_page(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        page = f"/office/petitions/{a_draft('su', 'bai', 'xu', route=CHOSEN).id}"
        deactivate(factories.staff_id("xu"), 1, clock.today(), by=factories.actor("admin"))
    su = sign_in("su")
    shown = su.get(page).text
    assert "徐财 has left" in shown
    key = shown.split('name="form_key" value="')[1].split('"')[0]
    answer = su.post(f"{page}/send", data={"form_key": key, "version": "1"})
    assert answer.status_code == 422
    assert "徐财 has left" in answer.text.split("alert alert-danger")[1].split("</div>")[0]
    assert su.get(f"{page}/change").status_code == 200


def test_files_hang_on_a_draft_and_stay_as_they_were_once_it_is_sent(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        draft = a_draft("su")
        attach(f"petition:{draft.id}", BytesIO(PNG), "报价单.png", None, by=factories.actor("su"))
        service.send(draft.id, version=1, by=factories.actor("su"))
        assert request_of(draft.id).snapshot[-1]["value"] == "报价单.png"
    region = f"/attachments/of/petition:{draft.id}"
    assert "报价单.png" in sign_in("bai").get(region).text
    assert sign_in("kong").get(region).status_code == 404
    for username in ("su", "bai"):
        client = sign_in(username)
        assert "<form" not in client.get(region, headers={"HX-Request": "true"}).text
        data = {"file": (BytesIO(PNG), "spät.png"), "note": ""}
        answer = client.post(region, data=data, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "no longer change" in answer.text
        assert client.get("/attachments/1/remove").status_code == 422


def test_the_paper_has_every_decision_and_waits_until_there_is_one(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        away("xu", deputy="chen")
        sent = a_petition("su", "bai", "xu", route=CHOSEN, amount=1280000)
    su, paper = sign_in("su"), f"/documents/petition/{sent.id}"
    assert "QC2611-001" in su.get(paper).text, "it may be looked at"
    for answer in (su.post(paper, data={"paper": "a4"}), su.get(f"{paper}/pdf")):
        assert answer.status_code == 422
        assert "once it has been decided on" in answer.text
    with app.app_context():
        say("bai", sent.id, "I support this.")
        say("chen", sent.id, "Within the budget.")
    page = su.get(paper).text
    for words in (
        "签呈",
        "QC2611-001",
        "人民币壹万贰仟捌佰元整",
        "陈收（代 徐财）",
        "I support this.",
        "一、总经理室存",
    ):
        assert words in page, words
    assert sign_in("kong").get(paper).status_code == 404
    assert su.post(paper, data={"paper": "a4"}).status_code == 303
    with app.app_context():
        found = documents.petition(factories.actor("su"), sent.id)
        assert [one.who for one in found.steps] == ["白管", "陈收（代 徐财）"]
        form = document("petition")
        values = render.load(form, factories.actor("su"), sent.id, {})
        assert render.pdf_of(form, values, render.sheet_for(form, None)).startswith(b"%PDF")


def test_its_number_is_found_by_who_may_read_it(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        a_petition("su", subject="换叫号机")
    headers = {"HX-Request": "true"}
    assert "换叫号机" in sign_in("bai").get("/search?q=qc2611-001", headers=headers).text
    assert "换叫号机" not in sign_in("kong").get("/search?q=QC2611-001", headers=headers).text
