"""Pages of absences: who is away, recording, coming back, deputies, and what the first page says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.absence import notices, queries, service
from app.office.absence.models import Absence
from app.office.access.models import SignIn
from app.office.access.service.people import deactivate
from app.office.history.models import Entry
from app.office.staff.models import Staff
from app.office.staff.service import add_staff
from app.web import registry
from tests import factories
from tests.support import count_queries

SignInAs = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)


def id_of(app: Flask, username: str) -> int:
    with app.app_context():
        return factories.staff_id(username)


def away(username: str, first: int = 0, last: int | None = 0, deputy: str | None = None, kind: str = "leave") -> int:
    """Record an absence, its days counted from today."""
    deputy_id = factories.staff_id(deputy) if deputy else None
    last_on = None if last is None else TODAY + timedelta(days=last)
    first_on = TODAY + timedelta(days=first)
    return service.record_absence(factories.staff_id(username), kind, first_on, last_on, deputy_id, by=OPERATOR)


def post(client: FlaskClient, **data: Any) -> Any:
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/office/absences/record").text)
    assert key
    given = {"kind": "leave", "first_on": "2026-11-23", "last_on": "2026-11-24", **data}
    return client.post("/office/absences/record", data={"form_key": key[1], **given})


def beside(page: str, field: str) -> str:
    """The refusal beside a field."""
    found = re.search(rf'id="{field}-errors">(.*?)</div>\s*</div>', page, re.DOTALL)
    return found[1] if found else ""


def people_offered(client: FlaskClient) -> list[str]:
    page = client.get("/office/absences/record").text
    choices = re.search(r'<select[^>]*name="staff".*?</select>', page, re.DOTALL)
    assert choices
    return re.findall(r">([^<>\s]+)</option>", choices[0])


def test_somebody_records_his_own_absence_with_a_deputy(app: Flask, sign_in: SignInAs) -> None:
    su, kong = id_of(app, "su"), id_of(app, "kong")
    answer = post(sign_in("su"), staff=su, deputy=kong, note="陪产假")
    assert answer.status_code == 303
    page = sign_in("su").get(answer.headers["Location"]).text
    assert all(
        words in page for words in ("苏销", "孔诉", "2026-11-23", "2026-11-24", "陪产假", "Leave", "Still to come")
    )
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "absence.recorded")).one()
        assert (entry.facts["name"], entry.facts["last_on"], entry.facts["staff_id"]) == ("苏销", "2026-11-24", su)


def test_a_second_click_records_no_second_absence(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in("su")
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/office/absences/record").text)
    assert key
    data = {"form_key": key[1], "staff": id_of(app, "su"), "kind": "sick", "first_on": "1123"}
    first, second = (client.post("/office/absences/record", data=data) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        assert db.session.scalar(select(func.count(Absence.id))) == 1


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"last_on": "2026-11-22"}, "last_on", "may not lie before the first, 2026-11-23"),
        ({"deputy": "su"}, "deputy", "Nobody can stand in for himself"),
        ({"deputy": "kong"}, "deputy", "in a circle"),
        ({"first_on": "2026-12-01", "last_on": ""}, "first_on", "away from 2026-12-05 to 2026-12-06 already"),
        ({"first_on": "31-31"}, "first_on", "Please type a day"),
        ({"kind": "party"}, "kind", "Please choose one of the list."),
        ({"deputy": "999"}, "deputy", "Please choose one of the list."),
        ({"staff": "xu"}, "staff", "Please choose one of the list."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    app: Flask, sign_in: SignInAs, data: dict[str, str], field: str, sentence: str
) -> None:
    with app.app_context():
        away("su", 15, 16)
        away("kong", 4, 4, deputy="su")
        ids = {name: str(id_of(app, name)) for name in factories.CAST}
    given = {name: ids.get(value, value) for name, value in data.items()}
    answer = post(sign_in("su"), **{"staff": ids["su"], **given})
    assert answer.status_code == 422
    assert sentence in beside(answer.text, field)


def test_a_circle_is_refused_only_where_all_are_away_at_once(context: None) -> None:
    away("su", 1, 5, deputy="kong")
    away("kong", 4, 8, deputy="fang")
    away("fang", 7, 10, deputy="su")
    with pytest.raises(Refused, match="in a circle"):
        away("fang", 5, 5, deputy="su")
    assert queries.stand_ins(TODAY + timedelta(days=5))[factories.staff_id("su")] == factories.staff_id("fang")


def test_a_circle_through_a_usual_deputy_is_refused(context: None) -> None:
    service.set_usual_deputy(factories.staff_id("kong"), factories.staff_id("su"), by=OPERATOR)
    away("kong", 0, 9)
    with pytest.raises(Refused, match="in a circle") as refused:
        away("su", 2, 2, deputy="kong")
    assert refused.value.field == "deputy"


def test_somebody_who_has_left_is_neither_away_nor_a_deputy(context: None) -> None:
    xu = db.session.get(Staff, factories.staff_id("xu"))
    assert xu
    deactivate(xu.id, xu.version, TODAY, by=OPERATOR)
    with pytest.raises(Refused, match="徐财 has left") as refused:
        service.record_absence(xu.id, "leave", TODAY, TODAY, by=OPERATOR)
    assert refused.value.field == "staff"
    with pytest.raises(Refused, match="徐财 has left") as refused:
        service.record_absence(factories.staff_id("su"), "leave", TODAY, TODAY, xu.id, by=OPERATOR)
    assert refused.value.field == "deputy"
    with pytest.raises(Refused, match="徐财 has left"):
        service.set_usual_deputy(factories.staff_id("su"), xu.id, by=OPERATOR)


def test_a_manager_records_for_his_own_department_only(app: Flask, sign_in: SignInAs) -> None:
    assert people_offered(sign_in("wu")) == ["吴闲"]
    assert people_offered(sign_in("bai")) == ["白管", "苏销"]
    assert len(people_offered(sign_in("gao"))) == len(factories.CAST)
    with app.app_context(), pytest.raises(Refused) as refused:
        service.record_absence(factories.staff_id("kong"), "sick", TODAY, by=factories.actor("bai"))
    assert refused.value.field == "staff"
    assert post(sign_in("bai"), staff=id_of(app, "su")).status_code == 303
    assert post(sign_in("gao"), staff=id_of(app, "admin")).status_code == 303


def test_everybody_sees_who_is_away_but_not_why(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        sick = away("su", -1, 1, deputy="kong", kind="sick")
    for username, knows in (("wu", False), ("bai", True), ("su", True), ("xu", False)):
        client = sign_in(username)
        for page in (client.get("/office/absences").text, client.get(f"/office/absences/{sick}").text):
            assert "苏销" in page
            assert "孔诉" in page
            assert ("Sick leave" in page) == knows


def test_what_is_over_or_cancelled_is_the_business_of_few(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        over, cancelled = away("su", -9, -8), away("su", 3, 4)
        service.cancel_absence(cancelled, 1, by=OPERATOR)
    for username, answer in (("wu", 404), ("bai", 200), ("su", 200), ("xu", 404)):
        client = sign_in(username)
        assert client.get(f"/office/absences/{over}").status_code == answer
        assert client.get(f"/office/absences/{cancelled}").status_code == answer
        page = client.get("/office/absences?state=all").text
        assert ("2026-11-11" in page, "Cancelled" in page) == (answer == 200, answer == 200)


@pytest.mark.parametrize(
    ("state", "found"),
    [("current", "苏白孔"), ("now", "苏白"), ("coming", "孔"), ("over", "徐"), ("all", "徐苏白孔")],
)
def test_the_list_is_filtered_by_state(app: Flask, sign_in: SignInAs, state: str, found: str) -> None:
    with app.app_context():
        away("xu", -9, -1)
        away("su", -1, 0)
        away("bai", 0, None)
        away("kong", 1, 3)
    region = sign_in("gao").get(f"/office/absences?state={state}", headers={"HX-Request": "true"}).text
    for name in ("徐财", "苏销", "白管", "孔诉"):
        assert (f">{name}</a>" in region) == (name[0] in found)


def test_the_list_is_filtered_by_name_and_department(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        away("su")
        away("kong")
        sales = factories.department_id("销售部")
    gao = sign_in("gao")
    by_department = gao.get(f"/office/absences?state=now&department={sales}").text
    by_name = gao.get("/office/absences?state=now&name=孔").text
    assert (">苏销</a>" in by_department, ">孔诉</a>" in by_department) == (True, False)
    assert (">苏销</a>" in by_name, ">孔诉</a>" in by_name) == (False, True)


def test_a_long_list_goes_on_page_after_page(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        for number in range(60):
            one = add_staff(f"员工{number:02}", by=OPERATOR)
            service.record_absence(one.id, "leave", TODAY + timedelta(days=number % 7), None, by=OPERATOR)
    gao = sign_in("gao")
    first = gao.get("/office/absences").text
    way = re.search(r'rel="next" href="([^"]+)"', first)
    assert way
    second = gao.get(way[1].replace("&amp;", "&")).text
    names = re.findall(r">(员工\d\d)</a>", first), re.findall(r">(员工\d\d)</a>", second)
    assert (len(names[0]), len(names[1]), len({*names[0], *names[1]})) == (50, 10, 60)


def test_an_empty_list_says_what_to_do(sign_in: SignInAs) -> None:
    assert "Nobody is away as asked for" in sign_in("wu").get("/office/absences").text


def test_somebody_is_back_early(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        absence_id = away("su", -3, 4)
    su, url = sign_in("su"), f"/office/absences/{absence_id}/back"
    for back_on, sentence in (("2026-11-17", "began on 2026-11-17"), ("2026-11-25", "ends on 2026-11-24 anyway")):
        answer = su.post(url, data={"back_on": back_on, "version": "1"})
        assert answer.status_code == 422
        assert sentence in beside(answer.text, "back_on")
    assert su.post(url, data={"back_on": "2026-11-20", "version": "1"}).status_code == 303
    assert su.post(url, data={"back_on": "2026-11-19", "version": "1"}).status_code == 409
    with app.app_context():
        assert queries.away_on(TODAY) == {}
        assert queries.away_on(TODAY - timedelta(days=1)) == {factories.staff_id("su"): None}
    assert sign_in("kong").get(url).status_code == 404


def test_one_s_own_absence_is_cancelled_until_it_has_begun(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        begun, today = away("su", -3, -1), away("su", 0, 2)
    su = sign_in("su")
    refused = su.post(f"/office/absences/{begun}/cancel", data={"version": "1"})
    assert refused.status_code == 422
    assert "Say when you are back" in refused.text
    assert su.post(f"/office/absences/{today}/cancel", data={"version": "1"}).status_code == 303
    assert su.post(f"/office/absences/{today}/cancel", data={"version": "1"}).status_code == 409
    assert sign_in("bai").post(f"/office/absences/{begun}/cancel", data={"version": "1"}).status_code == 303
    assert sign_in("kong").post(f"/office/absences/{today}/cancel", data={"version": "2"}).status_code == 422
    with app.app_context():
        assert queries.away_on(TODAY) == {}
        assert post(su, staff=factories.staff_id("su"), first_on="2026-11-20").status_code == 303


def test_everybody_chooses_his_usual_deputy_and_a_manager_that_of_his_staff(app: Flask, sign_in: SignInAs) -> None:
    su, kong, bai = id_of(app, "su"), id_of(app, "kong"), id_of(app, "bai")
    assert sign_in("su").post(f"/office/absences/deputies/{su}", data={"deputy": kong}).status_code == 303
    assert sign_in("bai").post(f"/office/absences/deputies/{bai}", data={"deputy": su}).status_code == 303
    page = sign_in("bai").get("/office/absences/deputies").text
    assert re.search(r"白管.*?苏销.*?苏销.*?孔诉", page, re.DOTALL)
    assert "徐财" not in page
    assert sign_in("kong").get(f"/office/absences/deputies/{su}").status_code == 404
    with app.app_context():
        assert queries.usual_deputies() == {su: kong, bai: su}
    assert sign_in("bai").post(f"/office/absences/deputies/{su}", data={"deputy": ""}).status_code == 303
    with app.app_context():
        assert queries.usual_deputies() == {bai: su}
        actions = db.session.scalars(select(Entry.action).where(Entry.action.like("absence.%")).order_by(Entry.id))
        assert actions.all() == ["absence.deputy_set", "absence.deputy_set", "absence.deputy_cleared"]


@pytest.mark.parametrize(("deputy", "sentence"), [("su", "for himself"), ("kong", "in a circle")])
def test_a_usual_deputy_who_cannot_be_is_refused_beside_the_field(
    app: Flask, sign_in: SignInAs, deputy: str, sentence: str
) -> None:
    ids = {name: id_of(app, name) for name in ("su", "kong", "bai")}
    with app.app_context():
        service.set_usual_deputy(ids["kong"], ids["bai"], by=OPERATOR)
        service.set_usual_deputy(ids["bai"], ids["su"], by=OPERATOR)
        if deputy == "su":
            with pytest.raises(Refused, match=sentence) as refused:
                service.set_usual_deputy(ids["su"], ids["su"], by=OPERATOR)
            assert refused.value.field == "deputy"
            return
    answer = sign_in("su").post(f"/office/absences/deputies/{ids['su']}", data={"deputy": ids[deputy]})
    assert answer.status_code == 422
    assert sentence in beside(answer.text, "deputy")


def test_a_deputy_who_is_away_himself_hands_on(context: None) -> None:
    su, kong, bai = (factories.staff_id(name) for name in ("su", "kong", "bai"))
    service.set_usual_deputy(kong, bai, by=OPERATOR)
    away("su", 0, 3, deputy="kong")
    assert queries.away_now([su, bai]) == {su: kong}
    away("kong", 0, 1)
    assert queries.away_now([su, kong, bai]) == {su: bai, kong: bai}
    assert queries.stands_in_for(bai, TODAY) == tuple(sorted((su, kong)))
    assert queries.stand_ins(TODAY + timedelta(days=2)) == {su: kong}


def test_a_deputy_who_has_left_stands_in_no_longer(context: None) -> None:
    su, kong = factories.staff_id("su"), factories.staff_id("kong")
    service.set_usual_deputy(su, factories.staff_id("bai"), by=OPERATOR)
    away("su", 0, 3, deputy="kong")
    one = db.session.get(Staff, kong)
    assert one
    deactivate(kong, one.version, TODAY, by=OPERATOR)
    assert queries.away_now([su]) == {su: factories.staff_id("bai")}


def test_the_absences_of_somebody_who_leaves_end(context: None) -> None:
    running, coming = away("su", -3, None), away("kong", 3, 4)
    for name in ("su", "kong"):
        one = db.session.get(Staff, factories.staff_id(name))
        assert one
        deactivate(one.id, one.version, TODAY - timedelta(days=1), by=OPERATOR)
    db.session.expire_all()
    ended, cancelled = db.session.get(Absence, running), db.session.get(Absence, coming)
    assert ended
    assert cancelled
    assert (ended.last_on, ended.cancelled_at) == (TODAY - timedelta(days=1), None)
    assert cancelled.cancelled_at is not None


def test_the_first_page_tells_deputies_and_managers(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        away("su", 0, 3, deputy="kong")
        away("xu", 1, 3, deputy="kong")
        assert notices.notices in registry.hooked("today")
    kong, bai, wu = (sign_in(name).get("/").text for name in ("kong", "bai", "wu"))
    assert "You stand in for" in kong
    assert ">苏销<" in kong
    assert "Away today among the staff of your departments" not in kong
    assert re.search(r"Away today among the staff of your departments.*?>1<", bai, re.DOTALL)
    assert "You stand in for" not in bai + wu


def test_four_people_to_stand_in_for_are_told_as_three_and_one(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        for name in ("su", "xu", "bai", "wu"):
            away(name, deputy="kong")
    assert re.search(r"You stand in for.*?>\S+, \S+, \S+ \+1<", sign_in("kong").get("/").text, re.DOTALL)


def test_whoever_listens_is_told_when_people_change(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    before = registry.hooked
    listening = [lambda *, by: told.append(by.name)]
    monkeypatch.setattr(registry, "hooked", lambda name: listening if name == "people_changed" else before(name))
    absence_id = away("su", 0, 3)
    service.end_absence(absence_id, 1, back_on=TODAY + timedelta(days=1), by=OPERATOR)
    service.cancel_absence(absence_id, 2, by=OPERATOR)
    service.set_usual_deputy(factories.staff_id("su"), factories.staff_id("kong"), by=OPERATOR)
    add_staff("新人", by=OPERATOR)
    assert told == ["operator"] * 5


def test_an_absence_that_was_changed_meanwhile_is_a_conflict(context: None) -> None:
    absence_id = away("su", 0, 3)
    service.end_absence(absence_id, 1, back_on=TODAY + timedelta(days=1), by=OPERATOR)
    with pytest.raises(Conflict):
        service.cancel_absence(absence_id, 1, by=OPERATOR)


def test_the_tab_of_a_person_shows_his_absences_and_deputy(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        away("su", -9, -8)
        service.set_usual_deputy(factories.staff_id("su"), factories.staff_id("kong"), by=OPERATOR)
        assert db.session.get(SignIn, factories.staff_id("admin"))
    url = f"/office/absences/of/{id_of(app, 'su')}"
    page = sign_in("admin").get(url, headers={"HX-Request": "true"}).text
    assert page.lstrip().startswith('<div id="of_person"')
    assert "2026-11-11" in page
    assert "孔诉" in page
    assert sign_in("wu").get(url).status_code == 403


@pytest.mark.parametrize("path", ["", "/record", "/deputies", "/{one}", "/{one}/back", "/of/{su}", "/deputies/{su}"])
def test_the_pages_ask_few_questions(app: Flask, sign_in: SignInAs, path: str) -> None:
    with app.app_context():
        one = away("su", 0, 3, deputy="kong")
        for name in ("kong", "fang", "chen", "xu"):
            away(name, 0, 3, deputy="bai")
    gao, url = sign_in("gao"), "/office/absences" + path.format(one=one, su=id_of(app, "su"))
    gao.get(url)
    with count_queries(app) as counted:
        assert gao.get(url).status_code == 200
    assert len(counted) <= 20
