"""Tickets with the number, and their printers."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

PRINT = Permission("reception.tickets.print", Text("Print tickets"))
MANAGE = Permission("reception.tickets.manage", Text("Set up ticket printers"))

FEATURE = Feature(
    package="app.reception.tickets",
    permissions=(PRINT, MANAGE),
)
