"""The registers of visits and calls: corrections, review, closing, minutes."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("reception.register.see", Text("See the visit register"))
CORRECT = Permission("reception.register.correct", Text("Correct entries of the visit and call registers"))
CLOSE = Permission("reception.register.close", Text("Hand in and close the day at the desk"))
MINUTES = Permission("reception.register.minutes", Text("Write minutes and the call list"))

FEATURE = Feature(
    package="app.reception.register",
    permissions=(SEE, CORRECT, CLOSE, MINUTES),
)
