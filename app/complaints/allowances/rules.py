"""What an allowance may be, and what proves a return or an allowance before it is booked (K-32, K-38, K-39)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.complaints.deliveries.rules import MOST_PIECES
from app.domain.decimals import divide
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, Rate, format_fen
from app.domain.text import N_, Text

DRAFT, SUBMITTED, APPROVED, STAMPED, BOOKED, VOID = "draft", "submitted", "approved", "stamped", "booked", "void"
STATES: Mapping[str, str] = {
    DRAFT: N_("Draft of the certificate"),
    SUBMITTED: N_("Waits for approval"),
    APPROVED: N_("To be stamped by the customer"),
    STAMPED: N_("Stamped by the customer"),
    BOOKED: N_("In the books"),
    VOID: N_("Void"),
}
COLOURS: Mapping[str, str] = {
    DRAFT: "secondary", SUBMITTED: "blue", APPROVED: "yellow", STAMPED: "azure", BOOKED: "green", VOID: "secondary",
}  # fmt: skip
OPEN = (DRAFT, SUBMITTED, APPROVED, STAMPED)
GRANTING = frozenset({"allowance", "compensation"})
_WHOLE = 1_000_000

ORIGINAL, MARKED, CERTIFICATE = "original_invoice", "marked_copy", "certificate"
RETURN, ALLOWANCE = "return", "allowance"
PROOFS: Mapping[str, str] = {
    ORIGINAL: N_("Original invoice, recovered and stamped by the buyer"),
    MARKED: N_("Copy of the invoice, marked with quantity, price, amount and net received, stamped by the buyer"),
    CERTIFICATE: N_("Certificate, stamped and sent back by the buyer"),
}


@dataclass(frozen=True, slots=True)
class NewAllowance:
    """An allowance certificate as it is written; money in fen, `amount_fen` and the price before tax, `tax_fen` beside.

    Without an amount it is quantity times price, without a tax that of the rate.
    """

    reason: str
    amount_fen: Fen | None = None
    tax_fen: Fen | None = None
    quantity: int | None = None
    price_fen: Fen | None = None
    invoice_number: str | None = None
    invoice_on: date | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True)
class NewProof:
    """A paper that came in; `amount_fen` and the price before tax, as the marked copy of the invoice shows them."""

    kind: str
    received_on: date
    stamped: bool
    invoice_number: str | None = None
    quantity: int | None = None
    price_fen: Fen | None = None
    amount_fen: Fen | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist before booking: what must be there, and whether it is."""

    label: Text
    done: bool


def money_of(new: NewAllowance, tax_rate: Rate) -> tuple[Fen, Fen]:
    """The amount before tax and the tax of a certificate, each rounded once to the fen.

    Raises Refused where neither an amount nor quantity and price say it, and where they contradict each other.
    """
    counted = None if new.quantity is None or new.price_fen is None else new.quantity * new.price_fen
    amount = counted if new.amount_fen is None else new.amount_fen
    if amount is None:
        raise Refused(Text("Give the amount, or quantity and price of the allowance."), field="amount_fen")
    if counted is not None and counted != amount:
        worked = format_fen(Fen(counted))
        raise Refused(
            Text("Quantity times price is %(worked)s. Correct one of the three.", worked=worked), "amount_fen"
        )
    tax = divide(amount * tax_rate, _WHOLE) if new.tax_fen is None else new.tax_fen
    return Fen(amount), Fen(tax)


def check(new: NewAllowance, amount: Fen, tax: Fen, today: date) -> None:
    """Refuse a certificate over nothing or below, without a reason, or by an invoice of days to come (K-32)."""
    if not new.reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    if amount <= 0:
        raise Refused(Text("An allowance is more than nothing."), field="amount_fen")
    if not 0 <= tax <= amount:
        raise Refused(Text("The tax is not below nothing and not above the amount."), field="tax_fen")
    if new.quantity is not None and not 1 <= new.quantity <= MOST_PIECES:
        raise Refused(Text("A quantity is not below one."), field="quantity")
    if new.price_fen is not None and new.price_fen < 0:
        raise Refused(Text("A price is not below zero."), field="price_fen")
    if new.invoice_on is not None and new.invoice_on > today:
        raise Refused(Text("This day is still to come."), field="invoice_on")


def check_sum(decided: Fen, others: Iterable[Fen], own: Fen) -> None:
    """Refuse certificates that grant more than was decided, tax included: that needs a new decision (K-31, K-32)."""
    left = decided - sum(others)
    if own > left:
        raise Refused(
            Text(
                "The decision grants %(decided)s with tax, of which %(left)s is left. More needs a new decision.",
                decided=format_fen(decided), left=format_fen(Fen(max(left, 0))),
            ),
            field="amount_fen",
        )  # fmt: skip


def check_granted(remedies: Collection[str], granting: Collection[str]) -> None:
    """Refuse a certificate or slip for what the decision does not grant (K-21, K-32, K-33)."""
    if not set(remedies) & set(granting):
        raise Refused(Text("The decision on this complaint does not grant this. Nobody goes beyond it."))


def check_state(state: str, *wanted: str) -> None:
    """Refuse a deed that the thing is not ready for, or no longer."""
    if state not in wanted:
        raise Conflict(Text("This is no longer as you saw it. Look at it again."))


def ways_for(what: str, *, third: bool) -> tuple[str, ...]:
    """The papers that prove a return or an allowance: three, and two; the third of an allowance is a setting (D-29)."""
    return (ORIGINAL, MARKED, CERTIFICATE) if what == RETURN or third else (MARKED, CERTIFICATE)


def check_proof(new: NewProof, what: str, ways: Collection[str], today: date) -> None:
    """Refuse a proof of no listed kind, one that does not show what it must, and one of days to come (K-38, K-39)."""
    if new.kind not in ways:
        raise Refused(Text("This paper is none of the listed proofs."), field="kind")
    if new.received_on > today:
        raise Refused(Text("This day is still to come."), field="received_on")
    needed = {ORIGINAL: ("invoice_number",), MARKED: ("invoice_number", "price_fen", "amount_fen"), CERTIFICATE: ()}
    quantity = ("quantity",) if what == RETURN and new.kind == MARKED else ()
    for name in (*needed[new.kind], *quantity):
        if getattr(new, name) in (None, ""):
            raise Refused(Text("This paper must show it: please fill this in."), field=name)
    for name in ("quantity", "price_fen", "amount_fen"):
        if (getattr(new, name) or 0) < 0:
            raise Refused(Text("Please type a figure that is not negative."), field=name)


def standing(proofs: Sequence[NewProof]) -> list[NewProof]:
    """The proofs that hold, in order of entry: the newest of each kind, if it is stamped.

    So one that was entered wrongly is corrected by entering it again.
    """
    newest = {one.kind: one for one in proofs}
    return [one for one in newest.values() if one.stamped]


def checklist(state: str, *, decided: bool, stamped: bool, proofs: Sequence[NewProof]) -> tuple[Item, ...]:
    """What must be there before an allowance is booked (K-32, K-39, A-26)."""
    return (
        Item(Text("The decision on the complaint holds and grants it"), decided),
        Item(Text("The certificate is approved"), state in (APPROVED, STAMPED, BOOKED)),
        Item(Text("The customer has stamped the certificate"), stamped),
        Item(Text("One of the listed proofs is in, stamped by the buyer"), bool(standing(proofs))),
    )


def check_complete(items: Iterable[Item]) -> None:
    """Refuse to book while something is missing. Raises Refused with what it is."""
    for item in items:
        if not item.done:
            raise Refused(Text("Not to be booked yet. Missing: %(what)s.", what=item.label))
