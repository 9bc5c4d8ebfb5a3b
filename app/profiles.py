"""The shipped profiles: kinds of offices, each a set of policy values and of features that it has no use for.

The two showrooms are the two manuals of 002 that answer most questions of the rota and of ownership differently:
A is §12 (rotation with courtesy receptions), B is §14 (rotation with make-up turns). What a manual does not say is
left to the default, and what it says as the default does is set all the same, so that a later default moves nobody.
"""

from app.domain.text import Text
from app.office.policy.profiles import Profile

BILLING = frozenset(
    f"billing.{name}"
    for name in ("accounts", "ledger", "meters", "month", "payments", "readings", "statements", "tariffs")
)
OF_SHOWROOMS = frozenset({"reception.rota", "reception.claims", "reception.referrals"})

SHOWROOM_A = {
    "reception.rota.new_day": "carry",  # a rolling loop
    "reception.rota.absent": "lost",  # D-08, R-05: away without reason
    "reception.rota.errand": "kept",  # D-08, R-06: a superior's errand, verified
    "reception.rota.business": "lost",  # D-08: nothing else keeps the place
    "reception.rota.busy_new": "kept",  # nobody breaks off a reception
    "reception.rota.busy_old": "kept",
    "reception.rota.designated": "lost",  # D-09, R-53: no make-up
    "reception.rota.courtesy_after": "front",  # may then take the next customer
    "reception.rota.returning_cost": "0",  # D-34, R-19
    "reception.rota.brought_cost": "1",  # D-34, R-20
    "reception.rota.ready_first": "yes",
    "reception.rota.lunch_desk": "2",
    "reception.claims.valid_months": "1",  # D-01
    "reception.claims.review_needed": "yes",
    "reception.claims.owner_absent": "courtesy",  # D-02
    "reception.claims.helper": "last",  # D-03
    "reception.claims.forgot": "month",  # D-04
    "reception.claims.window_months": "1",
    "reception.claims.another": "keep",  # D-05
    "reception.claims.family": "shared",  # D-06
    "reception.claims.friend": "new",  # D-07
    "reception.claims.disputes": "opinion",  # D-11
    "reception.claims.calls_count": "no",  # D-12
}
SHOWROOM_B = {
    "reception.rota.new_day": "carry",
    "reception.rota.business": "made_up",  # D-08, R-07: one for one
    "reception.rota.busy_new": "made_up",
    "reception.rota.busy_old": "made_up",
    "reception.rota.makeup_per_round": "1",
    "reception.rota.most_credits": "",  # without limit
    "reception.rota.designated": "kept",  # D-09: only "outside the order"
    "reception.rota.courtesy_after": "place",  # not counted in the turns of the desk
    "reception.rota.returning_cost": "0",  # D-34, R-19
    "reception.rota.brought_cost": "0",
    "reception.rota.on_deck": "1",
    "reception.claims.valid_months": "2",  # D-01
    "reception.claims.review_needed": "no",
    "reception.claims.expired": "new",  # no claim
    "reception.claims.owner_absent": "assisted",  # D-02, R-33
    "reception.claims.helper": "next",  # D-03
    "reception.claims.forgot": "file",  # D-04
    "reception.claims.another": "follow",  # D-05
    "reception.claims.family": "first",  # D-06
    "reception.claims.friend": "original",  # D-07
    "reception.claims.disputes": "department",  # D-11
    "reception.claims.calls_count": "yes",  # D-12
    "reception.register.minutes_required": "yes",
}

PROFILES = (
    Profile("gas", Text("Gas company")),
    Profile("showroom_a", Text("Showroom A (rotation with courtesy receptions)"), SHOWROOM_A, BILLING),
    Profile("showroom_b", Text("Showroom B (rotation with make-up turns)"), SHOWROOM_B, BILLING),
    Profile("service_desk", Text("Service desk without rota"), off=OF_SHOWROOMS),
)
