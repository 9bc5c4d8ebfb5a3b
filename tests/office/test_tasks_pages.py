"""The pages of tasks: lists with their filters, one task, the deeds on it, and who may see what."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.absence.service import record_absence
from app.office.history.models import Entry
from app.office.tasks import service
from app.office.tasks.kinds import NewTask, Party, TaskKind
from app.web import registry
from tests import factories
from tests.office.factories_tasks import CALL, FRIDAY, LEND, TODAY, command, person, role, task, words
from tests.support import count_queries

Browser = Callable[[str], FlaskClient]
DEEDS = ("finish", "confirm", "send-back", "give-back", "hand-on", "cancel")


@pytest.fixture(autouse=True)
def posts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The heads and the general manager, and two kinds of tasks of features that do not exist."""
    with app.app_context():
        factories.make_posts()
    before = registry.hooked

    def hooked(name: str) -> list[Callable[..., list[TaskKind]]]:
        return [*before(name), lambda: [CALL, LEND]] if name == "task_kinds" else before(name)

    monkeypatch.setattr(registry, "hooked", hooked)


def shown(client: FlaskClient, url: str = "/tasks/") -> list[str]:
    """The sentences of a list, in order."""
    page = client.get(url, headers={"HX-Request": "true"}).text
    return re.findall(r'<a href="[^"]+">(.*?)</a>', page.split("</thead>")[1]) if "<tbody>" in page else []


def test_a_list_shows_what_is_late_first_and_what_has_no_day_last(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        for name, days in (("without", None), ("later", 5), ("today", 0), ("late", -2)):
            task(person("su"), name, due_on=None if days is None else TODAY + timedelta(days=days))
    client = sign_in("su")
    assert shown(client) == ["Call late", "Call today", "Call later", "Call without"]
    page = client.get("/tasks/").text
    for mark in ("Overdue, days: 2", "Due today", "Days left: 5", "Without a day"):
        assert mark in page
    assert '<a href="/visits/1">Call late</a>' in page


def test_a_role_shows_its_tasks_to_whoever_holds_it_within_the_department(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task(role("sales", "销售部"), "ours")
        task(role("sales"), "of no department")
        task(role("sales", "财务部"), "elsewhere")
        task(role("general_manager", "销售部"), "of the whole office")
    assert shown(sign_in("su")) == ["Call ours", "Call of no department"]
    assert shown(sign_in("gao")) == ["Call of the whole office"]
    assert shown(sign_in("kong")) == []


def test_the_tasks_of_somebody_away_show_to_whoever_stands_in(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task_id = command(to="su")
        record_absence(factories.staff_id("su"), "leave", TODAY, deputy_id=factories.staff_id("kong"), by=OPERATOR)
    client = sign_in("kong")
    assert shown(client) == ["ZL2611-001: 核对 2 单元的用户资料"]
    assert "you stand in" in client.get("/tasks/").text
    assert "You stand in for 苏销 here." in client.get(f"/tasks/{task_id}").text
    answer = client.post(f"/tasks/{task_id}/finish", data={"version": "1", "words": "代为完成"})
    assert answer.status_code == 303
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "tasks.finished")).one()
        assert (entry.actor_name, entry.on_behalf_of) == ("孔诉", factories.staff_id("su"))


def test_who_stands_in_for_one_looks_at_anothers_task_as_himself(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task_id = task(person("kong"))
        record_absence(factories.staff_id("su"), "leave", TODAY, deputy_id=factories.staff_id("gao"), by=OPERATOR)
    assert "You stand in" not in sign_in("gao").get(f"/tasks/{task_id}").text


def test_who_stands_in_does_the_tasks_of_the_role_too(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task_id = service.give_command(words(role("sales", "销售部")), by=factories.actor("bai"))
        record_absence(factories.staff_id("su"), "leave", TODAY, deputy_id=factories.staff_id("kong"), by=OPERATOR)
    sign_in("kong").post(f"/tasks/{task_id}/finish", data={"version": "1", "words": "代办"})
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "tasks.finished")).one()
        assert entry.on_behalf_of == factories.staff_id("su")


def test_su_cannot_see_kongs_task(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task_id = task(person("kong"))
        command_id = command(to="kong")
    client = sign_in("su")
    for url in (f"/tasks/{task_id}", f"/tasks/{command_id}", f"/tasks/{command_id}/finish"):
        assert client.get(url).status_code == 404
    assert client.post(f"/tasks/{command_id}/finish", data={"version": "1", "words": "x"}).status_code == 404
    assert client.get(f"/journal/of/task:{command_id}").status_code == 404
    assert client.get(f"/documents/command/{command_id}").status_code == 404
    assert shown(client) == []
    assert shown(client, "/tasks/?whose=all") == []
    assert shown(client, "/tasks/?whose=department") == []


def test_a_manager_sees_the_departments_of_his_right_and_the_general_manager_everybodys(
    app: Flask, sign_in: Browser
) -> None:
    with app.app_context():
        task(person("su"), "ours")
        elsewhere = task(person("chen"), "elsewhere")
    bai, gao = sign_in("bai"), sign_in("gao")
    assert shown(bai, "/tasks/?whose=department") == ["Call ours"]
    assert bai.get(f"/tasks/{elsewhere}").status_code == 404
    assert shown(gao, "/tasks/?whose=all") == ["Call ours", "Call elsewhere"]
    assert gao.get(f"/tasks/{elsewhere}").status_code == 200
    assert "Everybody&#39;s" not in bai.get("/tasks/").text


def test_lists_are_narrowed_in_the_address(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task(person("su"), "late", due_on=TODAY - timedelta(days=1))
        task(person("su"), "today", due_on=TODAY)
        task(person("su"), "soon", due_on=date(2026, 11, 23))
        task(person("su"), "pen", kind=LEND, due_on=FRIDAY)
        task(person("su"), "ended", subject="visit:ended")
        service.close_tasks("visit:ended", by=OPERATOR)
        task(person("kong"), "other")
    su, gao = sign_in("su"), sign_in("gao")
    assert shown(su, "/tasks/?due=overdue") == ["Call late"]
    assert shown(su, "/tasks/?due=today") == ["Call today"]
    assert shown(su, "/tasks/?due=soon") == ["Call soon"]
    assert shown(su, "/tasks/?until=1123") == ["Call late", "Call today", "Call soon"]
    assert shown(su, "/tasks/?kind=test.lend") == ["Lend pen a pen"]
    assert shown(su, "/tasks/?state=ended") == ["Call ended"]
    with app.app_context():
        kong = factories.staff_id("kong")
    assert shown(gao, f"/tasks/?whose=all&person={kong}") == ["Call other"]
    assert shown(gao, "/tasks/?whose=all&state=ended") == ["Call ended"]


def test_a_filter_that_cannot_be_read_is_refused_beside_its_field(sign_in: Browser) -> None:
    answer = sign_in("su").get("/tasks/?until=soon")
    assert answer.status_code == 422
    assert "Please type a day like" in answer.text
    assert sign_in("su").get("/tasks/?kind=unknown").status_code == 422
    assert sign_in("su").get("/tasks/?after=rubbish").status_code == 200


def test_pages_follow_each_other_without_gap_or_repetition(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        for n in range(120):
            task(person("su"), str(n), due_on=None if n % 3 else FRIDAY)
    client, url, seen = sign_in("su"), "/tasks/", []
    while url:
        seen += shown(client, url)
        page = client.get(url).text
        url = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in page else ""
    assert len(seen) == len(set(seen)) == 120


def seconds(client: FlaskClient, url: str) -> float:
    """What a page costs this process, whatever else the machine does."""
    started = time.process_time()
    client.get(url)
    return time.process_time() - started


def test_lists_of_ten_thousand_tasks_are_fast_and_ask_few_questions(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        people = [factories.staff_id("su")] * 9 + [factories.staff_id("kong")]
        new = [
            NewTask(
                CALL, f"visit:{n}", "/", Party(staff_id=people[n % 10]), {"name": str(n)}, FRIDAY - timedelta(n % 9)
            )
            for n in range(11_200)
        ]
        service.open_tasks(new, by=OPERATOR)
    for who, url in (("su", "/tasks/"), ("bai", "/tasks/?whose=department"), ("gao", "/tasks/?whose=all")):
        client = sign_in(who)
        assert client.get(url).status_code == 200
        with count_queries(app) as counted:
            client.get(url)
        assert len(counted) <= 16, counted.statements
        assert min(seconds(client, url) for _ in range(5)) < 0.05


PARTS = {
    "staff_id": "",
    "role_id": "",
    "department_id": "",
    "what": "核对资料",
    "due_on": "1127",
    "place": "红旗小区",
    "plan": "20 日开始",
    "control": "抽查十户",
    "way": "meeting",
}


def test_a_command_is_given_on_its_form_and_only_once(app: Flask, sign_in: Browser) -> None:
    client = sign_in("bai")
    page = client.get("/tasks/new").text
    assert "苏销" in page
    assert "高总" not in page
    key = page.split('name="form_key" value="')[1].split('"')[0]
    with app.app_context():
        su = str(factories.staff_id("su"))
    first = client.post("/tasks/new", data={**PARTS, "staff_id": su, "form_key": key})
    again = client.post("/tasks/new", data={**PARTS, "staff_id": su, "form_key": key})
    assert first.status_code == 303
    assert first.location == again.location
    page = client.get(first.location).text
    for words_ in (
        "ZL2611-001",
        "核对资料",
        "红旗小区",
        "20 日开始",
        "抽查十户",
        "In a meeting",
        "2026-11-27",
        "苏销",
        "白管",
    ):
        assert words_ in page


def test_a_command_that_lacks_a_part_is_refused_and_keeps_what_was_typed(app: Flask, sign_in: Browser) -> None:
    client = sign_in("bai")
    answer = client.post("/tasks/new", data={**PARTS, "plan": "", "form_key": ""})
    assert answer.status_code == 422
    assert "plan-errors" in answer.text
    assert "红旗小区" in answer.text
    with app.app_context():
        su = str(factories.staff_id("su"))
        gao = str(factories.staff_id("gao"))
    key = client.get("/tasks/new").text.split('name="form_key" value="')[1].split('"')[0]
    nobody = client.post("/tasks/new", data={**PARTS, "form_key": key})
    assert (nobody.status_code, "staff_id-errors" in nobody.text) == (422, True)
    late = client.post("/tasks/new", data={**PARTS, "staff_id": su, "due_on": "1101", "form_key": key})
    assert (late.status_code, "due_on-errors" in late.text) == (422, True)
    upwards = client.post("/tasks/new", data={**PARTS, "staff_id": gao, "form_key": key})
    assert (upwards.status_code, "staff_id-errors" in upwards.text) == (422, True)


def test_only_who_may_command_opens_the_form(sign_in: Browser) -> None:
    assert sign_in("su").get("/tasks/new").status_code == 403
    assert "Give a command" not in sign_in("su").get("/tasks/").text


def test_a_command_walks_through_its_pages(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        url = f"/tasks/{command()}"
    su, bai = sign_in("su"), sign_in("bai")
    page = su.get(url).text
    assert [deed for deed in DEEDS if f"{url}/{deed}" in page] == ["finish", "give-back", "hand-on"]
    assert "抽查十户" in su.get(f"{url}/finish").text
    assert su.post(f"{url}/finish", data={"version": "1", "words": ""}).status_code == 422
    assert su.post(f"{url}/finish", data={"version": "1", "words": "好了"}).location == url
    assert "To be confirmed" in bai.get("/tasks/").text
    assert [deed for deed in DEEDS if f"{url}/{deed}" in bai.get(url).text] == ["confirm", "send-back"]
    assert bai.post(f"{url}/send-back", data={"version": "2", "words": "再查"}).location == url
    assert su.post(f"{url}/give-back", data={"version": "3", "words": "做不了"}).location == url
    assert "Given back" in bai.get("/tasks/").text
    assert bai.post(f"{url}/cancel", data={"version": "4", "words": "算了"}).location == url
    assert [deed for deed in DEEDS if f"{url}/{deed}" in bai.get(url).text] == []
    timeline = bai.get(f"/journal/of/task:{url.rpartition('/')[2]}").text
    for words_ in ("ZL2611-001", "好了", "再查", "做不了", "算了"):
        assert words_ in timeline


def test_what_was_handed_on_is_on_the_list_of_whom_it_was_handed_to(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task_id, fang = task(person("su"), "pen", kind=LEND), factories.staff_id("fang")
    su = sign_in("su")
    page = su.get(f"/tasks/{task_id}").text
    assert "Do it there" in page
    assert f"/tasks/{task_id}/finish" not in page
    answer = su.post(f"/tasks/{task_id}/hand-on", data={"version": "1", "to": str(fang), "words": "忙"})
    assert answer.location == "/tasks/"
    assert shown(su) == []
    assert shown(sign_in("fang")) == ["Lend pen a pen"]


def test_the_second_of_two_at_once_is_told_so_and_keeps_his_words(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        url = f"/tasks/{service.give_command(words(role('sales', '销售部')), by=factories.actor('gao'))}"
    su = sign_in("su")
    su.post(f"{url}/finish", data={"version": "1", "words": "我做的"})
    late = su.post(f"{url}/finish", data={"version": "1", "words": "我也做了"})
    assert late.status_code == 409
    assert "Somebody was quicker" in late.text
    assert "我也做了" in late.text


def test_a_deed_that_is_not_for_him_is_refused_with_a_sentence(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        url = f"/tasks/{command()}"
    su = sign_in("su")
    assert su.get(f"{url}/cancel").status_code == 422
    assert su.post(f"{url}/cancel", data={"version": "1", "words": "x"}).status_code == 422
    assert su.get(f"{url}/burn").status_code == 404


def test_its_sheet_prints_with_the_six_parts_and_a_copy_for_each(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task_id = command()
    page = sign_in("su").get(f"/documents/command/{task_id}").text
    for words_ in ("工作指令单", "ZL2611-001", "下达人联", "执行人联", "红旗小区", "抽查十户"):
        assert words_ in page
    with app.app_context():
        plain = task(person("su"))
    assert sign_in("su").get(f"/documents/command/{plain}").status_code == 404
    assert sign_in("su").get("/documents/command/example").status_code == 200
    assert sign_in("su").get(f"/documents/command/{task_id}/pdf").data.startswith(b"%PDF")


def test_htmx_gets_the_region_alone(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        url = f"/tasks/{command()}"
    client = sign_in("su")
    for address, region in (("/tasks/", "tasks"), (url, "task"), (f"{url}/finish", "do")):
        text = client.get(address, headers={"HX-Request": "true"}).text.strip()
        assert re.match(rf'<\w+ id="{region}"', text)
