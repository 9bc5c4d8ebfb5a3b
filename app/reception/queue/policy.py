"""What the office decides about its queue."""

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value
from app.reception.queue.rules import NUMBER, STARS, SURNAME

KEEP, END = "keep", "end"
TRANSFER_PLACES = ((KEEP, N_("The old place")), (END, N_("At the end")))
PUBLIC_NAMES = (
    (SURNAME, N_("Surname and form of address")),
    (STARS, N_("First sign and stars")),
    (NUMBER, N_("The number only")),
)


@policy("reception.queue", Text("Queue of visitors"))
class QueuePolicy:
    """R-12 to R-17: calls, undo, order, names and waits; none of it is in the manuals but R-14 and R-15."""

    calls_before_no_show: int = value(
        3, Text("Calls before somebody counts as not having come"), row="R-12", unit=Text("calls"), low=1, high=20
    )
    pause_between_calls: int = value(
        10, Text("Pause between two calls of the same visitor"), row="R-12", unit=Text("seconds"), low=0, high=600
    )
    undo_minutes: int = value(
        10, Text("How long the last step may be undone"), row="R-12", unit=Text("minutes"), low=0, high=240
    )
    anyone_out_of_order: bool = value(
        False, Text("Everybody at a desk may call out of order, not only whoever manages the line"), row="R-14"
    )
    out_of_order_needs_reason: bool = value(True, Text("A call out of order needs a reason"), row="R-14")
    place_of_transferred: str = value(
        KEEP, Text("Place of a transferred visitor in the line"), row="R-12", choices=TRANSFER_PLACES
    )
    names_before_call: bool = value(
        True, Text("Names are shown in the line before the call (no: nobody can choose his visitors)"), row="R-14"
    )
    public_names: str = value(STARS, Text("Names on public screens"), row="O-07", choices=PUBLIC_NAMES)
    estimated_wait: bool = value(True, Text("Show an estimated wait where enough is known"), row="R-12")
    warn_after: int = value(
        20, Text("Mark a visitor as waiting long after"), row="R-12", unit=Text("minutes"), low=1, high=600
    )
