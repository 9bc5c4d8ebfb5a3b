"""Whose turn it is."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("reception.rota.see", Text("See the rota"))
KEEP = Permission("reception.rota.keep", Text("Keep the roster of the day: sign others in and out"))
TAKE_TURNS = Permission("reception.rota.take_turns", Text("Take turns in the rota"))
MANAGE = Permission("reception.rota.manage", Text("Manage the rota: plan duty, check readiness, overrule"))

FEATURE = Feature(
    package="app.reception.rota",
    permissions=(SEE, KEEP, TAKE_TURNS, MANAGE),
)
