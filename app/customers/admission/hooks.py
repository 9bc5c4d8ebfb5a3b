"""What admission tells pages that do not know it: marks beside a customer's name, a line of the first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import url_for

from app import clock
from app.customers.admission import queries, rules
from app.customers.admission.feature import DECIDE, SEE
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.hooks import Flag, Notice

MARKED = (rules.SUSPENDED, rules.DISQUALIFIED)


def flags(ids: Sequence[int], actor: Actor) -> dict[int, list[Flag]]:
    """Who is suspended or disqualified, and whose papers are over or end soon (hook `customer_flags`, C-59, C-60).

    Customers who never applied have no mark.
    """
    today, found = clock.today(), dict[int, list[Flag]]()
    for row in queries.standings(ids, today) if actor.may(SEE.name) else ():
        if row.customer_id not in found:  # the first end says it
            found[row.customer_id] = [Flag(Text(rules.STATES[row.state]), "red")] if row.state in MARKED else []
            if row.expires_on and row.state in queries.IN_BUSINESS:
                found[row.customer_id].append(_end(row.expires_on, row.renewal_until, today))
    return found


def notices(actor: Actor) -> list[Notice]:
    """How many customers are suspended, for whoever may lift that (hook `today`)."""
    if not actor.may(DECIDE.name) or not (count := queries.count(rules.SUSPENDED, actor)):
        return []
    url = url_for("admission.listing", state=rules.SUSPENDED)
    return [Notice(Text("Customers whose business is suspended"), str(count), url, "red", order=46)]


def _end(expires_on: date, renewal_until: date | None, today: date) -> Flag:
    if expires_on >= today:
        return Flag(Text("Papers expire on %(day)s", day=expires_on), "yellow")
    if renewal_until is not None and renewal_until >= today:
        return Flag(Text("Renewal of papers under way until %(day)s", day=renewal_until), "yellow")
    return Flag(Text("Papers expired on %(day)s", day=expires_on), "red")
