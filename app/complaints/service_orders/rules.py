"""What holds for repair requests: whose business they are, by when an order is done, what comes of it (C-125)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import Refused
from app.domain.text import N_, Text

ASKED, ORDERED, DONE, REFERRED, REFUSED, CANCELLED = "asked", "ordered", "done", "referred", "refused", "cancelled"
STATES = {
    ASKED: N_("Asked for, to be decided"),
    ORDERED: N_("Ordered"),
    DONE: N_("Repaired"),
    REFERRED: N_("Not ours, passed on"),
    REFUSED: N_("The owner's own matter"),
    CANCELLED: N_("Cancelled"),
}
COLOURS = {
    ASKED: "yellow",
    ORDERED: "blue",
    DONE: "green",
    REFERRED: "secondary",
    REFUSED: "secondary",
    CANCELLED: "secondary",
}
OPEN = (ASKED, ORDERED)

PRIVATE, PUBLIC = "private", "public"
PARTS = {PRIVATE: N_("Private part"), PUBLIC: N_("Public part")}
WITHIN, AFTER = "within", "after"
WARRANTY = {WITHIN: N_("Within warranty"), AFTER: N_("After warranty")}

SATISFIED, PARTLY, DISSATISFIED = "satisfied", "partly", "dissatisfied"
WORDS = {
    SATISFIED: N_("Satisfied"),
    PARTLY: N_("Partly satisfied"),
    DISSATISFIED: N_("Dissatisfied"),
}

ACCEPT, REFER, REFUSE, HAND, FINISH, ASK_AFTER, CANCEL = (
    "accept", "refer", "refuse", "hand", "finish", "ask_after", "cancel",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What somebody wants repaired: where, what, which part; `warranty` is None while nobody knows."""

    place: str
    what: str
    part: str
    asked_at: datetime
    warranty: bool | None = None
    customer_id: int | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    came_from: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How a request is accepted: what is to be done, by whom, the promised day (None: the usual one), the fee."""

    task: str
    staff_id: int | None = None
    department_id: int | None = None
    due_on: date | None = None
    fee_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to an order: he keeps the orders, or this one is his to carry out."""

    keeps: bool = False
    does: bool = False


def moves(state: str, part: str, warranty: bool | None, standing: Standing) -> frozenset[str]:
    """What somebody may do with a request (C-125).

    Within warranty the owner is helped to notify the developer or its contractor; the private part after it is the
    owner's own matter; whatever the case, the company may accept it as an order.
    """
    found = {FINISH} if state == ORDERED and (standing.keeps or standing.does) else set()
    if not standing.keeps:
        return frozenset(found)
    if state == ASKED:
        found |= {ACCEPT, CANCEL}
        found |= {REFER} if warranty is True or part == PUBLIC else set()
        found |= {REFUSE} if warranty is False and part == PRIVATE else set()
    found |= {HAND, CANCEL} if state == ORDERED else set()
    found |= {ASK_AFTER} if state == DONE else set()
    return frozenset(found)


def way_of(part: str, warranty: bool | None) -> Text:
    """What follows from the part and the warranty, for whoever decides (C-125)."""
    if warranty is None and part == PRIVATE:
        return Text("Find out first whether it is within warranty; the order can be given at once all the same.")
    if warranty is True:
        return Text("Within warranty: help the owner to notify the developer or its contractor.")
    if part == PUBLIC:
        return Text("Public part: whoever maintains it is told, or the company accepts the order.")
    return Text("Private part after warranty: the owner's own matter, unless the company accepts the order.")


def check_request(new: NewRequest, now: datetime) -> None:
    """Refuse a request without place or words, and one that nobody could answer (C-125)."""
    if not new.place.strip():
        raise Refused(Text("Please say where it is."), field="place")
    if not new.what.strip():
        raise Refused(Text("Please say what is to be repaired."), field="what")
    if new.asked_at > now:
        raise Refused(Text("This moment has not come yet."), field="asked_at")
    if new.customer_id is None and not (new.contact_name or new.contact_phone):
        sentence = Text("Type a customer, a name or a telephone number, so that an answer reaches whoever asks.")
        raise Refused(sentence, field="contact_name")


def check_order(order: Order, today: date) -> None:
    """Refuse an order without a task, for nobody, for a day that is over, or with a fee below nothing (C-125)."""
    if not order.task.strip():
        raise Refused(Text("Please say what is to be done."), field="task")
    if order.staff_id is None and order.department_id is None:
        raise Refused(Text("Choose who carries it out: a person or a team."), field="staff_id")
    if order.due_on is not None and order.due_on < today:
        raise Refused(Text("This day is over already."), field="due_on")
    if order.fee_fen is not None and order.fee_fen < 0:
        raise Refused(Text("A fee cannot be below nothing."), field="fee_fen")


def is_late(state: str, due_on: date | None, done_on: date | None, today: date) -> bool:
    """Whether the promised day was missed, which is a breach (C-125): not done after it, or done after it."""
    if due_on is None or state not in (ORDERED, DONE):
        return False
    return (done_on or today) > due_on


def may_complain(late: bool, satisfied: str | None) -> bool:
    """Whether a complaint lies near: the order is or was late, or the customer is not satisfied (C-125)."""
    return late or satisfied in (PARTLY, DISSATISFIED)


def number_of(day: date, serial: int) -> str:
    """The number of a service order within its month: FW2611-001 (O-04)."""
    return f"FW{day:%y%m}-{serial:03}"


def short(words: str, longest: int = 60) -> str:
    """The first line of what was written, for lists and tasks."""
    line = next(iter(words.strip().splitlines()), "")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
