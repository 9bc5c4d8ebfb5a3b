"""Drafts of petitions: written, changed, thrown away, followed up; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.history.models import Entry
from app.office.petitions import queries, service
from app.office.petitions.models import Petition
from app.office.petitions.rules import APPEAL, CHOSEN, REPORT, Words
from tests import factories
from tests.office.factories_petitions import a_draft, a_petition, away, people
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("posts")


@pytest.fixture
def posts(app: Flask) -> None:
    """Bai heads the sales department, Gao leads the office."""
    with app.app_context():
        factories.make_posts()


def key_in(page: str) -> str:
    return page.split('name="form_key" value="')[1].split('"')[0]


def actions() -> list[str]:
    return list(db.session.scalars(select(Entry.action).where(Entry.subject.like("petition:%")).order_by(Entry.id)))


def test_a_draft_is_written_on_the_page_and_shown_with_who_will_be_asked(app: Flask, sign_in: SignIn) -> None:
    su = sign_in("su")
    page = su.get("/office/petitions/new")
    assert page.status_code == 200
    assert "白管" in page.text
    typed = {"subject": "换叫号机", "body": "旧的坏了。\n请批示。", "route": "report", "amount": "12,800"}
    answer = su.post("/office/petitions/new", data={**typed, "form_key": key_in(page.text)})
    assert answer.status_code == 303
    shown = su.get(answer.location).text
    asked = shown.split('id="asked"')[1].split("</ol>")[0]
    assert asked.index("白管") < asked.index("高总")
    assert "￥12,800.00" in shown
    with app.app_context():
        draft = db.session.scalars(select(Petition)).one()
        assert (draft.subject, draft.amount_fen, draft.number, draft.sent_at) == ("换叫号机", 1280000, None, None)
        assert actions() == ["petitions.drafted"]


def test_a_second_click_writes_no_second_draft(app: Flask, sign_in: SignIn) -> None:
    su = sign_in("su")
    typed = {"subject": "换叫号机", "body": "请批示。", "route": "report"}
    typed["form_key"] = key_in(su.get("/office/petitions/new").text)
    first, second = (su.post("/office/petitions/new", data=typed) for _ in range(2))
    assert first.location == second.location
    with app.app_context():
        assert len(db.session.scalars(select(Petition)).all()) == 1


def test_a_report_that_jumps_is_refused_beside_the_people_and_nothing_typed_is_lost(
    app: Flask, sign_in: SignIn
) -> None:
    su = sign_in("su")
    with app.app_context():
        gao = factories.staff_id("gao")
    typed = {"subject": "换叫号机", "body": "旧的坏了。", "route": "report", "amount": "5", "people": [str(gao), ""]}
    answer = su.post("/office/petitions/new", data={**typed, "form_key": key_in(su.get("/office/petitions/new").text)})
    assert answer.status_code == 422
    beside = answer.text.split('id="people-errors"')[1].split("</div>")[0]
    assert "白管 must be asked before 高总" in beside
    for kept in ("换叫号机", "旧的坏了。", 'value="5"', f'<option value="{gao}" selected'):
        assert kept in answer.text
    with app.app_context():
        assert db.session.scalars(select(Petition)).all() == []


def test_the_preview_follows_the_route_and_names_who_stands_in(app: Flask, sign_in: SignIn) -> None:
    su = sign_in("su")
    with app.app_context():
        bai, xu, gao = people("bai", "xu", "gao")
        away("xu", deputy="chen")
    headers = {"HX-Request": "true"}
    appeal = su.get("/office/petitions/chain?route=appeal&people=", headers=headers).text
    assert "<html" not in appeal
    assert "高总" in appeal.split('id="asked"')[1]
    assert "白管" not in appeal.split('id="asked"')[1]
    chosen = su.get(f"/office/petitions/chain?route=chosen&people={bai}&people={xu}&people={gao}", headers=headers).text
    assert "陈收" in chosen.split('id="asked"')[1]
    assert "stands in for 徐财" in chosen
    jump = su.get(f"/office/petitions/chain?route=chosen&people={xu}", headers=headers).text
    assert "direct superior, 白管" in jump.split('id="why-not"')[1]
    assert su.get("/office/petitions/chain?route=nonsense&people=x").status_code == 200


def test_a_draft_is_its_authors_alone(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        petition_id = a_draft("su").id
        with pytest.raises(NoResultFound):
            queries.draft_of(petition_id, factories.actor("gao"))
        with pytest.raises(NoResultFound):
            service.send(petition_id, version=1, by=factories.actor("bai"))
    for username in ("bai", "gao", "admin"):
        assert sign_in(username).get(f"/office/petitions/{petition_id}").status_code == 404
        assert sign_in(username).get(f"/attachments/of/petition:{petition_id}").status_code == 404
    assert "draft of mine" in sign_in("su").get("/office/petitions/").text
    assert "draft of mine" not in sign_in("gao").get("/office/petitions/?whose=all").text


def test_a_draft_is_changed_as_it_was_seen(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        petition_id = a_draft("su").id
    su = sign_in("su")
    page = f"/office/petitions/{petition_id}/change"
    typed = {"subject": "anders", "body": "neu", "route": "appeal", "version": "1"}
    assert 'value="draft of mine"' in su.get(page).text
    assert su.post(page, data=typed).status_code == 303
    late = su.post(page, data={**typed, "subject": "too late"})
    assert late.status_code == 409
    assert "too late" in late.text
    with app.app_context():
        draft = db.session.get_one(Petition, petition_id)
        assert (draft.subject, draft.route, draft.version) == ("anders", APPEAL, 2)
        assert actions() == ["petitions.drafted", "petitions.changed"]


def test_a_discarded_draft_is_gone_and_its_id_is_never_given_again(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        petition_id = a_draft("su").id
    su = sign_in("su")
    assert "draft of mine" in su.get(f"/office/petitions/{petition_id}/discard").text
    assert su.post(f"/office/petitions/{petition_id}/discard", data={"version": "1"}).status_code == 303
    assert su.get(f"/office/petitions/{petition_id}").status_code == 404
    assert "draft of mine" not in su.get("/office/petitions/").text
    with app.app_context():
        assert a_draft("su").id != petition_id
        assert "petitions.discarded" in actions()
        with pytest.raises(NoResultFound):
            service.send(petition_id, version=2, by=factories.actor("su"))


@pytest.mark.usefixtures("context")
def test_what_is_wrong_with_a_draft_is_refused_by_name_of_the_field() -> None:
    su = factories.actor("su")
    bai, gao = people("bai", "gao")
    for words, field in (
        (Words("s", "b", Fen(0)), "amount"),
        (Words("s", "b", None, CHOSEN), "people"),
        (Words("s", "b", None, CHOSEN, (gao, bai)), "people"),
        (Words("s", "b", None, REPORT, (gao,)), "people"),
    ):
        with pytest.raises(Refused) as caught:
            service.write_draft(words, by=su)
        assert caught.value.field == field
    with pytest.raises(Refused) as caught:
        service.write_draft(Words("s", "b", None, REPORT), by=factories.actor("gao"))
    assert caught.value.field == "route"


@pytest.mark.usefixtures("context")
def test_a_changed_draft_is_not_changed_again_by_who_saw_the_old_one() -> None:
    su, draft = factories.actor("su"), a_draft("su")
    service.change_draft(draft.id, Words("new", "b"), version=1, by=su)
    with pytest.raises(Conflict):
        service.discard_draft(draft.id, version=1, by=su)


def test_no_page_asks_the_database_more_than_twenty_questions(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        away("xu", deputy="chen")
        draft, sent = a_draft("su").id, a_petition("su").id
    su = sign_in("su")
    for page in ("", "?whose=all", "new", str(draft), f"{draft}/change", "chain?route=report", str(sent)):
        su.get(f"/office/petitions/{page}")
        with count_queries(app) as counted:
            assert su.get(f"/office/petitions/{page}").status_code == 200
        assert len(counted) <= 20, (page, counted.statements)
