"""What a return slip may be, and what is booked of goods that come back (K-33 to K-36; M-13, M-14)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.complaints.allowances.rules import Item, NewProof, standing
from app.complaints.deliveries.rules import MOST_PIECES
from app.domain.errors import Refused
from app.domain.money import Fen, Rate
from app.domain.text import N_, Text

DRAFT, SUBMITTED, APPROVED, ASKED = "draft", "submitted", "approved", "asked"
RECEIVED, BOOKED, VOID = "received", "booked", "void"
STATES: Mapping[str, str] = {
    DRAFT: N_("Draft of the slip"),
    SUBMITTED: N_("Waits for approval"),
    APPROVED: N_("On its way to the store"),
    ASKED: N_("It differs: somebody has to say"),
    RECEIVED: N_("Received in the store"),
    BOOKED: N_("In the books"),
    VOID: N_("Void"),
}
COLOURS: Mapping[str, str] = {
    DRAFT: "secondary", SUBMITTED: "blue", APPROVED: "yellow", ASKED: "red", RECEIVED: "azure", BOOKED: "green",
    VOID: "secondary",
}  # fmt: skip
OPEN = (DRAFT, SUBMITTED, APPROVED, ASKED, RECEIVED)
VOIDABLE = (DRAFT, SUBMITTED, APPROVED, ASKED)
IN_STORE = (APPROVED, ASKED, RECEIVED, BOOKED)
BRINGS_BACK = frozenset({"return", "exchange", "rework"})
HANDLINGS: Mapping[str, str] = {
    "return": N_("Taken back into the store"),
    "rework": N_("Taken back for rework"),
    "exchange": N_("Taken back in exchange"),
}
_WHOLE = 1_000_000

EQUAL, LESS, WITHIN, ABOVE, MONEY = "equal", "less", "within", "above", "money"
OUTCOMES: Mapping[str, str] = {
    EQUAL: N_("As approved: it is booked"),
    LESS: N_("Less than approved: what is really there is booked"),
    WITHIN: N_("More than approved, within the ratio: what is really there is booked"),
    ABOVE: N_("More than approved and beyond the ratio: stop and ask"),
    MONEY: N_("Only the amount differs: stop and ask"),
}


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A return slip (成品退货单) as sales writes it: whole pieces, the price of one in fen before tax."""

    material_number: str
    unit: str
    slip_quantity: int
    price_fen: Fen
    reason: str
    handling: str
    basis: str
    product: str | None = None
    order_number: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of comparing what was approved with what came: how they stand, and the quantity to be booked.

    `book` is None where the manual says nothing: somebody has to be asked (M-14).
    """

    kind: str
    book: int | None

    @property
    def says(self) -> Text:
        """The outcome in words."""
        return Text(OUTCOMES[self.kind])


def most_accepted(approved: int, ratio: Rate) -> int:
    """The greatest quantity that the excess ratio lets in: part of a piece is none, so it is rounded down (K-36)."""
    return approved + approved * ratio // _WHOLE


def compare(approved: int, returned: int, ratio: Rate, *, amounts_agree: bool = True) -> Outcome:
    """Compare the approved with the returned quantity (K-35, K-36), in whole pieces.

    Equal, less, or more within the ratio: the actual quantity is booked. Beyond the ratio, and where the quantities
    agree but the amounts do not, the manual is silent: stop and ask. Raises Refused for quantities below zero.
    """
    if approved < 0 or returned < 0 or ratio < 0:
        raise Refused(Text("A quantity is not below zero."), field="received_quantity")
    if returned > most_accepted(approved, ratio):
        return Outcome(ABOVE, None)
    if returned == approved:
        return Outcome(EQUAL, returned) if amounts_agree else Outcome(MONEY, None)
    return Outcome(LESS if returned < approved else WITHIN, returned)


def check(new: NewSlip, approved: int, ratio: Rate) -> None:
    """Refuse a slip that says nothing, or over more than the decision lets come back with the ratio (K-33)."""
    for name in ("material_number", "unit", "reason", "basis"):
        if not getattr(new, name).strip():
            raise Refused(Text("Please fill this in."), field=name)
    if new.handling not in HANDLINGS:
        raise Refused(Text("Please choose one of the list."), field="handling")
    if not 1 <= new.slip_quantity <= MOST_PIECES:
        raise Refused(Text("At least one piece comes back."), field="slip_quantity")
    if new.price_fen < 0:
        raise Refused(Text("A price is not below zero."), field="price_fen")
    most = most_accepted(approved, ratio)
    if new.slip_quantity > most:
        raise Refused(
            Text(
                "The decision lets %(approved)s come back, with the excess ratio at most %(most)s. More needs a new "
                "decision.",
                approved=approved, most=most,
            ),
            field="slip_quantity",
        )  # fmt: skip


def left_to_return(decided: int | None, others: Collection[int]) -> int:
    """How much of the decided quantity no other slip covers. Raises Refused where none is left or none was decided."""
    if not decided:
        raise Refused(Text("The decision names no quantity that comes back. It must be decided first."))
    left = decided - sum(others)
    if left <= 0:
        raise Refused(Text("Other slips cover the whole quantity that was decided. More needs a new decision."))
    return left


def must_ask(slip_quantity: int, returned: int, outcome: Outcome) -> bool:
    """Whether the store asks before it signs: the goods differ from the slip, or beyond the ratio from what was
    approved (K-34, A-28)."""
    return returned != slip_quantity or outcome.book is None


def check_counted(quantity: int, received_on: date, today: date) -> None:
    """Refuse what a store cannot have counted."""
    if not 0 <= quantity <= MOST_PIECES:
        raise Refused(Text("A quantity is not below zero."), field="received_quantity")
    if received_on > today:
        raise Refused(Text("This day is still to come."), field="received_on")


def amounts_agree(expected: Fen, proofs: Sequence[NewProof]) -> bool:
    """Whether every proof that shows an amount shows that of the slip: booked quantity times price (K-35)."""
    return all(one.amount_fen in (None, expected) for one in standing(proofs))


def checklist(state: str, *, decided: bool, proofs: Sequence[NewProof], money_settled: bool) -> tuple[Item, ...]:
    """What must be there before a return is booked (K-34, K-35, K-38, A-27, A-28)."""
    return (
        Item(Text("The decision on the complaint holds and lets goods come back"), decided),
        Item(Text("The slip is approved"), state in IN_STORE),
        Item(Text("The store has signed for what is really there"), state in (RECEIVED, BOOKED)),
        Item(Text("One of the listed proofs is in, stamped by the buyer"), bool(standing(proofs))),
        Item(Text("The amounts agree, or somebody with authority has said what is booked"), money_settled),
    )
