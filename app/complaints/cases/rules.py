"""What holds for a complaint when it is taken and whenever something is written down: numbers, goods, days, shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from app.complaints.cases import fields as of
from app.complaints.cases.words import CHANNELS, KINDS, ORIGINS, RELATIONS, REMEDIES, SERIOUS_CHANNELS, SEVERITIES
from app.domain.errors import Refused
from app.domain.text import Text

OPEN, CLOSED, CANCELLED = "open", "closed", "cancelled"
SERIOUS = "serious"
WHOLE_SHARE = 1_000_000
MOST_PIECES = 10**12
ALWAYS = frozenset({"matter", "facts", "channel", "remedy_wanted", "kind", "severity", "origin"})  # never empty
GOODS = ("order_number", "material_number", "product", "shipped_on", "unit", "quantity", "defective_quantity", "sample")
COPIED = (  # what a new form takes over from the one before it (K-20)
    "channel", "matter", "facts", "remedy_wanted", "remedy_words", "kind", "severity", "origin", "customer_id",
    "contact_name", "contact_phone", "quantity_unknown", "ours", *GOODS,
)  # fmt: skip
CHOOSE = Text("Please choose one of the list.")


class Asking(Protocol):
    """What a stage of a route asks for."""

    name: str
    asks: list[Any]
    needs: list[Any]


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """A complaint as somebody hears it (K-10, K-55, K-62): by which route it goes, who complains of what, and of which
    goods.

    Without `heard_at` it is heard now. `came_from` is the visit or call that brought it ("visit:12", "call:7").
    `first_contact_id` is whoever heard it first (首问), the one who takes it where nobody else is named; `handler_id`
    accepts, follows up and answers, by the office's rule where nobody is named. `confirmed` tells that it was read
    back to the customer (K-72).
    """

    route_key: str
    channel: str
    matter: str
    facts: str
    remedy_wanted: str
    remedy_words: str | None = None
    kind: str = "unclear"
    severity: str = "ordinary"
    origin: str = "domestic"
    customer_id: int | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    heard_at: datetime | None = None
    came_from: str | None = None
    first_contact_id: int | None = None
    handler_id: int | None = None
    department_id: int | None = None
    ours: bool | None = None
    quantity_unknown: bool = False
    order_number: str | None = None
    material_number: str | None = None
    product: str | None = None
    shipped_on: date | None = None
    unit: str | None = None
    quantity: int | None = None
    defective_quantity: int | None = None
    sample: str | None = None
    confirmed: bool = False


def month_of(day: date) -> str:
    """The period of the numbers of a day, year and month: "2603" (K-04)."""
    return f"{day:%y%m}"


def number_of(month: str, serial: int) -> str:
    """The number of a complaint (K-04, worked example 7): 260303; beyond 99 it widens, 2603100, and never wraps."""
    return f"{month}{serial:02d}"


def check_who(customer_id: int | None, name: str | None, phone: str | None) -> None:
    """Refuse a complaint of nobody: no customer, no name and no telephone number (K-55)."""
    if customer_id is None and not name and not phone:
        sentence = Text("Type a name or a telephone number, so that an answer reaches whoever complains.")
        raise Refused(sentence, field="contact_name")


def check_heard(heard_at: datetime, now: datetime) -> None:
    """Refuse a complaint that will only be heard."""
    if heard_at > now:
        raise Refused(Text("This moment has not come yet."), field="heard_at")


def severity_of(channel: str, severity: str) -> str:
    """How grave a complaint is: one that comes through the press is serious (K-70)."""
    return SERIOUS if channel in SERIOUS_CHANNELS else severity


def read_value(key: str, value: Any) -> Any:
    """What is stored for a field: text tidied, nothing for an empty one. Raises Refused where the field cannot hold it.

    Whether a department or cause exists is for the caller to see.
    """
    field = of.FIELDS[key]
    if isinstance(value, str):
        value = value.strip() or None
    if value is None:
        if key in ALWAYS:
            raise Refused(Text("Please fill this in."), field=key)
        return False if key in ("quantity_unknown", "no_loss") else None
    if not _fits(field, value):
        raise Refused(CHOOSE if field.kind == of.CHOICE else Text("This field cannot hold that."), field=key)
    if field.longest and len(value) > field.longest:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=field.longest), field=key)
    return value


def check_goods(one: Mapping[str, Any]) -> None:
    """Refuse quantities that cannot be (K-06, K-10, K-11): below zero, more defective than delivered, known and unknown
    at once."""
    delivered, defective = one.get("quantity"), one.get("defective_quantity")
    for key in ("quantity", "defective_quantity"):
        if (pieces := one.get(key)) is not None and not 0 <= pieces <= MOST_PIECES:
            raise Refused(Text("A quantity is a whole number from 0 on."), field=key)
    if delivered is not None and defective is not None and defective > delivered:
        sentence = Text("No more can be defective than was delivered: %(quantity)s.", quantity=delivered)
        raise Refused(sentence, field="defective_quantity")
    if one.get("quantity_unknown") and defective is not None:
        sentence = Text("The defective quantity is known: %(quantity)s. It cannot be unknown too.", quantity=defective)
        raise Refused(sentence, field="quantity_unknown")


def check_days(one: Mapping[str, Any], today: date) -> None:
    """Refuse goods that were made after they were shipped, or either on a day to come (K-06, K-09)."""
    made, shipped = one.get("produced_on"), one.get("shipped_on")
    for key, day in (("produced_on", made), ("shipped_on", shipped)):
        if day is not None and day > today:
            raise Refused(Text("This day has not come yet."), field=key)
    if made is not None and shipped is not None and made > shipped:
        sentence = Text("The goods were shipped on %(day)s: they were not made after that.", day=shipped)
        raise Refused(sentence, field="produced_on")


def check_share(one: Mapping[str, Any]) -> None:
    """Refuse a supplier's share that is no part of the whole, or of nobody (K-23)."""
    share = one.get("supplier_share")
    if share is not None and not 0 <= share <= WHOLE_SHARE:
        raise Refused(Text("A share lies between 0 and 100 per cent."), field="supplier_share")
    if share and not one.get("supplier"):
        raise Refused(Text("Say which supplier shares the responsibility."), field="supplier")


def check_tracking(one: Mapping[str, Any]) -> None:
    """Refuse to track the improvement of human negligence (K-17)."""
    if one.get("negligence") and one.get("track"):
        raise Refused(Text("Human negligence is not tracked: choose one of the two."), field="track")


def check_all(one: Mapping[str, Any], today: date) -> None:
    """Refuse what the columns of a complaint cannot say together."""
    check_goods(one)
    check_days(one, today)
    check_share(one)
    check_tracking(one)
    if one.get("proposed_fen") is not None and one["proposed_fen"] < 0:
        raise Refused(Text("An amount below zero cannot be proposed."), field="proposed_fen")


def settled(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what follows from them: a defective quantity that comes in replaces the unknown one (K-11), the
    press makes it serious (K-70)."""
    found = dict(values)
    if found.get("defective_quantity") is not None and not found.get("quantity_unknown"):
        found["quantity_unknown"] = False
    channel = found.get("channel", before.get("channel"))
    severity = found.get("severity", before.get("severity"))
    if channel in SERIOUS_CHANNELS and severity != SERIOUS:
        found["severity"] = SERIOUS
    return found


def missing(needs: Collection[str], one: Mapping[str, Any]) -> list[str]:
    """The fields without which a stage is not left that are still empty. An unknown quantity is an answer (K-11)."""
    unknown = {"quantity", "defective_quantity"} if one.get("quantity_unknown") else set[str]()
    return [key for key in needs if key not in unknown and one.get(key) in (None, "")]


def check_vocabulary(new: NewComplaint) -> None:
    """Refuse words that intake does not know."""
    known: Mapping[str, Mapping[str, str]] = {
        "channel": CHANNELS, "remedy_wanted": REMEDIES, "kind": KINDS, "severity": SEVERITIES, "origin": ORIGINS,
    }  # fmt: skip
    for key, words in known.items():
        if getattr(new, key) not in words:
            raise Refused(CHOOSE, field=key)


def check_follow_up(state: str, accepted: bool | None, *, followed: bool) -> None:
    """Refuse a new form unless the customer did not accept the outcome of the one before it, once (K-20)."""
    if accepted is not False or state == CANCELLED:
        sentence = Text("A new form is filled in only where the customer does not accept the outcome. Note that first.")
        raise Refused(sentence)
    if followed:
        raise Refused(Text("A new form was filled in for this complaint already. Go on with that one."))


def check_link(complaint_id: int, earlier_id: int, relation: str) -> None:
    """Refuse to link a complaint with itself, and in a way that nobody knows."""
    if complaint_id == earlier_id:
        raise Refused(Text("A complaint cannot be linked with itself."), field="earlier")
    if relation not in RELATIONS:
        raise Refused(CHOOSE, field="relation")


def check_running(*, paused: bool) -> None:
    """Refuse to move a complaint whose clocks stand still: what is waited for has not come."""
    if paused:
        raise Refused(Text("The clocks of this complaint stand still. Let them run again first."))


def check_asked(values: Collection[str], asked: Collection[str]) -> None:
    """Refuse what these stages do not ask for: another department adds it."""
    other = next((key for key in values if key not in asked), None)
    if other is not None:
        raise Refused(Text("This is not asked for at this stage."), field=other)


def check_needs(stages: Iterable[Asking], one: Mapping[str, Any]) -> None:
    """Refuse to leave stages without what they need (K-14); the sentence names the field and the stage."""
    for stage in stages:
        for key in missing(stage.needs, one):
            label = Text(of.FIELDS[key].label) if key in of.FIELDS else key
            sentence = Text("%(stage)s is not left without: %(field)s.", stage=stage.name, field=label)
            raise Refused(sentence, field=key)


def check_retiming(before: Mapping[str, Any], after: Mapping[str, Any], reason: str | None) -> None:
    """Refuse another severity or origin without a reason: the day by which it is due moves with it."""
    other = next((key for key in ("severity", "origin") if key in after and before[key] != after[key]), None)
    if other is not None and not reason:
        raise Refused(Text("Say why: the day by which it is due moves."), field="reason")


def check_pause(cause: str, *, stoppable: int) -> None:
    """Refuse a pause without a cause, and one that would move nothing."""
    if not cause.strip():
        raise Refused(Text("Please say why."), field="cause")
    if not stoppable:
        raise Refused(Text("No clock of this complaint can stand still: none runs, or it is overdue."), field="cause")


def _fits(field: of.CaseField, value: Any) -> bool:
    if field.kind == of.CHOICE:
        return value in field.choices
    if field.kind == of.YES_NO:
        return isinstance(value, bool)
    if field.kind == of.DAY:
        return isinstance(value, date) and not isinstance(value, datetime)
    if field.kind in (of.LINE, of.NOTE):
        return isinstance(value, str)
    return isinstance(value, int) and not isinstance(value, bool)
