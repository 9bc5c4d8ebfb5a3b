"""The words of the ledger of turns: its lines, the people of the day and the state that the lines add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.text import N_, Text

# What happens to the place of somebody whose turn came while he could not receive (D-08).
LOST, KEPT, MADE_UP, FULL = "lost", "kept", "made_up", "full"
CHOICES_OF_TREATMENT = {
    LOST: N_("The turn of this round is lost"),
    KEPT: N_("Keeps the place"),
    MADE_UP: N_("Is made up later"),
}
TREATMENTS = {**CHOICES_OF_TREATMENT, FULL: N_("Is lost, for no more make-up turns may be held")}

# Why somebody is away (as he or the front desk says) …
ABSENT, BUSINESS, ERRAND, LUNCH, PRIVATE = "absent", "business", "errand", "lunch", "private"
AWAY = {
    LUNCH: N_("at lunch"),
    BUSINESS: N_("out on company business"),
    ERRAND: N_("on an errand for a superior"),
    PRIVATE: N_("on a private matter"),
    ABSENT: N_("away from the post without reason"),
}
# … and every reason for which a turn passes somebody by.
UNVERIFIED, LATE, NOT_READY, BARRED, CANCELLED = "errand_open", "late", "not_ready", "barred", "cancelled"
NEW, OLD, COURTESY, DESIGNATED = "busy_new", "busy_old", "busy_courtesy", "busy_designated"
REASONS = {
    **AWAY,
    UNVERIFIED: N_("on an errand that nobody has verified yet"),
    LATE: N_("not signed in yet"),
    NEW: N_("receiving a new customer"),
    OLD: N_("receiving an old customer"),
    COURTESY: N_("giving a courtesy reception"),
    DESIGNATED: N_("receiving a customer who asked for this person"),
    NOT_READY: N_("not ready to receive"),
    BARRED: N_("barred from receiving for today"),
    CANCELLED: N_("the turn of this round was cancelled"),
}

BLOCKING = (ABSENT, NOT_READY, BARRED, CANCELLED)  # what somebody should look after

# As what a reception outside the order counts, by the word of the claim; others are new customers if they cost a turn.
BUSY_OF_BASIS = {
    "courtesy_last": COURTESY,
    "courtesy_next": COURTESY,
    "courtesy": COURTESY,
    "company_named": COURTESY,
    "designated": DESIGNATED,  # "named" is an old customer by his own word, "designated" a new one
    "owner": OLD,
}

# Where somebody is. Who is expected is on the roster and has not signed in; the last three take no part.
EXPECTED, HERE, GONE, LATER, OFF, LEFT = "expected", "here", "away", "later", "off", "left"

# What a line of the ledger tells.
OPEN, SIGN_IN, PAUSE, BACK, LEAVE, CLOSE = "open", "sign_in", "pause", "back", "leave", "close"
TURN, PASS, OUTSIDE, END, VOID = "turn", "pass", "outside", "end", "void"
CHECK, CANCEL, VERIFY, SWAP, MOVE, CREDIT, UNDO = "check", "cancel", "verify", "swap", "move", "credit", "undo"
KINDS = {
    OPEN: N_("The rota is opened"),
    SIGN_IN: N_("Reports for duty"),
    PAUSE: N_("Pauses"),
    BACK: N_("Is back"),
    LEAVE: N_("Leaves for today"),
    CLOSE: N_("The rota is closed"),
    TURN: N_("Takes the turn"),
    PASS: N_("Is passed over"),
    OUTSIDE: N_("Receives outside the order"),
    END: N_("Has finished receiving"),
    VOID: N_("Empty turn"),
    CHECK: N_("Readiness is checked"),
    CANCEL: N_("The turn of this round is cancelled"),
    VERIFY: N_("The errand is verified"),
    SWAP: N_("Swaps places"),
    MOVE: N_("Is given another place"),
    CREDIT: N_("Make-up turns are corrected"),
    UNDO: N_("Is undone"),
}
FRONT, LAST = "front", "end"


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules of the house, as RotaPolicy has them on a day. `most_credits` None: without limit."""

    treatments: Mapping[str, str]
    makeup_per_round: int = 1
    most_credits: int | None = 3
    carry_credits: bool = False
    new_day: str = "carry"
    courtesy_front: bool = False
    ready_first: bool = False
    void_used: bool = True
    void_priority: str = "nobody"
    gives_back: bool = True

    def treatment(self, reason: str) -> str:
        """What happens to a place that is passed over for this reason (D-08, D-09)."""
        return self.treatments.get(reason, LOST)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger (台账). `cost`: turns it uses; `credit`: make-up turns it gives, or takes below nought."""

    id: int
    kind: str
    staff: int | None = None
    other: int | None = None
    visit: int | None = None
    interval: int | None = None
    cost: int = 0
    credit: int = 0
    reason: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """A reception that goes on: of which visit, of what kind (a reason), and whether the helper comes first after."""

    visit: int
    kind: str
    front: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the rota. `credits` below nought: a make-up turn was used whose cause was undone later.

    `missed` counts the turns lost through an errand that nobody has verified yet, `cancelled` the turns still to be
    taken away (A-03); `verified` tells that a superior's errand was confirmed (A-02).
    """

    status: str = OFF
    reason: str | None = None
    busy: tuple[Busy, ...] = ()
    credits: int = 0
    turns: int = 0
    passed: int = 0
    kept: int = 0
    ready: bool | None = None
    barred: bool = False
    verified: bool = False
    missed: int = 0
    cancelled: int = 0

    @property
    def on_duty(self) -> bool:
        """True for whoever takes part today, even while away or expected."""
        return self.status in (EXPECTED, HERE, GONE)

    @property
    def away(self) -> str | None:
        """Why the person is away; None for whoever is not."""
        return self.reason if self.status == GONE else None

    @property
    def visits(self) -> tuple[int, ...]:
        """The visits that the person receives now."""
        return tuple(one.visit for one in self.busy)


@dataclass(frozen=True, slots=True)
class State:
    """The rota after so many lines. `line` is the whole line with those who take no part today in their places.

    `waiting_credits` are the make-up turns not used yet, by their owners, oldest first.
    """

    line: tuple[int, ...] = ()
    people: Mapping[int, Person] = field(default_factory=dict)
    waiting_credits: tuple[int, ...] = ()
    ready_first: bool = False
    closed: bool = False

    @property
    def order(self) -> tuple[int, ...]:
        """The line of those on duty: whose turn it is stands first."""
        return tuple(one for one in self.line if self.people[one].on_duty)


@dataclass(frozen=True, slots=True)
class Pass:
    """Somebody whom the turn passes by: why (a reason) and what becomes of the place; `credit` make-up turns."""

    staff_id: int
    why: str
    treatment: str
    credit: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose turn it is, who is passed over, and the sentences that say why. In the sentences `person` is an id."""

    staff_id: int | None
    passed: tuple[Pass, ...] = ()
    made_up: bool = False
    why: tuple[Text, ...] = ()
