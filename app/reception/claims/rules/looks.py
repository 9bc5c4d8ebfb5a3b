"""What every rule of receiving looks at, and the few ways in which one answers."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from app.domain.text import Text
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.rules.types import NO, Arrival, Decision, Event, Floor, Known

Answer = Decision | Text | None
NOBODY_FREE = Text("Nobody is free for a courtesy reception. The visitor waits until somebody is; or name somebody.")


@dataclass(frozen=True, slots=True)
class Look:
    """A visitor, what is known of him, who is here, and the rules of the office on the day."""

    arrival: Arrival
    known: Known
    floor: Floor
    rules: ClaimPolicy
    event: Event | None = None

    @property
    def asked(self) -> tuple[int, ...]:
        """Whom the visitor himself asked for; the naming by a leader is not his wish (R-67)."""
        named = self.arrival.asked_for
        return named[1:] if self.arrival.leader_named else named

    @property
    def returning(self) -> bool:
        """Whether somebody here has a registration of him that counts (R-31, R-84)."""
        known = self.known
        counts = known.valid or self.rules.expired == "owner"
        return known.owner_id is not None and counts and not known.gone

    @property
    def been_here(self) -> bool:
        """Whether he has been here before, by the register or by his own word."""
        return self.known.owner_id is not None or self.arrival.first_time == NO

    def here(self, staff_id: int | None) -> bool:
        """Whether this person is present, perhaps busy."""
        return staff_id in self.floor.present

    def ready(self, staff_id: int | None) -> bool:
        """Whether this person is present and free, or the visitor is to wait for him (R-15)."""
        return self.here(staff_id) and (staff_id in self.floor.free or self.rules.owner_busy == "wait")

    def name(self, staff_id: int | None) -> str:
        """How sentences call this person."""
        return self.floor.names.get(staff_id or 0, str(staff_id))


def received_by(
    look: Look, staff_id: int, basis: str, rows: tuple[str, ...], *steps: Text, case: str | None
) -> Decision:
    """A certain person receives, without using a turn; a sentence more where the visitor waits for him."""
    if staff_id not in look.floor.free:
        busy = Text("%(rep)s is busy: the visitor waits for this person (R-15).", rep=look.name(staff_id))
        steps = (*steps, busy)
    return Decision(basis, staff_id, steps=steps, rows=rows, case=case)


def by_turn(basis: str, rows: tuple[str, ...], *steps: Text, case: str | None = None) -> Decision:
    """Whoever has the turn receives, and uses it."""
    return Decision(basis, by_rota=True, cost=1, steps=steps, rows=rows, case=case)


def courtesy(look: Look, owner_id: int, rows: tuple[str, ...], *steps: Text, case: str | None) -> Decision:
    """Somebody else receives as a courtesy (义务接待), which uses no turn, and the owner is told (R-21, R-25, D-03)."""
    last = look.rules.helper == "last"
    helper = look.floor.last_id if last else next_free(look, {owner_id})
    rows = (*rows, "R-25", "D-03")
    if helper is None or helper == owner_id:
        return Decision("waits", steps=steps, rows=rows, needs=NOBODY_FREE, case=case, tell=owner_id)
    sentence = (
        Text("%(rep)s is the last in the rota and receives as a courtesy, without using a turn.", rep=look.name(helper))
        if last
        else Text("%(rep)s is next and receives as a courtesy, without using a turn.", rep=look.name(helper))
    )
    basis = "courtesy_last" if last else "courtesy_next"
    return Decision(basis, helper, steps=(*steps, sentence), rows=rows, case=case, tell=owner_id)


def next_free(look: Look, but: Container[int]) -> int | None:
    """Whose turn it is, or the next in the line after him who is free, leaving out those in `but`."""
    line = (look.floor.next_id, *look.floor.line)
    return next((one for one in line if one is not None and one in look.floor.free and one not in but), None)
