"""The visitors of the day, from the door to the door."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("reception.queue.see", Text("See the visitors of the day"))
REGISTER = Permission("reception.queue.register", Text("Register visitors"))
SERVE = Permission("reception.queue.serve", Text("Call and receive visitors"))
MANAGE = Permission("reception.queue.manage", Text("Call visitors out of order, move and cancel them"))

FEATURE = Feature(
    package="app.reception.queue",
    permissions=(SEE, REGISTER, SERVE, MANAGE),
)
