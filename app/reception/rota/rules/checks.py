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
        Text("%(name)s is signed in already."),
    ),
    words.PAUSE: ((words.HERE,), Text("%(name)s is not here, so there is no pause to begin.")),
    words.BACK: ((words.GONE,), Text("%(name)s is not away.")),
    words.LEAVE: ((words.HERE, words.GONE), Text("%(name)s is not signed in.")),
}


def check_may(deed: str, state: State, staff_id: int, name: str) -> None:
    """Check that somebody's status can change so. Raises Refused, with the name, and for leaving in mid-reception."""
    person = person_of(state, staff_id)
    allowed, otherwise = ALLOWED[deed]
    if person.status not in allowed:
        raise Refused(Text(otherwise.msgid, name=name))
    if deed == words.LEAVE and person.busy:
        raise Refused(Text("%(name)s is still receiving. Finish the reception first.", name=name))
