"""What stands above may say why two files cannot be made one.

Hook `check_merge(survivor_id, loser_id) -> [Text]`: what of this feature stands against it, each with what to do first.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.text import Text
from app.web import registry


def against(survivor_id: int, loser_id: int) -> Iterator[Text]:
    """What every feature has against it."""
    for ask in registry.hooked("check_merge"):
        yield from ask(survivor_id, loser_id)
