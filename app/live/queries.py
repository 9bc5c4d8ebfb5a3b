"""How often topics were touched."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.extensions import db
from app.unit_of_work import LiveTopic

MOST_NAMED = 500


def revisions(topics: Collection[str]) -> dict[str, int]:
    """The revision of each of these topics; 0 where nothing has touched it yet."""
    wanted, found = sorted(topics), dict.fromkeys(topics, 0)
    for start in range(0, len(wanted), MOST_NAMED):
        part = wanted[start : start + MOST_NAMED]
        rows = select(LiveTopic.topic, LiveTopic.revision).where(LiveTopic.topic.in_(part)).order_by(LiveTopic.topic)
        found.update((row.topic, row.revision) for row in db.session.execute(rows))
    return found
