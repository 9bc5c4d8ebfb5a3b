"""The states of a visit, the steps between them, and what may be undone: pure, for the service and its proofs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.errors import Conflict, Refused
from app.domain.names import masked, tidy
from app.domain.text import N_, Text

WAITING, CALLED, SERVING, HOLD = "waiting", "called", "serving", "hold"
DONE, NO_SHOW, LEFT, CANCELLED = "done", "no_show", "left", "cancelled"
STATES = {
    WAITING: N_("Waiting"),
    CALLED: N_("Called"),
    SERVING: N_("Being received"),
    HOLD: N_("On hold"),
    DONE: N_("Reception over"),
    NO_SHOW: N_("Did not come when called"),
    LEFT: N_("Left"),
    CANCELLED: N_("Cancelled"),
}
HERE = (WAITING, CALLED, SERVING, HOLD)
ENDED = (DONE, NO_SHOW, LEFT, CANCELLED)

WALK_IN, PHONE, APPOINTMENT, REFERRAL = "walk_in", "phone", "appointment", "referral"
CHANNELS = {
    WALK_IN: N_("Walked in"),
    PHONE: N_("By telephone"),
    APPOINTMENT: N_("By appointment"),
    REFERRAL: N_("Referred"),
}
FIRST_TIME = {"unknown": N_("Not asked yet"), "yes": N_("For the first time"), "no": N_("Has been here before")}
NOT_NEEDED = "not_needed"
OUTCOMES = {
    "settled": N_("Settled"),
    "advised": N_("Advised"),
    "follow_up": N_("To be followed up"),
    "deal": N_("Deal made"),
    "elsewhere": N_("Sent elsewhere"),
    "unsettled": N_("Not settled"),
}
ALL_OUTCOMES = {**OUTCOMES, NOT_NEEDED: N_("Needed no reception")}
MOST_IN_A_PARTY = 200
SURNAME, STARS, NUMBER = "surname", "stars", "number"
ADDRESSES = ("先生", "女士", "小姐", "老师", "经理", "师傅", "阿姨", "太太")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a visit: from which states it may be taken, and where it leads; `to` None: back to before the hold.

    (A hand-over goes on like that too.) `label` is the button, `done` what stands in the list of the steps.
    """

    origins: tuple[str, ...]
    to: str | None
    label: str
    done: str


STEPS = {
    "register": Step((), WAITING, N_("Register a visitor"), N_("Registered")),
    "assign": Step((WAITING,), WAITING, N_("Assign"), N_("Assigned")),
    "call": Step((WAITING,), CALLED, N_("Call"), N_("Called")),
    "recall": Step((CALLED,), CALLED, N_("Call again"), N_("Called again")),
    "receive": Step((WAITING, CALLED), SERVING, N_("Receive"), N_("Reception began")),
    "no_show": Step((CALLED,), NO_SHOW, N_("Did not come when called"), N_("Did not come when called")),
    "back": Step((NO_SHOW, LEFT), WAITING, N_("Bring back"), N_("Brought back to the old place")),
    "hold": Step((WAITING, CALLED, SERVING), HOLD, N_("Put on hold"), N_("Put on hold")),
    "take_back": Step((HOLD,), None, N_("Go on with this visitor"), N_("Gone on with")),
    "transfer": Step(HERE, WAITING, N_("Transfer"), N_("Transferred")),
    "take_over": Step(HERE, None, N_("Hand over"), N_("Handed over to a colleague")),
    "not_needed": Step((WAITING, CALLED, SERVING), DONE, N_("Needs no reception"), N_("Needed no reception")),
    "finish": Step((CALLED, SERVING), DONE, N_("Finish the reception"), N_("Reception finished")),
    "leave": Step(HERE, LEFT, N_("Has gone"), N_("Left")),
    "close": Step(HERE, LEFT, N_("End with the day"), N_("Ended with the day")),
    "cancel": Step((WAITING, CALLED, HOLD), CANCELLED, N_("Cancel the visit"), N_("Cancelled")),
}


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visitor as the door heard him (R-12, R-13); the words are those of Visit.

    `asked_for` are the reps whom he named, in that order. `place` is the place in the line where it is not the time
    of arrival (an appointment). `again` confirms that the same person is registered a second time today. With
    `assign` false nobody is chosen by the rules, and the visitor waits.
    """

    purpose_id: int
    name: str = ""
    phone: str | None = None
    channel: str = WALK_IN
    customer_id: int | None = None
    party: int = 1
    needs: str | None = None
    vip: bool = False
    first_time: str = "unknown"
    asked_for: tuple[int, ...] = ()
    forgot: bool = False
    complains: bool = False
    brought_by_id: int | None = None
    announced_for_id: int | None = None
    referral_id: int | None = None
    company_case_id: int | None = None
    leader_named: bool = False
    appointment_id: int | None = None
    family_of_id: int | None = None
    place: datetime | None = None
    again: bool = False
    assign: bool = True


class StillServing(Conflict):
    """The person still receives or has called somebody (R-15): "finish and call, or stay"; `visit_id` is whom."""

    def __init__(self, visit_id: int, number: str, name: str) -> None:
        super().__init__(
            Text("You are still busy with %(number)s %(name)s. Finish first, or stay.", number=number, name=name)
        )
        self.visit_id = visit_id
        self.number = number


class AlreadyHere(Refused):
    """The same person was registered today; `visit_id` is that visit. Asked again with `again`, it is done."""

    def __init__(self, visit_id: int, number: str) -> None:
        super().__init__(
            Text("This person has been registered today as %(number)s. Confirm to register once more.", number=number),
            field="again",
        )
        self.visit_id = visit_id
        self.number = number


@dataclass(frozen=True, slots=True)
class Interval:
    """A VisitInterval as the rules look at it; the words are its own."""

    state: str
    step: str
    began_at: datetime
    staff_id: int | None
    desk_id: int | None
    purpose_id: int
    place: datetime
    calls: int
    called_at: datetime | None
    reason: str | None
    by_id: int | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a visit shows of its intervals: the words of Visit."""

    state: str
    state_at: datetime
    staff_id: int | None
    desk_id: int | None
    purpose_id: int
    place: datetime
    calls: int
    called_at: datetime | None
    ended_at: datetime | None


def possible(state: str) -> tuple[str, ...]:
    """The steps that may be taken from this state, as keys of STEPS, without those of the rules of reception."""
    return tuple(key for key, step in STEPS.items() if state in step.origins)


def next_state(key: str, state: str, before: Sequence[str] = ()) -> str:
    """Where this step leads; `before` are the states so far, the present one last. Raises Conflict."""
    step = STEPS[key]
    if state not in step.origins:
        raise Conflict(Text("This cannot be done now. The visitor is: %(state)s.", state=Text(STATES[state])))
    return step.to or after_hold(before)


def after_hold(before: Sequence[str]) -> str:
    """Where somebody goes who was on hold: back into the reception he was in, else back to the line."""
    held = next((state for state in reversed(before) if state != HOLD), WAITING)
    return SERVING if held == SERVING else WAITING


def standing(intervals: Sequence[Interval]) -> Moment:
    """What the visit shows after these intervals, oldest first, undone ones left out (R-12, R-17)."""
    last = intervals[-1]
    since = last.began_at
    for earlier in reversed(intervals):
        if earlier.state != last.state:
            break
        since = earlier.began_at
    return Moment(
        last.state, since, last.staff_id, last.desk_id, last.purpose_id, last.place, last.calls, last.called_at,
        since if last.state in ENDED else None,
    )  # fmt: skip


def last_step(intervals: Sequence[Interval]) -> int:
    """How many of the last intervals are one step: whoever the rules chose at once belongs to the step before it."""
    last = intervals[-1]
    chosen = last.step == "assign" and last.reason is None
    return 2 if chosen and len(intervals) > 1 and intervals[-2].began_at == last.began_at else 1


def check_undo(intervals: Sequence[Interval], *, by_id: int | None, manages: bool, at: datetime, minutes: int) -> None:
    """Refuse to undo the last step: the registration, a choice of the rules, an old step, one of somebody else."""
    first = intervals[-last_step(intervals)]
    if first.step == "register":
        raise Refused(Text("A registration is not undone. Cancel the visit instead."))
    if first.step == "assign" and first.reason is None:
        raise Refused(Text("The rules chose who receives. Assign somebody else by hand instead."))
    if first.by_id != by_id and not manages:
        raise Refused(Text("Only whoever took this step may undo it, or a person who manages the line."))
    if at - first.began_at > timedelta(minutes=minutes):
        raise Refused(Text("This step is too old to be undone. Minutes allowed: %(minutes)s.", minutes=minutes))


def check_recall(called_at: datetime | None, at: datetime, seconds: int) -> None:
    """Refuse to call again before the pause is over; a clock that went back refuses nothing."""
    passed = (at - called_at).total_seconds() if called_at else seconds
    if 0 <= passed < seconds:
        raise Refused(Text("Please wait before calling again. Seconds between two calls: %(n)s.", n=seconds))


def check_no_show(calls: int, least: int) -> None:
    """Refuse to write somebody off who has not been called often enough."""
    if calls < least:
        raise Refused(
            Text("Called so far: %(calls)s. Before this the visitor must be called: %(least)s.",
                 calls=calls, least=least)
        )  # fmt: skip


def phone_of(text: str) -> str | None:
    """A telephone number as visits keep it: digits, with a leading + where typed; None for what is none."""
    plain = re.sub(r"[\s()（）-]", "", tidy(text))
    return plain if re.fullmatch(r"\+?[0-9]{5,20}", plain) else None


def phone_needed(text: str, field: str = "phone") -> str:
    """A telephone number as visits keep it. Raises Refused beside the field for what is none."""
    found = phone_of(text)
    if found is None:
        raise Refused(Text("Please type a telephone number like 13800000000 or 0571-88881234."), field=field)
    return found


def phone_said(text: str | None) -> str | None:
    """A telephone number that need not be said; None for nothing. Raises Refused for what is none."""
    return phone_needed(text) if text else None


def name_and_phone(text: str) -> tuple[str, str | None]:
    """What was typed at the door, parted: 王敏 13700000001, or the other way round, is a name and a number (R-12)."""
    whole = tidy(text)
    parted = re.fullmatch(r"((?:[^0-9+]*[^0-9A-Za-z+-])?)(\+?[0-9]{7,20})((?:[^0-9A-Za-z-][^0-9]*)?)", whole)
    if phone_of(whole) or not parted:
        return ("", phone_of(whole)) if phone_of(whole) else (whole, None)
    return " ".join(re.split(r"[\s,、]+", f"{parted[1]} {parted[3]}")).strip(), parted[2]


def number_of(prefix: str, count: int) -> str:
    """The number that is called: A007; after 999 it grows."""
    return f"{prefix}{count:03d}"


def waited(since: datetime, until: datetime) -> timedelta:
    """How long somebody waited; never less than nothing, even where a clock went back."""
    return max(until - since, timedelta(0))


def check_new(new: NewVisit) -> None:
    """Refuse a visitor that cannot be one. Raises Refused at the field."""
    if new.channel not in CHANNELS or new.first_time not in FIRST_TIME:
        raise Refused(Text("Please choose one of the list."), field="channel")
    if not 1 <= new.party <= MOST_IN_A_PARTY:
        raise Refused(Text("How many people came? At most %(most)s.", most=MOST_IN_A_PARTY), field="party")
    if len(set(new.asked_for)) != len(new.asked_for):
        raise Refused(Text("The same person is named twice."), field="asked_for")


def public_name(name: str, style: str) -> str:
    """A visitor's name as public screens show it (O-07); empty where only the number is shown.

    A name that was typed with a form of address (王先生) keeps surname and address; others get stars.
    """
    if style == NUMBER or not name:
        return ""
    if style == SURNAME and name.endswith(ADDRESSES):
        return name[:1] + name[-2:]
    return masked(name)
