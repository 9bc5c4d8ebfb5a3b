"""What holds for enquiries: who may do what, who is asked to take a matter over, and what counts as asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.office.positions.rules import Organisation, head_of, line_of

OPEN, DONE, REFERRED, JOINED = "open", "done", "referred", "joined"
STATES = {
    OPEN: N_("Open"),
    DONE: N_("Done"),
    REFERRED: N_("Referred elsewhere"),
    JOINED: N_("Added to the earlier enquiry"),
}
COLOURS = {OPEN: "blue", DONE: "green", REFERRED: "secondary", JOINED: "yellow"}
KINDS = {"service": N_("Service asked for"), "problem": N_("Problem"), "request": N_("Request of the customer")}
CHANNELS = {
    "counter": N_("At the counter"),
    "phone": N_("By telephone"),
    "message": N_("By message"),
    "other": N_("In another way"),
}

ASKED, AGAIN, HANDED_ON, ACCEPTED, GIVEN_BACK = "asked", "again", "handed_on", "accepted", "given_back"
FINISHED, REFERRED_ON, TOLD, NOTED, SLIP, INHERITED = "finished", "referred_on", "told", "noted", "slip", "inherited"
STEPS = {
    ASKED: N_("Asked"),
    AGAIN: N_("Asked again"),
    HANDED_ON: N_("To be handed over"),
    ACCEPTED: N_("Taken over"),
    GIVEN_BACK: N_("Given back"),
    FINISHED: N_("Finished"),
    REFERRED_ON: N_("Referred elsewhere"),
    TOLD: N_("Reported to the general manager"),
    NOTED: N_("Noted by the general manager"),
    SLIP: N_("Work-contact slip written"),
    INHERITED: N_("Passed on because somebody left"),
}

HAND_ON, ACCEPT, GIVE_BACK, FINISH, TELL, WRITE_SLIP = "hand_on", "accept", "give_back", "finish", "tell", "write_slip"
LEADER, SERVICE = "leader", "service"
ROUTES = {LEADER: N_("the responsible leader"), SERVICE: N_("the customer service department")}


@dataclass(frozen=True, slots=True)
class NewEnquiry:
    """What somebody was asked (R-146): by whom, about what; `days` are the working days for the answer.

    `matter_of_id` is an earlier enquiry about the same matter, `customer_id` a customer of the office.
    """

    name: str
    matter: str
    kind: str = "service"
    channel: str = "counter"
    phone: str | None = None
    customer_id: int | None = None
    weighty: bool = False
    matter_of_id: int | None = None
    visit_id: int | None = None
    call_id: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to an enquiry, for himself or for whom he stands in for."""

    first: bool = False
    owner: bool = False
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """The office of a day: who stands above whom, names, and whoever is away with his stand-in (None: nobody)."""

    organisation: Organisation
    names: Mapping[int, str]
    stand_ins: Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is to be asked to take a matter over, by id (None: nobody is found), and how he was found."""

    staff_id: int | None
    why: tuple[Text, ...]


def moves(state: str, standing: Standing, *, weighty: bool) -> frozenset[str]:
    """What somebody may do with an enquiry (R-147 to R-150).

    Whoever has it finishes it or hands it on; whoever was asked to take it over answers. The first responsible person
    may solve it all the same, and both may write the work-contact slip afterwards.
    """
    responsible = standing.owner or standing.first
    if state != OPEN:
        return frozenset({WRITE_SLIP} if responsible and state != JOINED else ())
    found = {FINISH, WRITE_SLIP} if responsible else set()
    found |= {HAND_ON} if standing.owner else set()
    found |= {TELL} if responsible and not weighty else set()
    found |= {ACCEPT, GIVE_BACK} if standing.offered else set()
    return frozenset(found)


def proposal(routing: str, owner_id: int, service_department: int | None, office: Office) -> Proposal:
    """Whom to hand a matter to by the routing of the office (R-148, D-30).

    By "leader" the nearest superior, by "service" the head of customer service; who is away is represented by his
    stand-in, and where he has none the next in charge is asked.
    """
    why = [Text("By the rules of the office it goes to %(route)s.", route=Text(ROUTES[routing]))]
    for one in _in_charge(routing, owner_id, service_department, office.organisation):
        found = _here(one, owner_id, office, why)
        if found is not None:
            return Proposal(found, tuple(why))
    return Proposal(None, (*why, Text("Nobody in charge is here. Choose a colleague.")))


def resolved(wanted: int, owner_id: int, office: Office) -> int:
    """Who is asked where this person is wanted: he himself, his stand-in while he is away (R-148). Raises Refused."""
    name = office.names.get(wanted, "?")
    if wanted not in office.organisation.home:
        raise Refused(Text("%(name)s has left. Choose somebody else.", name=name), field="to")
    found = _here(wanted, owner_id, office, [])
    if found is None and wanted != owner_id:
        raise Refused(Text("%(name)s is away and nobody stands in. Choose somebody else.", name=name), field="to")
    if found is None:
        raise Refused(Text("This matter is with that person already. Choose somebody else."), field="to")
    return found


def head_wanted(department_id: int, office: Office) -> int:
    """The head of a department, who is asked for it (R-148). Raises Refused where it has none."""
    found = head_of(office.organisation, department_id)
    if found is None:
        raise Refused(Text("This department has no head. Choose a person."), field="department")
    return found


def check_addressee(to: int | None, department_id: int | None) -> None:
    """Refuse a hand-over to nobody and one to two (R-148)."""
    if to is None and department_id is None:
        raise Refused(Text("Choose a person, or a department."), field="to")
    if to is not None and department_id is not None:
        raise Refused(Text("Choose a person or a department, not both."), field="department")


def check_end(state: str) -> None:
    """Refuse an enquiry that ends otherwise than done or referred elsewhere."""
    if state not in (DONE, REFERRED):
        raise Refused(Text("Please choose one of the list."), field="state")


def number_of(prefix: str, day: date, serial: int) -> str:
    """The number of an enquiry (SW) or of a work-contact slip (LD) within its month: SW2611-001 (O-04)."""
    return f"{prefix}{day:%y%m}-{serial:03}"


def short(words: str, longest: int = 60) -> str:
    """The first line of what was asked, for lists and tasks."""
    line = next(iter(words.strip().splitlines()), "")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def per_hundred(part: int, whole: int) -> str:
    """A share in per cent with one place, rounded half up: "12.5"; nothing of nothing is "–" (R-152)."""
    if whole <= 0:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def _in_charge(routing: str, owner_id: int, service: int | None, office: Organisation) -> Sequence[int]:
    """Who is in charge of a matter, the nearest first, without whoever has it."""
    own = line_of(office, owner_id)
    head = head_of(office, service) if routing == SERVICE else None
    if head is None or office.home.get(owner_id) == service:
        return own
    return tuple(one for one in dict.fromkeys((head, *line_of(office, head))) if one != owner_id)


def _here(wanted: int, owner_id: int, office: Office, why: list[Text]) -> int | None:
    """The person himself, or his stand-in while he is away; None where neither is here, or where he has the matter."""
    if wanted not in office.stand_ins:
        return wanted if wanted != owner_id else None
    name, deputy = office.names.get(wanted, "?"), office.stand_ins[wanted]
    if deputy is None or deputy == owner_id:
        why.append(Text("%(name)s is away, and nobody stands in who could take it.", name=name))
        return None
    why.append(Text("%(name)s is away; %(deputy)s stands in.", name=name, deputy=office.names.get(deputy, "?")))
    return deputy
