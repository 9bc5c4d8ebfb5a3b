"""What the office rules about the rota."""

from __future__ import annotations

from datetime import time

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value
from app.reception.rota.rules.lines import CHOICES_OF_TREATMENT, KEPT, LOST, MADE_UP
from app.reception.rota.rules.opening import CARRY, FEWEST, LIST

NEW_DAY = {
    CARRY: N_("It carries on from the end of the last day"),
    LIST: N_("It starts again with the list"),
    FEWEST: N_("Whoever has received the fewest new customers of the month begins"),
}
PLACE, FRONT = "place", "front"
AFTER_COURTESY = {PLACE: N_("Keeps the own place"), FRONT: N_("Comes first for the very next customer")}
NOBODY, FIRST, SECOND = "nobody", "first", "second"
PRIORITY = {NOBODY: N_("Nobody"), FIRST: N_("The first person"), SECOND: N_("The one who replaces the first")}
TICKS = N_("Dress and appearance; Badge; Sales tools and papers; Sales information of today")
TREATED = tuple(CHOICES_OF_TREATMENT.items())


@policy("reception.rota", Text("Rota"))
class RotaPolicy:
    """The order of turns and what becomes of a missed one (R-01 to R-22, D-08, D-09, D-34).

    A is 002 §12, B is 002 §14; where a manual is silent the letter is left out and the default serves both.
    """

    # A carry (§12-3.2: a rolling loop), B carry (§14(二)4).
    new_day: str = value(CARRY, Text("How the order of a new day begins"), row="R-02", choices=tuple(NEW_DAY.items()))
    # A lost (§12-3.4). B is silent.
    absent: str = value(
        LOST, Text("A turn missed while away from the post without reason"), row="R-05, D-08", choices=TREATED
    )
    # A kept (§12-3.4: keeps the place, with priority). B is silent.
    errand: str = value(
        KEPT, Text("A turn missed on a superior's errand that was verified"), row="R-06, D-08", choices=TREATED
    )
    # A lost (only a verified errand keeps the place), B made_up (§14(二)3).
    business: str = value(
        MADE_UP, Text("A turn missed while out on company business"), row="R-07, D-08", choices=TREATED
    )
    lunch: str = value(KEPT, Text("A turn missed at lunch"), row="R-18, D-08", choices=TREATED)
    private: str = value(LOST, Text("A turn missed for a private matter"), row="R-05, D-08", choices=TREATED)
    late: str = value(LOST, Text("A turn missed by coming late"), row="R-05, D-08", choices=TREATED)
    # A kept (§12-3.9: nobody breaks off a reception), B made_up (§14(二)3, as far as its words reach).
    busy_new: str = value(KEPT, Text("A turn missed while receiving a new customer"), row="R-07, D-08", choices=TREATED)
    # A kept, B made_up, as above.
    busy_old: str = value(
        MADE_UP, Text("A turn missed while receiving an old customer"), row="R-07, R-19, D-08", choices=TREATED
    )
    # A lost (§12-5.1: no make-up), B kept (§14(二)5(1): only "outside the order").
    designated: str = value(
        LOST, Text("A turn missed while receiving a customer who asked for the person"), row="R-53, D-09",
        choices=TREATED,
    )  # fmt: skip
    not_ready: str = value(LOST, Text("A turn missed by not being ready"), row="R-08, R-09", choices=TREATED)
    # B 1 (§14(二)3: as many as were missed).
    makeup_per_round: int = value(
        1, Text("Make-up turns for a missed round"), row="R-07", unit=Text("turns"), low=1, high=5
    )
    # B empty: without limit (§14(二)3).
    most_credits: int | None = value(
        3, Text("Most make-up turns that somebody may hold; empty: without limit"), row="R-07", unit=Text("turns"),
        low=1, high=50, empty=True,
    )  # fmt: skip
    carry_credits: bool = value(True, Text("Make-up turns are carried over to the next day"), row="R-07")
    # A front (§12-7.5: may take the next customer), B place (§14(五)3(3): not counted in the desk turns).
    courtesy_after: str = value(
        PLACE, Text("After a courtesy reception the helper"), row="R-21, D-03", choices=tuple(AFTER_COURTESY.items())
    )
    returning_cost: int = value(
        0, Text("Turns that a returning customer uses"), row="R-19, D-34", unit=Text("turns"), low=0, high=1
    )
    # A 1 (§12-1.3). B is silent.
    brought_cost: int = value(
        1, Text("Turns used by an old customer who brings a new one"), row="R-20, D-34", unit=Text("turns"),
        low=0, high=1,
    )  # fmt: skip
    gives_back: bool = value(True, Text("A visitor who needs no reception gives the turn back"), row="R-12")
    void_used: bool = value(True, Text("An empty turn stays used for the person whom the customer refused"), row="R-60")
    void_priority: str = value(
        NOBODY, Text("After an empty turn priority is given to"), row="R-60", choices=tuple(PRIORITY.items())
    )
    # A yes (§12-2.5: nobody receives who is not ready).
    ready_first: bool = value(
        False, Text("Readiness must be checked before somebody's first turn of the day"), row="R-09, S-10"
    )
    ready_items: str = value(TICKS, Text("What is looked at in the check, parted by semicolons"), row="R-08, S-10")
    # B 1 (§14(二)2: the second must be seated behind the desk).
    on_deck: int = value(
        1, Text("How many must be ready after the next one"), row="R-04", unit=Text("people"), low=0, high=5
    )
    # A 2 (§12-3.14).
    lunch_desk: int = value(
        2, Text("How many of the line staff the desk at lunch"), row="R-18", unit=Text("people"), low=0, high=10
    )
    lunch_from: time = value(time(11, 30), Text("Lunch begins"), row="R-18")
    lunch_until: time = value(time(13, 30), Text("Lunch ends"), row="R-18")
