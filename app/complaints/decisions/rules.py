"""How a complaint is decided, and what a decision may say (K-16, K-17, K-21, K-22, K-24, K-56, K-57, A-21 to A-24)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.complaints.cases.words import REMEDIES
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import N_, Text

DECISION_STAGE = "decision"  # the kind of stage of a route

PROPOSED, APPROVED, REFUSED, VOID = "proposed", "approved", "refused", "void"
STANDING = (PROPOSED, APPROVED)
STATES: Mapping[str, str] = {
    PROPOSED: N_("Decision proposed"),
    APPROVED: N_("Decided"),
    REFUSED: N_("Decision refused"),
    VOID: N_("No longer holds"),
}
COLOURS: Mapping[str, str] = {PROPOSED: "blue", APPROVED: "green", REFUSED: "red", VOID: "secondary"}

AMOUNT, LEADER, MEETING = "amount", "leader", "meeting"
BASES: Mapping[str, str] = {
    AMOUNT: N_("By whoever has the authority for the amount"),
    LEADER: N_("By the responsible leader"),
    MEETING: N_("By a special meeting"),
}
MATTERS: Mapping[str, str] = {
    AMOUNT: "complaints.decision",
    LEADER: "complaints.ordinary",
    MEETING: "complaints.serious",
}

MANAGERS, SPECIAL = "managers", "special"
BODIES: Mapping[str, str] = {
    MANAGERS: N_("Managers' meeting"),
    SPECIAL: N_("General manager's special meeting"),
}

SUBMITTED, ALLOWED, WITHDRAWN = "submitted", "allowed", "withdrawn"
OBJECTION_STATES: Mapping[str, str] = {
    SUBMITTED: N_("Waits for a decision"),
    ALLOWED: N_("Objection allowed"),
    REFUSED: N_("Objection refused"),
    WITHDRAWN: N_("Objection withdrawn"),
}
OBJECTION_COLOURS: Mapping[str, str] = {SUBMITTED: "blue", ALLOWED: "green", REFUSED: "red", WITHDRAWN: "secondary"}
DEPARTMENT, CUSTOMER = "department", "customer"
WHOSE: Mapping[str, str] = {
    DEPARTMENT: N_("The department disagrees"),
    CUSTOMER: N_("The customer disagrees, through sales"),
}

NOTHING = "none"
WORDS_ONLY = frozenset({"apology", "explanation", NOTHING})
COSTS = frozenset({"return", "exchange", "allowance", "compensation"})
BRINGS_BACK = frozenset({"return", "exchange", "rework"})
ORDER = tuple(REMEDIES)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: `amount` in fen is what it costs the company, `return_quantity` is in the complaint's unit.

    `words` stay in the office, `for_customer` is what may be told (K-21).
    """

    upheld: bool
    remedies: tuple[str, ...]
    amount: Fen
    words: str
    for_customer: str
    return_quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """What a decision must fit: the quantity delivered, and whether the defective one is still unknown (K-11)."""

    quantity: int | None = None
    unknown: bool = False


def basis_of(form: str, severity: str, meeting_for: Collection[str]) -> str:
    """How a complaint is decided, by the form of its route and its severity (K-31, K-56, K-57; A-21, A-22, A-24).

    A factory's by the amount, whatever the severity. Others by a meeting where the office holds one for that severity
    (`meeting_for`), else by the responsible leader.
    """
    if form == "factory":
        return AMOUNT
    return MEETING if severity in meeting_for else LEADER


def check_proposal(proposal: Proposal, goods: Goods) -> None:
    """Refuse a proposal that says too little or contradicts itself."""
    if not proposal.words.strip():
        raise Refused(Text("Say what is decided and why: the form keeps it."), field="words")
    if not proposal.for_customer.strip():
        raise Refused(Text("Say what may be told to the customer: nobody promises more."), field="for_customer")
    _check_remedies(proposal)
    _check_amount(proposal)
    _check_quantity(proposal, goods)


def check_place(position: int | None, decision_at: int | None, name: str | None) -> None:
    """Refuse a decision before its stage, or the one just before it, where the combined opinion is written (K-14)."""
    if decision_at is not None and position is not None and position < decision_at - 1:
        raise Refused(
            Text("The complaint has not come to its decision yet. It is at the stage %(stage)s.", stage=name or "–")
        )


def check_amount(amount: int | None, decided: int) -> None:
    """Refuse a voice for another amount than the decision names, in fen (K-31)."""
    if amount != decided:
        raise Conflict(Text("The amount of this decision was changed. Open the complaint again."))


def check_objection(whose: str, reason: str) -> None:
    """Refuse an objection of nobody or without a reason (K-22, K-24)."""
    if whose not in WHOSE:
        raise Refused(Text("Please choose one of the list."), field="whose")
    if not reason.strip():
        raise Refused(Text("Say why the decision should not hold."), field="reason")


def in_order(remedies: Sequence[str]) -> tuple[str, ...]:
    """Remedies once each, in the order in which forms list them."""
    return tuple(one for one in ORDER if one in remedies)


def _check_remedies(proposal: Proposal) -> None:
    if not proposal.remedies or any(one not in REMEDIES for one in proposal.remedies):
        raise Refused(Text("Choose what is granted; “No remedy” where it is nothing."), field="remedies")
    if NOTHING in proposal.remedies and len(proposal.remedies) > 1:
        raise Refused(Text("“No remedy” cannot stand beside a remedy."), field="remedies")
    if not proposal.upheld and not WORDS_ONLY.issuperset(proposal.remedies):
        raise Refused(
            Text("A complaint that is not upheld leads to an explanation or an apology only."), field="remedies"
        )


def _check_amount(proposal: Proposal) -> None:
    if proposal.amount < 0:
        raise Refused(Text("Please type an amount that is not negative."), field="amount")
    if proposal.amount and WORDS_ONLY.issuperset(proposal.remedies):
        raise Refused(Text("These remedies cost nothing: leave the amount at 0."), field="amount")
    if not proposal.amount and COSTS.intersection(proposal.remedies):
        raise Refused(
            Text("Say what it costs the company: the amount says who has the authority to decide."), field="amount"
        )


def _check_quantity(proposal: Proposal, goods: Goods) -> None:
    quantity = proposal.return_quantity
    if quantity is None:
        if "return" in proposal.remedies:
            raise Refused(Text("Say how much may come back: the store and accounting check it."), "return_quantity")
        return
    if not BRINGS_BACK.intersection(proposal.remedies):
        raise Refused(Text("Nothing comes back with these remedies: leave the quantity empty."), "return_quantity")
    if goods.unknown:
        raise Refused(
            Text("The complaint still says that the quantity is not known yet. Enter it there first."),
            "return_quantity",
        )
    if quantity <= 0 or (goods.quantity is not None and quantity > goods.quantity):
        most = goods.quantity if goods.quantity is not None else "–"
        raise Refused(Text("Between 1 and what was delivered (%(most)s) can come back.", most=most), "return_quantity")
