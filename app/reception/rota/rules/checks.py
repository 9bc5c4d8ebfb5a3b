"""What the rota refuses."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.fold import person_of
from app.reception.rota.rules.lines import State

ALLOWED = {
    words.SIGN_IN: (
        (words.EXPECTED, words.LATER, words.OFF, words.LEFT),
        Text("%(name)s is on duty already."),
    ),
    words.PAUSE: ((words.HERE,), Text("%(name)s is not here, so there is no pause to begin.")),
    words.BACK: ((words.GONE,), Text("%(name)s is not away.")),
    words.LEAVE: ((words.HERE, words.GONE), Text("%(name)s is not on duty.")),
}


def check_may(deed: str, state: State, staff_id: int, name: str, *, himself: bool = False) -> None:
    """Check that somebody's status can change so. Raises Refused, with the name.

    Nobody leaves who has a visitor, and nobody pauses `himself` away from one (R-14, R-15); the front desk may note
    that he is not there.
    """
    person = person_of(state, staff_id)
    allowed, otherwise = ALLOWED[deed]
    if person.status not in allowed:
        raise Refused(Text(otherwise.msgid, name=name))
    if person.busy and (deed == words.LEAVE or (himself and deed == words.PAUSE)):
        text = Text(
            "%(name)s still has a visitor. Finish the reception first, or let somebody else receive.", name=name
        )
        raise Refused(text)
