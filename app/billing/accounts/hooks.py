"""What gas accounts answer to the search box and to the journal."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.billing.accounts.queries import found
from app.billing.accounts.rules import LABELS
from app.domain.actor import Actor
from app.domain.text import Text
from app.search.rank import rank
from app.web.hooks import Hit

MOST_HITS = 8


def hits(actor: Actor, query: str) -> list[Hit]:
    """The accounts that answer the search box, the closest first, only those that this user may see."""
    rows = sorted(found(query, actor), key=lambda row: _rank(query, row))
    return [_hit(account, meter) for account, meter in rows[:MOST_HITS]]


def fact_labels() -> dict[str, Text]:
    """How the fields of an account are called in history."""
    return {f"account.{key}": Text(label) for key, label in LABELS.items()}


def _rank(query: str, row: Any) -> Any:
    account, meter = row
    return rank(query, name=account.name, phones=[account.phone or ""], numbers=[account.number, meter or ""])


def _hit(account: Any, meter: str | None) -> Hit:
    details = " · ".join(filter(None, (account.number, meter, account.address)))
    return Hit(Text("Gas account"), account.name, details, url_for("accounts.show", account_id=account.id))
