"""The last look before a file is saved, in the very unit that saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.customers.duplicates import confirming
from app.customers.duplicates.finding import MOST, Found, different_from, found, fresh_keys, shown
from app.customers.duplicates.policy import BLOCK, HINT, DuplicatePolicy
from app.customers.files.kinds import LooksAlike
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.numbering.service import next_number
from app.office.policy import queries as policy

SCOPE = "customer_check"


def check(draft: Mapping[str, Any], *, but: int | None, confirmed: bool, by: Actor) -> None:
    """Look for the customer in the whole office before he is saved (hook `check_customer`, C-07).

    Two who save the same new customer at once are let through one after the other: the counter holds the second back
    until the first is stored. Raises Refused where the office blocks, and LooksAlike where it warns and nobody has
    `confirmed`; what is confirmed is remembered, and never warned of again. Hints stop nobody.
    """
    next_number(SCOPE)
    keys = fresh_keys(draft, but)
    if not keys:
        return
    decided = different_from(but) if but else set()
    alike = [one for one in found(draft, keys, policy.of(DuplicatePolicy), but=but) if one.customer.id not in decided]
    _refuse([one for one in alike if one.level == BLOCK])
    warned = [one for one in alike if one.level != HINT][:MOST]
    if not warned:
        return
    if not confirmed:
        raise LooksAlike(
            Text("The office may know this customer already. Look at those below; if it is none of them, say so."),
            found=[shown(one) for one in warned],
        )
    if but:
        confirming.say_different(but, warned, reason=confirming.AT_SAVING, by=by)
    else:
        confirming.keep_until_saved(warned)


def _refuse(blocked: Sequence[Found]) -> None:
    if not blocked:
        return
    first = shown(blocked[0])
    field = "uscc" if "uscc" in blocked[0].grounds else "name"
    raise Refused(
        Text("The office has this customer already: %(number)s %(name)s, with %(owner)s. Ask there.",
             number=first.number, name=first.name, owner=first.owner or "–"),
        field=field,
    )  # fmt: skip
