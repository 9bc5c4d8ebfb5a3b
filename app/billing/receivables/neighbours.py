"""Tables of features that stand above this one, by name: importing their models would make a circle."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, column, select, table

RUNS = table("runs", column("id"), column("state"))
STATEMENTS = table("statements", column("id"), column("run_id"), column("number"), column("kind"), column("amount"))
PAYMENTS = table("payments", column("id"), column("number"), column("amount"))


def posted(run_id: Any) -> ColumnElement[bool]:
    """The condition on a `run_id` column under which a statement or its debt may be seen: its run is posted.

    Everything that reads posted statements uses it, so that nobody sees half a posting.
    """
    condition: ColumnElement[bool] = run_id.in_(select(RUNS.c.id).where(RUNS.c.state == "posted"))
    return condition
