"""What the office decides about tickets."""

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("reception.tickets", Text("Tickets"))
class TicketPolicy:
    """R-12: the ticket with the number, and the page on the visitor's own phone to which its code leads."""

    phone_page: bool = value(
        True, Text("The ticket has a code that opens the visitor's own page on his phone"), row="R-12"
    )
    address: str = value(
        "",
        Text("Address of this program as phones in the office's network reach it (empty: as the reception reaches it)"),
        row="R-12",
        empty=True,
    )
    words: str = value(
        "请留意叫号屏和语音呼叫，过号请联系前台。", Text("Words at the foot of the ticket"), row="R-12", empty=True
    )
