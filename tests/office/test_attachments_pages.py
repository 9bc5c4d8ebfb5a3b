"""Attached files: only kinds the office keeps, only what they say they are, only for who may see what they hang on."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.attachments import queries, rules, service
from app.office.attachments.models import Attachment
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.web import registry
from tests.conftest import NOW
from tests.support import count_queries

Browser = Callable[[str], FlaskClient]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\0" * 64
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
GIF = b"GIF89a" + b"\0" * 40
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 40
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name), "x")  # with the day of 1980: the same bytes in every process
    return stream.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
OFD = package("OFD.xml", "Doc_0/Document.xml")
GOOD = {
    "执照.pdf": PDF,
    "a.PNG": PNG,
    "a.jpg": JPEG,
    "a.jpeg": JPEG,
    "a.gif": GIF,
    "a.webp": WEBP,
    "合同.docx": DOCX,
    "表.xlsx": XLSX,
    "old.doc": OLE,
    "old.xls": OLE,
    "发票.ofd": OFD,
    "a.csv": "姓名,电话\r\n王,1\r\n".encode("gb18030"),
    "a.txt": "你好".encode(),
    "b.txt": "你好".encode("utf-16"),
}


@pytest.fixture(autouse=True)
def hung(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Everybody but Wu may see customer 1, and whoever sees may change; nobody is asked about other subjects."""

    def may_see(actor: Actor, subject: str) -> bool | None:
        return actor.name != "吴闲" if subject == "customer:1" else None

    asked: list[Any] = [may_see]
    before = registry.hooked
    instead: dict[str, list[Any]] = {"may_see_subject": asked, "may_change_subject": []}
    monkeypatch.setattr(registry, "hooked", lambda name: instead[name] if name in instead else before(name))
    return asked


def post(client: FlaskClient, name: str, content: bytes, subject: str = "customer:1", **more: Any) -> TestResponse:
    data = {"file": (io.BytesIO(content), name), "note": "营业执照"}
    return client.post(f"/attachments/of/{subject}", data=data, content_type="multipart/form-data", **more)


def headers(client: FlaskClient, address: str) -> Headers:
    with client.get(address) as answer:
        return answer.headers


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "attachments").rglob("*") if path.is_file())


@pytest.mark.parametrize(("name", "content"), GOOD.items())
def test_it_keeps_files_that_are_what_their_names_say(
    app: Flask, folder: Path, sign_in: Browser, name: str, content: bytes
) -> None:
    client = sign_in("fang")
    assert post(client, name, content).location == "/attachments/of/customer:1"
    assert name in client.get("/attachments/of/customer:1").text
    answer = client.get("/attachments/1")
    assert answer.data == content
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"
    sha256 = hashlib.sha256(content).hexdigest()
    assert (folder / "attachments" / sha256[:2] / sha256).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PNG),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.docx", XLSX),
        ("a.xlsx", package("payload.exe")),
        ("a.xlsx", XLSX[:20]),
        ("a.docx", OLE),
        ("a.xls", XLSX),
        ("a.ofd", DOCX),
        ("a.txt", PDF),
        ("a.csv", PNG),
        ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("a.txt", b"one\x00two"),
        ("a.txt", b"\xff\xfea"),
        ("a.svg", b"<svg/>"),
        ("a.html", b"<p>"),
        ("a.exe", b"MZ"),
        ("a.pdf.exe", PDF),
        ("pdf", PDF),
        (".pdf", PDF),
        ("..", PDF),
        ("a.pdf", b""),
    ],
)
def test_it_refuses_other_kinds_and_disguises(
    app: Flask, folder: Path, sign_in: Browser, name: str, content: bytes
) -> None:
    answer = post(sign_in("fang"), name, content)
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.text
    assert files(folder) == []
    with app.app_context():
        assert db.session.scalars(select(Attachment)).all() == []


def test_it_asks_for_a_file_where_none_was_chosen(sign_in: Browser) -> None:
    client = sign_in("fang")
    assert client.post("/attachments/of/customer:1", data={"note": "x"}).status_code == 422
    assert client.post("/attachments/of/customer:1", data={"file": "no file"}).status_code == 422


def test_a_file_that_is_too_large_is_refused(app: Flask, folder: Path, sign_in: Browser) -> None:
    with app.app_context():
        set_values({"office.attachments.most_mb": "1"}, valid_from=NOW.date(), reason=None, by=OPERATOR)
    client = sign_in("fang")
    assert post(client, "a.pdf", PDF.ljust(1024 * 1024, b" ")).status_code == 303
    assert "At most 1 MB" in post(client, "b.pdf", PDF.ljust(1024 * 1024 + 1, b" ")).text
    assert len(files(folder)) == 1


def test_the_same_content_is_kept_once_and_listed_twice(app: Flask, folder: Path, sign_in: Browser) -> None:
    client = sign_in("fang")
    post(client, "a.pdf", PDF)
    post(client, "b.pdf", PDF)
    assert len(files(folder)) == 1
    for number in (1, 2):
        with client.get(f"/attachments/{number}") as answer:
            assert answer.data == PDF


@pytest.mark.parametrize(
    "subject", ["customer:2", "customer:", "customer:x", "a b:1", "..:1", "customer:1'--", "x" * 300]
)
def test_subjects_that_nobody_vouches_for_are_not_there(sign_in: Browser, subject: str) -> None:
    client = sign_in("gao")
    assert client.get(f"/attachments/of/{subject}").status_code == 404
    assert post(client, "a.pdf", PDF, subject).status_code == 404


def test_who_may_not_see_the_subject_learns_nothing_of_its_files(app: Flask, sign_in: Browser) -> None:
    post(sign_in("fang"), "a.pdf", PDF)
    client = sign_in("wu")
    for address in ("of/customer:1", "1", "1/remove", "2"):
        assert client.get(f"/attachments/{address}").status_code == 404
    assert client.post("/attachments/1/remove", data={"reason": "x"}).status_code == 404
    assert post(client, "a.pdf", PDF).status_code == 404
    assert app.test_client().get("/attachments/1").status_code == 303


def test_one_refusal_is_enough(context: None, hung: list[Any]) -> None:
    assert queries.may_see(OPERATOR, "customer:1")
    hung.append(lambda *_: False)
    assert not queries.may_see(OPERATOR, "customer:1")
    hung.clear()
    assert not queries.may_see(OPERATOR, "customer:1")


def test_pictures_and_pdf_open_in_the_browser_and_others_are_saved(sign_in: Browser) -> None:
    client = sign_in("fang")
    for name in ("执照.pdf", "a.jpg", "合同.docx", "a.csv"):
        post(client, name, GOOD[name])
    pdf, picture, word, table = (headers(client, f"/attachments/{n}") for n in (1, 2, 3, 4))
    assert pdf["Content-Disposition"].startswith("inline;")
    assert "filename*=UTF-8''%E6%89%A7%E7%85%A7.pdf" in pdf["Content-Disposition"]
    assert picture["Content-Disposition"].startswith("inline;")
    assert "sandbox" in picture["Content-Security-Policy"]
    assert word["Content-Disposition"].startswith("attachment;")
    assert table["Content-Disposition"].startswith("attachment;")


def test_a_name_keeps_no_folder_when_it_arrives(app: Flask, sign_in: Browser) -> None:
    assert post(sign_in("fang"), "../../etc/evil.pdf", PDF).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Attachment.filename)).all() == ["evil.pdf"]


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("C:\\Users\\方\\扫描  件.pdf", "扫描 件.pdf"),
        ("/etc/passwd.txt", "passwd.txt"),
        ('a"b<c>|d.pdf', "a_b_c__d.pdf"),
        ("line\nfeed.pdf", "line feed.pdf"),
        ("a\u202ecod.pdf", "acod.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_names_are_tidied_and_lead_nowhere(filename: str, name: str) -> None:
    assert rules.clean_name(filename) == name


@given(st.text(max_size=300))
def test_a_cleaned_name_stays_as_it_is_and_leads_nowhere(filename: str) -> None:
    try:
        name = rules.clean_name(filename)
    except Refused:
        return
    assert not set(name) & set('/\\<>:"|?*\n\0')
    assert 0 < len(name) <= 200
    assert rules.clean_name(name) == name


@given(st.binary(max_size=64), st.sampled_from(list(rules.KINDS.values())))
def test_no_bytes_make_the_check_fail_otherwise_than_by_refusing(content: bytes, kind: rules.Kind) -> None:
    rules.is_text(content)
    if rules.beginning_of(content) == kind.beginning:
        rules.refuse_disguise(kind, content)
    else:
        with pytest.raises(Refused):
            rules.refuse_disguise(kind, content)


def test_opening_a_file_is_recorded_with_the_customer(app: Flask, sign_in: Browser) -> None:
    client = sign_in("fang")
    post(client, "a.pdf", PDF)
    headers(client, "/attachments/1")
    with app.app_context():
        found = db.session.execute(select(Entry.action, Entry.subject, Entry.customer_id, Entry.actor_name)).all()
    assert found[-2:] == [
        ("attachments.attached", "customer:1", 1, "方前"),
        ("attachments.opened", "customer:1", 1, "方前"),
    ]


def test_removing_needs_a_reason_and_keeps_row_and_content(app: Flask, folder: Path, sign_in: Browser) -> None:
    client = sign_in("fang")
    post(client, "a.pdf", PDF)
    assert client.get("/attachments/1/remove").status_code == 200
    assert client.post("/attachments/1/remove", data={"reason": " "}).status_code == 422
    assert client.post("/attachments/1/remove", data={"reason": "错传"}).status_code == 303
    assert client.get("/attachments/1").status_code == 404
    assert client.post("/attachments/1/remove", data={"reason": "错传"}).status_code == 404
    assert "<s translate" in client.get("/attachments/of/customer:1").text
    assert len(files(folder)) == 1
    with app.app_context():
        entry = db.session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one()
        assert (entry.action, entry.reason) == ("attachments.removed", "错传")


def test_the_second_who_removes_is_told(context: None) -> None:
    made = service.attach("customer:1", io.BytesIO(PDF), "a.pdf", None, by=OPERATOR)
    service.remove(made, reason="x", by=OPERATOR)
    with pytest.raises(Conflict):
        service.remove(made, reason="y", by=OPERATOR)


def test_a_content_that_is_missing_breaks_no_page(folder: Path, sign_in: Browser) -> None:
    client = sign_in("fang")
    post(client, "a.pdf", PDF)
    (folder / "attachments" / hashlib.sha256(PDF).hexdigest()[:2] / hashlib.sha256(PDF).hexdigest()).unlink()
    assert "a.pdf" in client.get("/attachments/of/customer:1").text
    answer = client.get("/attachments/1")
    assert answer.status_code == 422
    assert "missing in the data folder" in answer.text


def test_htmx_gets_the_region_back(sign_in: Browser) -> None:
    client = sign_in("fang")
    good = post(client, "a.pdf", PDF, headers={"HX-Request": "true"})
    assert (good.status_code, good.text.strip()[:21]) == (200, '<div id="attachments"')
    assert "a.pdf" in good.text
    bad = post(client, "a.exe", PDF, headers={"HX-Request": "true"})
    assert (bad.status_code, bad.text.strip()[:21]) == (422, '<div id="attachments"')


def test_the_list_asks_the_database_few_questions(app: Flask, sign_in: Browser) -> None:
    client = sign_in("fang")
    for n in range(4):
        post(client, f"{n}.pdf", PDF)
    with count_queries(app) as counted:
        client.get("/attachments/of/customer:1")
    assert len(counted) <= 10
