"""What the rota answers to the first page, to the matrix and to the journal."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.reception.rota.feature import SEE, TAKE_TURNS
from app.reception.rota.service.requests import settle
from app.reception.rota.showing import DECK, NEXT, strip
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Whose turn is next, and who must be ready (R-04) (hook `today`)."""
    if actor.staff_id is None or not (actor.may(TAKE_TURNS.name) and actor.may(SEE.name)):
        return []
    shown = strip(clock.today())
    mine = shown.whose(actor.staff_id) if shown else None
    url = url_for("rota.today")
    if mine is not None and mine.role == NEXT:
        return [Notice(Text("Your turn is next"), str(mine.place), url, "green", order=1)]
    if mine is not None and mine.role == DECK:
        return [Notice(Text("Be ready: your turn is coming"), str(mine.place), url, "yellow", order=1)]
    return []


def matters() -> list[Matter]:
    """A swap, a place kept after an errand, a turn taken away, as matters of the matrix (A-01, A-02, A-03)."""
    return [
        Matter("rota.swap", Text("Swap in the rota"), "A-01", settled=settle),
        Matter("rota.keep_place", Text("Keep the place after extra work"), "A-02", settled=settle),
        Matter("rota.cancel_turn", Text("Cancel a turn"), "A-03", settled=settle),
    ]
