"""Pages of positions: the list, the posts of a person, the organisation."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.history.models import Entry
from app.office.positions import service
from app.office.positions.models import Position, Post
from app.office.staff.models import Department, Staff
from app.office.staff.service import add_department, add_staff, change_department
from tests import factories
from tests.support import count_queries

SignInAs = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)


@pytest.fixture
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()


def key_of(client: FlaskClient, url: str) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', client.get(url).text)
    assert found
    return found[1]


def id_of(app: Flask, username: str) -> int:
    with app.app_context():
        return factories.staff_id(username)


def position_id(app: Flask, key: str) -> int:
    with app.app_context():
        return db.session.scalars(select(Position.id).where(Position.key == key)).one()


def appoint(client: FlaskClient, staff_id: int, **data: Any) -> Any:
    url = f"/office/staff/{staff_id}/posts/appoint"
    return client.post(url, data={"form_key": key_of(client, url), "held_from": "2026-11-20", **data})


def beside(page: str, field: str) -> str:
    """The refusal beside a field."""
    found = re.search(rf'id="{field}-errors">(.*?)</div>\s*</div>', page, re.DOTALL)
    return found[1] if found else ""


def test_the_list_shows_positions_by_rank_with_their_holders(sign_in: SignInAs, posts: None) -> None:
    page = sign_in("admin").get("/office/positions").text
    assert page.index("General manager") < page.index("Department manager") < page.index("Sales team leader")
    assert page.index("Department manager") < page.index("白管") < page.index("Finance manager")
    assert "Take over the shipped positions" not in page


def test_an_office_that_is_older_takes_over_the_shipped_positions(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    assert "Take over the shipped positions" in admin.get("/office/positions").text
    assert admin.post("/office/positions/seed").headers["Location"] == "/office/positions"
    page = admin.get("/office/positions").text
    assert "Take over the shipped positions" not in page
    assert "Coordinating assistant" in page
    with app.app_context():
        assert service.seed(by=OPERATOR) == []


def test_the_command_takes_over_the_shipped_positions(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["office", "seed-positions"])
    assert result.exit_code == 0
    assert result.output.split()[0] == "general_manager"
    assert app.test_cli_runner().invoke(args=["office", "seed-positions"]).output == "\n"
    refused = app.test_cli_runner().invoke(args=["office", "seed-positions", "--by", "chen"])
    assert refused.exit_code == 2


def test_a_position_is_added_renamed_and_retired(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    data = {"form_key": key_of(admin, "/office/positions/add"), "name": "值班经理", "rank": "42"}
    assert admin.post("/office/positions/add", data=data).status_code == 303
    with app.app_context():
        made = db.session.scalars(select(Position).where(Position.name == "值班经理")).one()
        assert (made.rank, made.heads, made.active, made.key) == (42, False, True, None)
    url = f"/office/positions/{made.id}"
    assert admin.post(url, data={"name": "大堂经理", "rank": "43"}).status_code == 303
    page = admin.get("/office/positions").text
    assert re.search(r"大堂经理.*?43.*?Out of use", page, re.DOTALL)
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "positions.changed")).one()
        assert {row["field"] for row in entry.facts["changes"]} == {"name", "rank", "active"}


def test_a_name_that_is_taken_is_refused_beside_it(sign_in: SignInAs, posts: None) -> None:
    admin = sign_in("admin")
    data = {"form_key": key_of(admin, "/office/positions/add"), "name": "General manager", "rank": "42"}
    answer = admin.post("/office/positions/add", data=data)
    assert answer.status_code == 422
    assert "a position of this name already" in beside(answer.text, "name")


def test_a_position_that_somebody_holds_is_not_retired(app: Flask, sign_in: SignInAs, posts: None) -> None:
    url = f"/office/positions/{position_id(app, 'finance_manager')}"
    answer = sign_in("admin").post(url, data={"name": "Finance manager", "rank": "60"})
    assert answer.status_code == 422
    assert "Somebody holds this position" in beside(answer.text, "active")
    assert "徐财" in answer.text


@pytest.mark.parametrize("path", ["positions", "positions/add", "positions/1", "staff/1/posts"])
def test_only_who_manages_staff_opens_the_positions(sign_in: SignInAs, posts: None, path: str) -> None:
    assert sign_in("bai").get(f"/office/{path}").status_code == 403


def test_somebody_is_appointed_and_stands_in_the_line(app: Flask, sign_in: SignInAs, posts: None) -> None:
    admin, su = sign_in("admin"), id_of(app, "su")
    with app.app_context():
        sales = factories.department_id("销售部")
    answer = appoint(admin, su, position=position_id(app, "sales_team_leader"), department=sales)
    assert answer.headers["Location"] == f"/office/staff/{su}"
    region = admin.get(f"/office/staff/{su}/posts", headers={"HX-Request": "true"}).text
    assert region.lstrip().startswith('<div id="posts"')
    assert "Sales team leader" in region
    assert region.index("白管") < region.index("高总")
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "positions.appointed").order_by(Entry.id.desc()))
        assert entry.first().facts["position_msgid"] == "Sales team leader"  # type: ignore[union-attr]


def test_the_page_of_a_person_has_the_tab_of_his_posts(app: Flask, sign_in: SignInAs, posts: None) -> None:
    page = sign_in("admin").get(f"/office/staff/{id_of(app, 'bai')}").text
    assert f'hx-get="/office/staff/{id_of(app, "bai")}/posts"' in page
    assert f'hx-get="/office/absences/of/{id_of(app, "bai")}"' in page


def test_two_heads_at_once_are_refused_beside_the_department(app: Flask, sign_in: SignInAs, posts: None) -> None:
    with app.app_context():
        sales = factories.department_id("销售部")
    for key in ("department_manager", "store_manager"):
        answer = appoint(sign_in("admin"), id_of(app, "su"), position=position_id(app, key), department=sales)
        assert answer.status_code == 422
        assert "白管 heads this department" in beside(answer.text, "department")
    answer = appoint(sign_in("admin"), id_of(app, "bai"), position=position_id(app, "store_manager"), department=sales)
    assert "白管 heads this department already" in beside(answer.text, "department")


def test_a_head_without_a_department_is_refused(app: Flask, sign_in: SignInAs, posts: None) -> None:
    answer = appoint(sign_in("admin"), id_of(app, "su"), position=position_id(app, "department_manager"), department="")
    assert answer.status_code == 422
    assert "Choose it" in beside(answer.text, "department")


def test_a_post_that_ends_before_it_begins_is_refused(app: Flask, sign_in: SignInAs, posts: None) -> None:
    data = {"position": position_id(app, "project_manager"), "held_from": "2026-11-20", "held_until": "2026-11-19"}
    answer = appoint(sign_in("admin"), id_of(app, "su"), **data)
    assert answer.status_code == 422
    assert "cannot end before it begins, on 2026-11-20" in beside(answer.text, "held_until")


def test_the_same_post_twice_is_refused(app: Flask, sign_in: SignInAs, posts: None) -> None:
    answer = appoint(sign_in("admin"), id_of(app, "gao"), position=position_id(app, "general_manager"), department="")
    assert answer.status_code == 422
    assert "holds this position in that time already" in beside(answer.text, "position")


def test_a_post_ends_and_the_next_head_follows(app: Flask, sign_in: SignInAs, posts: None) -> None:
    admin = sign_in("admin")
    with app.app_context():
        finance = factories.department_id("财务部")
        post = db.session.scalars(select(Post).where(Post.department_id == finance)).one()
    url = f"/office/posts/{post.id}/relieve"
    early = admin.post(url, data={"held_until": "2025-12-31"})
    assert early.status_code == 422
    assert "cannot end before it begins" in beside(early.text, "held_until")
    assert admin.post(url, data={"held_until": "2026-11-30"}).status_code == 303
    longer = admin.post(url, data={"held_until": "2026-12-31"})
    assert "This post ends on 2026-11-30 already" in beside(longer.text, "held_until")
    chen, key = id_of(app, "chen"), position_id(app, "finance_manager")
    assert appoint(admin, chen, position=key, department=finance, held_from="2026-11-30").status_code == 422
    assert appoint(admin, chen, position=key, department=finance, held_from="2026-12-01").status_code == 303
    region = admin.get(f"/office/staff/{chen}/posts").text
    assert "Take back the appointment" in region


def test_an_appointment_to_come_is_taken_back_but_not_one_that_has_begun(
    app: Flask, sign_in: SignInAs, posts: None
) -> None:
    admin, su = sign_in("admin"), id_of(app, "su")
    appoint(admin, su, position=position_id(app, "project_manager"), department="", held_from="2026-12-01")
    with app.app_context():
        coming = db.session.scalars(select(Post.id).where(Post.staff_id == su)).one()
        begun = db.session.scalars(select(Post.id).where(Post.staff_id == factories.staff_id("gao"))).one()
    assert admin.post(f"/office/posts/{coming}/withdraw").status_code == 303
    assert admin.post(f"/office/posts/{coming}/withdraw").status_code == 404
    refused = admin.post(f"/office/posts/{begun}/withdraw")
    assert refused.status_code == 422
    assert "has begun already" in refused.text
    with app.app_context():
        assert db.session.scalars(select(Post.id).where(Post.staff_id == su)).all() == []


def test_somebody_who_has_left_is_not_appointed_and_his_posts_end(app: Flask, sign_in: SignInAs, posts: None) -> None:
    admin, xu = sign_in("admin"), id_of(app, "xu")
    with app.app_context():
        later = (TODAY + timedelta(days=20)).isoformat()
        version = db.session.get(Staff, xu).version  # type: ignore[union-attr]
    appoint(admin, xu, position=position_id(app, "deputy_general_manager"), department="", held_from=later)
    left = admin.post(f"/office/staff/{xu}/leave", data={"left_on": "2026-11-18", "version": version})
    assert left.status_code == 303
    with app.app_context():
        ends = db.session.scalars(select(Post.held_until).where(Post.staff_id == xu)).all()
        assert ends == [date(2026, 11, 18)]
    answer = appoint(admin, xu, position=position_id(app, "finance_manager"), department="")
    assert answer.status_code == 422
    assert "徐财 has left" in beside(answer.text, "position")
    assert "徐财" not in admin.get("/office/organisation").text


def test_everybody_sees_the_organisation_as_a_tree(app: Flask, sign_in: SignInAs, posts: None) -> None:
    with app.app_context():
        sales = factories.department_id("销售部")
        hall = factories.department_id("营业厅")
        change_department(hall, name="营业厅", parent_id=sales, active=True, by=OPERATOR)
        team = add_department("一组", parent_id=hall, by=OPERATOR)
        add_staff("小钱", department_id=team.id, by=OPERATOR)
    page = sign_in("wu").get("/office/organisation").text
    assert re.search(r"销售部.*?白管.*?<ul>.*?营业厅.*?<ul>.*?一组.*?no head.*?小钱", page, re.DOTALL)
    assert re.search(r"General manager: <span[^>]*>高总", page)
    assert "/office/staff/" not in page
    assert 'href="/office/organisation"' in page


def test_a_department_out_of_use_is_not_shown(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        gone = add_department("旧部", by=OPERATOR)
        below = add_department("新组", parent_id=gone.id, by=OPERATOR)
        change_department(gone.id, name="旧部", parent_id=None, active=False, by=OPERATOR)
        assert db.session.get(Department, below.id)
    page = sign_in("wu").get("/office/organisation").text
    assert "旧部" not in page
    assert "新组" in page


@pytest.mark.parametrize("path", ["positions", "organisation", "staff/{bai}", "staff/{bai}/posts", "positions/1"])
def test_the_pages_ask_few_questions(app: Flask, sign_in: SignInAs, posts: None, path: str) -> None:
    admin = sign_in("admin")
    url = "/office/" + path.format(bai=id_of(app, "bai"))
    admin.get(url)
    with count_queries(app) as counted:
        assert admin.get(url).status_code == 200
    assert len(counted) <= 20
    assert clock.today() == TODAY
