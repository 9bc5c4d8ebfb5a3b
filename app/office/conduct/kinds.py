"""Which office rules can be broken, as features declare them."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.actor import Actor
from app.domain.money import Fen
from app.domain.text import Text
from app.office.conduct.words import NONE
from app.web import registry

OWN = "own"


@dataclass(frozen=True, slots=True)
class ConductRule:
    """A rule that somebody can break, and what the handbook asks for then: a proposal, never an effect (X-06).

    A feature declares `hooks={"conduct_rules": "conduct:rules"}`, `rules() -> [ConductRule]`; it is asked at the time,
    so that amounts may be policy values. `amount` (fen) is None where the standard of the sanction or the person's
    bonus decides; `bonus_percent` is that share of the month's bonus. `note` tells what the program cannot know.
    From `leave_from` times on the handbook wants the person to be asked to leave, which somebody decides.
    """

    key: str
    label: Text
    row: str
    sanction: str = NONE
    amount: Fen | None = None
    bonus_percent: int = 0
    note: Text | None = None
    leave_from: int | None = None


def conduct_rules() -> dict[str, ConductRule]:
    """Every rule that a feature declares, by its key, in the order of the features."""
    return {rule.key: rule for declared in registry.hooked("conduct_rules") for rule in declared()}


@dataclass(frozen=True, slots=True)
class Source:
    """The thing from which a case comes, as its page shows it; `url` is None for a reader who may not open it."""

    label: Text
    url: str | None


def source_of(actor: Actor, source: str | None) -> Source | None:
    """What the source of a case is called and where it is shown.

    Hook `conduct_sources(actor, source) -> Source | None`, None for the things of others ("complaint:12").
    """
    found = (ask(actor, source) for ask in registry.hooked("conduct_sources")) if source else ()
    return next((one for one in found if one is not None), None)
