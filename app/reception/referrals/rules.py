"""When a referral holds: pure (R-66 to R-78)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text

REGISTERED, ARRIVED, VALID, LAPSED, VOID, REFUSED = "registered", "arrived", "valid", "lapsed", "void", "refused"
STATES = {
    REGISTERED: N_("Registered"),
    ARRIVED: N_("At the desk, to be confirmed"),
    VALID: N_("Confirmed"),
    LAPSED: N_("Lapsed"),
    VOID: N_("Void"),
    REFUSED: N_("Refused"),
}
COLOURS = {REGISTERED: "blue", ARRIVED: "yellow", VALID: "green", LAPSED: "secondary", VOID: "red", REFUSED: "red"}
ACCOMPANIED, PHONED = "accompanied", "phoned"
WAYS = {
    ACCOMPANIED: N_("The referrer came along to the desk"),
    PHONED: N_("The referrer telephoned the project manager before the visit"),
}
UNCONFIRMED, NOT_CONFIRMED = "unconfirmed", "not_confirmed"
REASONS = {
    UNCONFIRMED: N_("Received as a new customer, without confirmation in person or by telephone"),
    NOT_CONFIRMED: N_("Not confirmed by the project manager"),
}
STANDING = "standing"


@dataclass(frozen=True, slots=True)
class NewReferral:
    """A customer from somebody's private circle, as he registers him before the first visit (R-71, R-72).

    `again_of_id` is the lapsed referral that this one takes up again (R-73).
    """

    name: str
    phone: str
    relation: str
    appointed_on: date
    private: bool = False
    customer_id: int | None = None
    again_of_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NewCompanyCustomer:
    """A customer introduced or arranged by the company or its senior people (R-66); `named_id` whom a leader named."""

    name: str
    phone: str
    introduced_by: str
    how: str
    named_id: int | None = None
    named_why: str | None = None
    customer_id: int | None = None


def state_on(state: str, appointed_on: date, today: date) -> str:
    """What a referral is on a day: one whose customer did not come on the appointed day has lapsed (R-73)."""
    return LAPSED if state == REGISTERED and appointed_on < today else state


def check_new(new: NewReferral, *, today: date, registered_on: date | None) -> None:
    """Refuse what is no referral (R-71, R-72, R-76); `registered_on` is the valid registration by a rep on site."""
    if not new.private:
        raise Refused(
            Text("Only family and friends may be referred; customers met through work belong to the sales office."),
            field="private",
        )
    if new.appointed_on < today:
        raise Refused(Text("A referral is registered before the visit. Enter a day to come."), field="appointed_on")
    if registered_on is not None:
        raise Refused(
            Text("The sales office has registered this customer on %(day)s already; a later referral does not count.",
                 day=registered_on),
            field="phone",
        )  # fmt: skip


def check_arrival(state: str, appointed_on: date, today: date) -> None:
    """Refuse to take a referral as arrived on another day than the appointed one, or twice (R-73)."""
    now = state_on(state, appointed_on, today)
    if now != REGISTERED:
        raise Conflict(Text("This referral does not wait for its customer: %(state)s.", state=Text(STATES[now])))
    if appointed_on != today:
        raise Refused(Text("The customer is expected on %(day)s. Register the referral again.", day=appointed_on))


def check_vouch(state: str, way: str) -> None:
    """Refuse to hand in a referral whose customer is not at the desk (R-74)."""
    if state != ARRIVED:
        raise Conflict(Text("Only a customer who is at the desk can be confirmed."))
    if way not in WAYS:
        raise Refused(Text("Please choose one of the list."), field="way")


def at_the_end(state: str, way: str | None) -> str | None:
    """What the end of the visit makes of a referral: void where nobody vouched for it (R-77); None leaves it."""
    return VOID if state in (REGISTERED, ARRIVED) and way is None else None


def is_company_customer(asked_on: date, first_on: date | None) -> bool:
    """Whether somebody who asked through the company is its customer: not if he was on site before (R-66)."""
    return first_on is None or asked_on < first_on


def number_of(prefix: str, month: str, serial: int) -> str:
    """The number from the month (YYMM) and the place in it: TJ2611-001 (推荐), GK2611-001 (公司客户) (O-04)."""
    return f"{prefix}{month}-{serial:03}"
