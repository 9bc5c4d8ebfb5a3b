"""Registering a customer as received by somebody (来访登记), and what becomes of registrations."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select, update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.documents.render import office_language
from app.office.history.service import record
from app.office.policy import queries as policy
from app.office.tasks.service import close_tasks
from app.reception.claims.feature import REGISTERED, VOIDED
from app.reception.claims.models import Reception, Registration
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.queries.known import known
from app.reception.claims.rules import Known, valid_until
from app.reception.claims.words import COURTESIES, REPLACED, STANDING, VOID
from app.reception.rota.queries import names
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

UNDONE = Text("The reception was undone.")
# The customer chose somebody else and the office follows his wish: the new registration takes the old one's place.
TAKES_OVER = ("another", "several")
# Whoever receives on one of these is on the register too, beside the one who was before.
BESIDE = ("forgot", "event")


def register_reception(
    visit_id: int, staff_id: int, *, customer_id: int | None, name: str, phone: str | None, by: Actor
) -> Registration | None:
    """Register a customer as received by somebody, at the start of a reception (R-83, R-84).

    None where there is nothing to register: he has a valid registration with somebody, or the pool has him (R-67).
    Whoever receives as a courtesy registers him for the one whom he helps (R-62, CM-7a). A visit registers a customer
    once for each person who receives him.
    """
    with unit_of_work(by=by) as work:
        day = clock.local(work.at).date()
        holds = known(customer_id, phone, day, but_visit=visit_id)
        basis, whose = _ground(visit_id, staff_id)
        if whose is None or _has(visit_id, whose) or _belongs(holds, whose, basis):
            return None
        made = _register(whose, "visit", customer_id, name, phone, work.at, visit_id=visit_id)
        if holds.valid and basis in TAKES_OVER and holds.registration_id is not None:
            replace_registration(holds.registration_id, made.id)
    return made


def register_call(
    call_id: int, staff_id: int, *, customer_id: int | None, name: str, phone: str | None, by: Actor
) -> Registration | None:
    """Register a caller for whoever took the call, where the office counts calls as proof (R-24, D-12); else None."""
    with unit_of_work(by=by) as work:
        day = clock.local(work.at).date()
        if not policy.of(ClaimPolicy, day).calls_count or known(customer_id, phone, day).valid:
            return None
        return _register(staff_id, "call", customer_id, name, phone, work.at, call_id=call_id)


def register_decision(
    staff_id: int, basis: str, like: Registration | None, *, customer_id: int | None, name: str, phone: str | None,
    visit_id: int | None, by: Actor,
) -> Registration:  # fmt: skip
    """Register a customer for somebody by a decision (basis decision or hand_over); it takes the place of `like`."""
    with unit_of_work(by=by) as work:
        made = _register(staff_id, basis, customer_id, name, phone, work.at, visit_id=visit_id)
        if like is not None:
            replace_registration(like.id, made.id)
    return made


def void_registration(registration_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Make a registration void, with the reason; it stays on the register (R-86).

    Raises Conflict where somebody was quicker, Refused without a reason.
    """
    if not reason.strip():
        raise Refused(Text("Say why the registration is void."), field="reason")
    with unit_of_work(by=by) as work:
        seen = (Registration.id == registration_id, Registration.version == version, Registration.state == STANDING)
        values = {"state": VOID, "state_why": reason, "version": version + 1}
        done = work.session.execute(update(Registration).where(*seen).values(values))
        if done.rowcount != 1:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody was quicker: the registration is no longer as you saw it. Look at it again."))
        row = work.session.get_one(Registration, registration_id, populate_existing=True)
        close_tasks(f"registration:{registration_id}", outcome="cancelled", by=by)
        record(VOIDED, _subject(row), customer_id=row.customer_id, facts=_told(row), reason=reason)


def withdraw_registrations(visit_id: int, *, by: Actor) -> None:
    """Make void what a visit has registered, because its reception was undone or never came about.

    What had been replaced by it stands again.
    """
    with unit_of_work(by=by) as work, office_language():
        query = select(Registration).where(Registration.visit_id == visit_id, Registration.state == STANDING)
        for row in work.session.scalars(query.execution_options(populate_existing=True)).all():
            row.state, row.state_why, row.version = VOID, say(UNDONE), row.version + 1
            work.session.flush()
            close_tasks(f"registration:{row.id}", outcome="cancelled", by=by)
            record(VOIDED, _subject(row), customer_id=row.customer_id, facts=_told(row), reason=row.state_why)
            _stand_again(row.id)


def _stand_again(replaced_by_id: int) -> None:
    values = {"state": STANDING, "replaced_by_id": None, "version": Registration.version + 1}
    which = update(Registration).where(Registration.replaced_by_id == replaced_by_id, Registration.state == REPLACED)
    current_work().session.execute(which.values(values).execution_options(synchronize_session=False))


def replace_registration(registration_id: int, by_id: int) -> None:
    """Let a later registration take the place of one that stands; inside a unit of work."""
    values = {"state": REPLACED, "replaced_by_id": by_id, "version": Registration.version + 1}
    which = update(Registration).where(Registration.id == registration_id, Registration.state == STANDING)
    current_work().session.execute(which.values(values).execution_options(synchronize_session=False))


def link_customer(visit_id: int, customer_id: int, *, by: Actor) -> None:
    """Say which customer it was who was registered during a visit, once the desk knows."""
    with unit_of_work(by=by) as work:
        which = update(Registration).where(Registration.visit_id == visit_id, Registration.customer_id.is_(None))
        work.session.execute(which.values(customer_id=customer_id).execution_options(synchronize_session=False))


def reviewed(day: date, *, by: Actor) -> int:
    """Mark the registrations of a day as reviewed, so that they count (R-85, A-08); return how many.

    Where the office lets the validity run from the review, it starts now.
    """
    with unit_of_work(by=by) as work:
        rules = policy.of(ClaimPolicy, day)
        values: dict[str, object] = {"reviewed_at": work.at}
        if rules.valid_from == "reviewed":
            values["valid_until"] = valid_until(clock.local(work.at).date(), rules)
        which = update(Registration).where(Registration.day == day, Registration.reviewed_at.is_(None))
        done = work.session.execute(which.values(values).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]


def _register(
    staff_id: int, basis: str, customer_id: int | None, name: str, phone: str | None, at: datetime, *,
    visit_id: int | None = None, call_id: int | None = None,
) -> Registration:  # fmt: skip
    session, day = current_work().session, clock.local(at).date()
    until = valid_until(day, policy.of(ClaimPolicy, day))
    row = Registration(staff_id=staff_id, basis=basis, customer_id=customer_id, name=name, phone=phone, state=STANDING)
    row.registered_at, row.day, row.valid_until, row.visit_id, row.call_id = at, day, until, visit_id, call_id
    session.add(row)
    session.flush()
    record(REGISTERED, _subject(row), customer_id=customer_id, facts=_told(row))
    return row


def _ground(visit_id: int, staff_id: int) -> tuple[str | None, int | None]:
    """On which ground this person receives this visit, by the latest decision about the two, and whose claim it makes.

    Who helps has no claim of his own, and nobody has one on a customer for whom a leader named somebody.
    """
    query = select(Reception).where(Reception.visit_id == visit_id, Reception.staff_id == staff_id)
    found = current_work().session.scalars(query.order_by(Reception.id.desc()).limit(1)).first()
    if found is None:
        return None, staff_id
    if found.basis in COURTESIES:
        return found.basis, found.facts.get("courtesy_for")
    return found.basis, None if found.basis == "company_named" else staff_id


def _belongs(holds: Known, staff_id: int, basis: str | None) -> bool:
    """Whether the customer is somebody's already, so that a reception on this ground registers nothing new."""
    if not holds.valid or holds.gone:
        return False
    return holds.owner_id == staff_id or basis not in (*TAKES_OVER, *BESIDE)


def _has(visit_id: int, staff_id: int) -> bool:
    query = select(Registration.id).where(Registration.visit_id == visit_id, Registration.staff_id == staff_id)
    return current_work().session.scalar(query.where(Registration.state == STANDING).limit(1)) is not None


def _subject(row: Registration) -> str:
    return f"registration:{row.id}"


def _told(row: Registration) -> dict[str, object]:
    rep = names([row.staff_id]).get(row.staff_id, "–")
    return {"name": row.name, "rep": rep, "until": row.valid_until}
