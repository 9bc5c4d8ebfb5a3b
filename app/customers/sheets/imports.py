"""What becomes of the rows of a sheet of customers (O-15): the same rules as the form, and who is known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.customers.files.feature import IMPORT
from app.customers.files.models import Customer
from app.customers.files.queries import department_of, in_words
from app.customers.files.rules import CATEGORIES, check_kind, kind_by, read_text
from app.customers.sheets import importing, matches
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.cells import to_phone_text
from app.exchange.columns import Column
from app.exchange.read import Row
from app.office.batches.kinds import BY, CREATE, DUPLICATE, REFUSED, SAME, UPDATE, ImportKind, Verdict
from app.office.history.service import changes
from app.web.language import say

COLUMNS = (
    Column("name", "客户名称", "name", required=True),
    Column("category", "客户类别", "category"),
    Column("nature", "企业性质", "nature"),
    Column("supervising_unit", "主管单位", "supervising_unit"),
    Column("address", "地址", "address"),
    Column("contact", "联系人", "contact"),
    Column("phone", "联系电话", "phone"),
    Column("uscc", "统一社会信用代码", "uscc"),
    Column("source", "来源", "source"),
    Column("owner", "负责人", "owner"),
)
TEXTS = ("name", "nature", "supervising_unit", "address", "contact", "phone", "uscc", "source")
CATEGORY_WORDS: Mapping[str, str] = {
    **{key: key for key in CATEGORIES},
    **{"目标": "target", "一般": "ordinary", "重点": "key", "潜在": "potential"},
    **{"目标客户": "target", "一般客户": "ordinary", "重点客户": "key", "潜在客户": "potential"},
}

Values = dict[str, Any]
Owners = Mapping[str, Sequence[tuple[int, int | None]]]


def kinds() -> list[ImportKind]:
    """The one kind of import of this feature."""
    return [
        ImportKind(
            key="customers",
            label=Text("Import customers"),
            permission=IMPORT,
            columns=COLUMNS,
            check=check,
            apply=importing.apply,
            undo=importing.undo,
            remove=importing.remove,
            ahead=importing.ahead,
            home="customers.listing",
        )
    ]


def check(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Give every row its verdict; writes nothing.

    Known is who has the same credit code, else the same name and phone, else the same name and address. What a row
    leaves empty stays as it is stored. Of a file that the importer may not see he learns only whom to ask.
    """
    by: Actor = options[BY]
    owners, words = matches.owners(), _category_words()
    home = department_of(by.staff_id)
    read = [_read_or_refusal(row, owners, words, home) for row in rows]
    known = matches.known([values for values in read if isinstance(values, dict)], by)
    seen: dict[matches.Key, int] = {}
    for row, values in zip(rows, read, strict=True):
        if isinstance(values, Refused):
            yield Verdict(row.number, REFUSED, values.text)
            continue
        key = matches.key_of(values)
        first = seen.setdefault(key, row.number)
        if first != row.number:
            yield Verdict(row.number, DUPLICATE, Text("The same customer stands in row %(row)s.", row=first))
        elif key in known:
            yield _verdict_of_known(row.number, values, *known[key])
        else:
            yield Verdict(row.number, CREATE, values=_new(values))


def _read_or_refusal(row: Row, owners: Owners, words: Mapping[str, str], home: int | None) -> Values | Refused:
    try:
        return _read(row.cells, owners, words, home)
    except Refused as refused:
        return refused


def _read(cells: Mapping[str, str], owners: Owners, words: Mapping[str, str], home: int | None) -> Values:
    texts = {**cells, "phone": to_phone_text(cells["phone"]) if cells["phone"] else ""}
    values: Values = {key: read_text(key, texts[key]) for key in TEXTS}
    if not values["name"]:
        raise Refused(Text("The name is missing."), field="name")
    kind = kind_by(values["name"], uscc=values["uscc"], nature=values["nature"])
    check_kind(kind, values["uscc"])
    owner_id, department_id = _owner(cells["owner"], owners) if cells["owner"] else (None, home)
    category = _category(cells["category"], words)
    return {**values, "kind": kind, "category": category, "owner_id": owner_id, "department_id": department_id}


def _category(text: str, words: Mapping[str, str]) -> str | None:
    if not text:
        return None
    if text.casefold() not in words:
        names = ", ".join(("目标客户", "一般客户", "重点客户", "潜在客户"))
        raise Refused(Text("“%(text)s” is no category. Write one of: %(names)s.", text=text[:60], names=names))
    return words[text.casefold()]


def _category_words() -> Mapping[str, str]:
    """What a sheet may call the categories: also as an export in English or in the reader's language names them."""
    named = {word.casefold(): key for key, label in CATEGORIES.items() for word in (label, say(Text(label)))}
    return {**named, **CATEGORY_WORDS}


def _owner(name: str, owners: Owners) -> tuple[int, int | None]:
    people = owners.get(name, ())
    if not people:
        raise Refused(Text("Nobody in the office is called “%(name)s”.", name=name[:60]), field="owner")
    if len(people) > 1:
        raise Refused(
            Text("Several in the office are called “%(name)s”. Leave the owner empty and choose on screen.",
                 name=name[:60]),
            field="owner",
        )  # fmt: skip
    return people[0]


def _new(values: Values) -> Values:
    return {**values, "category": values["category"] or "ordinary"}


def _verdict_of_known(number: int, values: Values, customer: Customer, file: bool) -> Verdict:
    if not file:
        return Verdict(number, DUPLICATE, Text("There is such a customer already, whose file you may not see."))
    given = {key: values[key] for key in (*TEXTS, "category", "owner_id") if values[key]}
    if given.get("owner_id") not in (None, customer.owner_id):
        given["department_id"] = values["department_id"]
    was = {key: getattr(customer, key) for key in given}
    changed = changes(was, given)
    if not changed:
        return Verdict(number, SAME)
    fields = {one["field"] for one in changed}
    wanted = {
        "id": customer.id,
        "number": customer.number,
        "version": customer.version,
        "set": {key: given[key] for key in fields},
        "was": {key: was[key] for key in fields},
        "changes": in_words(changed),
    }
    return Verdict(number, UPDATE, Text("Customer %(number)s", number=customer.number), wanted)
