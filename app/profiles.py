"""The shipped profiles."""

from app.domain.text import Text
from app.office.policy.profiles import Profile

PROFILES = (
    Profile("gas", Text("Gas company")),
    Profile("showroom_a", Text("Showroom A (rotation with courtesy receptions)")),
    Profile("showroom_b", Text("Showroom B (rotation with make-up turns)")),
    Profile("service_desk", Text("Service desk without rota")),
)
