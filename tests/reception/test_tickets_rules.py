from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.reception.tickets.escpos import broken, encoded
from app.reception.tickets.network import ASK_PAPER, send
from app.reception.tickets.rules import BROWSER, NETWORK, NewPrinter, Ticket, check_printer, private_address

TICKET = Ticket(
    "演示燃气公司", "您的号码", "A007", "缴费", "前面还有 3 位", "2026-11-20 09:00", "http://192.168.1.2:8000/t/abc",
    "扫码查看排队情况", "请留意叫号屏",
)  # fmt: skip


@contextmanager
def printer(answer: bytes | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """A printer in the network that keeps what it gets; `answer` is what it tells of its paper."""
    got: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def listen() -> None:
            connection, _ = server.accept()
            with connection:
                asked = connection.recv(3)
                got.append(asked)
                if answer is not None:
                    connection.sendall(answer)
                while part := connection.recv(4096):
                    got.append(part)

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], got
        thread.join(5)


def closed_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


@pytest.mark.parametrize("host", ["192.168.1.50", "10.0.0.9", "172.16.3.4", " 127.0.0.1 ", "fd00::5"])
def test_a_printer_may_stand_in_the_network_of_the_office(host: str) -> None:
    assert private_address(host) == host.strip()


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "printer", "", "169.254.169.254", "0.0.0.0", "::ffff:8.8.8.8", "224.0.0.1", "2001:4860::1"]
)
def test_nothing_is_ever_sent_out_of_the_office(host: str) -> None:
    with pytest.raises(Refused) as refused:
        private_address(host)
    assert refused.value.field == "host"


def test_the_printer_of_a_browser_has_no_address_and_one_in_the_network_the_usual_port() -> None:
    assert check_printer(NewPrinter("前台", BROWSER, "58mm", "8.8.8.8", 1)).host is None
    assert check_printer(NewPrinter("门口", NETWORK, "80mm", "10.0.0.9")).port == 9100


def test_a_ticket_is_encoded_in_gb18030_with_number_code_and_cut() -> None:
    data = encoded(TICKET, "80mm")
    assert data.startswith(b"\x1b@\x1c&")
    assert "演示燃气公司".encode("gb18030") in data
    assert b"\x1d!\x33A007\n" in data
    assert b"1P0http://192.168.1.2:8000/t/abc" in data
    assert data.endswith(b"\x1dVB\x00")


def test_without_an_address_there_is_no_code() -> None:
    plain = Ticket("O", "T", "A1", "P", "", "", "", "", "")
    assert b"1P0" not in encoded(plain, "58mm")


@given(st.text(alphabet="请A到窗口 1", max_size=80), st.sampled_from([8, 16, 24, 32, 48]))
def test_no_row_is_wider_than_the_paper_and_no_sign_is_lost(text: str, columns: int) -> None:
    rows = broken(text, columns)
    assert all(sum(1 if ord(sign) < 128 else 2 for sign in row) <= columns for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


def test_a_printer_in_the_network_gets_every_byte() -> None:
    with printer(b"\x12") as (port, got):
        send("127.0.0.1", port, b"ticket" * 1000)
    assert got[0] == ASK_PAPER
    assert b"".join(got[1:]) == b"ticket" * 1000


def test_a_printer_without_paper_says_so() -> None:
    with printer(b"\x7e") as (port, got), pytest.raises(Refused, match="no paper"):
        send("127.0.0.1", port, b"ticket")
    assert b"".join(got[1:]) == b""


def test_a_printer_that_is_switched_off_does_not_answer() -> None:
    with pytest.raises(Refused, match="does not answer"):
        send("127.0.0.1", closed_port(), b"ticket")
