"""The deeds with sheets that are more than a move: drawing, issuing, signing, passing on, reporting, receiving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from app import clock
from app.columns import table_of
from app.customers.contracts.models import Contract
from app.customers.contracts.rules import SIGNED as IN_FORCE
from app.customers.contracts.rules import NewContract
from app.customers.contracts.service import enter
from app.customers.files.queries import file_to_change
from app.customers.stationery import feature, rules
from app.customers.stationery.models import Blank, BlankMove, StationeryRequest
from app.customers.stationery.people import SIGN_MATTER, recipients
from app.customers.stationery.policy import StationeryPolicy
from app.customers.stationery.queries import months
from app.customers.stationery.queries.sheets import page_url, sheet, subject_of
from app.customers.stationery.rules_need import doubles, gap, serials
from app.customers.stationery.service.moving import NewMove, move
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.queries import is_approved
from app.office.approvals.service import submit, void
from app.office.history.service import record
from app.office.policy import queries as policy
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.language import say

MOST_TOGETHER = 50


def draw(
    kind_id: int, first: str, last: str, *, keeper_id: int, on_day: date | None = None,
    request_id: int | None = None, gap_why: str | None = None, by: Actor,
) -> list[str]:  # fmt: skip
    """Draw blank contracts into stock, from one serial number to another; returns the numbers (C-119).

    They stand in the name of a keeper. Numbers that are there already are refused; where numbers are missing after the
    highest one, somebody must say why. A request is fulfilled by them. Raises Refused, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        kind = months.kind(kind_id)
        wanted, day = serials(kind.prefix, first, last), on_day or clock.today()
        rules.check_recipient(rules.DRAW, keeper_id, recipients(rules.DRAW, by.staff_id))
        rules.check_day(day, None, clock.today())
        _check_series(kind_id, wanted, gap_why)
        _store(work, kind_id, wanted, keeper_id, day, gap_why, by)
        if request_id is not None:
            _fulfil(request_id, kind_id)
        facts = {"first": wanted[0], "last": wanted[-1], "kind": kind.name, "number": len(wanted)}
        record(feature.DRAWN, f"stationery_kind:{kind_id}", facts=facts, reason=gap_why)
    return wanted


def issue(kind_id: int, first: str, last: str | None, new: NewMove, *, by: Actor) -> int:
    """Issue the blank contracts of a range to a sales person; returns how many (C-121).

    Raises Refused where one of them is not in stock, for more than fifty at once, and for whom they may not go to.
    """
    with unit_of_work(by=by):
        wanted = serials(months.kind(kind_id).prefix, first, last)
        if len(wanted) > MOST_TOGETHER:
            raise Refused(Text("At most %(most)s at once.", most=MOST_TOGETHER), field="last")
        found = _in_stock(kind_id, wanted)
        for one in found:
            move(one.id, one.version, new, by=by)
    return len(found)


def sign(
    blank_id: int, version: int, customer_id: int, new: NewMove, contract: NewContract | None = None, *, by: Actor
) -> Blank:
    """Write down with whom a contract was signed; `contract` enters it among the customer's contracts too (C-122).

    Raises NoResultFound for a file that is not this actor's to change, and as `move` does.
    """
    with unit_of_work(by=by):
        one = sheet(blank_id, by).blank
        file_to_change(customer_id, by)
        made = enter(customer_id, contract, by=by) if contract else None
        values: dict[str, Any] = {"customer_id": customer_id, "contract_id": made.id if made else None}
        return move(one.id, version, new, by=by, **values)


def pass_on(blank_id: int, version: int, new: NewMove, *, by: Actor) -> Blank:
    """Pass a signed contract on for approval, with purpose and time of return; the approver is asked (A-33, C-122).

    Raises Refused for anybody but the store manager or a person authorised, and as `move` does.
    """
    if not (new.purpose or "").strip():
        raise Refused(Text("Say what it is passed on for (C-122)."), field="purpose")
    with unit_of_work(by=by):
        seen = sheet(blank_id, by)
        contract = _contract(seen.blank)
        amount = contract.amount if contract else None
        moved = move(blank_id, version, new, by=by, amount=amount)
        if not is_approved(subject_of(blank_id), amount=amount):
            submit(
                SIGN_MATTER, subject_of(blank_id), title=f"{seen.kind} {moved.serial}", url=page_url(blank_id),
                snapshot=_snapshot(seen, contract, new), amount=amount, customer_id=moved.customer_id, by=by,
            )  # fmt: skip
    return moved


def report(sheets: Mapping[int, int], new: NewMove, *, by: Actor) -> int:
    """Report signed contracts to finance ({id: version}); they stay with whoever has them until finance confirms.

    Raises Refused for one that was not approved, where the office wants that (A-33, C-123), and as `move` does.
    """
    _check_some(sheets)
    with unit_of_work(by=by):
        first = policy.of(StationeryPolicy).approval_first
        for blank_id, version in sheets.items():
            one = sheet(blank_id, by).blank
            if first and not is_approved(subject_of(blank_id), amount=amount_of(one)):
                raise Refused(Text("Contract %(serial)s was not approved yet (A-33).", serial=one.serial))
            move(blank_id, version, new, by=by)
    return len(sheets)


def receive(sheets: Mapping[int, int], new: NewMove, *, by: Actor) -> int:
    """Confirm for finance that these contracts came ({id: version}); from then on finance has them (C-123)."""
    _check_some(sheets)
    with unit_of_work(by=by):
        for blank_id, version in sheets.items():
            move(blank_id, version, new, by=by)
    return len(sheets)


def give_back(blank_id: int, version: int, new: NewMove, *, by: Actor) -> Blank:
    """Take a contract back from approval or from finance. What nobody has decided on is asked for no longer."""
    with unit_of_work(by=by):
        if not is_approved(subject_of(blank_id)):
            void(subject_of(blank_id), new.note or sheet(blank_id, by).blank.serial, by=by)
        return move(blank_id, version, new, by=by)


def spoil(blank_id: int, version: int, new: NewMove, *, by: Actor) -> Blank:
    """Make a sheet void, with the reason. Raises Refused while a contract in force stands on it, and as `move` does."""
    with unit_of_work(by=by):
        contract = _contract(sheet(blank_id, by).blank)
        if contract is not None and contract.state == IN_FORCE:
            number = contract.number
            raise Refused(Text("Contract %(number)s stands on this sheet: cancel it first.", number=number))
        moved = move(blank_id, version, new, by=by)
        void(subject_of(blank_id), new.note or moved.serial, by=by)
    return moved


def lose(blank_id: int, version: int, new: NewMove, *, by: Actor) -> Blank:
    """Write down that a sheet is lost, with how it came about. Whether that is an offence somebody else decides."""
    with unit_of_work(by=by):
        if not is_approved(subject_of(blank_id)):
            void(subject_of(blank_id), new.note or "", by=by)
        return move(blank_id, version, new, by=by)


def amount_of(one: Blank) -> Fen | None:
    """The amount in fen of the contract that stands on a sheet, where it was entered."""
    contract = _contract(one)
    return contract.amount if contract else None


def _check_some(sheets: Mapping[int, int]) -> None:
    if not sheets:
        raise Refused(Text("Tick at least one contract."))
    if len(sheets) > MOST_TOGETHER:
        raise Refused(Text("At most %(most)s at once.", most=MOST_TOGETHER))


def _check_series(kind_id: int, wanted: Sequence[str], gap_why: str | None) -> None:
    before, there = months.highest(kind_id, wanted)
    if found := doubles(wanted, there):
        raise Refused(
            Text("These numbers are there already: %(numbers)s.", numbers=say(Text(", ")).join(found[:5])),
            field="first",
        )
    missing = gap(before, wanted[0])
    if missing and not (gap_why or "").strip():
        raise Refused(
            Text("The numbers %(first)s to %(last)s are missing in between. Say why.",
                 first=missing[0], last=missing[1]),
            field="gap_why",
        )  # fmt: skip


def _store(
    work: Work, kind_id: int, wanted: Sequence[str], keeper_id: int, day: date, note: str | None, by: Actor
) -> None:
    rows = [{"kind_id": kind_id, "serial": one, "state": rules.STOCK, "holder_id": keeper_id} for one in wanted]
    made = insert(table_of(Blank)).returning(table_of(Blank).c.id)
    ids = work.session.scalars(made, [{**row, "version": 1} for row in rows]).all()
    common: dict[str, Any] = {"kind": rules.DRAW, "to_state": rules.STOCK, "on_day": day, "staff_id": keeper_id}
    common |= {"note": note, "made_by": by.name, "made_at": work.at}
    work.session.execute(insert(table_of(BlankMove)), [{"blank_id": one, **common} for one in ids])


def _in_stock(kind_id: int, wanted: Sequence[str]) -> list[Blank]:
    """The sheets of these numbers. Raises Refused where one of them is not in stock."""
    query = select(Blank).where(Blank.kind_id == kind_id, Blank.serial.in_(wanted), Blank.state == rules.STOCK)
    found = list(current_work().session.scalars(query.order_by(Blank.id)))
    if missing := sorted(set(wanted) - {one.serial for one in found}):
        numbers = say(Text(", ")).join(missing[:5])
        raise Refused(Text("These are not in stock: %(numbers)s.", numbers=numbers), field="first")
    return found


def _fulfil(request_id: int, kind_id: int) -> None:
    asked = months.request_(request_id)[0]
    if (asked.kind_id, asked.state) != (kind_id, "asked"):
        raise Refused(Text("This request is not open, or is for another kind."), field="request_id")
    drawn = update(StationeryRequest).where(StationeryRequest.id == request_id, StationeryRequest.state == "asked")
    held = drawn.values(state="drawn", version=StationeryRequest.version + 1).returning(StationeryRequest.id)
    if current_work().session.scalar(held) is None:
        raise Conflict(Text("This request is no longer as you saw it. Look at it again."))


def _contract(one: Blank) -> Contract | None:
    return db.session.get(Contract, one.contract_id) if one.contract_id else None


def _snapshot(seen: Any, contract: Contract | None, new: NewMove) -> list[tuple[Text | str, Text | str]]:
    rows: list[tuple[Text | str, Text | str]] = [
        (Text("Serial number"), seen.blank.serial),
        (Text("Kind"), seen.kind),
        (Text("Customer"), seen.customer.name if seen.customer else "–"),
        (Text("To what end"), new.purpose or ""),
    ]
    if contract is not None:
        rows += [(Text("Contract"), f"{contract.number} {contract.title}")]
    return rows
