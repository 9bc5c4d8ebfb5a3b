"""Who bears a loss, and how much of it each person: pure (K-41, K-46 to K-52)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.money import Fen, Rate, format_rate
from app.domain.shares import split
from app.domain.text import N_, Text
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.rules import least_amount, sanction_by_loss, share_by_points
from app.office.conduct.words import DEDUCTION, WITHOUT_MONEY

WHOLE = 1_000_000
PERSON, GROUP, SECTION, DEPARTMENT = "person", "group", "section", "department"
SUPPLIER, COMPANY = "supplier", "company"
BEARERS = {
    PERSON: N_("Person"),
    GROUP: N_("Group or shift"),
    SECTION: N_("Whole section"),
    DEPARTMENT: N_("Department at fault"),
    SUPPLIER: N_("Supplier or other company"),
    COMPANY: N_("The company itself"),
}
BY_POINTS = (GROUP, SECTION, DEPARTMENT)
OF_PEOPLE = (PERSON, *BY_POINTS)

DRAFT, SETTLED, VOID = "draft", "settled", "void"
STATES = {DRAFT: N_("Draft"), SETTLED: N_("Settled judgement"), VOID: N_("Void")}
COLOURS = {DRAFT: "yellow", SETTLED: "green", VOID: "secondary"}

# Who judges, as far as the manuals name anybody (D-38).
OFFICE, QUALITY, MEETING, JOINTLY = "office", "quality", "meeting", "jointly"
JUDGES = {
    OFFICE: N_("The general manager's office"),
    QUALITY: N_("Quality management"),
    MEETING: N_("The monthly meeting with the departments"),
    JOINTLY: N_("The general manager's office with manufacturing"),
}
TOGETHER = (MEETING, JOINTLY)
EVERYBODY, SALES_STAFF = "everybody", "sales"
MEMBERS = {EVERYBODY: N_("Every member"), SALES_STAFF: N_("The sales staff only")}


@dataclass(frozen=True, slots=True)
class NewShare:
    """A share in a loss as somebody judges it; `share` is in millionths. `name` is that of a group or a supplier.

    `members` are the people of a group; those of a department or section are found when it is judged.
    """

    bearer: str
    share: Rate
    staff_id: int | None = None
    department_id: int | None = None
    name: str | None = None
    cause_id: int | None = None
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who bears part of a share; `points` are the base points of the day, None where he has none."""

    staff_id: int
    name: str
    points: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What one person bears; fen. Whoever bears a share alone has no part in points: 0."""

    staff_id: int
    points: int
    amount: Fen


def amounts(loss: Fen, shares: Sequence[Rate]) -> list[Fen]:
    """What each share costs (fen); together exactly the loss. Raises Refused unless they make 100 % (K-41)."""
    if not shares:
        raise Refused(Text("Name at least one who bears the loss."))
    if loss <= 0:
        raise Refused(Text("There is no loss to share."))
    if min(shares) <= 0:
        raise Refused(Text("Every share must be above zero. Leave out whoever bears nothing."))
    if sum(shares) != WHOLE:
        made = format_rate(Rate(sum(shares)))
        raise Refused(Text("All shares together must make exactly 100%%. These make %(made)s.", made=made))
    return [Fen(part) for part in split(loss, shares)]


def parts_of(bearer: str, amount: Fen, members: Sequence[Member]) -> list[Part]:
    """What each member bears of a share (fen): alone all of it, else amount ÷ all base points × own points (K-50).

    Together exactly the amount. Raises Refused with the names of whoever has no base points, and for nobody.
    """
    if bearer not in OF_PEOPLE:
        return []
    if not members:
        raise Refused(Text("Nobody bears this share. Name its people."))
    if bearer == PERSON:
        return [Part(members[0].staff_id, 0, amount)]
    without = [one.name for one in members if not one.points]
    if without:
        names = "、".join(without)
        raise Refused(Text("No base points are entered for: %(names)s. Enter them first.", names=names))
    points = [one.points or 0 for one in members]
    shared = zip(members, points, share_by_points(amount, points), strict=True)
    return [Part(one.staff_id, own, part) for one, own, part in shared]


def check_share(new: NewShare) -> None:
    """Refuse a share without whoever bears it, and one of people without its cause (K-41, K-43)."""
    missing = {
        PERSON: new.staff_id is None,
        GROUP: not new.name or not new.members,
        SECTION: new.department_id is None,
        DEPARTMENT: new.department_id is None,
        SUPPLIER: not new.name,
        COMPANY: False,
    }
    if new.bearer not in BEARERS:
        raise Refused(Text("Please choose one of the list."), field="bearer")
    if missing[new.bearer]:
        raise Refused(Text("Say who bears this share; of a group also its people."), field="who")
    if new.bearer in OF_PEOPLE and new.cause_id is None:
        raise Refused(Text("Choose the cause for which these people bear it."), field="cause")


def check_judge(way: str, agreed_with: str | None) -> None:
    """Refuse a judgement without those with whom the office lays down that it is made (D-38, K-41)."""
    if way in TOGETHER and not agreed_with:
        raise Refused(Text("Write down with whom it was judged: the office judges together."), field="agreed_with")


def advised(*, manufacturing: bool, found: bool) -> str:
    """Who bears a loss by the manuals, as advice (K-47, K-48): in manufacturing the smallest group, else the whole
    section; elsewhere the person, else the department."""
    if manufacturing:
        return GROUP if found else SECTION
    return PERSON if found else DEPARTMENT


def sanction_of(amount: Fen, values: ConductPolicy) -> str:
    """The sanction that is proposed first for somebody's own part (K-42): by the office's bands, else a deduction."""
    return sanction_by_loss(amount, values) or DEDUCTION


def proposed(sanction: str, amount: Fen, values: ConductPolicy) -> Fen:
    """What is proposed to be deducted (fen): the own part, at least what the sanction costs (K-45, K-49)."""
    return Fen(0) if sanction in WITHOUT_MONEY else Fen(max(amount, least_amount(sanction, 1, values)))
