from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.live.kinds import kind_of
from app.office.policy.service import set_values
from app.reception.queue.models import Visit
from app.reception.tickets import hooks, queries, service
from app.reception.tickets.models import TicketPrint
from app.reception.tickets.rules import BROWSER, NETWORK, NewPrinter
from app.unit_of_work import revision_of, unit_of_work
from tests import factories
from tests.reception.factories_visits import desk, purpose, visitor
from tests.reception.test_tickets_rules import closed_port, printer

AT_DOOR = NewPrinter("前台", BROWSER, "80mm", usual=True)


def newest(visit_id: int) -> TicketPrint:
    db.session.expire_all()
    return queries.print_states([visit_id])[visit_id]


def test_every_visitor_gets_a_ticket_where_a_printer_prints_them_all(context: None) -> None:
    pay = purpose()
    with unit_of_work(by=OPERATOR):
        hooks.registered(visitor(pay), factories.actor("fang"))
    assert db.session.scalars(select(TicketPrint)).all() == [], "no printer prints by itself"
    service.add_printer(AT_DOOR, by=factories.actor("bai"))
    guest = visitor(pay, "B002")
    with unit_of_work(by=OPERATOR):
        hooks.registered(guest, factories.actor("fang"))
    assert newest(guest.id).state == "pending"
    assert [str(flag.text) for flag in hooks.marks([guest.id])[guest.id]] == ["Ticket not printed yet"]
    service.printed(newest(guest.id).id, by=factories.actor("fang"))
    assert hooks.marks([guest.id]) == {}


def test_a_printer_that_fails_marks_the_visitor_until_the_ticket_is_printed_again(context: None) -> None:
    fang, guest = factories.actor("fang"), visitor(purpose())
    dead = service.add_printer(NewPrinter("门口", NETWORK, "58mm", "127.0.0.1", closed_port()), by=fang)
    service.ask(guest.id, dead.id, address="", by=fang)
    assert newest(guest.id).state == "failed"
    assert "127.0.0.1" in (newest(guest.id).cause or "")
    assert [flag.status for flag in hooks.marks([guest.id])[guest.id]] == ["red"]

    with printer(b"\x12") as (port, got):
        change = NewPrinter("门口", NETWORK, "58mm", "127.0.0.1", port)
        service.change_printer(dead.id, 1, change, by=fang)
        service.ask(guest.id, dead.id, address="http://10.0.0.2", by=fang)
    data = b"".join(got[1:])
    assert b"B001" in data
    assert f"http://10.0.0.2/t/{guest.token}".encode() in data
    assert guest.name.encode("gb18030") not in data
    assert newest(guest.id).state == "ok"
    assert hooks.marks([guest.id]) == {}


def test_only_one_printer_prints_by_itself_and_an_old_form_changes_nothing(context: None) -> None:
    bai = factories.actor("bai")
    first = service.add_printer(AT_DOOR, by=bai)
    second = service.add_printer(NewPrinter("门口", BROWSER, "58mm", usual=True), by=bai)
    assert queries.usual() is not None
    assert queries.usual().id == second.id  # type: ignore[union-attr]
    with pytest.raises(Refused):
        service.add_printer(AT_DOOR, by=bai)
    service.change_printer(first.id, 1, NewPrinter("后门", BROWSER, "58mm"), by=bai)
    with pytest.raises(Conflict):
        service.change_printer(first.id, 1, NewPrinter("后门", BROWSER, "80mm"), by=bai)


def test_nothing_is_printed_for_somebody_who_has_gone(context: None) -> None:
    fang, guest = factories.actor("fang"), visitor(purpose(), state="left")
    made = service.add_printer(AT_DOOR, by=fang)
    with pytest.raises(Refused):
        service.ask(guest.id, made.id, address="", by=fang)


def test_the_receptionist_prints_says_that_nothing_came_out_and_prints_again(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        set_values(
            {"reception.tickets.address": "http://192.168.1.2:8000"}, valid_from=clock.today(), reason=None, by=OPERATOR
        )
        guest = visitor(purpose())
        page, token = f"/reception/tickets/{guest.id}", guest.token
        service.add_printer(AT_DOOR, by=factories.actor("bai"))
    fang = sign_in("fang")
    for _ in range(2):
        form = lxml.html.document_fromstring(fang.get(page).text).xpath("//main//form[.//select]")[0]
        assert fang.post(page, data=dict(form.form_values())).status_code == 303
        shown = lxml.html.document_fromstring(fang.get(page).text)
        [frame] = shown.xpath("//iframe/@src")
        paper = fang.get(frame)
        assert "B001" in paper.text
        assert "王小明" not in paper.text
        assert 'class="qr"' in paper.text
        assert fang.post(f"{frame}/failed").status_code == 303
        assert "did not come out" in fang.get(page).text
    assert fang.post(f"{frame}/printed").status_code == 303
    with app.app_context():
        assert len(queries.prints_of(1)) == 2
        assert newest(1).state == "failed", "what has failed is printed again, not declared printed"
    assert sign_in("ma").get(page).status_code == 403
    assert app.test_client().get(f"/t/{token}").status_code == 200


def test_another_desk_does_not_print_the_ticket_as_well(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    with app.app_context():
        guest = visitor(purpose())
        made = service.add_printer(AT_DOOR, by=factories.actor("bai"))
        after = f"/reception/tickets/{guest.id}/after"
        print_id = service.ask(guest.id, made.id, address="", by=factories.actor("fang")).id
    assert "<iframe" in sign_in("fang").get(after).text
    assert "<iframe" not in sign_in("fang").get(after, query_string={"seen": print_id}).text
    assert "<iframe" not in sign_in("chen").get(after).text


def test_the_page_on_the_phone_shows_the_line_and_nobodys_name_and_ends_with_the_day(app: Flask) -> None:
    with app.app_context():
        pay, window = purpose(), desk()
        visitor(pay, "B001", "李四")
        guest = visitor(pay, "B002")
        address = f"/t/{guest.token}"
    phone = app.test_client()
    page = phone.get(address)
    own = lxml.html.document_fromstring(page.text).get_element_by_id("own")
    assert "B002" in own.text_content()
    assert "Before you: 1" in own.text_content() or "1" in own.text_content()
    assert "王" not in own.text_content()
    assert phone.get(own.get("hx-get"), headers={"HX-Request": "true"}).status_code == 204

    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        values = {"state": "called", "desk_id": window}
        work.session.execute(update(Visit).where(Visit.id == guest.id).values(**values))
    called = phone.get(own.get("hx-get"), headers={"HX-Request": "true"})
    assert "窗口 2" in called.text

    clock.set_up(app.config["TIME_ZONE"], clock.now() + timedelta(hours=16))
    assert phone.get(address).status_code == 404
    assert phone.get(address, headers={"HX-Request": "true"}).status_code == 204
    assert phone.get("/t/unknown").status_code == 404


def test_a_printer_is_set_up_and_tried_on_its_pages(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    admin = sign_in("admin")
    form = lxml.html.document_fromstring(admin.get("/reception/tickets/printers/add").text).xpath("//main//form")[0]
    values = {**dict(form.form_values()), "name": "门口", "kind": "network", "paper": "58mm", "host": "8.8.8.8"}
    assert admin.post("/reception/tickets/printers/add", data=values).status_code == 422
    with printer(b"\x12") as (port, got):
        good = {**values, "host": "127.0.0.1", "port": str(port)}
        assert admin.post("/reception/tickets/printers/add", data=good).status_code == 303
        page = lxml.html.document_fromstring(admin.get("/reception/tickets/printers").text)
        trial = next(one for one in page.xpath("//main//form") if one.get("action").endswith("/trial"))
        job = admin.post(trial.get("action"), data=dict(trial.form_values())).location
    assert b"A000" in b"".join(got[1:])
    assert admin.get(job).status_code == 200
    off = {"name": "门口", "kind": "browser", "paper": "58mm", "version": "1"}
    assert admin.post("/reception/tickets/printers/1", data=off).status_code == 303
    assert "Out of use" in admin.get("/reception/tickets/printers").text
    assert "A000" in admin.get("/reception/tickets/printers/1/trial").text


def test_the_line_marks_whoever_holds_no_number(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    with app.app_context():
        guest = visitor(purpose())
        made = service.add_printer(AT_DOOR, by=factories.actor("bai"))
        fang = factories.actor("fang")
        printed = service.ask(guest.id, made.id, address="", by=fang).id
        before = revision_of("queue")
        service.failed(printed, "缺纸", by=fang)
        assert revision_of("queue") == before + 1
    assert "Ticket not printed" in sign_in("fang").get("/reception/queue/").text
    with app.test_request_context(headers={"Accept-Language": "en"}):
        parts = "".join(kind_of("queue").parts("queue", "manage,serve"))  # type: ignore[union-attr]
    assert "Ticket not printed" in parts
