"""The tasks that claims give: telling whose customer it is, and what is to be done about it."""

from __future__ import annotations

from typing import Any

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.tasks.kinds import Party, TaskKind
from app.office.tasks.service import close_tasks, open_task
from app.reception.claims.models import Reception
from app.reception.claims.rules import Arrival
from app.reception.rota.queries import names

REACH = TaskKind(
    "claims.reach_owner",
    Text("Reach a colleague about his customer"),
    Text("Reach %(owner)s, report about %(name)s and ask what is to be done"),
)
WAS_HERE = TaskKind("claims.was_here", Text("Your customer was here"), Text("%(name)s was received by %(rep)s"))
REPORT = TaskKind(
    "claims.report_complaint",
    Text("Report a complaint about a colleague"),
    Text("Report to the sales supervisor that %(name)s complains about %(owner)s"),
)
EXPIRING = TaskKind(
    "claims.expiring", Text("A registration expires"), Text("The registration of %(name)s is valid until %(until)s")
)


def kinds() -> list[TaskKind]:
    """Every kind of task of this feature."""
    return [REACH, WAS_HERE, REPORT, EXPIRING]


def tell_owner(reception: Reception, arrival: Arrival, owner_id: int, *, by: Actor) -> None:
    """The helper is to reach the owner; the owner finds it on his list in any case (R-32)."""
    called = names([owner_id, reception.staff_id])
    facts = {"name": arrival.name, "owner": called.get(owner_id, "–"), "rep": called.get(reception.staff_id or 0, "–")}
    given: dict[str, Any] = {"facts": facts, "url": page_of(reception.visit_id), "due_on": reception.day, "by": by}
    if reception.basis != "complaint":
        open_task(REACH, f"visit:{reception.visit_id}", to=Party(staff_id=reception.staff_id), **given)
    open_task(WAS_HERE, f"visit:{reception.visit_id}", to=Party(staff_id=owner_id), **given)


def forget_helper(visit_id: int, *, by: Actor) -> None:
    """Somebody else receives now: whoever was to help before has nobody to reach any more."""
    for kind in (REACH, WAS_HERE):
        close_tasks(f"visit:{visit_id}", outcome="cancelled", kind=kind, by=by)


def ask_to_report(reception: Reception, arrival: Arrival, *, by: Actor) -> None:
    """Whoever receives a customer that complains about a colleague reports it (R-44, A-10)."""
    owner = names([reception.owner_id]).get(reception.owner_id or 0, "–")
    facts = {"name": arrival.name, "owner": owner}
    url = f"/reception/claims/cases/new?kind=complaint_on_rep&visit={reception.visit_id}"
    to = Party(staff_id=reception.staff_id)
    close_tasks(f"visit:{reception.visit_id}", outcome="cancelled", kind=REPORT, by=by)
    open_task(REPORT, f"visit:{reception.visit_id}", facts=facts, url=url, to=to, due_on=reception.day, by=by)


def page_of(visit_id: int) -> str:
    """The address of the page “why this person”; the worker, which has no request, cannot ask for it otherwise."""
    return f"/reception/claims/visit/{visit_id}"
