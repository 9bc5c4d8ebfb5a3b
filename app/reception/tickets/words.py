"""What a visitor reads on his own page, by the state of his visit."""

from app.domain.text import N_
from app.reception.queue.rules import CALLED, CANCELLED, DONE, HOLD, LEFT, NO_SHOW, SERVING, WAITING

OWN_STATES = {
    WAITING: N_("Please wait"),
    CALLED: N_("It is your turn"),
    SERVING: N_("You are being received"),
    HOLD: N_("Please wait a moment, you keep your place"),
    DONE: N_("Finished. Thank you for coming"),
    NO_SHOW: N_("You were called and did not come. Please tell the reception"),
    LEFT: N_("This number is finished"),
    CANCELLED: N_("This number is cancelled"),
}
