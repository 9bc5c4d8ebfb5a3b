"""What holds for questions, for incidents on the floor and for violations of the rules of reception."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import Refused
from app.domain.text import N_, Text

OPEN, ANSWERED, HANDLED = "open", "answered", "handled"
QUESTION_STATES = {OPEN: N_("Open"), ANSWERED: N_("Answered")}
STATES = {OPEN: N_("Open"), HANDLED: N_("Handled")}
COLOURS = {OPEN: "yellow", ANSWERED: "green", HANDLED: "green"}

CONFLICT, DISTURBANCE, OTHER = "conflict", "disturbance", "other"
FLOOR = {
    CONFLICT: N_("Conflict on the floor"),
    DISTURBANCE: N_("Trouble made by visitors"),
    OTHER: N_("Other incident"),
}
LED_AWAY_FIRST = frozenset({CONFLICT, DISTURBANCE})


@dataclass(frozen=True, slots=True)
class Violation:
    """A way to break the rules of reception: its name, the rule of the conduct ledger, and the handbook row."""

    label: str
    rule: str
    row: str


LEFT_FOR_TOOLS, AFTER_BULLETIN, PICKING, REFUSING, BROKE_OFF = (
    "reception.left_for_tools",
    "reception.after_bulletin",
    "reception.picking",
    "reception.refusing",
    "reception.broke_off",
)
VIOLATIONS: Mapping[str, Violation] = {
    "picking": Violation(N_("Choosing among customers, cold reception"), PICKING, "R-14"),
    "refusing": Violation(N_("Refusing an assigned customer"), REFUSING, "R-14"),
    "broke_off": Violation(N_("Breaking a reception off for another customer"), BROKE_OFF, "R-15"),
    "snatching": Violation(N_("Snatching or competing for a customer"), "reception.snatch", "R-28"),
    "snatching_serious": Violation(N_("Snatching a customer, serious case"), "reception.snatch_serious", "R-28"),
    "neglect": Violation(N_("Neglecting a customer"), "reception.snatch", "R-28"),
    "left_post": Violation(N_("Leaving a reception to fetch tools or papers"), LEFT_FOR_TOOLS, "R-10"),
    "bulletin": Violation(N_("Mistake in what the bulletin said"), AFTER_BULLETIN, "R-11"),
    "trouble": Violation(N_("Stirring up trouble between colleagues"), "reception.trouble", "R-29"),
    "shirking": Violation(N_("Shirking, wrangling, not cooperating"), "staff.shirking", "R-151"),
}
KINDS = {**FLOOR, **{key: one.label for key, one in VIOLATIONS.items()}}

LEAD_AWAY, HANDLE, VERIFY = "lead_away", "handle", "verify"
CONFIRMED, NOT_SO = "confirmed", "not_so"
FINDINGS = {CONFIRMED: N_("It was so: pass it on to the conduct ledger"), NOT_SO: N_("It was not so")}


@dataclass(frozen=True, slots=True)
class NewIncident:
    """Something that happened on the floor: what, when, where, who; `staff_id` is whose violation it is."""

    kind: str
    happened_at: datetime
    text: str
    place: str | None = None
    staff_id: int | None = None
    others: str | None = None
    visit_id: int | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A visitor's question that nobody at the desk can answer; `waiting`: he waits for the answer (R-26)."""

    text: str
    topic: str | None = None
    waiting: bool = True
    visit_id: int | None = None
    customer_id: int | None = None


def who_is_called(candidates: Sequence[int], away: Collection[int], but: Collection[int | None]) -> int | None:
    """The first of those who could answer and is here, by id, and not one of `but`; None where nobody is (R-26)."""
    return next((one for one in candidates if one not in away and one not in but), None)


def check_incident(new: NewIncident, now: datetime) -> None:
    """Refuse what is to come, an unknown kind, a violation of nobody, and a floor incident laid at one's door (R-27).

    What happened on the floor names those concerned in words; a violation is one colleague's.
    """
    if new.kind not in KINDS:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if new.kind in VIOLATIONS and new.staff_id is None:
        raise Refused(Text("Say who broke the rule."), field="staff_id")
    if new.kind in FLOOR and new.staff_id is not None:
        raise Refused(Text("Choose the rule that was broken, or leave the person empty."), field="staff_id")
    if not new.text.strip():
        raise Refused(Text("Please say what happened."), field="text")
    check_moment(new.happened_at, now, field="happened_at")
    if new.removed_at is not None:
        check_led_away(new.happened_at, new.removed_at, now)


def check_moment(moment: datetime, now: datetime, *, field: str) -> None:
    """Refuse a moment that is still to come."""
    if moment > now:
        raise Refused(Text("This moment is still to come."), field=field)


def check_led_away(happened_at: datetime, removed_at: datetime, now: datetime) -> None:
    """Refuse a leading away before it happened, and one to come (R-27)."""
    check_moment(removed_at, now, field="removed_at")
    if removed_at < happened_at:
        raise Refused(Text("Nobody was led away before it happened."), field="removed_at")


def check_handling(kind: str, removed_at: datetime | None) -> None:
    """Refuse to deal with a conflict before those concerned are away from the floor: first lead away (R-27)."""
    if kind in LED_AWAY_FIRST and removed_at is None:
        sentence = Text("First lead those concerned away from the floor, then deal with it. When were they led away?")
        raise Refused(sentence, field="removed_at")


def check_finding(finding: str, words: str, *, concerned: bool) -> None:
    """Refuse a finding without words, and one by the person concerned (R-28, R-29: only once verified)."""
    if concerned:
        raise Refused(Text("Nobody verifies what is said of himself."))
    if finding not in FINDINGS:
        raise Refused(Text("Please choose one of the list."), field="finding")
    if not words:
        raise Refused(Text("Say how it was verified."), field="words")


def moves(kind: str, state: str, *, led_away: bool, sees: bool, maker: bool, concerned: bool) -> frozenset[str]:
    """What somebody may do with an incident (R-27 to R-29).

    Whoever recorded it, and whoever may see incidents, says when people were led away and how it was handled. A
    violation is verified by who may see incidents, but never by the person concerned.
    """
    if state != OPEN:
        return frozenset()
    if kind in VIOLATIONS:
        return frozenset({VERIFY} if sees and not concerned else ())
    if not (sees or maker):
        return frozenset()
    return frozenset({HANDLE} if led_away or kind not in LED_AWAY_FIRST else {HANDLE, LEAD_AWAY})


def number_of(day: date, serial: int) -> str:
    """The number of an incident within its month: XC2611-001 (O-04)."""
    return f"XC{day:%y%m}-{serial:03}"


def short(words: str, longest: int = 60) -> str:
    """The first line of what was said, for lists and tasks."""
    line = next(iter(words.strip().splitlines()), "")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
