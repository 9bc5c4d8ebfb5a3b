"""What losses ask of the features that build on a fixed loss."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.text import Text
from app.web import registry


def void_obstacles(loss_id: int) -> list[Text]:
    """Why a fixed loss cannot be made void. Hook `loss_obstacles(loss_id) -> [Text]`: something was proposed of it."""
    return [text for ask in registry.hooked("loss_obstacles") for text in ask(loss_id)]


def tell_voided(loss_id: int, *, by: Actor) -> None:
    """Tell whoever shared a loss that it is void. Hook `loss_voided(loss_id, *, by) -> None`, in the same unit."""
    for tell in registry.hooked("loss_voided"):
        tell(loss_id, by=by)
