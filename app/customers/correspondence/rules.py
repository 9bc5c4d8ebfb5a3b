"""What holds for letters, calls and messages (往来/沟通记录, C-21, C-93, C-94, C-97): pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import Refused
from app.domain.text import N_, Text

CALL, IN = "call", "in"
WAYS = {
    CALL: N_("Telephone"),
    "letter": N_("Letter"),
    "fax": N_("Fax"),
    "email": N_("E-mail"),
    "message": N_("Message"),
    "meeting": N_("Meeting"),
    "other": N_("Other"),
}
DIRECTIONS = {IN: N_("From the customer"), "out": N_("From us")}
USER = "user"
COUNTERPARTS = {  # C-97
    USER: N_("Property user"),
    "owner": N_("Property owner"),
    "committee": N_("Owners' meeting or committee"),
    "developer": N_("Developer"),
    "utility": N_("Public utility"),
    "specialist": N_("Specialist firm"),
    "authority": N_("Government authority"),
    "other": N_("Other"),
}
BY_CONTRACT = ("developer", "utility", "specialist")  # whose part and ours a contract defines (C-126)
OPEN, LATE, ANSWERED = "open", "late", "answered"
STATES = {OPEN: N_("To be answered"), LATE: N_("Answer is late"), ANSWERED: N_("Answered")}
LABELS = {
    "at": N_("When"),
    "way": N_("Way"),
    "direction": N_("Direction"),
    "counterpart": N_("Kind of counterpart"),
    "counterpart_name": N_("Name of the counterpart"),
    "contact_id": N_("Contact"),
    "contract_id": N_("By contract"),
    "reason": N_("Reason"),
    "course": N_("Course"),
    "result": N_("Result"),
    "asked": N_("What was asked"),
    "staff_id": N_("Who spoke for us"),
}


@dataclass(frozen=True, slots=True)
class NewLetter:
    """An exchange with a customer as it is recorded; the words are those of Letter. `at` is aware."""

    at: datetime
    reason: str
    way: str = CALL
    direction: str = IN
    counterpart: str = USER
    counterpart_name: str | None = None
    contact_id: int | None = None
    contract_id: int | None = None
    course: str | None = None
    result: str | None = None
    asked: str | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was reported back, on which day, and whether what was asked was met (C-94)."""

    words: str
    met: bool
    on: date


def number_of(month: str, serial: int) -> str:
    """The number of an exchange from its month (YYMM) and its place in it: WL2611-001 (往来, O-04)."""
    return f"WL{month}-{serial:03d}"


def check(new: NewLetter, now: datetime) -> None:
    """Refuse what cannot be right. Raises Refused at the field."""
    if new.at > now:
        raise Refused(Text("This is still to come. Record an exchange after it was."), field="at")
    if not new.reason.strip():
        raise Refused(Text("Please fill this in."), field="reason")
    for name, known in (("way", WAYS), ("direction", DIRECTIONS), ("counterpart", COUNTERPARTS)):
        if getattr(new, name) not in known:
            raise Refused(Text("Please choose one of the list."), field=name)


def check_answer(asked: str | None, answered_on: date | None, answer: Answer, since: date, today: date) -> None:
    """Refuse to answer what nobody asked or what is answered, without words, and on a day that cannot be."""
    if not asked:
        raise Refused(Text("Nothing was asked here. Correct the record first, and say what was asked."))
    if answered_on is not None:
        raise Refused(Text("This was answered on %(day)s.", day=answered_on))
    if not answer.words.strip():
        raise Refused(Text("Say what was reported back, satisfied or not (C-94)."), field="answer")
    if not since <= answer.on <= today:
        raise Refused(Text("Choose a day from that of the question until today."), field="answered_on")


def lacks_contract(counterpart: str, contract_id: int | None) -> bool:
    """Whether a contract should be named that defines each side's part, and is not (C-126)."""
    return counterpart in BY_CONTRACT and contract_id is None


def short(words: str, most: int = 60) -> str:
    """The beginning of a text, for lists, tasks and history."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
