"""Every question of ownership that the manuals answer differently, as a choice of the office."""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

MONTHS = Text("months")
DAYS = Text("days")

STARTS = {"registered": N_("the day of the registration"), "reviewed": N_("the day of its review")}
EXPIRED = {
    "new": N_("he counts as a new customer, by the rota"),
    "owner": N_("whoever registered him receives, if present"),
}
ABSENT = {
    "courtesy": N_("courtesy reception; everything stays with the first representative"),
    "assisted": N_("the helper assists and has a share where the customer had named the first representative"),
    "same_day": N_("a share for the helper only where the deal is made the same day"),
}
HELPERS = {"last": N_("the last in the rota"), "next": N_("the next in the rota")}
BUSY = {"wait": N_("the customer waits"), "helper": N_("a helper receives, as if absent")}
FORGOT = {
    "month": N_("shared if recognised within the window"),
    "file": N_("shared if found while the registration is valid"),
}
TURN = {"spent": N_("has used the turn"), "returned": N_("gets the turn back")}
ANOTHER = {
    "keep": N_("not supported: the first representative goes on, others help by courtesy"),
    "follow": N_("the customer's wish counts"),
}
FAMILY = {"shared": N_("both representatives together"), "first": N_("the first receiver alone")}
FRIEND = {"new": N_("is a new customer"), "original": N_("belongs to the original receiver")}
DISPUTES = {
    "opinion": N_("written opinion of the project manager, then the sales director"),
    "department": N_("negotiation, mediation of the department, then its manager"),
}


def _of(choices: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(choices.items())


@policy("reception.claims", Text("Who receives whom, and to whom a customer belongs"))
class ClaimPolicy:
    """002 §12 and §14 answer most of these differently (D-01 to D-12): the profiles of the showrooms choose."""

    valid_months: int = value(1, Text("A registration is valid for"), row="D-01, R-84", unit=MONTHS, low=1, high=60)
    valid_from: str = value(
        "registered", Text("The validity of a registration counts from"), row="R-84", choices=_of(STARTS)
    )
    warn_days: int = value(3, Text("Warning before a registration expires"), row="R-84", unit=DAYS, low=0, high=30)
    review_needed: bool = value(
        False, Text("A registration of an earlier day counts only once its day was reviewed"), row="R-85"
    )
    expired: str = value(
        "new", Text("Where the registration of a customer has expired"), row="R-84", choices=_of(EXPIRED)
    )
    file_owner: bool = value(
        True, Text("Without any registration the representative on the customer's file receives"), row="R-31"
    )
    calls_count: bool = value(False, Text("A registered telephone call is proof of ownership"), row="D-12, R-24")
    owner_absent: str = value(
        "courtesy", Text("Where the first representative is absent"), row="D-02", choices=_of(ABSENT)
    )
    helper: str = value("last", Text("Who gives a courtesy reception"), row="D-03", choices=_of(HELPERS))
    owner_busy: str = value("wait", Text("Where the first representative is busy"), row="R-15, R-31", choices=_of(BUSY))
    forgot: str = value(
        "month",
        Text("Where the customer forgot the representative, who is found out later"),
        row="D-04",
        choices=_of(FORGOT),
    )
    forgot_register: bool = value(
        True, Text("Where the customer forgot the representative, the register decides if it knows"), row="R-13, R-35"
    )
    window_months: int = value(
        1, Text("Window in which a forgotten representative may be recognised"), row="R-38", unit=MONTHS, low=0, high=24
    )
    same_day_turn: str = value(
        "spent", Text("Whoever hands back a customer recognised the same day"), row="R-36, CM-3a", choices=_of(TURN)
    )
    another: str = value(
        "keep", Text("Where a customer wants another representative"), row="D-05", choices=_of(ANOTHER)
    )
    family: str = value(
        "shared", Text("Husband and wife, or family, registered by two"), row="D-06", choices=_of(FAMILY)
    )
    friend: str = value("new", Text("The friend of an old customer"), row="D-07", choices=_of(FRIEND))
    disputes: str = value("opinion", Text("Who settles what no rule settles"), row="D-11", choices=_of(DISPUTES))
