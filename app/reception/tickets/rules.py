"""What may be a ticket printer, and what a ticket says (排队小票): pure."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.errors import Refused
from app.domain.text import N_, Text

BROWSER, NETWORK = "browser", "network"
KINDS = {BROWSER: N_("Printer of this computer, through the browser"), NETWORK: N_("Printer in the network (ESC/POS)")}
PAPERS = {"80mm": N_("80 mm strip"), "58mm": N_("58 mm strip")}
COLUMNS = {"80mm": 48, "58mm": 32}  # half-width characters in a line
USUAL_PORT = 9100
FRESH = timedelta(minutes=2)

PENDING, OK, FAILED = "pending", "ok", "failed"
STATES = {PENDING: N_("Not printed yet"), OK: N_("Printed"), FAILED: N_("Printing failed")}
COLOURS = {PENDING: "yellow", OK: "green", FAILED: "red"}


@dataclass(frozen=True, slots=True)
class NewPrinter:
    """A printer as it is set up; `usual` prints the ticket of every visitor by itself."""

    name: str
    kind: str
    paper: str
    host: str | None = None
    port: int | None = None
    usual: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket ready for print: every line in the language of the office; `url` empty where there is no code."""

    office: str
    title: str
    number: str
    purpose: str
    ahead: str
    time: str
    url: str
    hint: str
    foot: str


class Asked(Protocol):
    """What the rules need of a TicketPrint."""

    state: str
    asked_at: datetime
    asked_by_id: int | None


def prints_itself(asked: Asked, kind: str, staff_id: int | None, at: datetime) -> bool:
    """Tell whether a browser prints this ticket by itself: only that of whoever asked for it, and only just now."""
    mine = staff_id is not None and asked.asked_by_id == staff_id
    return asked.state == PENDING and kind == BROWSER and mine and abs(at - asked.asked_at) < FRESH


def check_printer(new: NewPrinter) -> NewPrinter:
    """Refuse a printer that cannot be one; a browser's has no address. Raises Refused at the field."""
    if new.kind not in KINDS or new.paper not in PAPERS:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if new.kind == BROWSER:
        return NewPrinter(new.name, BROWSER, new.paper, None, None, new.usual, new.active)
    return NewPrinter(
        new.name, NETWORK, new.paper, private_address(new.host or ""), new.port or USUAL_PORT, new.usual, new.active
    )


def private_address(host: str) -> str:
    """The address of a printer in the office's own network, tidied: nothing is ever sent anywhere else."""
    try:
        address = ipaddress.ip_address(host.strip())
    except ValueError:
        raise Refused(Text("Please type an address like 192.168.1.50."), field="host") from None
    address = getattr(address, "ipv4_mapped", None) or address
    outside = not address.is_private or address.is_link_local or address.is_unspecified or address.is_reserved
    if outside and not address.is_loopback:
        raise Refused(Text("A printer stands in the office's own network, such as 192.168.1.50."), field="host")
    return str(address)
