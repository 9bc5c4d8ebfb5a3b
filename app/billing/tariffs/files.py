"""Price lists as TOML files: the public format that offices exchange (tariff-files.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from app.billing.tariffs.checks import check
from app.billing.tariffs.lines import key_lines
from app.billing.tariffs.pricelist import (
    GENERAL,
    NEW_YEAR,
    Block,
    Category,
    Cycle,
    CycleLength,
    Household,
    Plan,
    PriceList,
    Season,
    Step,
    parse_month_day,
)
from app.domain.errors import Refused
from app.domain.money import Price, parse_price, parse_rate
from app.domain.text import Text
from app.domain.volume import Volume, parse_volume

LARGEST_FILE = 1_000_000

_LIST_KEYS = ("name", "category", "document", "issuer", "valid_from", "tax_rate", "cycle", "plan", "household")
_PLAN_KEYS = ("use", "season", "from_persons", "blocks")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")
_PLACE = re.compile(r" \(at [^()]*\)$")

_Table = Mapping[str, object]
_Choice = TypeVar("_Choice", bound=StrEnum)
_Value = TypeVar("_Value")


def read_tariff(data: bytes) -> PriceList:
    """Read the bytes of a tariff file (UTF-8, with or without a byte order mark). Raises Refused as `parse_tariff`."""
    if len(data) > LARGEST_FILE:
        raise Refused(Text("The file is too large for a price list. Bytes allowed: %(largest)s.", largest=LARGEST_FILE))
    try:
        return parse_tariff(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _on_line(line, Text("This is not UTF-8 text. Save the file with the encoding UTF-8.")) from None


def parse_tariff(text: str) -> PriceList:
    """Read one price list from TOML text. Raises Refused with the line and the reason for all that is not allowed."""
    text = text.removeprefix("\ufeff")
    table = _document(text)
    try:
        pricelist = _pricelist(table)
        check(pricelist)
    except Refused as refusal:
        raise _on_line(_line_of(refusal.field or "", key_lines(text)), refusal.text) from None
    return pricelist


def _document(text: str) -> _Table:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        found = _AT_LINE.search(reason)
        line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
        plain = Text("This is not valid TOML: %(reason)s.", reason=_PLACE.sub("", reason))
        raise _on_line(line, plain) from None
    except (ValueError, ArithmeticError, RecursionError):
        # Python itself gives up over numbers of thousands of digits and lists in lists in lists.
        raise Refused(Text("The file holds endless numbers or lists: it is no price list.")) from None


def _on_line(line: int, reason: Text) -> Refused:
    return Refused(Text("Line %(line)s: %(reason)s", line=line, reason=reason))


def _line_of(place: str, lines: Mapping[str, int]) -> int:
    while place and place not in lines:
        place = place.rpartition("-")[0]
    return lines.get(place, 1)


def _pricelist(table: _Table) -> PriceList:
    _only(table, "", _LIST_KEYS)
    rate = _text(table, "", "tax_rate")
    return PriceList(
        name=_text(table, "", "name", required=True),
        category=_choice(table, "", "category", Category),
        document=_text(table, "", "document"),
        issuer=_text(table, "", "issuer"),
        valid_from=_date(_required(table, "", "valid_from"), "valid_from"),
        tax_rate=_figure(rate, "tax_rate", parse_rate) if "tax_rate" in table else None,
        cycle=_cycle(_table(_required(table, "", "cycle"), "cycle", ("length", "starts"))),
        plans=tuple(
            _plan(_table(plan, place, _PLAN_KEYS), place)
            for place, plan in _items(_required(table, "", "plan"), "plan")
        ),
        household=_household(table["household"]) if "household" in table else None,
    )


def _cycle(table: _Table) -> Cycle:
    starts = _text(table, "cycle", "starts", str(NEW_YEAR))
    return Cycle(_choice(table, "cycle", "length", CycleLength), *_placed(starts, "cycle-starts", parse_month_day))


def _plan(table: _Table, place: str) -> Plan:
    blocks = _items(_required(table, place, "blocks"), f"{place}-blocks")
    return Plan(
        use=_text(table, place, "use", GENERAL),
        season=_season(table["season"], f"{place}-season") if "season" in table else None,
        from_persons=_persons(table["from_persons"], f"{place}-from_persons") if "from_persons" in table else None,
        blocks=tuple(_block(_table(block, at, ("up_to", "price")), at) for at, block in blocks),
    )


def _season(value: object, place: str) -> Season:
    table = _table(value, place, ("from", "to"))
    start, end = (
        _placed(_text(table, place, key, required=True), f"{place}-{key}", parse_month_day) for key in ("from", "to")
    )
    return Season(start, end)


def _block(table: _Table, place: str) -> Block:
    return Block(
        up_to=_volume(table["up_to"], f"{place}-up_to") if "up_to" in table else None,
        price=_price(_required(table, place, "price"), f"{place}-price"),
    )


def _household(value: object) -> Household:
    table = _table(value, "household", ("from_persons", "step", "raise"))
    volumes = _items(_required(table, "household", "raise"), "household-raise")
    return Household(
        from_persons=_persons(_required(table, "household", "from_persons"), "household-from_persons"),
        step=_choice(table, "household", "step", Step),
        raise_=tuple(_volume(volume, place) for place, volume in volumes),
    )


def _at(place: str, key: str) -> str:
    return f"{place}-{key}" if place else key


def _only(table: _Table, place: str, keys: Sequence[str]) -> None:
    for key in table:
        if key not in keys:
            raise Refused(
                Text("“%(key)s” is unknown. Keys allowed here: %(keys)s.", key=key[:60], keys=", ".join(keys)),
                field=_at(place, key),
            )


def _required(table: _Table, place: str, key: str) -> object:
    if key not in table:
        raise Refused(Text("“%(key)s” is missing.", key=key), field=_at(place, key))
    return table[key]


def _table(value: object, place: str, keys: Sequence[str]) -> _Table:
    if not isinstance(value, dict):
        raise Refused(Text("This must be a table with the keys %(keys)s.", keys=", ".join(keys)), field=place)
    _only(value, place, keys)
    return value


def _items(value: object, place: str) -> list[tuple[str, object]]:
    if not isinstance(value, list):
        raise Refused(Text("“%(key)s” must be a list.", key=place.rpartition("-")[2]), field=place)
    return [(f"{place}-{number}", item) for number, item in enumerate(value)]


def _text(table: _Table, place: str, key: str, default: str = "", required: bool = False) -> str:
    value = _required(table, place, key) if required else table.get(key, default)
    if not isinstance(value, str):
        raise Refused(Text("“%(key)s” must be text in quotation marks.", key=key), field=_at(place, key))
    return value.strip()


def _choice(table: _Table, place: str, key: str, choices: type[_Choice]) -> _Choice:
    value = _text(table, place, key, required=True)
    if value not in list(choices):
        sentence = Text(
            "“%(value)s” is not allowed here, only: %(choices)s.", value=value[:60], choices=", ".join(choices)
        )
        raise Refused(sentence, field=_at(place, key))
    return choices(value)


def _date(value: object, place: str) -> date:
    # A time is a date to Python.
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Refused(Text("Write the date as 2026-01-31, without quotation marks and time."), field=place)
    return value


def _persons(value: object, place: str) -> int:
    # True is a number to Python.
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(Text("The number of persons must be a whole number."), field=place)
    return value


def _price(value: object, place: str) -> Price:
    if not isinstance(value, str):
        raise Refused(Text('Write the price in quotation marks, like "2.28".'), field=place)
    return _figure(value, place, parse_price)


def _volume(value: object, place: str) -> Volume:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise Refused(Text("A volume must be a number, like 350 or 12.5."), field=place)
    return _figure(value if isinstance(value, str) else _digits(value), place, parse_volume)


def _digits(value: int | Decimal) -> str:
    number = Decimal(value)
    # 1e999999999 written out would fill the memory; as it stands it is refused as no plain number.
    return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < 30 else str(number)


def _figure(text: str, place: str, parse: Callable[[str], _Value]) -> _Value:
    # A file is read by strangers: no separators here, which the form allows, because 2,942 may mean 2.942.
    if not _PLAIN.fullmatch(text.strip()):
        raise Refused(Text("“%(text)s” is not a plain number like 350 or 2.28.", text=text[:60]), field=place)
    return _placed(text.strip(), place, parse)


def _placed(text: str, place: str, parse: Callable[[str], _Value]) -> _Value:
    try:
        return parse(text)
    except Refused as refusal:
        raise Refused(refusal.text, field=place) from None
