"""What other features ask of settlement slips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from flask import url_for
from sqlalchemy import func, select

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.meters.queries import in_parts
from app.billing.readings.facts import Billed
from app.billing.readings.rules import first_day
from app.billing.receivables.neighbours import posted
from app.billing.statements.feature import SEE
from app.billing.statements.gathering import pricing_for
from app.billing.statements.models import Run, Statement
from app.billing.statements.queries import SHORTEST_NUMBER, number_begins, stands
from app.billing.statements.rules import User, carried
from app.domain.actor import Actor
from app.domain.text import Text
from app.domain.volume import Volume
from app.extensions import db
from app.web.hooks import Hit

RECENT = 3
MOST_HITS = 5


def billed_before(account_ids: Sequence[int], period: str) -> Mapping[int, Billed]:
    """Account id -> what was billed last before a period; accounts never billed are left out.

    The newest slip that stands gives the reading; the volumes are those of the last three billed periods.
    """
    found: dict[int, list[tuple[Volume, date, Volume]]] = defaultdict(list)
    place = func.row_number().over(
        partition_by=Statement.account_id, order_by=(Statement.period.desc(), Statement.id.desc())
    )
    columns = (Statement.account_id, Statement.current, Statement.read_on, Statement.volume, place.label("place"))
    for part in in_parts(account_ids):
        slips = select(*columns).where(Statement.account_id.in_(part), Statement.period < period, stands()).subquery()
        query = select(slips).where(slips.c.place <= RECENT).order_by(slips.c.account_id, slips.c.place)
        for row in db.session.execute(query):
            found[row.account_id].append((row.current, row.read_on, row.volume))
    return {
        account_id: Billed(slips[0][0], slips[0][1], tuple(volume for _, _, volume in slips))
        for account_id, slips in found.items()
    }


def billed_items(plan_item_ids: Sequence[int]) -> set[int]:
    """Those of these plan items for which a slip stands or is just being posted: their readings are settled."""
    found: set[int] = set()
    for part in in_parts(plan_item_ids):
        standing = select(Statement.plan_item_id).where(Statement.plan_item_id.in_(part), stands())
        posting = select(Statement.plan_item_id).join(Run, Run.id == Statement.run_id)
        posting = posting.where(Statement.plan_item_id.in_(part), Run.state == "posting")
        found.update(db.session.scalars(standing.union(posting)))
    return found


def cumulative_before(account_id: int, period: str) -> Volume:
    """The volume billed to an account so far in the cycle to which a period belongs, in 0.001 m³."""
    account = db.session.get_one(GasAccount, account_id)
    # By the end of the month, so that the office's very first price list may begin in the middle of one.
    on = first_day(period).replace(day=28)
    user = User(account.category, account.use, account.persons, on)
    terms = pricing_for(period).terms_of(user)
    if isinstance(terms, Text) or terms.cycle_start is None:
        return Volume(0)
    query = select(func.sum(Statement.volume)).where(
        Statement.account_id == account_id, Statement.cycle_start == terms.cycle_start, posted(Statement.run_id)
    )
    brought = carried(account.cycle_volume, account.cycle_as_of, terms.cycle_start)
    return Volume((db.session.scalar(query) or 0) + brought)


def hits(actor: Actor, query: str) -> list[Hit]:
    """What the search box finds: posted slips whose number begins like this."""
    if not actor.may(SEE.name) or len(query) < SHORTEST_NUMBER or not query.isalnum():
        return []
    found = (
        select(Statement.id, Statement.number, Statement.name, Statement.period)
        .join(GasAccount, GasAccount.id == Statement.account_id)
        .where(number_begins(query), posted(Statement.run_id), visible(actor))
        .order_by(Statement.number)
        .limit(MOST_HITS)
    )
    return [
        Hit(Text("Settlement slip"), number or "", f"{name} {period}", url_for("statements.show", statement_id=one))
        for one, number, name, period in db.session.execute(found)
    ]
