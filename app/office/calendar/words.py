"""The words of the calendar's pages."""

from app.domain.text import N_, Text

WEEKDAYS = (
    Text("Monday"),
    Text("Tuesday"),
    Text("Wednesday"),
    Text("Thursday"),
    Text("Friday"),
    Text("Saturday"),
    Text("Sunday"),
)
SOURCES = {"official": N_("as officially announced"), "hand": N_("entered by hand")}
