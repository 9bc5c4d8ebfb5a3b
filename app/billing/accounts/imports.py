"""What becomes of the rows of a sheet of gas accounts (O-15): the same rules as the form, and what is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import clock
from app.billing.accounts import importing, queries
from app.billing.accounts.feature import IMPORT
from app.billing.accounts.queries import Registered
from app.billing.accounts.rules import (
    LABELS,
    AccountFields,
    NewAccount,
    check_fields,
    read_account_phone,
    read_category,
    read_number,
    read_persons,
    read_position,
    read_use,
    read_volume,
)
from app.billing.meters.policy import MeterPolicy
from app.billing.meters.queries import Installed, current_installations, meters_by_number
from app.billing.meters.rules import FACTOR_ONE, MOST_DIGITS, NOTHING, KnownMeter, NewMeter, check_free, check_new
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import N_, Text
from app.domain.volume import parse_factor
from app.exchange.cells import to_date, to_identifier, to_whole
from app.exchange.columns import Column
from app.exchange.read import Row
from app.office.batches.kinds import BY, CREATE, DUPLICATE, REFUSED, SAME, UPDATE, ImportKind, Verdict
from app.office.history.service import changes
from app.office.policy import queries as policy

COLUMNS = (
    Column("number", "户号", "account", required=True),
    Column("name", "户名", "name", required=True),
    Column("category", "用户类别", "category", required=True),
    Column("use", "用气性质", "use"),
    Column("persons", "人口", "persons"),
    Column("address", "地址", "address", required=True),
    Column("phone", "电话", "phone"),
    Column("meter", "表号", "meter", required=True),
    Column("digits", "表位数", "digits"),
    Column("initial_reading", "表底数", "initial_reading"),
    Column("installed_on", "安装日期", "installed_on"),
    Column("factor", "修正系数", "factor"),
    Column("book", "册号", "book"),
    Column("position", "册内序号", "position"),
    Column("cycle_volume", "本周期累计气量", "cycle_volume"),
    Column("customer", "客户编号", "customer"),
)
NAMES: Mapping[str, str] = {
    **LABELS,
    "meter": N_("Meter number"),
    "digits": N_("Digits of the meter"),
    "initial_reading": N_("Reading when hung up"),
    "installed_on": N_("Hung up on"),
    "factor": N_("Correction factor"),
    "cycle_volume": N_("Volume of the cycle so far"),
    "customer": N_("Customer number"),
}

UPDATED = ("name", "use", "persons", "address", "phone", "book", "position")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that could be read: the account, the number of its customer ("" for one of its own), what it leaves out."""

    account: NewAccount
    customer: str
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Office:
    """What the office knows of the numbers in a sheet."""

    accounts: Mapping[str, Registered]
    hanging: Mapping[int, Installed]
    meters: Mapping[str, KnownMeter]
    customers: Mapping[str, int]


def kinds() -> list[ImportKind]:
    """The one kind of import of this feature."""
    return [
        ImportKind(
            key="accounts",
            label=Text("Import gas accounts"),
            permission=IMPORT,
            columns=COLUMNS,
            check=check,
            apply=importing.apply,
            undo=importing.undo,
            remove=importing.remove,
            ahead=importing.ahead,
            home="accounts.listing",
        )
    ]


def check(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Give every row its verdict; writes nothing.

    An account that is there is compared; what a row leaves empty stays as it is stored. The same account twice is a
    duplicate; a meter that hangs elsewhere, or stands at two accounts of the sheet, is refused.
    """
    digits = policy.of(MeterPolicy).default_digits
    read = [_read_or_refusal(row.cells, digits) for row in rows]
    office = _office([one for one in read if isinstance(one, ReadRow)], options)
    seen: dict[str, int] = {}
    hung: dict[str, int] = {}
    for row, one in zip(rows, read, strict=True):
        try:
            yield _verdict(row.number, one, office, seen, hung)
        except Refused as refused:
            yield Verdict(row.number, REFUSED, _reason(refused))


def _verdict(
    number: int, one: ReadRow | Refused, office: Office, seen: dict[str, int], hung: dict[str, int]
) -> Verdict:
    if isinstance(one, Refused):
        raise one
    first = seen.setdefault(one.account.number, number)
    if first != number:
        return Verdict(number, DUPLICATE, Text("The same account stands in row %(row)s.", row=first))
    there = hung.setdefault(one.account.meter.number, number)
    if there != number:
        raise Refused(Text("The same meter stands in row %(row)s.", row=there), field="meter")
    known = office.accounts.get(one.account.number)
    return _compared(number, one, known, office) if known else _new(number, one, office)


def _new(number: int, one: ReadRow, office: Office) -> Verdict:
    new = one.account
    check_fields(new.fields)
    check_new(new.meter)
    meter = office.meters.get(new.meter.number)
    check_free(new.meter, meter)
    customer_id = _customer(one, office) if one.customer else None
    kept = importing.kept(new, customer_id, meter.meter_id if meter else None)
    return Verdict(number, CREATE, _notice(new), kept)


def _compared(number: int, one: ReadRow, known: Registered, office: Office) -> Verdict:
    if not known.published:
        raise Refused(Text("This account stands in another import that is not applied."), field="number")
    account, given = known.account, one.given
    _check_same(one, known, office.hanging.get(account.id))
    values = one.account.fields.values()
    wished = {key: values[key] for key in UPDATED if key in given}
    changed = changes({key: getattr(account, key) for key in wished}, wished)
    if not changed:
        return Verdict(number, SAME)
    check_fields(AccountFields(**{**{key: getattr(account, key) for key in values}, **wished}))
    wanted = {
        "id": account.id,
        "number": account.number,
        "customer_id": account.customer_id,
        "version": account.version,
        "set": {change["field"]: change["new"] for change in changed},
        "was": {change["field"]: change["old"] for change in changed},
        "changes": changed,
    }
    return Verdict(number, UPDATE, Text("Account %(number)s", number=account.number), wanted)


def _check_same(one: ReadRow, known: Registered, hanging: Installed | None) -> None:
    """Refuse what an import never changes: category, meter, and what was used before this program."""
    new = one.account
    if one.customer and one.customer != known.customer:
        raise Refused(Text("The account belongs to another customer."), field="customer")
    stored = {"category": known.account.category, "meter": known.meter, "cycle_volume": known.account.cycle_volume}
    sheet = {"category": new.fields.category, "meter": new.meter.number, "cycle_volume": new.cycle_volume}
    for key in ("digits", "initial_reading", "installed_on", "factor"):
        stored[key], sheet[key] = getattr(hanging, key, None), getattr(new.meter, key)
    for key in stored:
        if key in one.given and sheet[key] != stored[key]:
            raise Refused(
                Text("An import does not change this for an account that is there. Change it on the account's page."),
                field=key,
            )


def _customer(one: ReadRow, office: Office) -> int:
    if one.customer not in office.customers:
        raise Refused(
            Text("There is no customer with the number %(number)s.", number=one.customer[:40]), field="customer"
        )
    return office.customers[one.customer]


def _notice(new: NewAccount) -> Text | None:
    day = new.meter.installed_on
    if day is None or day <= clock.today():
        return None
    return Text("Notice: the meter is hung up in the future, on %(day)s.", day=day.isoformat())


def _office(read: Sequence[ReadRow], options: Mapping[str, Any]) -> Office:
    accounts = queries.registered([one.account.number for one in read])
    return Office(
        accounts,
        current_installations([known.account.id for known in accounts.values()]),
        meters_by_number([one.account.meter.number for one in read]),
        queries.customers_by_number({one.customer for one in read if one.customer}, options[BY]),
    )


def _read_or_refusal(cells: Mapping[str, str], digits: int) -> ReadRow | Refused:
    try:
        return _read(cells, digits)
    except Refused as refused:
        return refused


def _read(cells: Mapping[str, str], digits: int) -> ReadRow:
    for key in ("number", "name", "category", "address", "meter"):
        if not cells[key]:
            raise Refused(Text("This is missing."), field=key)
    fields = AccountFields(
        name=tidy(cells["name"]),
        category=read_category(cells["category"]),
        address=tidy(cells["address"]),
        use=read_use(cells["use"]),
        persons=_given(cells["persons"], read_persons),
        phone=_given(cells["phone"], read_account_phone),
        book=tidy(cells["book"]) or None,
        position=_given(cells["position"], read_position),
    )
    number = read_number(cells["number"])
    cycle_volume = read_volume(cells["cycle_volume"] or "0", "cycle_volume")
    account = NewAccount(number, fields, _meter(cells, digits), cycle_volume)
    return ReadRow(account, cells["customer"].upper(), frozenset(key for key, text in cells.items() if text))


def _meter(cells: Mapping[str, str], digits: int) -> NewMeter:
    return NewMeter(
        number=to_identifier(cells["meter"], field="meter"),
        digits=to_whole(cells["digits"], 1, MOST_DIGITS, field="digits") if cells["digits"] else digits,
        initial_reading=read_volume(cells["initial_reading"], "initial_reading")
        if cells["initial_reading"]
        else NOTHING,
        installed_on=to_date(cells["installed_on"], field="installed_on") if cells["installed_on"] else None,
        factor=_factor(cells["factor"]) if cells["factor"] else FACTOR_ONE,
    )


def _factor(text: str) -> Any:
    try:
        return parse_factor(text)
    except Refused as refused:
        raise Refused(refused.text, field="factor") from None


def _given(text: str, read: Callable[[str], Any]) -> Any:
    return read(text) if text else None


def _reason(refused: Refused) -> Text:
    name = NAMES.get(refused.field or "")
    return Text("%(column)s: %(why)s", column=Text(name), why=refused.text) if name else refused.text
